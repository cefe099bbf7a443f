package haochaping.statistics.scan;

import haochaping.statistics.Argument;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.GumbelDistribution;

/**
 * The highest ratios of cities without clusters, which say how often chance alone stands out as
 * much.
 */
public final class NullMaxima {
  private static final double EULER = .5772156649015329;

  private final double[] sorted;

  private NullMaxima(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * A sample of maxima.
   *
   * @param maxima one of each replicate, in any order, finite and at least 0; at least two
   * @throws IllegalArgumentException if there are fewer than two or one is out of range
   */
  public static NullMaxima of(double... maxima) {
    Argument.atLeast("maxima.length", maxima.length, 2);
    for (int i = 0; i < maxima.length; i++) {
      Argument.notNegative("maxima[" + i + "]", maxima[i]);
    }
    double[] sorted = maxima.clone();
    Arrays.sort(sorted);
    return new NullMaxima(sorted);
  }

  /** How many replicates there are. */
  public int size() {
    return sorted.length;
  }

  /**
   * The Gumbel distribution with the sample's mean and variance: scale s sqrt(6)/pi, location mean
   * - gamma scale, s² with divisor n - 1 (method of moments; Abrams, Kulldorff, Kleinman 2010 for
   * scan statistics).
   *
   * @throws IllegalStateException if all maxima are equal, since there is no scale then
   */
  public GumbelDistribution gumbel() {
    if (sorted[0] == sorted[sorted.length - 1]) {
      throw new IllegalStateException("all " + sorted.length + " maxima are " + sorted[0]);
    }
    double mean = Arrays.stream(sorted).sum() / sorted.length;
    double squares = 0;
    for (double maximum : sorted) {
      squares += (maximum - mean) * (maximum - mean);
    }
    double scale = Math.sqrt(6 * squares / (sorted.length - 1)) / Math.PI;
    return GumbelDistribution.of(mean - EULER * scale, scale);
  }

  /**
   * How often a city without clusters shows a ratio this high somewhere: (1 + replicates as
   * high)/(1 + replicates), or, of a ratio above all of them, the upper tail of {@link #gumbel}.
   *
   * @param ratio a logarithm of a likelihood ratio, finite and at least 0
   * @throws IllegalArgumentException if {@code ratio} is out of range
   */
  public Significance significance(double ratio) {
    Argument.notNegative("ratio", ratio);
    int asHigh = sorted.length - firstAtLeast(ratio);
    if (asHigh > 0 || sorted[0] == sorted[sorted.length - 1]) {
      return new Significance((1.0 + asHigh) / (1.0 + sorted.length), false);
    }
    return new Significance(Math.max(Double.MIN_NORMAL, gumbel().survivalProbability(ratio)), true);
  }

  /**
   * The highest maxima and what lies beyond them, from which small p-values can be told later.
   *
   * @param kept how many, at least 1 and at most {@link #size}
   */
  public NullTail tail(int kept) {
    Argument.within("kept", kept, 1, sorted.length);
    double[] highest = Arrays.copyOfRange(sorted, sorted.length - kept, sorted.length);
    if (sorted[0] == sorted[sorted.length - 1]) {
      return new NullTail(sorted.length, highest, sorted[0], 0);
    }
    GumbelDistribution gumbel = gumbel();
    return new NullTail(sorted.length, highest, gumbel.getLocation(), gumbel.getScale());
  }

  /**
   * One of the highest maxima.
   *
   * @param rank 1 for the highest, at most {@link #size}
   */
  public double highest(int rank) {
    Argument.within("rank", rank, 1, sorted.length);
    return sorted[sorted.length - rank];
  }

  private int firstAtLeast(double ratio) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] >= ratio) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * A p-value.
   *
   * @param p the probability of as high a ratio without any cluster, in (0, 1]
   * @param extrapolated whether it goes beyond the replicates and rests on the Gumbel distribution
   */
  public record Significance(double p, boolean extrapolated) {
    /** How many days without clusters pass on average until as much is seen: 1/p. */
    public double recurrenceDays() {
      return 1 / p;
    }
  }
}
