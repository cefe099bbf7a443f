package haochaping.statistics.scan;

import haochaping.statistics.Argument;

/**
 * How much a zone and window stands out: the logarithm of a likelihood ratio, 0 where there are no
 * more bad reviews than expected.
 */
public enum Statistic {
  /**
   * Against the expectation itself: C ln(C/E) - (C - E) (Neill, Moore, Sabhnani, Daniel 2005).
   * Finds that the whole city is worse, too.
   */
  EXPECTATION_BASED {
    @Override
    double scale(double total, double totalExpected) {
      return 1;
    }

    @Override
    double ratio(double bad, double entropy, double expected, double logExpected, double total) {
      return entropy - bad * logExpected - (bad - expected);
    }
  },

  /**
   * Against the rest of the city, given its total: C ln(C/E) + (N - C) ln((N - C)/(N - E)), E
   * scaled to the total N (Kulldorff 1997). Tells which part is worst when the whole is bad.
   */
  KULLDORFF {
    @Override
    double scale(double total, double totalExpected) {
      return totalExpected == 0 ? 1 : total / totalExpected;
    }

    @Override
    double ratio(double bad, double entropy, double expected, double logExpected, double total) {
      double inside = entropy - bad * logExpected;
      double rest = total - bad;
      return rest > 0 ? inside + rest * Math.log(rest / (total - expected)) : inside;
    }
  };

  /** What expectations are multiplied with before they are compared. */
  abstract double scale(double total, double totalExpected);

  /**
   * The ratio of more bad reviews than expected.
   *
   * @param bad C, above {@code expected}
   * @param entropy C ln C
   * @param expected E, scaled
   * @param logExpected ln E
   * @param total N
   */
  abstract double ratio(
      double bad, double entropy, double expected, double logExpected, double total);

  /**
   * The logarithm of the likelihood ratio.
   *
   * @param bad C, bad reviews in the zone and window, at least 0
   * @param expected E, expected ones, above 0; for {@link #KULLDORFF} scaled so that all zones have
   *     {@code total}
   * @param total N, bad reviews of the whole city and its longest window, at least {@code bad};
   *     without meaning for {@link #EXPECTATION_BASED}
   * @return at least 0
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double logLikelihoodRatio(long bad, double expected, long total) {
    Argument.atLeast("bad", bad, 0);
    Argument.positive("expected", expected);
    Argument.atLeast("total", total, bad);
    return bad > expected
        ? Math.max(0, ratio(bad, bad * Math.log(bad), expected, Math.log(expected), total))
        : 0;
  }
}
