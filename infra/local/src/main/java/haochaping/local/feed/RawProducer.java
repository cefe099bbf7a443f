package haochaping.local.feed;

import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.platform.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes raw records, in order within a key and without loss. */
public final class RawProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public RawProducer(World world) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", world.kafka(),
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "20",
                "batch.size", "262144",
                "buffer.memory", "33554432",
                "max.request.size", "8388608",
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends a record.
   *
   * @param key the project's number, or null where none can be read
   * @param profile the source profile, or null for the default
   */
  public void send(Stream stream, String key, byte[] value, String profile) {
    Exception failed = failure.get();
    if (failed != null) {
      throw Failure.of("Kafka did not take a record: " + failed.getMessage(), failed);
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            stream.topic(), key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    if (profile != null && !profile.equals(Topics.DEFAULT_PROFILE)) {
      record.headers().add(Topics.SOURCE_HEADER, profile.getBytes(StandardCharsets.UTF_8));
    }
    producer.send(
        record,
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /** Sends an order to the clock topic. */
  void order(byte[] value) {
    producer.send(new ProducerRecord<>(Topics.CLOCK, value));
    flush();
  }

  /** Returns when everything sent is stored. */
  public void flush() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw Failure.of("Kafka did not take a record: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
