package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The life of a target's alert as a function of the last alert and the evidence of a day.
 *
 * <pre>
 *            crosses              next day's close              calm or nothing bad
 * (none) ─────────────▶ NEW ─────────────────────▶ ONGOING ─────────────────────────▶ CLOSED
 *                         │                        ▲     │                              │
 *                         │  next day's close      │     │ retractions                  │ crosses
 *                         │     REOPENED ──────────┘     ▼                              │ in time
 *                         └───────▲───────────────▶ WITHDRAWN                           │
 *                                 ├────────────────────┘ crosses in time                │
 *                                 └─────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Within a day {@link #duringDay} can only open or reopen, so that an alert does not wait; what
 * depends on the whole day waits for {@link #atClose}, to be called once for every day of an open
 * alert. When an alert closes its chart is set to 0.
 *
 * @param daysWithoutBad after so many days without a bad review an alert closes, at least 1
 * @param calmDays after so many days with S below h/2 and no window crossing it closes, at least 1
 * @param reopenDays up to so many days after its end the same alert comes back, at least 0
 * @param fewestBad a crossing with fewer bad reviews opens nothing, at least 1
 */
public record LifeCycle(int daysWithoutBad, int calmDays, int reopenDays, long fewestBad) {
  /** 30 days without a bad review, 14 calm days, 30 days to come back, 2 bad reviews. */
  public static final LifeCycle DEFAULT = new LifeCycle(30, 14, 30, 2);

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public LifeCycle {
    Argument.atLeast("daysWithoutBad", daysWithoutBad, 1);
    Argument.atLeast("calmDays", calmDays, 1);
    Argument.atLeast("reopenDays", reopenDays, 0);
    Argument.atLeast("fewestBad", fewestBad, 1);
  }

  /**
   * The target's alert in the middle of a day.
   *
   * @param level of the target
   * @param target its code
   * @param last the target's last alert, if it ever had one
   * @param evidence of what has come so far
   * @return a new or reopened alert, or the last one as it was
   * @throws IllegalArgumentException if the evidence is older than the alert's state
   */
  public Optional<Alert> duringDay(
      String level, String target, Optional<Alert> last, DayEvidence evidence) {
    if (last.isPresent()) {
      requireOrder(last.get(), evidence.day());
    }
    if ((last.isPresent() && last.get().state().isOpen())
        || !evidence.crosses()
        || evidence.bad() < fewestBad) {
      return last;
    }
    LocalDate day = evidence.day();
    return last.filter(ended -> comesBack(ended, day))
        .map(ended -> ended.in(AlertState.REOPENED, day, null, null))
        .or(() -> Optional.of(Alert.opened(level, target, evidence)));
  }

  private boolean comesBack(Alert ended, LocalDate day) {
    return ChronoUnit.DAYS.between(ended.stateDay(), day) <= reopenDays;
  }

  /**
   * The target's alert at the close of a day.
   *
   * @param level of the target
   * @param target its code
   * @param last the target's last alert, if it ever had one
   * @param evidence of the whole day
   * @throws IllegalArgumentException if the evidence is older than the alert's state
   */
  public Optional<Alert> atClose(
      String level, String target, Optional<Alert> last, DayEvidence evidence) {
    if (last.isPresent() && last.get().state().isOpen()) {
      requireOrder(last.get(), evidence.day());
      return Optional.of(aged(last.get(), evidence));
    }
    return duringDay(level, target, last, evidence);
  }

  private Alert aged(Alert alert, DayEvidence evidence) {
    LocalDate day = evidence.day();
    LocalDate calmSince = null;
    if (evidence.calm() && !evidence.windowCrosses()) {
      calmSince = alert.calmSince() == null ? day : alert.calmSince();
    }
    // Without any bad review left the days count from the opening.
    LocalDate lastBad = evidence.lastBad() == null ? alert.openDay() : evidence.lastBad();
    boolean quiet = ChronoUnit.DAYS.between(lastBad, day) >= daysWithoutBad;
    boolean calm = calmSince != null && ChronoUnit.DAYS.between(calmSince, day) + 1 >= calmDays;
    if (quiet || calm) {
      return alert.in(AlertState.CLOSED, day, null, null);
    }
    if (alert.state() != AlertState.ONGOING && day.isAfter(alert.stateDay())) {
      return alert.in(AlertState.ONGOING, day, calmSince, null);
    }
    return alert.in(alert.state(), alert.stateDay(), calmSince, null);
  }

  private static void requireOrder(Alert alert, LocalDate day) {
    if (day.isBefore(alert.stateDay())) {
      throw new IllegalArgumentException(
          "day = " + day + ": must not be before stateDay " + alert.stateDay());
    }
  }

  /**
   * The alert after retractions, or late reviews, that leave no day since its opening on which
   * anything crosses. If a retraction is undone in time, the alert comes back under its id.
   *
   * @param alert open or closed
   * @param day of the correction
   * @param reason to tell people
   * @throws IllegalArgumentException if there is no reason
   */
  public Alert withdraw(Alert alert, LocalDate day, String reason) {
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("reason = " + reason + ": must say why");
    }
    requireOrder(alert, day);
    return alert.state() == AlertState.WITHDRAWN
        ? alert
        : alert.in(AlertState.WITHDRAWN, day, null, reason);
  }

  /**
   * A parent's alert next to that of a child: one story is told once, where it happens.
   *
   * @param parent for example a department's
   * @param child an open alert of one of its matters or staff
   * @param withoutChild the parent's evidence with the child's reviews left out
   * @return the parent's alert, folded into the child's unless the rest crosses by itself
   */
  public Alert fold(Alert parent, Alert child, DayEvidence withoutChild) {
    return parent.folded(withoutChild.crosses() ? null : child.id());
  }
}
