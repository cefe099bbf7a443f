package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Interval;
import haochaping.statistics.Quantile;

/**
 * What was counted of one target, before anything is borrowed from others.
 *
 * @param bad effective reviews of levels 1 and 2, in [0, {@code reviews}]
 * @param reviews effective reviews, at least 0
 */
public record RawRate(long bad, long reviews) {
  private static final double TAIL = 0.025;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public RawRate {
    Argument.atLeast("reviews", reviews, 0);
    Argument.within("bad", bad, 0, reviews);
  }

  /** bad / reviews; NaN without a review. */
  public double value() {
    return (double) bad / reviews;
  }

  /**
   * The exact 95 % interval: the rates that neither one-sided binomial test at 2.5 % rejects
   * (Clopper and Pearson 1934). It covers at least 95 % whatever the rate is, so it is the one for
   * appeals.
   *
   * @throws IllegalArgumentException without a review
   */
  public Interval clopperPearson() {
    Argument.atLeast("reviews", reviews, 1);
    double lower = bad == 0 ? 0 : Quantile.beta(TAIL, (double) bad, reviews - bad + 1.0);
    double upper = bad == reviews ? 1 : Quantile.beta(1 - TAIL, bad + 1.0, (double) reviews - bad);
    return new Interval(lower, upper);
  }

  /**
   * The 95 % interval of Beta(bad + 1/2, good + 1/2), Jeffreys' posterior, which covers 95 % on
   * average and is shorter: the one for charts (Brown, Cai and DasGupta 2001). Its ends are 0 and 1
   * where the count is at its end.
   *
   * @throws IllegalArgumentException without a review
   */
  public Interval jeffreys() {
    Argument.atLeast("reviews", reviews, 1);
    double a = bad + 0.5;
    double c = reviews - bad + 0.5;
    return new Interval(
        bad == 0 ? 0 : Quantile.beta(TAIL, a, c),
        bad == reviews ? 1 : Quantile.beta(1 - TAIL, a, c));
  }
}
