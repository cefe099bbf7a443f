package haochaping.detect.concentration;

import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.OwnRisk;

/**
 * The most surprising window of an alert.
 *
 * @param day its last day, since the epoch
 * @param days its length
 * @param bad bad reviews in it
 * @param risk the target's own on that day
 * @param p P(X ≥ bad)
 * @param q the false discovery rate at which it is found
 * @param recurrenceDays as surprising comes by chance once in at least so many days
 */
public record WindowPeak(
    int day, int days, long bad, OwnRisk risk, double p, double q, double recurrenceDays) {
  /** Whether it is an alert for analysts. One bad review is none, however rare. */
  boolean crosses() {
    return bad >= Settings.LIFE.fewestBad()
        && Grade.of(q, recurrenceDays).compareTo(Grade.ANALYSTS) >= 0;
  }

  /** Whether it is more surprising than another, or the other is none. */
  boolean exceeds(WindowPeak other) {
    return other == null
        || recurrenceDays > other.recurrenceDays
        || (recurrenceDays == other.recurrenceDays && p < other.p);
  }
}
