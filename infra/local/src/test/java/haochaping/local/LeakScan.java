package haochaping.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks for texts in every file of a world, in the values of Parquet files and in the records of
 * every topic but the raw ones (their files are compressed).
 */
final class LeakScan {
  private LeakScan() {}

  /** Where any of the texts can be read. */
  static List<String> of(World world, List<String> texts) throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    List<byte[]> needles =
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    try (Stream<Path> files = Files.walk(world.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = world.data().relativize(file).toString();
        if (name.startsWith("kafka/data/hcp.") && !name.contains("review-changes")) {
          continue;
        }
        if (contains(file, needles)) {
          found.add(name);
        }
      }
    }
    parquet(world, texts, found);
    topics(world, needles, found);
    return found;
  }

  private static boolean contains(Path file, List<byte[]> needles) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readAllBytes();
      return needles.stream().anyMatch(needle -> indexOf(bytes, needle) >= 0);
    } catch (java.nio.file.NoSuchFileException e) {
      // A running process removed it since it was listed.
      return false;
    }
  }

  private static int indexOf(byte[] bytes, byte[] needle) {
    outer:
    for (int i = 0; i <= bytes.length - needle.length; i++) {
      for (int k = 0; k < needle.length; k++) {
        if (bytes[i + k] != needle[k]) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }

  /** Parquet is compressed: its values are read by a reader that is not ours. */
  private static void parquet(World world, List<String> texts, List<String> found)
      throws SQLException, IOException {
    Set<Path> tables = new HashSet<>();
    try (Stream<Path> files = Files.walk(world.data().resolve("warehouse"))) {
      files
          .filter(file -> file.toString().endsWith(".parquet"))
          .forEach(file -> tables.add(tableOf(file)));
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (Path table : tables) {
        String rows = "read_parquet('" + table + "/data/**/*.parquet', union_by_name = true)";
        for (String text : texts) {
          String sql =
              "SELECT count(*) FROM (SELECT CAST(t AS VARCHAR) AS row FROM "
                  + rows
                  + " AS t) WHERE contains(row, '"
                  + text
                  + "')";
          try (ResultSet count = statement.executeQuery(sql)) {
            count.next();
            if (count.getLong(1) > 0) {
              found.add("table " + table.getFileName() + ": " + count.getLong(1) + " rows");
            }
          }
        }
      }
    }
  }

  private static Path tableOf(Path file) {
    Path folder = file;
    while (!folder.getFileName().toString().equals("data")) {
      folder = folder.getParent();
    }
    return folder.getParent();
  }

  private static void topics(World world, List<byte[]> needles, List<String> found) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", world.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Map.Entry<String, List<PartitionInfo>> topic : consumer.listTopics().entrySet()) {
        boolean raw =
            haochaping.platform.Topics.raw().contains(topic.getKey())
                || topic.getKey().startsWith("__");
        if (!raw) {
          topic
              .getValue()
              .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<String> leaking = new HashSet<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (needles.stream().anyMatch(n -> indexOf(record.value(), n) >= 0)) {
                    leaking.add("topic " + record.topic());
                  }
                });
      }
      found.addAll(leaking);
    }
  }
}
