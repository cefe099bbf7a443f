package haochaping.local.oracle;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How the rates of a class of peers vary, straight from the definition: a rate is drawn from Beta(m
 * M, (1 - m) M), the bad reviews from it. m and M are those of the highest likelihood
 *
 * <pre>
 * sum over peers of  sum_{j&lt;b} ln(mM + j) + sum_{j&lt;n-b} ln((1-m)M + j) - sum_{j&lt;n} ln(M + j)
 * </pre>
 *
 * <p>with M from 1 to 1e7. Where one rate for all explains the counts as well, by a likelihood
 * ratio under {@value #FALL} (one-sided test, 5 %), M is the least one whose profile is within half
 * of that of one rate for all.
 *
 * <p>No gamma function and no Newton step: the sums are added up, zeros of slopes are halved down
 * to. m is the zero of a falling function at each M.
 */
final class PeerRates {
  /** The 90 % point of chi-squared with one degree of freedom. */
  private static final double FALL = 2.705543454095404;

  private static final double MOST = Math.log(1e7);
  private static final double PACE = 0.25;

  /** How many peers have more than j bad, other, all reviews. */
  private final double[] bad;

  private final double[] other;
  private final double[] all;

  /** A prior: mean in (0, 1), strength in reviews. */
  record Prior(double mean, double strength) {}

  /** A peer's bad and all reviews. */
  record Rate(long bad, long reviews) {}

  private PeerRates(List<Rate> rates) {
    bad = above(rates.stream().mapToLong(Rate::bad).toArray());
    other = above(rates.stream().mapToLong(rate -> rate.reviews() - rate.bad()).toArray());
    all = above(rates.stream().mapToLong(Rate::reviews).toArray());
  }

  private static double[] above(long[] counts) {
    long most = 0;
    for (long count : counts) {
      most = Math.max(most, count);
    }
    double[] above = new double[(int) most];
    for (long count : counts) {
      for (int j = 0; j < count; j++) {
        above[j]++;
      }
    }
    return above;
  }

  /**
   * The prior of a class.
   *
   * @param rates at least two, with bad and other reviews among them
   */
  static Prior of(List<Rate> rates) {
    PeerRates peers = new PeerRates(rates);
    double b = sum(peers.bad);
    double n = sum(peers.all);
    double oneForAll = b * Math.log(b / n) + (n - b) * Math.log1p(-b / n);
    double best = 0;
    double likelihood = peers.profile(best);
    for (double u = PACE; u <= MOST; u += PACE) {
      double next = peers.profile(u);
      if (next > likelihood) {
        best = u;
        likelihood = next;
      }
    }
    double highest = zero(peers::slope, Math.max(0, best - PACE), Math.min(MOST, best + PACE));
    if (2 * (peers.profile(highest) - oneForAll) < FALL) {
      highest = zero(u -> oneForAll - FALL / 2 - peers.profile(u), 0, highest);
    }
    return new Prior(peers.mean(highest), Math.exp(highest));
  }

  /** The likeliest m at ln M. */
  private double mean(double logStrength) {
    double strength = Math.exp(logStrength);
    double logit =
        zero(
            x -> {
              double mean = logistic(x);
              return inverses(bad, mean * strength) - inverses(other, (1 - mean) * strength);
            },
            -40,
            40);
    return logistic(logit);
  }

  private double profile(double logStrength) {
    double strength = Math.exp(logStrength);
    double mean = mean(logStrength);
    return logs(bad, mean * strength) + logs(other, (1 - mean) * strength) - logs(all, strength);
  }

  /** Of the profile by M; that by m is 0. */
  private double slope(double logStrength) {
    double strength = Math.exp(logStrength);
    double mean = mean(logStrength);
    return mean * inverses(bad, mean * strength)
        + (1 - mean) * inverses(other, (1 - mean) * strength)
        - inverses(all, strength);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double sum(double[] above) {
    double sum = 0;
    for (double one : above) {
      sum += one;
    }
    return sum;
  }

  private static double logs(double[] above, double from) {
    double sum = 0;
    for (int j = 0; j < above.length; j++) {
      sum += above[j] * Math.log(from + j);
    }
    return sum;
  }

  private static double inverses(double[] above, double from) {
    double sum = 0;
    for (int j = 0; j < above.length; j++) {
      sum += above[j] / (from + j);
    }
    return sum;
  }

  /** Where a function that is positive at the low end and not at the high one changes its sign. */
  private static double zero(DoubleUnaryOperator of, double low, double high) {
    double below = low;
    double above = high;
    for (int halving = 0; halving < 60; halving++) {
      double middle = (below + above) / 2;
      if (of.applyAsDouble(middle) > 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return (below + above) / 2;
  }
}
