package haochaping.statistics;

import java.util.function.LongToDoubleFunction;

/** What the logarithms of tails have in common. */
final class Tails {
  /** Below this a tail nears the denormal numbers, which have fewer digits. */
  private static final double SMALLEST = 1e-290;

  /** Terms below this share of the sum do not change it. */
  static final double NEGLIGIBLE = 1e-17;

  private Tails() {}

  /** ln(e^tail - e^term / 2); -infinity of -infinity. */
  static double logLessHalf(double tail, double term) {
    return tail == Double.NEGATIVE_INFINITY ? tail : tail + Math.log1p(-Math.exp(term - tail) / 2);
  }

  /**
   * ln of a tail, from whichever figure still has its digits.
   *
   * @param tail the tail, possibly underflown
   * @param others 1 - tail
   * @param logFirst ln of the tail's first term
   * @param first the count of the first term
   * @param step 1 for a tail that runs upward, -1 for one that runs downward
   * @param ratio the quotient of the next term and the term at a count, 0 at the support's end
   */
  static double log(
      double tail,
      double others,
      double logFirst,
      long first,
      int step,
      LongToDoubleFunction ratio) {
    if (others < 0.5) {
      return Math.log1p(-others);
    }
    if (tail > SMALLEST) {
      return Math.log(tail);
    }
    if (logFirst == Double.NEGATIVE_INFINITY) {
      return logFirst;
    }
    double sum = 1;
    double term = 1;
    for (long k = first; term > NEGLIGIBLE * sum; k += step) {
      term *= ratio.applyAsDouble(k);
      sum += term;
    }
    return logFirst + Math.log(sum);
  }
}
