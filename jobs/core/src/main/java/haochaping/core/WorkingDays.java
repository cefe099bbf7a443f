package haochaping.core;

import com.tyme.holiday.LegalHoliday;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Working days of China: weekdays without the public holidays, and the weekends that are worked for
 * them (调休), as the State Council announces them each year. Days are local days since the epoch.
 *
 * <p>Beyond the last announcement that is known only weekdays are: ask {@link #isKnown}.
 */
public final class WorkingDays {
  /** A day that the announcements name -> whether it is worked. */
  private static final Map<Integer, Boolean> NAMED = new HashMap<>();

  private static final int FIRST_KNOWN;
  private static final int LAST_KNOWN;

  static {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (LegalHoliday one = LegalHoliday.fromYmd(2001, 12, 29); one != null; one = one.next(1)) {
      LocalDate date =
          LocalDate.of(one.getDay().getYear(), one.getDay().getMonth(), one.getDay().getDay());
      int day = (int) date.toEpochDay();
      NAMED.put(day, one.isWork());
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    FIRST_KNOWN = first;
    // A year is announced as a whole.
    LAST_KNOWN = (int) LocalDate.of(LocalDate.ofEpochDay(last).getYear(), 12, 31).toEpochDay();
  }

  private WorkingDays() {}

  /** Whether the holidays around a day are known. */
  public static boolean isKnown(int day) {
    return day >= FIRST_KNOWN && day <= LAST_KNOWN;
  }

  /** Whether a day is worked. */
  public static boolean isWorking(int day) {
    Boolean named = NAMED.get(day);
    if (named != null) {
      return named;
    }
    // 1970-01-01 was a Thursday.
    return Math.floorMod(day + 3, 7) < 5;
  }

  /**
   * How many working days lie after a day, up to and with another one: 1 from Monday to Tuesday, 0
   * from Friday to Sunday, 0 where {@code to} is not after {@code from}.
   */
  public static int after(int from, int to) {
    int working = 0;
    for (int day = from + 1; day <= to; day++) {
      working += isWorking(day) ? 1 : 0;
    }
    return working;
  }

  /** Whether more than so many working days lie after a day, however far away the other one is. */
  public static boolean isMoreThan(int days, int from, int to) {
    int working = 0;
    for (int day = from + 1; day <= to && working <= days; day++) {
      working += isWorking(day) ? 1 : 0;
    }
    return working > days;
  }
}
