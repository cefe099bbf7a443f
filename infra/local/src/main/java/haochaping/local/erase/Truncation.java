package haochaping.local.erase;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.flink.Offsets;
import haochaping.local.services.Kafka;
import haochaping.platform.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes records that every job has read off the broker's disk. A broker deletes whole files only,
 * and never the one that it appends to: so a file is begun anew where something comes after.
 */
final class Truncation {
  /** How old a file is when what comes next begins another, ms. */
  private static final String SHORT_SEGMENT = "1000";

  /** Newest records of a partition among which one is looked for that may be sent again. */
  private static final int LOOKED_AT = 2_000;

  private final World world;
  private final Admin admin;

  Truncation(World world, Admin admin) {
    this.world = world;
    this.admin = admin;
  }

  /** From now on what is appended begins a new file, and deleted files go at once. */
  void begin() {
    settings(AlterConfigOp.OpType.SET);
  }

  /** Files grow again as they did. */
  void end() {
    settings(AlterConfigOp.OpType.DELETE);
  }

  private void settings(AlterConfigOp.OpType type) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic : Topics.aboutPeople()) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          Kafka.SHORT_FILES.stream()
              .map(name -> new AlterConfigOp(new ConfigEntry(name, SHORT_SEGMENT), type))
              .toList());
    }
    await(() -> admin.incrementalAlterConfigs(changes).all().get());
  }

  /**
   * Sends the newest record of each raw partition again that speaks of nobody erased: a repeat,
   * which changes nothing and is counted as such.
   *
   * @param concerned whether a record speaks of somebody erased
   * @return the offset of the repeat, by partition; none where there was no such record
   */
  Map<TopicPartition, Long> repeat(Predicate<byte[]> concerned) {
    Map<TopicPartition, Long> begins = Offsets.begins(admin, Topics.raw());
    Map<TopicPartition, Long> repeats = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", world.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", world.kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      for (Map.Entry<TopicPartition, Long> end : Offsets.rawEnds(admin).entrySet()) {
        TopicPartition partition = end.getKey();
        long from = Math.max(begins.get(partition), end.getValue() - LOOKED_AT);
        ConsumerRecord<byte[], byte[]> newest =
            harmless(newest(consumer, partition, from, end.getValue()), concerned);
        if (newest != null) {
          ProducerRecord<byte[], byte[]> repeat =
              new ProducerRecord<>(
                  partition.topic(),
                  partition.partition(),
                  null,
                  newest.key(),
                  newest.value(),
                  newest.headers());
          await(() -> repeats.put(partition, producer.send(repeat).get().offset()));
        }
      }
    }
    return repeats;
  }

  /** The records of a partition between two offsets, the newest first. */
  private static Deque<ConsumerRecord<byte[], byte[]>> newest(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
    Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    while (consumer.position(partition) < end) {
      consumer.poll(Duration.ofMillis(200)).forEach(records::addFirst);
    }
    return records;
  }

  /** The newest of its project, so that it is in force, and of nobody erased. */
  private static ConsumerRecord<byte[], byte[]> harmless(
      Deque<ConsumerRecord<byte[], byte[]>> newestFirst, Predicate<byte[]> concerned) {
    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : newestFirst) {
      if (record.key() != null
          && seen.add(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
          && record.value() != null
          && !concerned.test(record.value())) {
        return record;
      }
    }
    return null;
  }

  /**
   * Deletes records.
   *
   * @param before the first offset that stays, by partition
   */
  void delete(Map<TopicPartition, Long> before) {
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    before.forEach(
        (partition, offset) -> records.put(partition, RecordsToDelete.beforeOffset(offset)));
    await(() -> admin.deleteRecords(records).all().get());
  }

  /** Whether no file is left that the broker may delete for what was deleted from it. */
  boolean isOffDisk(Map<TopicPartition, Long> before) {
    return before.entrySet().stream()
        .allMatch(one -> isOffDisk(Kafka.folder(world, one.getKey()), one.getValue()));
  }

  private static boolean isOffDisk(Path folder, long before) {
    List<Long> bases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".deleted")) {
          return false;
        }
        if (name.endsWith(".log")) {
          bases.add(Long.parseLong(name.substring(0, name.length() - ".log".length())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bases.sort(null);
    return bases.size() < 2 || bases.get(1) > before;
  }

  @FunctionalInterface
  private interface Request {
    void run() throws ExecutionException, InterruptedException;
  }

  private static void await(Request request) {
    try {
      request.run();
    } catch (ExecutionException e) {
      throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }
}
