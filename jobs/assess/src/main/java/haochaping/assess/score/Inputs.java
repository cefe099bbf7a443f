package haochaping.assess.score;

import haochaping.assess.Count;
import haochaping.core.Dimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a quarter is scored from. The same rows in any order give equal inputs. */
public final class Inputs {
  private final Map<Dimension, SortedMap<String, KeyInputs>> keys;

  private Inputs(Map<Dimension, SortedMap<String, KeyInputs>> keys) {
    this.keys = keys;
  }

  /** The keys of a dimension in order; none where nothing was counted. */
  public List<KeyInputs> of(Dimension dimension) {
    return List.copyOf(keys.getOrDefault(dimension, new TreeMap<>()).values());
  }

  /** The whole city; its counts are 0 where nothing was counted. */
  public KeyInputs city() {
    return of(Dimension.CITY).stream()
        .findFirst()
        .orElse(new KeyInputs("", "", Map.of(), new TreeMap<>()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inputs inputs && keys.equals(inputs.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  /** Gathers inputs row by row. */
  public static final class Builder {
    private final Map<Dimension, SortedMap<String, Gathered>> keys = new EnumMap<>(Dimension.class);

    private static final class Gathered {
      private final Map<Count, Long> counts = new EnumMap<>(Count.class);
      private final SortedMap<String, Double> outside = new TreeMap<>();
      private String name;
    }

    private Gathered of(Dimension dimension, String key) {
      return keys.computeIfAbsent(dimension, ignored -> new TreeMap<>())
          .computeIfAbsent(key, ignored -> new Gathered());
    }

    /** Adds to a count. */
    public Builder add(Dimension dimension, String key, Count count, long value) {
      of(dimension, key).counts.merge(count, value, Math::addExact);
      return this;
    }

    /** Sets a measure from elsewhere. */
    public Builder outside(Dimension dimension, String key, String measure, double value) {
      of(dimension, key).outside.put(measure, value);
      return this;
    }

    /** Sets the name of a key that is there by the time of {@link #build}; no other. */
    public Builder name(Dimension dimension, String key, String name) {
      of(dimension, key).name = name;
      return this;
    }

    /** The inputs; keys of which there is nothing but a name are left out. */
    public Inputs build() {
      Map<Dimension, SortedMap<String, KeyInputs>> built = new EnumMap<>(Dimension.class);
      keys.forEach(
          (dimension, gathered) ->
              gathered.forEach(
                  (key, one) -> {
                    KeyInputs inputs =
                        new KeyInputs(
                            key, one.name == null ? key : one.name, one.counts, one.outside);
                    if (!inputs.counts().isEmpty() || !inputs.outside().isEmpty()) {
                      built.computeIfAbsent(dimension, ignored -> new TreeMap<>()).put(key, inputs);
                    }
                  }));
      return new Inputs(built);
    }
  }

  /** What differs, in the order of dimensions, keys and counts. */
  public List<Change> changesTo(Inputs later) {
    List<Change> changes = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      SortedMap<String, KeyInputs> before = keys.getOrDefault(dimension, new TreeMap<>());
      SortedMap<String, KeyInputs> after = later.keys.getOrDefault(dimension, new TreeMap<>());
      SortedMap<String, KeyInputs> all = new TreeMap<>(before);
      all.putAll(after);
      all.forEach(
          (key, any) -> Change.between(dimension, any, before.get(key), after.get(key), changes));
    }
    return changes;
  }

  /**
   * A figure that differs between two inputs.
   *
   * @param figure a {@link Count}'s word, or outside. and the measure's name
   * @param before or null where there was none
   * @param after or null where there is none
   */
  public record Change(
      Dimension dimension, String key, String name, String figure, Number before, Number after) {
    private static void between(
        Dimension dimension, KeyInputs any, KeyInputs before, KeyInputs after, List<Change> to) {
      for (Count count : Count.values()) {
        long was = before == null ? 0 : before.count(count);
        long is = after == null ? 0 : after.count(count);
        if (was != is && count != Count.REVIEWS_AND_DEFAULTS) {
          to.add(new Change(dimension, any.key(), any.name(), count.word(), was, is));
        }
      }
      SortedMap<String, Double> were = before == null ? new TreeMap<>() : before.outside();
      SortedMap<String, Double> are = after == null ? new TreeMap<>() : after.outside();
      SortedMap<String, Double> measures = new TreeMap<>(were);
      measures.putAll(are);
      for (String measure : measures.keySet()) {
        Double was = were.get(measure);
        Double is = are.get(measure);
        if (was == null || !was.equals(is)) {
          to.add(new Change(dimension, any.key(), any.name(), "outside." + measure, was, is));
        }
      }
    }
  }
}
