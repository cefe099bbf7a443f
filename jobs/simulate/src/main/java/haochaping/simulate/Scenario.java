package haochaping.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong in a simulated city, as a YAML file says it:
 *
 * <pre>
 * anomalies:
 *   - name: window-nine
 *     kind: staff_gone_bad
 *     staff: SZ0107
 *     from: 50
 *     days: 14
 *     ratio: 30
 * </pre>
 */
public record Scenario(List<Anomaly> anomalies) {
  /** A city as it is on an ordinary day. */
  public static final Scenario NONE = new Scenario(List.of());

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * @throws IllegalArgumentException with every problem of every anomaly
   */
  public Scenario {
    anomalies = anomalies == null ? List.of() : List.copyOf(anomalies);
    Set<String> names = new HashSet<>();
    List<String> problems =
        new java.util.ArrayList<>(
            anomalies.stream().flatMap(anomaly -> anomaly.problems().stream()).toList());
    for (Anomaly anomaly : anomalies) {
      if (anomaly.name() != null && !names.add(anomaly.name())) {
        problems.add("anomaly " + anomaly.name() + ": name: taken by another");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.size()
              + (problems.size() == 1 ? " problem" : " problems")
              + " in the scenario\n  "
              + String.join("\n  ", problems));
    }
  }

  /** The scenario of the demonstration city: one of each kind in its 90 days. */
  public static Scenario demo() {
    try (InputStream file = Scenario.class.getResourceAsStream("demo.yaml")) {
      return YAML.readValue(file, Scenario.class);
    } catch (IOException e) {
      throw new UncheckedIOException("demo.yaml", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming file and line, or every problem of its anomalies
   * @throws IOException where it cannot be read
   */
  public static Scenario read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return YAML.readValue(bytes, Scenario.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          file
              + ": "
              + path(e)
              + ": no such field; it may have "
              + String.join(", ", e.getKnownPropertyIds().stream().map(String::valueOf).toList()),
          e);
    } catch (JsonMappingException e) {
      String what =
          e.getCause() instanceof IllegalArgumentException cause
              ? cause.getMessage()
              : path(e) + ": " + e.getOriginalMessage();
      throw new IllegalArgumentException(file + ": " + what, e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Such as {@code anomalies[2].ratio}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference part : e.getPath()) {
      if (part.getFieldName() == null) {
        path.append('[').append(part.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
      }
    }
    return path.toString();
  }
}
