package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Interval;
import haochaping.statistics.Quantile;

/**
 * Bad reviews of one target against those that its mix of matters, weekdays and channels lets one
 * expect.
 *
 * @param observed bad reviews, at least 0
 * @param expected the sum of its reviews' cell rates, at least 0
 */
public record StandardisedRatio(long observed, double expected) {
  private static final double TAIL = 0.025;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public StandardisedRatio {
    Argument.atLeast("observed", observed, 0);
    Argument.notNegative("expected", expected);
  }

  /** observed / expected; NaN or infinite if nothing is expected. */
  public double value() {
    return observed / expected;
  }

  /**
   * The exact 95 % interval for a Poisson count (Garwood 1936): chi-square quantiles at 2 O and 2 O
   * + 2 degrees of freedom, halved and divided by E.
   *
   * @throws IllegalArgumentException if nothing is expected
   */
  public Interval interval() {
    Argument.positive("expected", expected);
    return new Interval(
        observed == 0 ? 0 : Quantile.gamma(TAIL, (double) observed) / expected,
        Quantile.gamma(1 - TAIL, observed + 1.0) / expected);
  }
}
