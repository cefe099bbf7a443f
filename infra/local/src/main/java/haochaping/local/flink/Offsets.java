package haochaping.local.flink;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.Kafka;
import haochaping.platform.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the topics hold and how far the jobs have come. */
public final class Offsets {
  private Offsets() {}

  /** The end offsets of topics, as far as transactions are committed. */
  public static Map<TopicPartition, Long> ends(Admin admin, Collection<String> topics) {
    return offsets(admin, topics, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /** The end offsets of topics with what open transactions have written. */
  static Map<TopicPartition, Long> written(Admin admin, Collection<String> topics) {
    return offsets(admin, topics, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The first offsets that topics still hold. */
  public static Map<TopicPartition, Long> begins(Admin admin, Collection<String> topics) {
    return offsets(admin, topics, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Collection<String> topics, OffsetSpec which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < Kafka.PARTITIONS; partition++) {
        wanted.put(new TopicPartition(topic, partition), which);
      }
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      admin
          .listOffsets(wanted, new ListOffsetsOptions(isolation))
          .all()
          .get()
          .forEach((partition, found) -> offsets.put(partition, found.offset()));
    } catch (ExecutionException e) {
      throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
    return offsets;
  }

  /** The end offsets of the raw topics. */
  public static Map<TopicPartition, Long> rawEnds(Admin admin) {
    return ends(admin, Topics.raw());
  }

  /** The offsets that a group's last completed checkpoint covers; 0 where there is none. */
  public static Map<TopicPartition, Long> committed(Admin admin, String group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
        if (entry.getValue() != null) {
          offsets.put(entry.getKey(), entry.getValue().offset());
        }
      }
    } catch (ExecutionException e) {
      throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
    return offsets;
  }

  /** Says how far a group has read whose job has ended. */
  static void commit(Admin admin, String group, Map<TopicPartition, Long> read) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    read.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    try {
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    } catch (ExecutionException e) {
      throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }

  /**
   * How many committed records of the changelog lie after given positions: transaction markers are
   * counted in offsets but are no records.
   *
   * @param positions where a reader stands, 0 where absent
   * @param most stop counting here
   */
  public static long changesAfter(
      World world, Admin admin, Map<TopicPartition, Long> positions, long most) {
    Map<TopicPartition, Long> left =
        new TreeMap<>(
            java.util.Comparator.comparing(TopicPartition::topic)
                .thenComparing(TopicPartition::partition));
    ends(admin, List.of(Topics.CHANGES))
        .forEach(
            (partition, end) -> {
              if (positions.getOrDefault(partition, 0L) < end) {
                left.put(partition, end);
              }
            });
    if (left.isEmpty()) {
      return 0;
    }
    long count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", world.kafka(),
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", "50"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(left.keySet());
      for (TopicPartition partition : left.keySet()) {
        consumer.seek(partition, positions.getOrDefault(partition, 0L));
      }
      while (!left.isEmpty() && count < most) {
        count += consumer.poll(Duration.ofMillis(200)).count();
        left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
    return count;
  }
}
