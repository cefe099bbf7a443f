package haochaping.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the values of a profile by key, {@code .} between levels; says every one that is wrong. */
public final class ProfileReader {
  private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();

  private final String file;
  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();

  private ProfileReader(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * @param file in the schemas
   */
  public static ProfileReader of(String file) {
    String path = "/haochaping/schemas/" + file;
    try (InputStream in = ProfileReader.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the schemas are not on the class path");
      }
      return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /**
   * @param file in the schemas, or a whole path
   */
  public static ProfileReader parse(String file, String text) {
    try {
      return new ProfileReader(file, YAML.readTree(text));
    } catch (IOException e) {
      throw new IllegalArgumentException(named(file) + ": " + e.getMessage(), e);
    }
  }

  private static String named(String file) {
    return file.startsWith("/") ? file : "schemas/" + file;
  }

  public String text(String key) {
    JsonNode node = node(key);
    return node.isTextual() && !node.textValue().isBlank()
        ? node.textValue()
        : wrong(key, node, "must be a word", null);
  }

  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    JsonNode node = node(key);
    if (!node.isArray()) {
      return wrong(key, node, "must be a list of words", texts);
    }
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  public int count(String key, int least) {
    JsonNode node = node(key);
    return node.canConvertToInt() && node.isIntegralNumber() && node.intValue() >= least
        ? node.intValue()
        : wrong(key, node, "must be a whole number, at least " + least, 0);
  }

  public double fraction(String key) {
    JsonNode node = node(key);
    return node.isNumber() && node.doubleValue() > 0 && node.doubleValue() < 1
        ? node.doubleValue()
        : wrong(key, node, "must be between 0 and 1", 0.0);
  }

  public double fractionOrNone(String key) {
    return node(key).isNumber() && node(key).doubleValue() == 0 ? 0 : fraction(key);
  }

  public <V> V word(String key, V[] values, Function<V, String> word) {
    JsonNode node = node(key);
    for (V value : values) {
      if (word.apply(value).equals(node.asText())) {
        return value;
      }
    }
    String words = Arrays.stream(values).map(word).collect(Collectors.joining(", "));
    return wrong(key, node, "must be one of " + words, null);
  }

  public List<LocalDate> dates(String key) {
    List<LocalDate> dates = new ArrayList<>();
    JsonNode node = node(key);
    if (!node.isArray()) {
      return wrong(key, node, "must be a list of dates", dates);
    }
    for (JsonNode date : node) {
      try {
        dates.add(LocalDate.parse(date.asText()));
      } catch (DateTimeParseException e) {
        wrong(key, date, "must be a date like 2026-10-01", null);
      }
    }
    return dates;
  }

  /** Notes what is wrong beyond one value. */
  public void wrong(String problem) {
    problems.add(problem);
  }

  /** A number that is at least {@code least}. */
  public double number(String key, double least) {
    JsonNode node = node(key);
    return node.isNumber() && node.doubleValue() >= least
        ? node.doubleValue()
        : wrong(
            key,
            node,
            least == -Double.MAX_VALUE
                ? "must be a number"
                : "must be a number, at least " + plain(least),
            Double.NaN);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The names of the values below a key, in the order of the file; none where it is missing. */
  public List<String> names(String key) {
    JsonNode node = at(key);
    if (!node.isMissingNode() && !node.isObject()) {
      return wrong(key, node, "must hold values by name", List.of());
    }
    if (node.isEmpty()) {
      asked.add(key);
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Notes every value of the file that was not asked for: a misspelt key would go unheard. */
  public void refuseOthers() {
    refuseOthers("", root);
  }

  private void refuseOthers(String key, JsonNode node) {
    if (asked.contains(key)) {
      return;
    }
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              child ->
                  refuseOthers(
                      key.isEmpty() ? child.getKey() : key + '.' + child.getKey(),
                      child.getValue()));
    } else {
      wrong(key, node, "no such key", null);
    }
  }

  private JsonNode node(String key) {
    asked.add(key);
    return at(key);
  }

  private JsonNode at(String key) {
    return root.at('/' + key.replace('.', '/'));
  }

  private <V> V wrong(String key, JsonNode node, String rule, V instead) {
    problems.add(key + (node.isMissingNode() ? ": missing; " : " = " + node + ": ") + rule);
    return instead;
  }

  /**
   * @throws IllegalArgumentException naming the file and every key that is wrong
   */
  public void failIfAnyIsWrong() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(named(file) + ":\n  " + String.join("\n  ", problems));
    }
  }
}
