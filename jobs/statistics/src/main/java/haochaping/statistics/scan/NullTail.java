package haochaping.statistics.scan;

import haochaping.statistics.Argument;
import haochaping.statistics.scan.NullMaxima.Significance;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.GumbelDistribution;

/**
 * The upper end of {@link NullMaxima}: small p-values of a day are told from it as from the whole,
 * to the last digit, in a hundredth of the room.
 */
public final class NullTail {
  private final int replicates;
  private final double[] highest;
  private final double location;
  private final double scale;

  /**
   * A tail as it was stored.
   *
   * @param replicates how many maxima there were
   * @param highest the highest of them, ascending, at least one
   * @param location of the Gumbel distribution of all
   * @param scale of it; 0 where all maxima were equal
   */
  public NullTail(int replicates, double[] highest, double location, double scale) {
    Argument.atLeast("highest.length", highest.length, 1);
    Argument.atLeast("replicates", replicates, highest.length);
    Argument.notNegative("scale", scale);
    this.replicates = replicates;
    this.highest = highest.clone();
    this.location = location;
    this.scale = scale;
  }

  public int replicates() {
    return replicates;
  }

  /** The highest maxima, ascending. */
  public double[] highest() {
    return highest.clone();
  }

  public double location() {
    return location;
  }

  public double scale() {
    return scale;
  }

  /** The lowest of the maxima that are kept. */
  public double lowest() {
    return highest[0];
  }

  /**
   * How often a city without clusters shows a ratio this high somewhere. Of a ratio that is not
   * above {@link #lowest} it is only known that p is at least what is returned.
   *
   * @param ratio a logarithm of a likelihood ratio, finite and at least 0
   */
  public Significance significance(double ratio) {
    Argument.notNegative("ratio", ratio);
    int below = 0;
    while (below < highest.length && highest[below] < ratio) {
      below++;
    }
    int asHigh = highest.length - below;
    if (asHigh > 0 || scale == 0) {
      return new Significance((1.0 + asHigh) / (1.0 + replicates), false);
    }
    double p = GumbelDistribution.of(location, scale).survivalProbability(ratio);
    return new Significance(Math.max(Double.MIN_NORMAL, p), true);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NullTail tail
        && replicates == tail.replicates
        && Arrays.equals(highest, tail.highest)
        && location == tail.location
        && scale == tail.scale;
  }

  @Override
  public int hashCode() {
    return 31 * replicates + Arrays.hashCode(highest);
  }
}
