package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Quantile;

/**
 * How relative risks vary among siblings: Gamma(nu, nu), with mean 1 and variance 1/nu.
 *
 * @param strength nu, the number of expected bad reviews the prior weighs, above 0
 */
public record GammaPrior(double strength) {
  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public GammaPrior {
    Argument.positive("strength", strength);
  }

  /** What is believed of a target that was counted so. */
  public GammaPosterior posterior(StandardisedRatio counted) {
    return new GammaPosterior(strength + counted.observed(), strength + counted.expected());
  }

  /**
   * The relative risk that a share of the siblings exceeds.
   *
   * @param share in (0, 1)
   * @throws IllegalArgumentException naming the argument and its value
   */
  public double exceededBy(double share) {
    Argument.fraction("share", share);
    return Quantile.gamma(1 - share, strength) / strength;
  }
}
