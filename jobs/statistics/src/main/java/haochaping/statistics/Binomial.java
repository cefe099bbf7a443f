package haochaping.statistics;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * How many of n independent trials succeed.
 *
 * <p>P(X ≥ k) = I_p(k, n - k + 1), the regularised incomplete beta function (Abramowitz and Stegun
 * 26.5.24).
 *
 * @param trials n, at least 0
 * @param success p of each trial, in [0, 1]
 */
public record Binomial(long trials, double success) implements CountDistribution {
  /**
   * @throws IllegalArgumentException if {@code trials} is negative or {@code success} is no
   *     probability
   */
  public Binomial {
    Argument.atLeast("trials", trials, 0);
    Argument.probability("success", success);
  }

  @Override
  public double mean() {
    return trials * success;
  }

  @Override
  public double probability(long k) {
    if (k < 0 || k > trials) {
      return 0;
    }
    if (success == 0 || success == 1) {
      return k == (success == 0 ? 0 : trials) ? 1 : 0;
    }
    if (k == 0) {
      return Math.exp(trials * Math.log1p(-success));
    }
    if (k == trials) {
      return Math.exp(trials * Math.log(success));
    }
    // The density of Beta(k + 1, n - k + 1) keeps digits that the logarithms of n = 1e7 lose.
    return RegularizedBeta.derivative(success, k + 1.0, trials - k + 1.0) / (trials + 1.0);
  }

  @Override
  public double logProbability(long k) {
    double probability = probability(k);
    if (probability > Double.MIN_NORMAL) {
      return Math.log(probability);
    }
    if (k < 0 || k > trials || success == 0 || success == 1) {
      return Double.NEGATIVE_INFINITY;
    }
    return k * Math.log(success)
        + (trials - k) * Math.log1p(-success)
        - Math.log(trials + 1.0)
        - LogBeta.value(k + 1.0, trials - k + 1.0);
  }

  @Override
  public double upperTail(long k) {
    if (k <= 0) {
      return 1;
    }
    return k > trials ? 0 : RegularizedBeta.value(success, (double) k, trials - k + 1.0);
  }

  @Override
  public double lowerTail(long k) {
    if (k < 0) {
      return 0;
    }
    return k >= trials ? 1 : RegularizedBeta.complement(success, k + 1.0, (double) trials - k);
  }

  @Override
  public double logUpperTail(long k) {
    double odds = success / (1 - success);
    return Tails.log(
        upperTail(k),
        lowerTail(k - 1),
        logProbability(k),
        k,
        1,
        j -> j >= trials ? 0 : (trials - j) / (j + 1.0) * odds);
  }

  @Override
  public double logLowerTail(long k) {
    double odds = (1 - success) / success;
    return Tails.log(
        lowerTail(k),
        upperTail(k + 1),
        logProbability(k),
        k,
        -1,
        j -> j <= 0 ? 0 : j / (trials - j + 1.0) * odds);
  }
}
