package haochaping.ingest.decode;

import haochaping.core.CityClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads the times of a source. Dates are strict: 30 February is no date. */
final class Times {
  /** What {@link #read} answers for a time that cannot be read. */
  static final long UNREADABLE = Long.MAX_VALUE;

  private final ZoneId zone;
  private final boolean iso;
  private final boolean cityClock;

  /**
   * @param zone of times that name none
   * @param iso whether ISO-8601 dates and date-times are read; else only {@code yyyy-MM-dd
   *     HH:mm:ss}
   */
  Times(String zone, boolean iso) {
    this.zone = ZoneId.of(zone);
    this.iso = iso;
    cityClock = zone.equals(CityClock.ZONE);
  }

  /**
   * A time in epoch ms, or {@link #UNREADABLE}.
   *
   * @param noon whether noon of its date stands for it, whatever time it names
   */
  long read(String text, boolean noon) {
    long time = read(text);
    return noon && time != UNREADABLE ? noonOf(time) : time;
  }

  private long noonOf(long time) {
    LocalDate date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
    return date.atTime(LocalTime.NOON).atZone(zone).toInstant().toEpochMilli();
  }

  private long read(String text) {
    if (text.length() == 19 && text.charAt(10) == ' ') {
      return local(text);
    }
    if (!iso) {
      return UNREADABLE;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
      }
      String withT =
          text.length() > 10 && text.charAt(10) == ' '
              ? text.substring(0, 10) + 'T' + text.substring(11)
              : text;
      return hasOffset(withT)
          ? OffsetDateTime.parse(withT).toInstant().toEpochMilli()
          : LocalDateTime.parse(withT).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      // Arithmetic: a year that milliseconds in 64 bits cannot hold.
      return UNREADABLE;
    }
  }

  private static boolean hasOffset(String text) {
    return text.endsWith("Z") || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
  }

  private long local(String text) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if ((year | month | day | hour | minute | second) < 0
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || month < 1
        || month > 12
        || day < 1
        || day > lengthOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return UNREADABLE;
    }
    if (!cityClock) {
      return LocalDateTime.of(year, month, day, hour, minute, second)
          .atZone(zone)
          .toInstant()
          .toEpochMilli();
    }
    long seconds = (epochDay(year, month, day) * 24 + hour) * 3600 + minute * 60L + second;
    return (seconds - CityClock.OFFSET.getTotalSeconds()) * 1000;
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar (years from March on). */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
