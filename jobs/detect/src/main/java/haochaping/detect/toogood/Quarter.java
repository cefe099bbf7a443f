package haochaping.detect.toogood;

import java.time.LocalDate;

/**
 * A quarter of a year.
 *
 * @param first its first day, since the epoch
 * @param last its last day
 */
record Quarter(int first, int last) {
  /** The newest quarter that has ended when a day is over. */
  static Quarter endedBy(int day) {
    LocalDate next = LocalDate.ofEpochDay(day).plusDays(1);
    LocalDate end =
        next.withDayOfMonth(1).withMonth(next.getMonth().firstMonthOfQuarter().getValue());
    return new Quarter((int) end.minusMonths(3).toEpochDay(), (int) end.toEpochDay() - 1);
  }

  /** The one before. */
  Quarter before() {
    return endedBy(first - 1);
  }

  /** {@code 2026Q1}. */
  String word() {
    LocalDate begin = LocalDate.ofEpochDay(first);
    return begin.getYear() + "Q" + (begin.getMonthValue() + 2) / 3;
  }
}
