package haochaping.statistics.ranking;

import haochaping.statistics.Argument;

/**
 * The line of one class beyond which a target counts as worse than its siblings.
 *
 * @param limit the figure that a share of the siblings exceeds
 * @param noDifference whether the class has no worst at all
 * @param certainty the probability of exceeding it that "worse" needs, in (0, 1)
 * @param fewestReviews below which nothing is said, at least 0
 */
public record Benchmark(double limit, boolean noDifference, double certainty, long fewestReviews) {
  public static final double SHARE = 0.10;
  public static final double CERTAINTY = 0.95;
  public static final long FEWEST_OF_STAFF = 30;
  public static final long FEWEST_OF_DEPARTMENT = 100;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public Benchmark {
    Argument.notNegative("limit", limit);
    Argument.fraction("certainty", certainty);
    Argument.atLeast("fewestReviews", fewestReviews, 0);
  }

  /** The line of a class of rates at the default share and certainty. */
  public static Benchmark of(RateFit fit, long fewestReviews) {
    return new Benchmark(
        fit.prior().exceededBy(SHARE), fit.noDifference(), CERTAINTY, fewestReviews);
  }

  /** The line of a class of standardised ratios at the default share and certainty. */
  public static Benchmark of(RatioFit fit, long fewestReviews) {
    return new Benchmark(
        fit.prior().exceededBy(SHARE), fit.noDifference(), CERTAINTY, fewestReviews);
  }

  /**
   * P(the target's figure is beyond the line).
   *
   * @param target its posterior, of the same kind of figure as the line
   */
  public double probabilityWorse(Posterior target) {
    return target.exceeds(limit);
  }

  /**
   * What may be said.
   *
   * @param target its posterior
   * @param reviews its effective reviews
   */
  public Standing standing(Posterior target, long reviews) {
    if (reviews < fewestReviews) {
      return Standing.TOO_FEW_REVIEWS;
    }
    if (noDifference) {
      return Standing.NO_DIFFERENCE;
    }
    return probabilityWorse(target) >= certainty ? Standing.WORSE : Standing.NOT_WORSE;
  }
}
