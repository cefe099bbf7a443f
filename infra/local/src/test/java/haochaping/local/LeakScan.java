package haochaping.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    Map<Path, List<Path>> tables = new HashMap<>();
    try (Stream<Path> files = Files.walk(world.data().resolve("warehouse"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
        if (isWhole(file)) {
          tables.computeIfAbsent(tableOf(file), table -> new ArrayList<>()).add(file);
        }
      }
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (Map.Entry<Path, List<Path>> table : tables.entrySet()) {
        String rows =
            table.getValue().stream()
                .map(file -> "'" + file + "'")
                .collect(Collectors.joining(",", "read_parquet([", "], union_by_name = true)"));
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
              found.add(
                  "table " + table.getKey().getFileName() + ": " + count.getLong(1) + " rows");
            }
          }
        }
      }
    }
  }

  /** A process that was killed leaves a file without its end; one that writes has it not yet. */
  private static boolean isWhole(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() < 12) {
        return false;
      }
      byte[] end = new byte[4];
      bytes.seek(bytes.length() - end.length);
      bytes.readFully(end);
      return new String(end, StandardCharsets.US_ASCII).equals("PAR1");
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
