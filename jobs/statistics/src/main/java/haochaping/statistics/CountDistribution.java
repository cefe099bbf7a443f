package haochaping.statistics;

/**
 * A distribution of counts 0, 1, 2, … with exact tails on either side.
 *
 * <p>A small tail is computed as what it is, never as 1 minus the other side, so it keeps its
 * relative precision down to the smallest double; the logarithms go on below that. Sums of logs
 * need mid-p values, whose mean under the null is 1/2; claims of error rates need the full tail.
 */
public interface CountDistribution {
  /** The mean. */
  double mean();

  /**
   * P(X = k).
   *
   * @param k a count; outside the support the probability is 0
   */
  double probability(long k);

  /** ln P(X = k), -infinity outside the support. */
  double logProbability(long k);

  /** P(X ≥ k); 1 for k ≤ 0. */
  double upperTail(long k);

  /** P(X ≤ k); 0 for k &lt; 0. */
  double lowerTail(long k);

  /** ln P(X ≥ k), finite where {@link #upperTail} underflows. */
  double logUpperTail(long k);

  /** ln P(X ≤ k), finite where {@link #lowerTail} underflows. */
  double logLowerTail(long k);

  /** P(X ≥ k) - P(X = k)/2 (Lancaster 1961). At least half of the tail, so nothing is lost. */
  default double midUpperTail(long k) {
    return upperTail(k) - probability(k) / 2;
  }

  /** P(X ≤ k) - P(X = k)/2. */
  default double midLowerTail(long k) {
    return lowerTail(k) - probability(k) / 2;
  }

  /** ln of {@link #midUpperTail}. */
  default double logMidUpperTail(long k) {
    return Tails.logLessHalf(logUpperTail(k), logProbability(k));
  }

  /** ln of {@link #midLowerTail}. */
  default double logMidLowerTail(long k) {
    return Tails.logLessHalf(logLowerTail(k), logProbability(k));
  }
}
