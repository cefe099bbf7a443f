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
 * for each m and kept, 0.8 MB each. Safe for many threads.
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

  private static final int DRAWS = 99_999;

  private final long seed;

  /**
   * [m] of each draw the statistic, in the upper half, and the largest share, as bits of floats.
   */
  private final Map<Integer, long[]> tables = new ConcurrentHashMap<>();

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

  /** The tail among draws in which no share is above {@code mostShare}. */
  private Tail lowerTail(int gaps, double statistic, double mostShare) {
    Argument.within("gaps", gaps, 2, MOST_GAPS);
    int low = 0;
    int draws = 0;
    for (long draw : tables.computeIfAbsent(gaps, this::draw)) {
      if (Float.intBitsToFloat((int) draw) <= mostShare) {
        draws++;
        if (Float.intBitsToFloat((int) (draw >>> 32)) <= statistic) {
          low++;
        }
      }
    }
    return new Tail(low, draws);
  }

  private long[] draw(int gaps) {
    UniformRandomProvider source = Seeds.replicate(seed, gaps)::nextLong;
    ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(source);
    long[] table = new long[DRAWS];
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
      table[i] =
          (long) Float.floatToIntBits((float) (squares / sum / sum)) << 32
              | Float.floatToIntBits((float) (largest / sum));
    }
    return table;
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
    double[] steps = Arrays.copyOf(gaps, size);
    double sum = Arrays.stream(steps).sum();
    if (size < FEWEST_GAPS || sum == 0) {
      return Evidence.dropped(Component.REGULARITY);
    }
    Tail tail = lowerTail(size, greenwood(steps), LONGEST_GAP / sum);
    return Evidence.tested(Component.REGULARITY, Math.log(tail.p()), Math.log(tail.smallestP()));
  }
}
