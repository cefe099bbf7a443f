package haochaping.local.feed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import haochaping.assess.Quarter;
import haochaping.assess.seal.OutsideMeasure;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.platform.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Figures that others measured, such as a survey's: published to {@link Topics#MEASURES} with the
 * quarter that they are of, read when that quarter is sealed. The newest value holds.
 */
public final class MeasureFeed {
  private static final String QUARTER = "quarter";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> ROW = new TypeReference<>() {};

  private MeasureFeed() {}

  /** A row of a file that can be used. */
  private record Fed(Quarter quarter, OutsideMeasure measure) {
    String key() {
      return quarter + " " + measure.name();
    }

    byte[] value() {
      try {
        return JSON.writeValueAsBytes(
            Map.of(
                QUARTER,
                quarter.toString(),
                "dimension",
                measure.dimension(),
                "key",
                measure.key(),
                "measure",
                measure.measure(),
                "value",
                Double.toString(measure.value()),
                "source",
                measure.source()));
      } catch (JacksonException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Fed of(Map<String, String> row, String source) {
      String quarter = row.get(QUARTER);
      if (quarter == null) {
        throw new IllegalArgumentException(
            "no quarter; a measure has quarter, dimension, key, measure and value");
      }
      return new Fed(Quarter.parse(quarter), OutsideMeasure.of(row, source));
    }
  }

  /**
   * Publishes a file: CSV with the columns quarter, dimension, key, measure and value, or JSON
   * Lines with fields of these names; also .gz. All of it or nothing.
   *
   * @return how many
   * @throws Failure naming every line that is wrong
   */
  public static int publish(World world, Path file) throws IOException {
    List<Fed> measures = read(file);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.kafka(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Fed one : measures) {
        sent.add(producer.send(new ProducerRecord<>(Topics.MEASURES, one.key(), one.value())));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
    return measures.size();
  }

  private static List<Fed> read(Path file) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
    List<Fed> measures = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int line = name.endsWith(".csv") ? 2 : 1;
    for (Map<String, String> row : name.endsWith(".csv") ? csv(file) : lines(file)) {
      try {
        measures.add(Fed.of(row, name));
      } catch (IllegalArgumentException e) {
        problems.add(file + ":" + line + ": " + e.getMessage());
      }
      line++;
    }
    if (!problems.isEmpty()) {
      throw Failure.of("nothing is published:\n  " + String.join("\n  ", problems));
    }
    return measures;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
            StandardCharsets.UTF_8));
  }

  private static List<Map<String, String>> csv(Path file) throws IOException {
    try (BufferedReader in = open(file)) {
      in.mark(1);
      if (in.read() != '\uFEFF') {
        in.reset();
      }
      try (MappingIterator<Map<String, String>> rows =
          new CsvMapper()
              .readerForMapOf(String.class)
              .with(CsvSchema.emptySchema().withHeader())
              .readValues(in)) {
        return rows.readAll();
      }
    } catch (JacksonException e) {
      throw Failure.of(file + ": " + e.getOriginalMessage());
    }
  }

  private static List<Map<String, String>> lines(Path file) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (BufferedReader in = open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(JSON.readValue(line, ROW));
      }
    } catch (JacksonException e) {
      throw Failure.of(file + ":" + (rows.size() + 1) + ": " + e.getOriginalMessage());
    }
    return rows;
  }

  /** What was published of a quarter, each value as it was said last; in the order of the names. */
  public static List<OutsideMeasure> of(World world, Quarter quarter) throws IOException {
    Map<String, OutsideMeasure> newest = new TreeMap<>();
    TopicPartition partition = new TopicPartition(Topics.MEASURES, 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", world.kafka()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Map<String, String> row = JSON.readValue(record.value(), ROW);
          if (quarter.toString().equals(row.get(QUARTER))) {
            OutsideMeasure measure = OutsideMeasure.of(row, row.get("source"));
            newest.put(measure.name(), measure);
          }
        }
      }
    } catch (KafkaException e) {
      throw Failure.of("Kafka does not tell the measures of " + quarter + ": " + e.getMessage(), e);
    }
    return List.copyOf(newest.values());
  }
}
