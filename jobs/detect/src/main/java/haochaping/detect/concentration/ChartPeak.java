package haochaping.detect.concentration;

/**
 * The highest that a chart stood at a day's close while its alert was open.
 *
 * @param day since the epoch
 * @param sum S
 * @param threshold h on that day
 * @param runLength bad reviews of the level between false alarms on that day
 * @param changeDay the likeliest begin of the rise, since the epoch
 * @param bad bad reviews since then
 * @param expected by own risk since then
 */
public record ChartPeak(
    int day,
    double sum,
    double threshold,
    double runLength,
    int changeDay,
    long bad,
    double expected) {
  boolean crosses() {
    return sum > threshold;
  }
}
