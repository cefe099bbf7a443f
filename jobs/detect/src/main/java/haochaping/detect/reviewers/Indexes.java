package haochaping.detect.reviewers;

import java.util.HashMap;
import java.util.Map;

/** The indexes of days, made when first asked for. */
final class Indexes {
  private final Held held;
  private final Map<Integer, DayIndex> days = new HashMap<>();

  Indexes(Held held) {
    this.held = held;
  }

  /** The index of a day, or null of one without reviews. */
  DayIndex day(int day) {
    DayIndex index = days.get(day);
    if (index == null) {
      DayRows rows = held.day(day);
      if (rows != null) {
        index = new DayIndex(rows);
        days.put(day, index);
      }
    }
    return index;
  }

  /** A day's reviews have changed. */
  void forget(int day) {
    days.remove(day);
  }

  void forgetUpTo(int last) {
    days.keySet().removeIf(day -> day <= last);
  }
}
