package haochaping.statistics.scan;

import haochaping.statistics.Argument;
import java.time.LocalDate;

/**
 * A leaf's pane of one day.
 *
 * @param leaf the leaf
 * @param day of the city's calendar
 * @param bad effective bad reviews, at least 0
 * @param expected baseline probabilities of a bad review added up over the pane's reviews, at least
 *     0 and above 0 where {@code bad} is; the group's own risk is not yet in it
 */
public record LeafDay(Leaf leaf, LocalDate day, int bad, double expected) {
  /**
   * @throws IllegalArgumentException if {@code bad} or {@code expected} is negative, or there are
   *     bad reviews and none is expected
   */
  public LeafDay {
    Argument.atLeast("bad", bad, 0);
    if (bad > 0) {
      Argument.positive("expected", expected);
    } else {
      Argument.notNegative("expected", expected);
    }
  }
}
