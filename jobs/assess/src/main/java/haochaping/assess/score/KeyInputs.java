package haochaping.assess.score;

import haochaping.assess.Count;
import haochaping.statistics.ranking.RawRate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one key in a quarter.
 *
 * @param key in its dimension
 * @param name its name, or the key where none is known
 * @param counts those that are not 0
 * @param outside measures from elsewhere by name
 */
public record KeyInputs(
    String key, String name, Map<Count, Long> counts, SortedMap<String, Double> outside) {
  public KeyInputs {
    Map<Count, Long> copy = new EnumMap<>(Count.class);
    copy.putAll(counts);
    copy.values().removeIf(count -> count == 0);
    counts = Collections.unmodifiableMap(copy);
    outside = Collections.unmodifiableSortedMap(new TreeMap<>(outside));
  }

  public long count(Count count) {
    return count == Count.REVIEWS_AND_DEFAULTS
        ? count(Count.REVIEWS) + count(Count.DEFAULTS)
        : counts.getOrDefault(count, 0L);
  }

  /** Bad and all reviews after verification. */
  public RawRate rate() {
    return new RawRate(count(Count.BAD_ADOPTED), count(Count.ADOPTED));
  }
}
