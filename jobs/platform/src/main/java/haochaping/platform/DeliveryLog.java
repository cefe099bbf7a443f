package haochaping.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log of deliveries: findings and orders in, events out. What is appended and how far was read
 * are stored together or not at all. A second log on the same broker takes over: the first one
 * fails at its next append.
 *
 * <p>Not thread-safe.
 */
public final class DeliveryLog implements AutoCloseable {
  /** The consumer group that holds how far findings and orders are read. */
  public static final String GROUP = "hcp-deliver";

  private static final TopicPartition EVENTS = new TopicPartition(Topics.DELIVERIES, 0);

  private final FindingCodec codec = new FindingCodec();
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String bootstrap;

  /**
   * What came in.
   *
   * @param orders as they were sent
   * @param unreadable where something lies that is no finding, a line each
   */
  public record Intake(List<Finding> findings, List<byte[]> orders, List<String> unreadable) {
    public boolean isEmpty() {
      return findings.isEmpty() && orders.isEmpty() && unreadable.isEmpty();
    }
  }

  /**
   * @param bootstrap address of the broker, which has the topics
   */
  public DeliveryLog(String bootstrap) {
    this.bootstrap = bootstrap;
    Map<String, Object> writing = producing(bootstrap);
    writing.put("transactional.id", GROUP);
    writing.put("transaction.timeout.ms", 60_000);
    producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    Map<String, Object> reading = reading(bootstrap);
    reading.put("group.id", GROUP);
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.FINDINGS, Topics.ALERT_ORDERS)) {
      for (PartitionInfo one : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, one.partition()));
      }
    }
    consumer.assign(partitions);
  }

  private static Map<String, Object> producing(String bootstrap) {
    Map<String, Object> options = new HashMap<>();
    options.put("bootstrap.servers", bootstrap);
    options.put("acks", "all");
    options.put("enable.idempotence", true);
    options.put("buffer.memory", 8L << 20);
    options.put("max.block.ms", 30_000);
    return options;
  }

  private static Map<String, Object> reading(String bootstrap) {
    Map<String, Object> options = new HashMap<>();
    options.put("bootstrap.servers", bootstrap);
    options.put("isolation.level", "read_committed");
    options.put("auto.offset.reset", "earliest");
    options.put("enable.auto.commit", false);
    options.put("max.poll.records", 200);
    options.put("fetch.max.bytes", 4 << 20);
    return options;
  }

  /** Gives every event of the log, oldest first, with its offset. */
  public void replay(BiConsumer<Long, byte[]> each) {
    replay(bootstrap, each);
  }

  /** The same without taking the log over. */
  public static void replay(String bootstrap, BiConsumer<Long, byte[]> each) {
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            reading(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(List.of(EVENTS));
      reader.seekToBeginning(List.of(EVENTS));
      long end = reader.endOffsets(List.of(EVENTS)).get(EVENTS);
      while (reader.position(EVENTS) < end) {
        for (ConsumerRecord<byte[], byte[]> one : reader.poll(Duration.ofSeconds(1))) {
          each.accept(one.offset(), one.value());
        }
      }
    }
  }

  /** What came in since the last call; waits for something so long at most. */
  public Intake poll(Duration patience) {
    Intake intake = new Intake(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ConsumerRecord<byte[], byte[]> one : consumer.poll(patience)) {
      read.put(
          new TopicPartition(one.topic(), one.partition()),
          new OffsetAndMetadata(one.offset() + 1));
      if (one.topic().equals(Topics.ALERT_ORDERS)) {
        intake.orders().add(one.value());
        continue;
      }
      try {
        intake.findings().add(codec.decode(one.value()));
      } catch (IOException | RuntimeException e) {
        intake
            .unreadable()
            .add(
                one.topic()
                    + " partition "
                    + one.partition()
                    + " offset "
                    + one.offset()
                    + ": no finding: "
                    + e.getMessage());
      }
    }
    return intake;
  }

  /**
   * Stores events, and with them that everything given out by {@link #poll} was read.
   *
   * @return the offset of each
   * @throws IllegalStateException if nothing of it is stored; the log cannot be used any more
   */
  public List<Long> append(List<byte[]> events) {
    try {
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (byte[] event : events) {
        sent.add(producer.send(new ProducerRecord<>(Topics.DELIVERIES, 0, null, event)));
      }
      if (!read.isEmpty()) {
        producer.sendOffsetsToTransaction(read, new ConsumerGroupMetadata(GROUP));
      }
      producer.commitTransaction();
      read.clear();
      List<Long> offsets = new ArrayList<>();
      for (Future<RecordMetadata> one : sent) {
        offsets.add(one.get().offset());
      }
      return offsets;
    } catch (KafkaException | ExecutionException e) {
      throw new IllegalStateException("topic " + Topics.DELIVERIES + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Where people's orders go in. Thread-safe. */
  public static final class Orders implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    public Orders(String bootstrap) {
      producer =
          new KafkaProducer<>(
              producing(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Returns when the order is stored.
     *
     * @param subject what it is about: orders about the same keep their order
     */
    public void send(String subject, byte[] order) {
      try {
        producer
            .send(
                new ProducerRecord<>(
                    Topics.ALERT_ORDERS, subject.getBytes(StandardCharsets.UTF_8), order))
            .get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "topic " + Topics.ALERT_ORDERS + ": " + e.getCause().getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    @Override
    public void close() {
      producer.close(Duration.ofSeconds(5));
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(Duration.ofSeconds(5));
  }
}
