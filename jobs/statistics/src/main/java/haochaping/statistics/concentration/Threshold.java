package haochaping.statistics.concentration;

import haochaping.statistics.Argument;

/**
 * The threshold of one level's charts: as many false alarms a year as the level may have. In
 * control every bad review of the level, whoever it is about, ends a run with probability 1 / ARL0.
 *
 * @param cusum the chart
 * @param runLength ARL0, the mean number of bad reviews between false alarms
 */
public record Threshold(Cusum cusum, double runLength) {
  /** Below this a chart would signal at every second or third bad review of a small level. */
  public static final double SHORTEST = 50;

  /**
   * Solves for the threshold; once a day and level.
   *
   * @param runLength how run lengths behave at the level
   * @param yearlyBad bad reviews of the whole level in a year, at least 0
   * @param falseAlarms a year that the level may have, above 0
   * @throws IllegalArgumentException naming the argument and its value
   */
  public static Threshold of(RunLength runLength, double yearlyBad, double falseAlarms) {
    Argument.notNegative("yearlyBad", yearlyBad);
    Argument.positive("falseAlarms", falseAlarms);
    double mean = Math.max(SHORTEST, yearlyBad / falseAlarms);
    return new Threshold(new Cusum(runLength.oddsRatio(), runLength.threshold(mean)), mean);
  }
}
