package haochaping.core;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The city's clock, Asia/Shanghai: UTC+8 without daylight saving for every time the feed accepts
 * (2000 and later).
 *
 * <p>Three scales are used: milliseconds since the epoch, hours since the epoch (an hour pane is
 * {@code [hour, hour + 1)}), and local days since the epoch.
 */
public final class CityClock {
  public static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);
  public static final String ZONE = "Asia/Shanghai";
  public static final long HOUR_MILLIS = 3_600_000L;

  private static final int OFFSET_HOURS = 8;

  private CityClock() {}

  /** The hour pane that holds an instant. */
  public static int hour(long epochMillis) {
    return (int) Math.floorDiv(epochMillis, HOUR_MILLIS);
  }

  /** The local day that holds an hour pane. */
  public static int dayOfHour(int hour) {
    return Math.floorDiv(hour + OFFSET_HOURS, 24);
  }

  /** The local day that holds an instant. */
  public static int day(long epochMillis) {
    return dayOfHour(hour(epochMillis));
  }

  /** The first hour pane of a local day; also the exclusive end of the day before. */
  public static int startHour(int day) {
    return day * 24 - OFFSET_HOURS;
  }

  /** The instant at which an hour pane starts. */
  public static long millis(int hour) {
    return hour * HOUR_MILLIS;
  }

  /** The instant at which a local day starts. */
  public static long startMillis(int day) {
    return millis(startHour(day));
  }

  /** The first day of the calendar quarter that holds a local day. */
  public static int quarterStart(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    int firstMonth = (date.getMonthValue() - 1) / 3 * 3 + 1;
    return (int) LocalDate.of(date.getYear(), firstMonth, 1).toEpochDay();
  }
}
