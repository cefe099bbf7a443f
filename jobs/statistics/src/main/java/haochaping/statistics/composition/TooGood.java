package haochaping.statistics.composition;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.ranking.GammaPrior;
import haochaping.statistics.ranking.StandardisedRatio;
import java.util.Arrays;
import java.util.List;

/**
 * Fewer bad reviews in a quarter than peers with the same reviews would have had. A pointer to
 * where to look, and nothing more: good offices exist.
 *
 * <p>q values are those of the step-down procedure for heterogeneous discrete tests (Doehler,
 * Durand and Roquain 2018): a target with little expected cannot reach a small p, and does not
 * count as if it could.
 */
public final class TooGood {
  /** A p above this is no pointer, whatever the others are. */
  private static final double PLAIN = .5;

  private final double[] p;
  private final double[] q;

  private TooGood(double[] p, double[] q) {
    this.p = p;
    this.q = q;
  }

  /**
   * P(X ≤ 0) = (nu/(nu + E))^nu, the share of the peers that would have none of E expected; e^-E if
   * they did not vary.
   *
   * @param peers how risks vary among them, Gamma(nu, nu)
   * @param expected E, bad reviews expected in the quarter, at least 0
   * @throws IllegalArgumentException if {@code expected} is negative
   */
  public static double none(GammaPrior peers, double expected) {
    return new NegativeBinomial(peers.strength(), expected).lowerTail(0);
  }

  /**
   * Weighs all targets of a level and peer class.
   *
   * @param peers how risks vary among them
   * @param quarter what each had and what was expected, in any order
   */
  public static TooGood of(GammaPrior peers, List<StandardisedRatio> quarter) {
    double[] p =
        quarter.stream()
            .mapToDouble(one -> distribution(peers, one).lowerTail(one.observed()))
            .toArray();
    double[] levels = Arrays.stream(p).filter(one -> one <= PLAIN).sorted().distinct().toArray();
    double[] odds = new double[levels.length];
    for (StandardisedRatio one : quarter) {
      addSteps(distribution(peers, one), levels, odds);
    }
    int[] counts = new int[levels.length];
    for (double one : p) {
      if (one <= PLAIN) {
        counts[Arrays.binarySearch(levels, one)]++;
      }
    }
    double[] q = new double[levels.length];
    double sum = 0;
    double highest = 0;
    int rank = 0;
    for (int i = 0; i < levels.length; i++) {
      sum += odds[i];
      // Equal p have ranks from rank + 1 on; the first of them has the largest quotient.
      highest = Math.max(highest, sum / (rank + 1));
      q[i] = Math.min(1, highest);
      rank += counts[i];
    }
    return new TooGood(
        p,
        Arrays.stream(p)
            .map(one -> one <= PLAIN ? q[Arrays.binarySearch(levels, one)] : 1)
            .toArray());
  }

  private static NegativeBinomial distribution(GammaPrior peers, StandardisedRatio one) {
    return new NegativeBinomial(peers.strength(), one.expected());
  }

  /** Adds the steps of F/(1 - F) of a test, each to the first level that is as high. */
  private static void addSteps(NegativeBinomial counts, double[] levels, double[] odds) {
    double last = 0;
    double tail = counts.lowerTail(0);
    for (long bad = 0; levels.length > 0 && tail <= levels[levels.length - 1]; bad++) {
      int level = Arrays.binarySearch(levels, tail);
      odds[level < 0 ? -level - 1 : level] += tail / (1 - tail) - last / (1 - last);
      last = tail;
      tail = counts.lowerTail(bad + 1);
    }
  }

  /** P(X ≤ observed) of a target, by its place in the list. */
  public double p(int target) {
    return p[target];
  }

  /** The false discovery rate at which the target is pointed to, in [0, 1]; 1 if p is above 1/2. */
  public double q(int target) {
    return q[target];
  }
}
