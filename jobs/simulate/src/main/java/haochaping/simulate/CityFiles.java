package haochaping.simulate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a city's history as JSON Lines: a file a stream, in order of arrival, and {@code
 * truth.jsonl} with what was planted. A line holds neither a line feed nor a header, so records
 * that need one are left out.
 */
public final class CityFiles {
  private static final int BUFFER = 1 << 16;

  private CityFiles() {}

  /** Told after each simulated day, with the events written so far. */
  public interface Progress {
    void day(LocalDate day, long events);
  }

  /** Writes into the folder, made where it is missing; files of the same names are replaced. */
  public static void write(Path folder, CityOptions options, Progress progress) throws IOException {
    Files.createDirectories(folder);
    Map<Topic, OutputStream> files = new EnumMap<>(Topic.class);
    try (OutputStream truth = open(folder.resolve("truth.jsonl"))) {
      for (Topic topic : Topic.values()) {
        files.put(topic, open(folder.resolve(topic.fileName())));
      }
      write(new CityFeed.History(options), files, truth, progress);
    } finally {
      closeAll(files);
    }
  }

  private static void write(
      CityFeed.History feed, Map<Topic, OutputStream> files, OutputStream truth, Progress progress)
      throws IOException {
    ObjectMapper json = new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
    json.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    long events = 0;
    LocalDate day = null;
    for (Plan.Plant plant : feed.city.plan.plants()) {
      truth.write(json.writeValueAsBytes(line(json, feed.city, plant)));
      truth.write('\n');
    }
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      LocalDate arrived = LocalDate.ofInstant(event.arrival(), CityFeed.ZONE);
      if (day != null && !arrived.equals(day)) {
        progress.day(day, events);
      }
      day = arrived;
      if (event.source() != null || contains(event.value(), (byte) '\n')) {
        continue;
      }
      OutputStream file = files.get(event.stream());
      file.write(event.value());
      file.write('\n');
      events++;
      Fact fact = feed.fact();
      if (fact != null) {
        truth.write(json.writeValueAsBytes(line(json, fact)));
        truth.write('\n');
      }
    }
    if (day != null) {
      progress.day(day, events);
    }
  }

  /** An anomaly and the finding that it should raise: none where nothing is wrong. */
  private static ObjectNode line(ObjectMapper json, City city, Plan.Plant plant) {
    Anomaly anomaly = plant.anomaly();
    LocalDate first = city.options.start().plusDays(anomaly.from() - 1L);
    ObjectNode line = json.createObjectNode();
    line.put("kind", "anomaly");
    line.put("name", anomaly.name());
    line.put("anomaly", anomaly.kind().name().toLowerCase(Locale.ROOT));
    line.put("from", first.toString());
    line.put("to", first.plusDays(anomaly.days()).toString());
    if (anomaly.kind().finding != null) {
      line.put("finding", anomaly.kind().finding);
    }
    if (plant.staff() >= 0) {
      line.put("dimension", "staff");
      line.put("key", city.staffKey(plant.staff()));
    } else if (!anomaly.districts().isEmpty()) {
      line.put("dimension", "zone");
      anomaly.districts().forEach(line.putArray("districts")::add);
    } else if (plant.department() >= 0) {
      line.put("dimension", "department");
      line.put("key", anomaly.department());
    }
    if (plant.matter() >= 0) {
      line.put("matter", anomaly.matter());
      if (!line.has("dimension")) {
        line.put("dimension", "matter");
        line.put("key", anomaly.matter());
      }
    }
    return line;
  }

  private static ObjectNode line(ObjectMapper json, Fact fact) {
    ObjectNode line = json.createObjectNode();
    line.put("kind", fact.kind());
    line.put("at", LocalDateTime.ofInstant(fact.arrival(), CityFeed.ZONE).toString());
    line.put("stream", fact.stream().word());
    line.put("projectNo", fact.projectNo());
    line.put("reviewId", fact.reviewId());
    if (fact.detail() != null) {
      line.put("detail", fact.detail());
    }
    if (fact.code() != null) {
      line.put("code", fact.code());
    }
    return line;
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static OutputStream open(Path path) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(path), BUFFER);
  }

  private static void closeAll(Map<Topic, OutputStream> files) throws IOException {
    IOException first = null;
    for (OutputStream file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
