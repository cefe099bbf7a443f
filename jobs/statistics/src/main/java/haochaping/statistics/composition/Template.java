package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import haochaping.statistics.CountDistribution;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The most frequent combination of level and tags without a text in a tile. It was picked because
 * it is frequent, so its p is multiplied by the number of combinations.
 *
 * @param combination as the caller names it
 * @param share its reviews of the tile's
 * @param combinations how many there are to pick from, at least 1
 * @param logP ln of min(1, combinations P(X ≥ count))
 * @param evidence the same by mid-p, as a component; dropped if not even a tile of nothing else
 *     were striking
 */
public record Template(
    String combination, Share share, int combinations, double logP, Evidence evidence) {

  /**
   * Finds it. Of equally frequent ones the one less usual counts, then the one with the lower name.
   *
   * @param counts reviews without a text by combination, each at least 1
   * @param total reviews of the tile, with or without a text
   * @param usual the usual share of a combination, among reviews with or without a text
   * @param combinations how many occur in the tile or in the past, at least those of {@code counts}
   * @return nothing if no review is without a text
   * @throws IllegalArgumentException if there are fewer combinations than counts, a count is below
   *     1, or one is above {@code total}
   */
  public static Optional<Template> modal(
      Map<String, Long> counts, long total, Function<String, UsualShare> usual, int combinations) {
    Argument.atLeast("combinations", combinations, counts.size());
    counts.values().forEach(count -> Argument.within("counts", count, 1, total));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return counts.keySet().stream()
        .filter(combination -> counts.get(combination) == most)
        .map(
            combination ->
                of(combination, new Share(most, total), usual.apply(combination), combinations))
        .min(Comparator.comparingDouble(Template::logP).thenComparing(Template::combination));
  }

  private static Template of(String combination, Share share, UsualShare usual, int combinations) {
    CountDistribution tile = usual.tile(share.total());
    double picked = Math.log(combinations);
    return new Template(
        combination,
        share,
        combinations,
        Math.min(0, picked + tile.logUpperTail(share.count())),
        Evidence.tested(
            Component.TEMPLATE,
            Math.min(0, picked + tile.logMidUpperTail(share.count())),
            Math.min(0, picked + tile.logMidUpperTail(share.total()))));
  }

  /** p, 0 where it is too small for a double. */
  public double p() {
    return Math.exp(logP);
  }
}
