package haochaping.core;

import com.tyme.holiday.LegalHoliday;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * Working days of China: weekdays without the public holidays, and the weekends that are worked for
 * them (调休), as the State Council announces them each year, or as a city says otherwise. Days are
 * local days since the epoch.
 *
 * <p>Of years that are not announced only weekdays are known: ask {@link #isKnown}.
 */
public final class WorkingDays implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is announced, as the library has it. */
  public static final WorkingDays ANNOUNCED = announced();

  /** A day that is named -> whether it is worked. */
  private final HashMap<Integer, Boolean> named;

  /** Years whose holidays are named. */
  private final HashSet<Integer> known;

  private WorkingDays(HashMap<Integer, Boolean> named, HashSet<Integer> known) {
    this.named = named;
    this.known = known;
  }

  private static WorkingDays announced() {
    HashMap<Integer, Boolean> named = new HashMap<>();
    HashSet<Integer> known = new HashSet<>();
    for (LegalHoliday one = LegalHoliday.fromYmd(2001, 12, 29); one != null; one = one.next(1)) {
      LocalDate date =
          LocalDate.of(one.getDay().getYear(), one.getDay().getMonth(), one.getDay().getDay());
      named.put((int) date.toEpochDay(), one.isWork());
      known.add(date.getYear());
    }
    // Three days before the first announced year belong to it.
    known.remove(2001);
    return new WorkingDays(named, known);
  }

  /**
   * The same with days that a city says otherwise. A year of which any day is said is held for
   * known: all its holidays must be among them.
   *
   * @param said day -> whether it is worked
   */
  public WorkingDays with(Map<LocalDate, Boolean> said) {
    HashMap<Integer, Boolean> both = new HashMap<>(named);
    HashSet<Integer> years = new HashSet<>(known);
    said.forEach(
        (date, isWorked) -> {
          both.put((int) date.toEpochDay(), isWorked);
          years.add(date.getYear());
        });
    return new WorkingDays(both, years);
  }

  /** Whether the holidays of a day's year are known. */
  public boolean isKnown(int day) {
    return known.contains(LocalDate.ofEpochDay(day).getYear());
  }

  /** Whether a day is worked. */
  public boolean isWorking(int day) {
    Boolean said = named.get(day);
    if (said != null) {
      return said;
    }
    // 1970-01-01 was a Thursday.
    return Math.floorMod(day + 3, 7) < 5;
  }

  /**
   * How many working days lie after a day, up to and with another one: 1 from Monday to Tuesday, 0
   * from Friday to Sunday, 0 where {@code to} is not after {@code from}.
   */
  public int after(int from, int to) {
    int working = 0;
    for (int day = from + 1; day <= to; day++) {
      working += isWorking(day) ? 1 : 0;
    }
    return working;
  }

  /** Whether more than so many working days lie after a day, however far away the other one is. */
  public boolean isMoreThan(int days, int from, int to) {
    int working = 0;
    for (int day = from + 1; day <= to && working <= days; day++) {
      working += isWorking(day) ? 1 : 0;
    }
    return working > days;
  }

  /**
   * The last day of a term of working days that begins on the day after: 5 after a Friday is the
   * next Friday, where no day between is a holiday.
   *
   * @param days 1 or more
   */
  public int last(int from, int days) {
    if (days < 1) {
      throw new IllegalArgumentException("a term of " + days + " working days");
    }
    int day = from;
    for (int left = days; left > 0; ) {
      day++;
      left -= isWorking(day) ? 1 : 0;
    }
    return day;
  }

  /** Whether the holidays of all days from one to another are known. */
  public boolean isKnown(int from, int to) {
    for (int year = LocalDate.ofEpochDay(from).getYear();
        year <= LocalDate.ofEpochDay(to).getYear();
        year++) {
      if (!known.contains(year)) {
        return false;
      }
    }
    return true;
  }
}
