package haochaping.detect.deadlines;

import haochaping.core.CityClock;
import java.util.Locale;

/** How far a step that is not done has come. The order is that of time. */
enum Stage {
  /** The last day of its term has begun. */
  WARNING,
  /** Its term is over. */
  OVERDUE,
  /** It is overdue for so long that others than the department are to know. */
  ESCALATED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The latest stage that a step had reached when days closed, as far as is known now; null where
   * it had reached none, or nobody can say.
   *
   * @param lastClosed local day
   */
  static Stage of(Due due, int lastClosed) {
    int lastDay = due.deadline().lastDay();
    if (reached(due, due.lastBeforeEscalation(), lastClosed)) {
      return ESCALATED;
    }
    if (reached(due, lastDay, lastClosed)) {
      return OVERDUE;
    }
    return reached(due, lastDay - 1, lastClosed) ? WARNING : null;
  }

  private static boolean reached(Due due, int day, int lastClosed) {
    return lastClosed >= day && due.deadline().wasOpenAt(CityClock.startMillis(day + 1));
  }
}
