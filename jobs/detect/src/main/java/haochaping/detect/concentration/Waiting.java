package haochaping.detect.concentration;

import haochaping.detect.baseline.Baselines;
import haochaping.detect.panes.Panes;
import haochaping.statistics.Seeds;
import java.util.Arrays;

/**
 * Reviews of one target whose baseline is not settled yet: what they let expect is still open. Kept
 * in columns in the order in which they came.
 */
public final class Waiting {
  private static final String[] NONE = {};

  /** From this size on, those of one cell are added up before the columns grow. */
  private static final int JOINED = 1024;

  private int size;

  /** So many are of different cells, and none is 0. */
  private int joined;

  private int[] days = {};
  private String[] matters = NONE;
  private int[] channels = {};
  private int[] reviews = {};

  /** Whether nothing waits; what came and went again does not. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** Cells in which reviews wait; those of one cell are added up first. */
  public int size() {
    join();
    return size;
  }

  /** The day of a cell. */
  public int day(int cell) {
    return days[cell];
  }

  /** The matter of a cell, empty where it is unknown. */
  public String matter(int cell) {
    return matters[cell];
  }

  /** The ordinal of a cell's channel. */
  public int channel(int cell) {
    return channels[cell];
  }

  /** Signed number of a cell's reviews, not 0. */
  public int reviews(int cell) {
    return reviews[cell];
  }

  /** Adds signed reviews that wait. */
  public void add(int day, String matter, int channel, int more) {
    int last = size - 1;
    if (size > 0
        && days[last] == day
        && channels[last] == channel
        && matters[last].equals(matter)) {
      reviews[last] += more;
      joined = Math.min(joined, last);
      return;
    }
    if (size == days.length && size >= JOINED) {
      join();
      if (2 * size > days.length) {
        grow(2 * days.length);
      }
    }
    append(day, matter, channel, more);
  }

  /** Adds up those of one cell, in the order in which cells came first. */
  private void join() {
    if (joined == size) {
      return;
    }
    int mask = Integer.highestOneBit(2 * size) * 2 - 1;
    int[] places = new int[mask + 1];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int place =
          (int) Seeds.mix64(matters[i].hashCode() * 31L + days[i] * 16 + channels[i]) & mask;
      while (places[place] != 0 && !isSame(places[place] - 1, i)) {
        place = (place + 1) & mask;
      }
      if (places[place] == 0) {
        set(kept, days[i], matters[i], channels[i], reviews[i]);
        places[place] = ++kept;
      } else {
        reviews[places[place] - 1] += reviews[i];
      }
    }
    int left = 0;
    for (int i = 0; i < kept; i++) {
      if (reviews[i] != 0) {
        set(left++, days[i], matters[i], channels[i], reviews[i]);
      }
    }
    cut(left);
    joined = size;
  }

  private boolean isSame(int one, int other) {
    return days[one] == days[other]
        && channels[one] == channels[other]
        && matters[one].equals(matters[other]);
  }

  private void append(int day, String matter, int channel, int more) {
    if (size == days.length) {
      grow(Math.max(4, 2 * size));
    }
    set(size++, day, matter, channel, more);
  }

  private void grow(int length) {
    days = Arrays.copyOf(days, length);
    matters = Arrays.copyOf(matters, length);
    channels = Arrays.copyOf(channels, length);
    reviews = Arrays.copyOf(reviews, length);
  }

  private void set(int index, int day, String matter, int channel, int more) {
    days[index] = day;
    matters[index] = matter;
    channels[index] = channel;
    reviews[index] = more;
  }

  private void keep(int index, int from) {
    if (index != from) {
      set(index, days[from], matters[from], channels[from], reviews[from]);
    }
  }

  /**
   * Adds what the reviews of the days up to {@code last} let expect; they wait no longer.
   *
   * @return whether there were any
   */
  public boolean settle(int last, Baselines baselines, Panes panes) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (days[i] > last) {
        keep(kept++, i);
      } else {
        long units = baselines.inForce(days[i]).units(matters[i], days[i], channels[i]);
        panes.add(days[i], 0, 0, reviews[i] * units);
      }
    }
    return cut(kept);
  }

  /** Forgets the reviews of the days before one. */
  public void forget(int first) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (days[i] >= first) {
        keep(kept++, i);
      }
    }
    cut(kept);
  }

  private boolean cut(int kept) {
    boolean isLess = kept < size;
    if (isLess) {
      joined = joined == size ? kept : 0;
    }
    size = kept;
    if (isLess && kept == 0) {
      days = new int[0];
      matters = NONE;
      channels = days;
      reviews = days;
    } else if (isLess) {
      Arrays.fill(matters, kept, matters.length, null);
    }
    return isLess;
  }
}
