package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import haochaping.statistics.Root;

/**
 * How many bad reviews pass, on average, before a {@link Cusum} from 0 signals. Counted in bad
 * reviews this does not depend on how many reviews a target gets.
 */
public sealed interface RunLength permits RareRunLength, FrequentRunLength {
  /** Above this rate of bad reviews the limit of rare events is no longer close enough. */
  double RARE = 0.01;

  /**
   * The run length that fits a level.
   *
   * @param oddsRatio OR of its chart, above 1
   * @param p0 a typical rate of bad reviews of its targets, in [0, 1)
   * @throws IllegalArgumentException naming the argument and its value
   */
  static RunLength of(double oddsRatio, double p0) {
    Argument.above("oddsRatio", oddsRatio, 1);
    if (!(p0 >= 0 && p0 < 1)) {
      throw new IllegalArgumentException("p0 = " + p0 + ": must be in [0, 1)");
    }
    return p0 > RARE ? new FrequentRunLength(oddsRatio, p0) : new RareRunLength(oddsRatio);
  }

  /** OR of the chart. */
  double oddsRatio();

  /**
   * The mean number of bad reviews up to and with the one that signals.
   *
   * @param threshold h, above 0
   * @param ratio of the true to the expected rate; 1 in control
   * @return at least 1
   * @throws IllegalArgumentException naming the argument and its value
   */
  double mean(double threshold, double ratio);

  /**
   * The threshold of a run length in control.
   *
   * @param mean bad reviews, above that of a threshold of ln OR, at most 1e9
   * @throws IllegalArgumentException naming the argument and its value
   */
  default double threshold(double mean) {
    double lower = Math.log(oddsRatio());
    double least = mean(lower, 1);
    if (!(mean > least && mean <= 1e9)) {
      throw new IllegalArgumentException(
          "mean = " + mean + ": must be above " + least + " and at most 1.0E9");
    }
    double upper = lower;
    do {
      lower = upper;
      upper += 2;
    } while (mean(upper, 1) < mean);
    double goal = Math.log(mean);
    return Root.between(h -> Math.log(mean(h, 1)) - goal, lower, upper);
  }
}
