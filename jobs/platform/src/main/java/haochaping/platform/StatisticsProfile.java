package haochaping.platform;

import haochaping.core.Dimension;
import haochaping.core.Window;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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
    return of(ProfileReader.of(FILE));
  }

  static StatisticsProfile parse(String text) {
    return of(ProfileReader.parse(FILE, text));
  }

  private static StatisticsProfile of(ProfileReader reader) {
    StatisticsProfile profile =
        new StatisticsProfile(
            reader.text("name"),
            byDimension("n_min", key -> reader.count(key, 1)),
            byDimension(
                "peer_classes", key -> reader.word(key, PeerClasses.values(), PeerClasses::word)),
            reader.fraction("worst_share"),
            reader.fraction("certainty"),
            reader.word("ranking_window", Window.values(), Window::word),
            reader.fractionOrNone("least_reliability"),
            reader.count("rank_draws", FEWEST_DRAWS));
    reader.failIfAnyIsWrong();
    return profile;
  }

  private static <V> Map<Dimension, V> byDimension(String key, Function<String, V> value) {
    Map<Dimension, V> values = new EnumMap<>(Dimension.class);
    for (Dimension dimension : RANKED) {
      values.put(dimension, value.apply(key + '.' + dimension.word()));
    }
    return values;
  }
}
