package haochaping.statistics;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Counts of rare independent events.
 *
 * <p>P(X ≥ k) = P(k, mu), the regularised lower incomplete gamma function (Abramowitz and Stegun
 * 26.4.21).
 *
 * @param mean mu, finite and at least 0
 */
public record Poisson(double mean) implements CountDistribution {
  /**
   * @throws IllegalArgumentException if {@code mean} is negative or not finite
   */
  public Poisson {
    Argument.notNegative("mean", mean);
  }

  @Override
  public double probability(long k) {
    if (k < 0) {
      return 0;
    }
    if (mean == 0) {
      return k == 0 ? 1 : 0;
    }
    return k == 0 ? Math.exp(-mean) : RegularizedGamma.P.derivative(k + 1.0, mean);
  }

  @Override
  public double logProbability(long k) {
    double probability = probability(k);
    if (probability > Double.MIN_NORMAL) {
      return Math.log(probability);
    }
    if (k < 0 || mean == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return k * Math.log(mean) - mean - LogGamma.value(k + 1.0);
  }

  @Override
  public double upperTail(long k) {
    if (k <= 0) {
      return 1;
    }
    return mean == 0 ? 0 : RegularizedGamma.P.value((double) k, mean);
  }

  @Override
  public double lowerTail(long k) {
    if (k < 0) {
      return 0;
    }
    return mean == 0 ? 1 : RegularizedGamma.Q.value(k + 1.0, mean);
  }

  @Override
  public double logUpperTail(long k) {
    return Tails.log(
        upperTail(k), lowerTail(k - 1), logProbability(k), k, 1, j -> mean / (j + 1.0));
  }

  @Override
  public double logLowerTail(long k) {
    return Tails.log(
        lowerTail(k), upperTail(k + 1), logProbability(k), k, -1, j -> j <= 0 ? 0 : j / mean);
  }
}
