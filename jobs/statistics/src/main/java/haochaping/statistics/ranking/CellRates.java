package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import java.util.Arrays;
import java.util.List;

/**
 * The rate of bad reviews to be expected in each cell of matter, weekday and channel: the overall
 * rate times a factor for each of the three.
 *
 * <p>A factor is (bad + k) / (expected by the other factors + k): a ratio of observed and expected
 * that k reviews of prior weight pull to 1. The factors start at 1 and are fitted in turn, ten
 * times channel, weekday, matter. A dimension of one level needs no factor and gets none.
 */
public final class CellRates {
  /** k, the prior weight of "as everywhere", in expected bad reviews. */
  public static final double WEIGHT = 20;

  /** The level of a matter, weekday or channel the fit has not seen: its factor is 1. */
  public static final int UNSEEN = -1;

  private static final int SWEEPS = 10;

  /**
   * Counts of one cell.
   *
   * @param matter its number, from 0, likewise {@code weekday} and {@code channel}
   * @param reviews effective reviews, at least 0
   * @param bad those of levels 1 and 2, in [0, {@code reviews}]
   */
  public record Cell(int matter, int weekday, int channel, long reviews, long bad) {
    /**
     * @throws IllegalArgumentException naming the argument and its value
     */
    public Cell {
      Argument.atLeast("reviews", reviews, 0);
      Argument.within("bad", bad, 0, reviews);
    }
  }

  private final double overall;
  private final double[] matters;
  private final double[] weekdays;
  private final double[] channels;

  private CellRates(double overall, double[] matters, double[] weekdays, double[] channels) {
    this.overall = overall;
    this.matters = matters;
    this.weekdays = weekdays;
    this.channels = channels;
  }

  /**
   * Fits the factors.
   *
   * @param cells in any order; the same cell may come more than once
   * @param matters how many matters there are, at least 1; likewise the others
   * @param weight k, above 0
   * @throws IllegalArgumentException if a number is out of its range or no cell has a review
   */
  public static CellRates fit(
      List<Cell> cells, int matters, int weekdays, int channels, double weight) {
    Argument.positive("weight", weight);
    double reviews = 0;
    double bad = 0;
    double[][] badOf = {
      new double[atLeastOne("matters", matters)],
      new double[atLeastOne("weekdays", weekdays)],
      new double[atLeastOne("channels", channels)]
    };
    int[][] levels = new int[3][cells.size()];
    double[] counts = new double[cells.size()];
    for (int i = 0; i < counts.length; i++) {
      Cell cell = cells.get(i);
      levels[0][i] = (int) Argument.within("matter", cell.matter, 0, matters - 1);
      levels[1][i] = (int) Argument.within("weekday", cell.weekday, 0, weekdays - 1);
      levels[2][i] = (int) Argument.within("channel", cell.channel, 0, channels - 1);
      for (int dimension = 0; dimension < 3; dimension++) {
        badOf[dimension][levels[dimension][i]] += cell.bad;
      }
      counts[i] = cell.reviews;
      reviews += cell.reviews;
      bad += cell.bad;
    }
    if (reviews == 0) {
      throw new IllegalArgumentException("cells: none has a review");
    }
    double overall = bad / reviews;
    double[][] factors = new double[3][];
    for (int dimension = 0; dimension < 3; dimension++) {
      factors[dimension] = new double[badOf[dimension].length];
      Arrays.fill(factors[dimension], 1);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int dimension = 2; dimension >= 0; dimension--) {
        if (factors[dimension].length > 1) {
          refit(dimension, factors, levels, counts, overall, badOf[dimension], weight);
        }
      }
    }
    return new CellRates(overall, factors[0], factors[1], factors[2]);
  }

  private static int atLeastOne(String name, int value) {
    return (int) Argument.atLeast(name, value, 1);
  }

  private static void refit(
      int dimension,
      double[][] factors,
      int[][] levels,
      double[] counts,
      double overall,
      double[] bad,
      double weight) {
    int one = dimension == 0 ? 1 : 0;
    int other = dimension == 2 ? 1 : 2;
    double[] expected = new double[bad.length];
    for (int i = 0; i < counts.length; i++) {
      expected[levels[dimension][i]] +=
          counts[i] * overall * factors[one][levels[one][i]] * factors[other][levels[other][i]];
    }
    for (int level = 0; level < bad.length; level++) {
      factors[dimension][level] = (bad[level] + weight) / (expected[level] + weight);
    }
  }

  /** The share of bad among all reviews, in [0, 1]. */
  public double overall() {
    return overall;
  }

  /** The factor of a matter, or 1 for {@link #UNSEEN}. */
  public double matter(int matter) {
    return factor("matter", matters, matter);
  }

  /** The factor of a weekday, or 1 for {@link #UNSEEN}. */
  public double weekday(int weekday) {
    return factor("weekday", weekdays, weekday);
  }

  /** The factor of a channel, or 1 for {@link #UNSEEN}. */
  public double channel(int channel) {
    return factor("channel", channels, channel);
  }

  private static double factor(String name, double[] factors, int level) {
    Argument.within(name, level, UNSEEN, factors.length - 1);
    return level == UNSEEN ? 1 : factors[level];
  }

  /**
   * The expected rate of a cell, in [0, 1].
   *
   * @param matter its number in the fit, or {@link #UNSEEN}; likewise the others
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double rate(int matter, int weekday, int channel) {
    return Math.min(1, overall * matter(matter) * weekday(weekday) * channel(channel));
  }
}
