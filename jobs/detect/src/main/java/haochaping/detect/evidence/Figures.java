package haochaping.detect.evidence;

import java.time.LocalDate;
import java.util.Locale;

/** Days and figures in words. */
public final class Figures {
  /** More days than can be told apart. */
  private static final double LONGEST = 1e6;

  private Figures() {}

  /**
   * @param day since the epoch
   */
  public static String date(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** A number of days that is not overstated: two digits from a thousand on, a million at most. */
  public static String days(double value) {
    if (value < 1000) {
      return Long.toString((long) value);
    }
    double days = Math.min(value, LONGEST);
    long unit = (long) Math.pow(10, Math.floor(Math.log10(days)) - 1);
    return Long.toString((long) days / unit * unit);
  }

  /** Two digits, more for what is large. */
  public static String figure(double value) {
    double size = Math.abs(value);
    if (size >= 10 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, size >= 1 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.2g", value);
  }

  /** One digit after the point where it is not whole. */
  public static String count(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }
}
