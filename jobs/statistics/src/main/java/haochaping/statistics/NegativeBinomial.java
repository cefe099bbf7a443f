package haochaping.statistics;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Poisson counts whose rate varies as Gamma(size, rate size/mean) from unit to unit; variance mean
 * + mean²/size. The size need not be whole.
 *
 * <p>With q = mean/(size + mean): P(X ≥ k) = I_q(k, size) (Abramowitz and Stegun 26.5.26).
 *
 * @param size a, finite and above 0; large sizes near the Poisson distribution
 * @param mean mu, finite and at least 0
 */
public record NegativeBinomial(double size, double mean) implements CountDistribution {
  /**
   * @throws IllegalArgumentException if {@code size} is not above 0 or {@code mean} is negative
   */
  public NegativeBinomial {
    Argument.positive("size", size);
    Argument.notNegative("mean", mean);
  }

  /** q, the odds-like share mean/(size + mean). */
  private double q() {
    return mean / (size + mean);
  }

  /** 1 - q, without the subtraction. */
  private double p() {
    return size / (size + mean);
  }

  @Override
  public double probability(long k) {
    if (k < 0) {
      return 0;
    }
    if (mean == 0) {
      return k == 0 ? 1 : 0;
    }
    if (k == 0) {
      return Math.exp(-size * Math.log1p(mean / size));
    }
    return q() < 0.5
        ? RegularizedBeta.derivative(q(), k + 1.0, size) * p() / (k + size)
        : RegularizedBeta.derivative(p(), size, k + 1.0) * p() / (k + size);
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
    // Gamma(k + a) / (k! Gamma(a)) = 1 / (k B(k, a)), k >= 1
    double coefficient = k == 0 ? 0 : -Math.log((double) k) - LogBeta.value((double) k, size);
    return coefficient - k * Math.log1p(size / mean) - size * Math.log1p(mean / size);
  }

  @Override
  public double upperTail(long k) {
    if (k <= 0) {
      return 1;
    }
    if (mean == 0) {
      return 0;
    }
    return q() < 0.5
        ? RegularizedBeta.value(q(), (double) k, size)
        : RegularizedBeta.complement(p(), size, (double) k);
  }

  @Override
  public double lowerTail(long k) {
    if (k < 0) {
      return 0;
    }
    if (mean == 0) {
      return 1;
    }
    return q() < 0.5
        ? RegularizedBeta.complement(q(), k + 1.0, size)
        : RegularizedBeta.value(p(), size, k + 1.0);
  }

  @Override
  public double logUpperTail(long k) {
    double q = q();
    return Tails.log(
        upperTail(k), lowerTail(k - 1), logProbability(k), k, 1, j -> (j + size) / (j + 1.0) * q);
  }

  @Override
  public double logLowerTail(long k) {
    double q = q();
    return Tails.log(
        lowerTail(k),
        upperTail(k + 1),
        logProbability(k),
        k,
        -1,
        j -> j <= 0 ? 0 : j / ((j - 1 + size) * q));
  }
}
