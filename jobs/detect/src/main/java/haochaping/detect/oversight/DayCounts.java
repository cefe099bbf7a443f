package haochaping.detect.oversight;

import haochaping.statistics.oversight.Rhythm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many reviews a source, or one of its channels, sent for each day. */
public final class DayCounts {
  private static final int ROOM = 64;
  private static final int WEEK = 7;

  private int since;
  private int first;
  private int[] counts;

  /**
   * Counts as they were stored.
   *
   * @param since the first day that anything was ever sent for
   * @param first the day of the first count
   */
  public DayCounts(int since, int first, int[] counts) {
    this.since = since;
    this.first = first;
    this.counts = counts;
  }

  /** None yet; something is about to be sent for a day. */
  DayCounts(int day) {
    this(day, day, new int[ROOM]);
  }

  /** The first day that anything was ever sent for, since the epoch. */
  public int since() {
    return since;
  }

  /** The first day that is not 0, or {@link #endDay} where there is none. */
  public int firstDay() {
    int end = endDay();
    int day = first;
    while (day < end && on(day) == 0) {
      day++;
    }
    return day;
  }

  /** One day after the last that is not 0, or the first day that is kept where there is none. */
  public int endDay() {
    int size = counts.length;
    while (size > 0 && counts[size - 1] == 0) {
      size--;
    }
    return first + size;
  }

  public int on(int day) {
    int at = day - first;
    return at >= 0 && at < counts.length ? counts[at] : 0;
  }

  void add(int day, int count) {
    int at = day - first;
    if (at < 0) {
      int[] wider = new int[counts.length - at + ROOM];
      System.arraycopy(counts, 0, wider, wider.length - counts.length, counts.length);
      first -= wider.length - counts.length;
      counts = wider;
      at = day - first;
    } else if (at >= counts.length) {
      counts = Arrays.copyOf(counts, at + ROOM);
    }
    counts[at] += count;
    if (count > 0 && day < since) {
      since = day;
    }
  }

  /** Forgets the days before one, some time later. */
  void forget(int before) {
    int gone = before - first;
    if (gone >= ROOM) {
      int left = Math.max(0, counts.length - gone);
      int[] kept = new int[Math.max(left, ROOM)];
      System.arraycopy(counts, counts.length - left, kept, 0, left);
      counts = kept;
      first = before;
    }
  }

  /**
   * The rhythm of a weekday, from the last days like it.
   *
   * @param day a day of that weekday
   * @param before the days lie before this one
   */
  Rhythm rhythm(int day, int before) {
    int days = 0;
    long sum = 0;
    long squares = 0;
    int like = day - WEEK;
    while (like >= before) {
      like -= WEEK;
    }
    for (; days < OversightSettings.LIKE_DAYS && like >= since; like -= WEEK, days++) {
      long count = on(like);
      sum += count;
      squares += count * count;
    }
    return Rhythm.of(days, sum, squares);
  }

  /** How firm the days before one are, all weekdays together. */
  double size(int before) {
    List<Rhythm> weekdays = new ArrayList<>(WEEK);
    for (int day = before; day < before + WEEK; day++) {
      weekdays.add(rhythm(day, before));
    }
    return Rhythm.size(weekdays);
  }

  /** Whether anything was sent for a span of days, both ends included. */
  boolean isAnyBetween(int from, int to) {
    for (int day = from; day <= to; day++) {
      if (on(day) > 0) {
        return true;
      }
    }
    return false;
  }
}
