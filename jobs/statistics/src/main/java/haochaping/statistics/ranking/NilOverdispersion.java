package haochaping.statistics.ranking;

import org.apache.commons.numbers.gamma.Erfc;

/** The test of "the targets do not differ", and how far they could differ all the same. */
final class NilOverdispersion {
  /** The 90 % point of chi-square with one degree of freedom: one-sided 95 %. */
  private static final double CHI_SQUARE = 2.705543454095404;

  /** How far the profile likelihood may fall below that of no overdispersion. */
  static final double FALL = CHI_SQUARE / 2;

  /** Above this p the targets are taken not to differ. */
  static final double LEVEL = 0.05;

  private NilOverdispersion() {}

  /**
   * p of the likelihood ratio. No overdispersion is at the end of the parameter's range, so the
   * null distribution is half a point at 0 and half a chi-square (Self and Liang 1987).
   *
   * @param ratio twice the difference of the log likelihoods, at least 0
   */
  static double p(double ratio) {
    return Erfc.value(Math.sqrt(ratio / 2)) / 2;
  }
}
