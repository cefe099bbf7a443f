package haochaping.local.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import haochaping.local.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was put into a simulated city.
 *
 * @param anomalies in the order of the file
 * @param planted name of the anomaly that added a review, by the review's id
 */
public record Truth(List<Anomaly> anomalies, Map<String, String> planted) {

  /**
   * Something that goes wrong, or only looks so.
   *
   * @param what its kind in the scenario, for example {@code staff_gone_bad}
   * @param to exclusive end
   * @param finding kind of the finding that it should raise, or null where none is due
   * @param dimension of the key that the finding should have, or null where it is about no one
   * @param key in the dimension, or null
   * @param districts where it is, or empty
   * @param matter that it is about, or null
   */
  public record Anomaly(
      String name,
      String what,
      LocalDate from,
      LocalDate to,
      String finding,
      String dimension,
      String key,
      List<String> districts,
      String matter) {}

  /** Reads the file that {@code simulate} writes beside a feed. */
  public static Truth read(Path file) throws IOException {
    List<Anomaly> anomalies = new ArrayList<>();
    Map<String, String> planted = new HashMap<>();
    JsonMapper json = new JsonMapper();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        // Of a year's feed most lines tell of single records.
        if (line.startsWith("{\"kind\":\"anomaly\"") || line.startsWith("{\"kind\":\"planted\"")) {
          take(json.readTree(line), anomalies, planted, file + ":" + number);
        } else if (!line.startsWith("{\"kind\":\"")) {
          throw Failure.usage(file + ":" + number + ": no line of a truth; simulate writes one");
        }
      }
    } catch (JsonProcessingException e) {
      throw Failure.usage(file + ": " + e.getOriginalMessage());
    }
    return new Truth(anomalies, planted);
  }

  private static void take(
      JsonNode line, List<Anomaly> anomalies, Map<String, String> planted, String where) {
    if (line.path("kind").asText().equals("planted")) {
      planted.put(line.path("reviewId").asText(), line.path("detail").asText());
      return;
    }
    try {
      List<String> districts = new ArrayList<>();
      line.path("districts").forEach(district -> districts.add(district.asText()));
      anomalies.add(
          new Anomaly(
              line.path("name").asText(),
              line.path("anomaly").asText(),
              LocalDate.parse(line.path("from").asText()),
              LocalDate.parse(line.path("to").asText()),
              line.path("finding").asText(null),
              line.path("dimension").asText(null),
              line.path("key").asText(null),
              districts,
              line.path("matter").asText(null)));
    } catch (DateTimeParseException e) {
      throw Failure.usage(where + ": " + e.getMessage());
    }
  }
}
