package haochaping.statistics.concentration;

import haochaping.statistics.CountDistribution;
import java.util.Arrays;
import java.util.List;

/**
 * What a small p is worth among all tests of one level and day, those without a bad review
 * included.
 *
 * <p>A target with few reviews cannot reach a small p at all. F_k(t), the largest p ≤ t that test k
 * can reach, is the exact chance that it gets p ≤ t under its null hypothesis; V(t), the sum of
 * F_k, is the expected number of tests as extreme as t when nothing is wrong, and 1/V(t) the number
 * of days between such days. q values are those of the step-down procedure for heterogeneous
 * discrete tests (HSD in Doehler, Durand and Roquain 2018): the running maximum of V*(p_(r)) / r
 * over the ordered p, V* the sum of F_k / (1 - F_k).
 *
 * <p>Cost: one tail for each count that a test can reach down to the smallest p of the day.
 */
public final class Multiplicity {
  /**
   * Counts rarer than this are not told apart: such a p is in nobody's reach by chance, and walking
   * down to it would cost time in every test.
   */
  static final double FLOOR = 1e-30;

  private final double[] p;
  private final double[] expected;
  private final double[] q;

  private Multiplicity(double[] p, double[] expected, double[] q) {
    this.p = p;
    this.expected = expected;
    this.q = q;
  }

  /**
   * Weighs all tests of a level and day.
   *
   * @param tests all of them, also those of targets with nothing to see, in the order of ids
   */
  public static Multiplicity of(List<? extends CountTest> tests) {
    double[] p = new double[tests.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = tests.get(i).p();
    }
    double[] levels =
        Arrays.stream(p).map(one -> Math.max(one, FLOOR)).sorted().distinct().toArray();
    double[] sums = new double[levels.length];
    double[] odds = new double[levels.length];
    if (levels.length > 0) {
      for (CountTest test : tests) {
        addSteps(test.predicted(), levels, sums, odds);
      }
    }
    for (int i = 1; i < levels.length; i++) {
      sums[i] += sums[i - 1];
      odds[i] += odds[i - 1];
    }
    return new Multiplicity(p, at(p, levels, sums), at(p, levels, stepDown(p, levels, odds)));
  }

  /** Adds the steps of F and F/(1 - F) of one test, each to the first level that has it below. */
  private static void addSteps(
      CountDistribution predicted, double[] levels, double[] sums, double[] odds) {
    double tail = 1;
    double next;
    for (long bad = 0; tail > levels[0]; bad++, tail = next) {
      next = predicted.upperTail(bad + 1);
      add(levels, tail, next, sums, odds);
    }
    add(levels, tail, 0, sums, odds);
  }

  private static void add(double[] levels, double tail, double next, double[] sums, double[] odds) {
    int level = Arrays.binarySearch(levels, tail);
    if (level < 0) {
      level = -level - 1;
    }
    if (level < levels.length) {
      sums[level] += tail - next;
      odds[level] += tail == 1 ? Double.POSITIVE_INFINITY : tail / (1 - tail) - next / (1 - next);
    }
  }

  /** q of each level. */
  private static double[] stepDown(double[] p, double[] levels, double[] odds) {
    int[] counts = new int[levels.length];
    for (double one : p) {
      counts[Arrays.binarySearch(levels, Math.max(one, FLOOR))]++;
    }
    double[] q = new double[levels.length];
    double highest = 0;
    int rank = 0;
    for (int i = 0; i < levels.length; i++) {
      // Equal p have ranks from rank + 1 on; the first of them has the largest quotient.
      highest = Math.max(highest, odds[i] / (rank + 1));
      q[i] = Math.min(1, highest);
      rank += counts[i];
    }
    return q;
  }

  private static double[] at(double[] p, double[] levels, double[] values) {
    double[] of = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      of[i] = values[Arrays.binarySearch(levels, Math.max(p[i], FLOOR))];
    }
    return of;
  }

  /** The p of a test, P(X ≥ bad), by its place in the list. */
  public double p(int test) {
    return p[test];
  }

  /** V(p): how many tests of the day are expected to be as extreme by chance. */
  public double expected(int test) {
    return expected[test];
  }

  /** 1/V(p): in how many days one test as extreme is expected by chance; at most about 1e30. */
  public double recurrenceDays(int test) {
    return 1 / expected[test];
  }

  /** The false discovery rate at which the test is found, in [0, 1]. */
  public double q(int test) {
    return q[test];
  }
}
