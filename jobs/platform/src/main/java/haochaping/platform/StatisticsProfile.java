package haochaping.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import haochaping.core.Dimension;
import haochaping.core.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What shrunk rates and rankings are computed with. Read from {@code
 * schemas/profiles/statistics.yaml}.
 *
 * @param name of the configuration; it seeds the draws
 * @param fewestReviews adopted reviews in a window below which nothing is said of a key, at least
 *     1, for each of {@link #RANKED}
 * @param peerClasses who is compared with whom, for each of {@link #RANKED}
 * @param worstShare share of its siblings that the worst of a class exceed, in (0, 1)
 * @param certainty the probability of being among them that "worse" needs, in (0, 1)
 * @param rankingWindow the window that priors, ratios and ranks are taken from
 * @param leastReliability of a class's order for its keys to get places, in [0, 1)
 * @param rankDraws joint draws behind a rank band, at least 40
 */
public record StatisticsProfile(
    String name,
    Map<Dimension, Integer> fewestReviews,
    Map<Dimension, PeerClasses> peerClasses,
    double worstShare,
    double certainty,
    Window rankingWindow,
    double leastReliability,
    int rankDraws)
    implements Serializable {

  /** The dimensions whose keys have siblings to be compared with. */
  public static final List<Dimension> RANKED =
      List.of(Dimension.DISTRICT, Dimension.DEPARTMENT, Dimension.MATTER, Dimension.STAFF);

  private static final String FILE = "profiles/statistics.yaml";
  private static final int FEWEST_DRAWS = 40;
  private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();

  public StatisticsProfile {
    fewestReviews = new EnumMap<>(fewestReviews);
    peerClasses = new EnumMap<>(peerClasses);
  }

  /** Who is compared with whom in a dimension. */
  public enum PeerClasses {
    /** All keys with each other. */
    ONE,
    /** Those of the median volume and above, and those below. */
    BY_VOLUME;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The profile of the schemas.
   *
   * @throws IllegalArgumentException naming the file and every key that is wrong
   */
  public static StatisticsProfile read() {
    String path = "/haochaping/schemas/" + FILE;
    try (InputStream file = StatisticsProfile.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("the schemas are not on the class path");
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  static StatisticsProfile parse(String text) {
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException("schemas/" + FILE + ": " + e.getMessage(), e);
    }
    Reader reader = new Reader(root);
    StatisticsProfile profile =
        new StatisticsProfile(
            reader.text("name"),
            reader.byDimension("n_min", key -> reader.count(key, 1)),
            reader.byDimension(
                "peer_classes", key -> reader.word(key, PeerClasses.values(), PeerClasses::word)),
            reader.fraction("worst_share"),
            reader.fraction("certainty"),
            reader.word("ranking_window", Window.values(), Window::word),
            reader.fractionOrNone("least_reliability"),
            reader.count("rank_draws", FEWEST_DRAWS));
    reader.failIfAnyIsWrong();
    return profile;
  }

  /** Reads values by key, {@code .} between levels, and remembers every one that is wrong. */
  private static final class Reader {
    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    Reader(JsonNode root) {
      this.root = root;
    }

    <V> Map<Dimension, V> byDimension(String key, Function<String, V> value) {
      Map<Dimension, V> values = new EnumMap<>(Dimension.class);
      for (Dimension dimension : RANKED) {
        values.put(dimension, value.apply(key + '.' + dimension.word()));
      }
      return values;
    }

    String text(String key) {
      JsonNode node = node(key);
      return node.isTextual() && !node.textValue().isBlank()
          ? node.textValue()
          : wrong(key, node, "must be a word", null);
    }

    int count(String key, int least) {
      JsonNode node = node(key);
      return node.canConvertToInt() && node.isIntegralNumber() && node.intValue() >= least
          ? node.intValue()
          : wrong(key, node, "must be a whole number, at least " + least, 0);
    }

    double fraction(String key) {
      JsonNode node = node(key);
      return node.isNumber() && node.doubleValue() > 0 && node.doubleValue() < 1
          ? node.doubleValue()
          : wrong(key, node, "must be between 0 and 1", 0.0);
    }

    double fractionOrNone(String key) {
      return node(key).isNumber() && node(key).doubleValue() == 0 ? 0 : fraction(key);
    }

    <V> V word(String key, V[] values, Function<V, String> word) {
      JsonNode node = node(key);
      for (V value : values) {
        if (word.apply(value).equals(node.asText())) {
          return value;
        }
      }
      String words = Arrays.stream(values).map(word).collect(Collectors.joining(", "));
      return wrong(key, node, "must be one of " + words, null);
    }

    private JsonNode node(String key) {
      return root.at('/' + key.replace('.', '/'));
    }

    private <V> V wrong(String key, JsonNode node, String rule, V instead) {
      problems.add(key + (node.isMissingNode() ? ": missing; " : " = " + node + ": ") + rule);
      return instead;
    }

    void failIfAnyIsWrong() {
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(
            "schemas/" + FILE + ":\n  " + String.join("\n  ", problems));
      }
    }
  }
}
