package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Quantile;

/**
 * How rates vary among siblings: Beta(mean strength, (1 - mean) strength).
 *
 * @param mean of the rates, in (0, 1)
 * @param strength M, the number of reviews the prior weighs, above 0; the variance of the rates is
 *     mean (1 - mean) / (M + 1)
 */
public record BetaPrior(double mean, double strength) {
  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public BetaPrior {
    Argument.fraction("mean", mean);
    Argument.positive("strength", strength);
  }

  public double a() {
    return mean * strength;
  }

  public double c() {
    return (1 - mean) * strength;
  }

  /** What is believed of a target that was counted so; the prior itself without a review. */
  public BetaPosterior posterior(RawRate counted) {
    return new BetaPosterior(a() + counted.bad(), c() + counted.reviews() - counted.bad());
  }

  /**
   * The rate that a share of the siblings exceeds.
   *
   * @param share in (0, 1)
   * @throws IllegalArgumentException naming the argument and its value
   */
  public double exceededBy(double share) {
    Argument.fraction("share", share);
    return Quantile.beta(1 - share, a(), c());
  }
}
