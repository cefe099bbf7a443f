package haochaping.local.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.operate.erase.ProjectId;
import haochaping.platform.ErasureOrder;
import haochaping.platform.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What was ever ordered to be erased, and how far it is done. A record {@code {"done":N}} says that
 * every order before offset N has been carried out to the end.
 *
 * @param projects of all orders
 * @param unfinished whether an order is not known to be carried out
 */
public record Orders(Set<ProjectId> projects, boolean unfinished) {
  static final TopicPartition PARTITION = new TopicPartition(Topics.ERASURES, 0);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DONE = "done";

  /** Reads the topic. */
  public static Orders of(World world) {
    Set<ProjectId> projects = new LinkedHashSet<>();
    long last = -1;
    long done = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", world.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (consumer.position(PARTITION) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          JsonNode json = json(record.value());
          Optional<ErasureOrder> order = ErasureOrder.of(json);
          if (order.isPresent()) {
            projects.add(new ProjectId(order.get().source(), order.get().project()));
            last = record.offset();
          }
          done = Math.max(done, json.path(DONE).asLong(0));
        }
      }
    }
    return new Orders(projects, last >= done);
  }

  private static JsonNode json(byte[] value) {
    try {
      return value == null ? JsonNodeFactory.instance.objectNode() : JSON.readTree(value);
    } catch (IOException e) {
      // Somebody else wrote to the topic: no order.
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /**
   * Gives orders.
   *
   * @return the offset after the last one
   */
  static long give(World world, Collection<ProjectId> projects, long now) {
    return send(
        world,
        projects.stream()
            .map(id -> new ErasureOrder(id.source(), id.number(), now).encode())
            .toList());
  }

  /** Says that all orders before an offset have been carried out. */
  static void finish(World world, long before) {
    String done = JsonNodeFactory.instance.objectNode().put(DONE, before).toString();
    send(world, List.of(done.getBytes(StandardCharsets.UTF_8)));
  }

  private static long send(World world, List<byte[]> values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.kafka(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long last = -1;
      for (byte[] value : values) {
        last = producer.send(new ProducerRecord<>(Topics.ERASURES, value)).get().offset();
      }
      return last + 1;
    } catch (ExecutionException e) {
      throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }
}
