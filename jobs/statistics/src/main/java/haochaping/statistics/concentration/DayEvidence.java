package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What the detectors say of one target on one day; computed from its panes, so it is the same in
 * whatever order they were filled.
 *
 * @param day the day
 * @param cusumCrosses whether S is above h
 * @param windowCrosses whether a window's grade is {@link Grade#ANALYSTS} or higher
 * @param bad the bad reviews behind what crosses (since the chart's change day or in the window;
 *     the larger if both), at least 0
 * @param lastBad the day of the target's last bad review up to this day; null if there is none
 * @param calm whether S is below h/2
 */
public record DayEvidence(
    LocalDate day,
    boolean cusumCrosses,
    boolean windowCrosses,
    long bad,
    LocalDate lastBad,
    boolean calm) {
  /**
   * @throws IllegalArgumentException if {@code bad} is negative or {@code lastBad} after {@code
   *     day}
   */
  public DayEvidence {
    Objects.requireNonNull(day, "day");
    Argument.atLeast("bad", bad, 0);
    if (lastBad != null && lastBad.isAfter(day)) {
      throw new IllegalArgumentException("lastBad = " + lastBad + ": must not be after day " + day);
    }
  }

  public boolean crosses() {
    return cusumCrosses || windowCrosses;
  }
}
