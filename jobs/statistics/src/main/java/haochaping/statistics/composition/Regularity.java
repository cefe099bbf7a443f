package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import haochaping.statistics.Seeds;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Whether reviews come in steps more regular than chance makes them.
 *
 * <p>Greenwood's statistic sum (g / sum g)² of the gaps g (Greenwood 1946) is least, 1/m, for m
 * equal gaps. If reviews came at random, the gaps' shares of their sum would be uniform on the
 * simplex (flat Dirichlet), whatever the rate; its lower tail is taken from 99,999 draws, made once
 * for each m and kept, 1.2 MB each. Of many gaps the last {@link #within some} are looked at, so
 * that there are few tables. Safe for many threads.
 *
 * <p>Only gaps up to an hour are steps, and gaps that cannot be long are more alike than others: of
 * a target with one review an hour, a quarter of the tiles with 20 such gaps would fall below the 1
 * % point. So draws with a share that is longer than an hour are left out, which is exact at every
 * rate: given their sum, exponential gaps up to a bound are uniform on what the bound leaves of the
 * simplex.
 */
public final class Regularity {
  /** A longer gap, in s, is a pause and no step. */
  public static final long LONGEST_GAP = 3600;

  /** Gaps that a tile must have. */
  public static final int FEWEST_GAPS = 5;

  /** Gaps that are looked at, the last ones of the tile: more would need ever larger tables. */
  public static final int MOST_GAPS = 64;

  /** So many gaps, and no others from the first on, are looked at: tables take a while to draw. */
  private static final int[] STEPS = {16, 20, 24, 32, 40, 48, MOST_GAPS};

  private static final int DRAWS = 99_999;

  /** About so many draws are looked at, evenly spread over those with a statistic as low. */
  private static final int LOOKED_AT = 300;

  private final long seed;

  private final Map<Integer, Table> tables = new ConcurrentHashMap<>();

  /**
   * @param seed of the draws; the same seed gives the same p
   */
  public Regularity(long seed) {
    this.seed = seed;
  }

  /**
   * Greenwood's statistic.
   *
   * @param gaps at least one, each at least 0, not all 0
   * @return in [1/m, 1] for m gaps
   * @throws IllegalArgumentException if there is no gap, one is negative or all are 0
   */
  public static double greenwood(double... gaps) {
    double sum = 0;
    for (double gap : gaps) {
      sum += Argument.notNegative("gaps", gap);
    }
    Argument.positive("sum of gaps", sum);
    double squares = 0;
    for (double gap : gaps) {
      squares += gap / sum * (gap / sum);
    }
    return squares;
  }

  /**
   * P(G ≤ statistic) of m random gaps.
   *
   * @param gaps m, in [2, {@value #MOST_GAPS}]
   * @param statistic G
   * @return at least 1e-5
   * @throws IllegalArgumentException if {@code gaps} is out of range
   */
  public double lowerTail(int gaps, double statistic) {
    return lowerTail(gaps, statistic, 1).p();
  }

  /**
   * A lower tail of draws.
   *
   * @param low draws with a statistic as low
   * @param draws all that could be
   */
  private record Tail(int low, int draws) {
    double p() {
      return (1.0 + low) / (1.0 + draws);
    }

    double smallestP() {
      return 1 / (1.0 + draws);
    }
  }

  /**
   * The tail among draws in which no share is above {@code mostShare}. The draws are sorted by
   * their statistic, so a low tail is short; of a long one some draws tell it.
   */
  private Tail lowerTail(int gaps, double statistic, double mostShare) {
    Argument.within("gaps", gaps, 2, MOST_GAPS);
    Table table = tables.computeIfAbsent(gaps, this::draw);
    int below = table.upTo(statistic);
    if (mostShare >= 1) {
      return new Tail(below, DRAWS);
    }
    int draws = table.withoutShareAbove(mostShare);
    int step = 1 + below / LOOKED_AT;
    return new Tail(Math.min(draws, table.among(below, step, mostShare)), draws);
  }

  /**
   * The draws of a number of gaps.
   *
   * @param draws of each the statistic, in the upper half, and the largest share, as bits of
   *     floats; ascending, as bits of floats above 0 are in the order of the floats
   * @param largest the largest shares, ascending
   */
  private record Table(long[] draws, float[] largest) {
    /** Draws with a statistic as low. */
    int upTo(double statistic) {
      int low = 0;
      int high = draws.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (Float.intBitsToFloat((int) (draws[middle] >>> 32)) <= statistic) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    int withoutShareAbove(double mostShare) {
      int low = 0;
      int high = largest.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (largest[middle] <= mostShare) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** Those without a share above among the first draws, by one in {@code step}. */
    int among(int end, int step, double mostShare) {
      int count = 0;
      for (int i = 0; i < end; i += step) {
        if (Float.intBitsToFloat((int) draws[i]) <= mostShare) {
          count += step;
        }
      }
      return count;
    }
  }

  private Table draw(int gaps) {
    UniformRandomProvider source = Seeds.replicate(seed, gaps)::nextLong;
    ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(source);
    long[] table = new long[DRAWS];
    float[] largestShares = new float[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      double sum = 0;
      double squares = 0;
      double largest = 0;
      for (int j = 0; j < gaps; j++) {
        double gap = exponential.sample();
        sum += gap;
        squares += gap * gap;
        largest = Math.max(largest, gap);
      }
      largestShares[i] = (float) (largest / sum);
      table[i] =
          (long) Float.floatToIntBits((float) (squares / sum / sum)) << 32
              | Float.floatToIntBits((float) (largest / sum));
    }
    Arrays.sort(table);
    Arrays.sort(largestShares);
    return new Table(table, largestShares);
  }

  /**
   * How many of a number of gaps are looked at, the last ones.
   *
   * @param gaps at least 0
   */
  static int within(int gaps) {
    if (gaps <= STEPS[0]) {
      return gaps;
    }
    int most = STEPS[0];
    for (int step : STEPS) {
      most = step <= gaps ? step : most;
    }
    return most;
  }

  /**
   * Gaps between reviews that are steps, the last {@link #MOST_GAPS} at most.
   *
   * @param sorted times in s since any moment, ascending
   * @param size how many of them
   */
  public static int steps(int[] sorted, int size) {
    int steps = 0;
    for (int i = size - 1; i > 0 && steps < MOST_GAPS; i--) {
      steps += sorted[i] - sorted[i - 1] <= LONGEST_GAP ? 1 : 0;
    }
    return steps;
  }

  /**
   * ln of the lower tail of some reviews' steps, or {@link Double#NaN} where they say nothing: see
   * {@link #evidence}.
   *
   * @param sorted times in s since any moment, ascending
   * @param size how many of them
   * @param gaps room for {@link #MOST_GAPS} gaps
   */
  public double logP(int[] sorted, int size, double[] gaps) {
    int steps = 0;
    double sum = 0;
    double squares = 0;
    for (int i = size - 1; i > 0 && steps < MOST_GAPS; i--) {
      double gap = sorted[i] - sorted[i - 1];
      if (gap <= LONGEST_GAP) {
        gaps[steps++] = gap;
      }
    }
    steps = within(steps);
    for (int i = 0; i < steps; i++) {
      sum += gaps[i];
    }
    if (steps < FEWEST_GAPS || sum == 0) {
      return Double.NaN;
    }
    for (int i = 0; i < steps; i++) {
      squares += gaps[i] / sum * (gaps[i] / sum);
    }
    Tail tail = lowerTail(steps, squares, LONGEST_GAP / sum);
    return tail.smallestP() > Evidence.USELESS ? Double.NaN : Math.log(tail.p());
  }

  /**
   * The regularity as a component. Fewer than {@link #FEWEST_GAPS} steps, none above 0, or steps
   * that all have to be near an hour, say nothing.
   *
   * @param times of the tile's reviews, in s since any moment, in any order
   */
  public Evidence evidence(long... times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    double[] gaps = new double[MOST_GAPS];
    int size = 0;
    for (int i = sorted.length - 1; i > 0 && size < MOST_GAPS; i--) {
      long gap = sorted[i] - sorted[i - 1];
      if (gap <= LONGEST_GAP) {
        gaps[size++] = gap;
      }
    }
    size = within(size);
    double[] steps = Arrays.copyOf(gaps, size);
    double sum = Arrays.stream(steps).sum();
    if (size < FEWEST_GAPS || sum == 0) {
      return Evidence.dropped(Component.REGULARITY);
    }
    Tail tail = lowerTail(size, greenwood(steps), LONGEST_GAP / sum);
    return Evidence.tested(Component.REGULARITY, Math.log(tail.p()), Math.log(tail.smallestP()));
  }
}
