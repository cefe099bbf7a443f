package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import haochaping.statistics.CountDistribution;
import haochaping.statistics.NegativeBinomial;
import java.util.List;

/**
 * How many reviews a tile usually has where services are not known. Where they are, reviews are a
 * {@link Share} of the services.
 */
public final class UsualVolume {
  /** A small p of the volume says no more than this one: a campaign is not a fraud. */
  public static final double LOG_FLOOR = Math.log(1e-3);

  /** A volume with a smaller p is crowded. */
  public static final double CROWDED_P = .01;

  /** A day with a larger share of crowded tiles is one of a campaign. */
  public static final double CROWDED_SHARE = .2;

  private static final double LEAST_SIZE = .5;
  private static final double MOST_SIZE = 1e6;

  private UsualVolume() {}

  /**
   * Negative binomial with the mean and variance of the past tiles of days like this one, its size
   * m²/(v - m) kept in [0.5, 1e6].
   *
   * @param counts of those tiles, each at least 0; at least two
   * @throws IllegalArgumentException if there are fewer than two or one is negative
   */
  public static CountDistribution ofLikeTiles(List<Long> counts) {
    Argument.atLeast("counts.size()", counts.size(), 2);
    double sum = 0;
    for (long count : counts) {
      Argument.atLeast("counts", count, 0);
      sum += count;
    }
    double mean = sum / counts.size();
    double squares = 0;
    for (long count : counts) {
      squares += (count - mean) * (count - mean);
    }
    return ofMoments(mean, squares / (counts.size() - 1));
  }

  /**
   * The same of known moments.
   *
   * @param mean m, at least 0
   * @param variance v, at least 0; one below the mean is that of a Poisson distribution
   * @throws IllegalArgumentException naming the argument and its value
   */
  public static NegativeBinomial ofMoments(double mean, double variance) {
    Argument.notNegative("mean", mean);
    Argument.notNegative("variance", variance);
    double size = variance > mean ? mean * mean / (variance - mean) : MOST_SIZE;
    return new NegativeBinomial(Math.max(LEAST_SIZE, Math.min(MOST_SIZE, size)), mean);
  }

  /**
   * Whether a day is one on which the volume says nothing, since many targets have more reviews at
   * once: more than a fifth of its tiles have p below 0.01.
   *
   * @param volumes p of the volume of the day's tiles, before any floor, each in [0, 1]
   * @throws IllegalArgumentException if one is no probability
   */
  public static boolean isCampaign(List<Double> volumes) {
    int crowded = 0;
    for (double p : volumes) {
      if (Argument.probability("volumes", p) < CROWDED_P) {
        crowded++;
      }
    }
    return crowded > CROWDED_SHARE * volumes.size();
  }
}
