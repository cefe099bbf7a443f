package haochaping.statistics;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Binomial counts whose probability varies as Beta(a, c) from unit to unit.
 *
 * <p>P(X = j) = C(n, j) B(j + a, n - j + c) / B(a, c) (Skellam 1948). A tail is its largest term,
 * by logarithms of beta functions, and the others by the ratio (n - j)(j + a) / ((j + 1)(n - j - 1
 * + c)) of neighbours, until they no longer change the sum. Cost: the terms that matter, at most n.
 *
 * @param trials n, at least 0
 * @param a first shape, finite and above 0
 * @param c second shape, finite and above 0
 */
public record BetaBinomial(long trials, double a, double c) implements CountDistribution {
  private static final double LOG_HALF = Math.log(0.5);

  /**
   * @throws IllegalArgumentException if {@code trials} is negative or a shape is not above 0
   */
  public BetaBinomial {
    Argument.atLeast("trials", trials, 0);
    Argument.positive("a", a);
    Argument.positive("c", c);
  }

  /** Counts up to which the terms are multiplied out instead of taken from logarithms. */
  private static final long FEW = 128;

  /** A product below this may have lost digits. */
  private static final double SMALLEST = 1e-280;

  /**
   * ln(P(X &gt; k) + P(X = k)/2), the mid-p of so many or more, without an object. Of few trials
   * all terms from n down to k follow from P(X = n) = prod (a + j)/(a + c + j), j &lt; n: no
   * logarithm of a beta function and nothing that cancels.
   *
   * @param trials n, at least 0
   * @param a first shape, above 0
   * @param c second shape, above 0
   * @param k at least 0
   */
  public static double logMidUpperTail(long trials, double a, double c, long k) {
    return logTail(trials, a, c, k, 0.5);
  }

  /**
   * ln P(X ≥ k), in the same way.
   *
   * @param trials n, at least 0
   * @param a first shape, above 0
   * @param c second shape, above 0
   * @param k at least 0
   */
  public static double logUpperTail(long trials, double a, double c, long k) {
    return logTail(trials, a, c, k, 1);
  }

  /** The tail with a share of its first term. */
  private static double logTail(long trials, double a, double c, long k, double first) {
    if (k > trials) {
      return Double.NEGATIVE_INFINITY;
    }
    if (trials <= FEW) {
      double term = 1;
      for (long j = 0; j < trials; j++) {
        term *= (a + j) / (a + c + j);
      }
      if (term > SMALLEST) {
        double sum = 0;
        for (long j = trials; j > k; j--) {
          sum += term;
          term *= j * (trials - j + c) / ((trials - j + 1) * (j - 1 + a));
        }
        return Math.min(0, Math.log(sum + first * term));
      }
    }
    BetaBinomial counts = new BetaBinomial(trials, a, c);
    return first == 1 ? counts.logUpperTail(k) : counts.logMidUpperTail(k);
  }

  @Override
  public double mean() {
    return trials * (a / (a + c));
  }

  @Override
  public double probability(long k) {
    return Math.exp(logProbability(k));
  }

  @Override
  public double logProbability(long k) {
    if (k < 0 || k > trials) {
      return Double.NEGATIVE_INFINITY;
    }
    return LogBeta.value(k + a, trials - k + c)
        - LogBeta.value(a, c)
        - Math.log(trials + 1.0)
        - LogBeta.value(k + 1.0, trials - k + 1.0);
  }

  @Override
  public double upperTail(long k) {
    return Math.min(1, Math.exp(logSumFrom(k)));
  }

  @Override
  public double lowerTail(long k) {
    return mirrored().upperTail(trials - k);
  }

  @Override
  public double logLowerTail(long k) {
    return mirrored().logUpperTail(trials - k);
  }

  @Override
  public double logUpperTail(long k) {
    double log = logSumFrom(k);
    return log < LOG_HALF ? log : Math.log1p(-lowerTail(k - 1));
  }

  /** ln of the sum of the terms from k on, to the precision of the sum. */
  private double logSumFrom(long k) {
    if (k <= 0) {
      return 0;
    }
    if (k > trials) {
      return Double.NEGATIVE_INFINITY;
    }
    long start = Math.max(k, mode());
    double sum = 1;
    double term = 1;
    for (long j = start; j < trials && term > Tails.NEGLIGIBLE * sum; j++) {
      term *= ratio(j);
      sum += term;
    }
    term = 1;
    for (long j = start; j > k && term > Tails.NEGLIGIBLE * sum; j--) {
      term /= ratio(j - 1);
      sum += term;
    }
    return logProbability(start) + Math.log(sum);
  }

  private BetaBinomial mirrored() {
    return new BetaBinomial(trials, c, a);
  }

  /** P(X = j + 1) / P(X = j). */
  private double ratio(long j) {
    return (trials - j) * (j + a) / ((j + 1) * (trials - j - 1 + c));
  }

  /** The most probable count if there is one inside or at n; 0 if the terms fall from 0 on. */
  private long mode() {
    if (a <= 1) {
      return 0;
    }
    if (c <= 1) {
      return trials;
    }
    return Math.min(trials, (long) ((trials + 1) * ((a - 1) / (a + c - 2))));
  }
}
