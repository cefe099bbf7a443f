package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import java.util.Arrays;

/**
 * Mean and variance of X = -2 sum ln p over tiles of the past, in which hardly anything was wrong.
 * Components that depend on each other widen it.
 *
 * @param mean u, above 0
 * @param variance v, above 0
 */
public record NullMoments(double mean, double variance) {
  /** Tiles that moments need. */
  public static final int FEWEST_TILES = 200;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public NullMoments {
    Argument.positive("mean", mean);
    Argument.positive("variance", variance);
  }

  /**
   * What X has if its components do not depend on each other: 2J and 4J, chi-square of 2J degrees
   * of freedom.
   *
   * @param components J, at least 1
   * @throws IllegalArgumentException if {@code components} is less
   */
  public static NullMoments independent(int components) {
    Argument.atLeast("components", components, 1);
    return new NullMoments(2.0 * components, 4.0 * components);
  }

  /**
   * Those of past tiles, or {@link #independent} of fewer than {@link #FEWEST_TILES}.
   *
   * @param components J, at least 1
   * @param past X of past tiles of the class with the same components, in any order
   * @throws IllegalArgumentException if {@code components} is less than 1 or all of enough tiles
   *     have the same X
   */
  public static NullMoments of(int components, double[] past) {
    NullMoments independent = independent(components);
    if (past.length < FEWEST_TILES) {
      return independent;
    }
    double[] sorted = past.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double x : sorted) {
      sum += x;
    }
    double mean = sum / sorted.length;
    double squares = 0;
    for (double x : sorted) {
      squares += (x - mean) * (x - mean);
    }
    return new NullMoments(mean, squares / (sorted.length - 1));
  }

  /**
   * Those of past tiles from their sums, or {@link #independent} of fewer than {@link
   * #FEWEST_TILES}. The variance is at least twice the mean: with less, many middling components
   * would weigh more than chi-square lets them.
   *
   * @param components J, at least 1
   * @param tiles their number
   * @param sum of X
   * @param squares sum of X²
   */
  public static NullMoments ofSums(int components, long tiles, double sum, double squares) {
    if (tiles < FEWEST_TILES || sum <= 0) {
      return independent(components);
    }
    double mean = sum / tiles;
    double variance = (squares - sum * mean) / (tiles - 1);
    return new NullMoments(mean, Math.max(2 * mean, variance));
  }
}
