package haochaping.detect.concentration;

import haochaping.detect.baseline.Baselines;
import haochaping.detect.panes.Panes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reviews of one target whose baseline is not settled yet: what they let expect is still open. Kept
 * in columns in the order in which they came.
 */
public final class Waiting {
  /** Where reviews wait: day, matter (empty where unknown) and ordinal of the channel. */
  public record Cell(int day, String matter, int channel) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
        Comparator.comparingInt(Cell::day)
            .thenComparing(Cell::matter)
            .thenComparingInt(Cell::channel);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }
  }

  private static final String[] NONE = {};

  /** From this size on, those of one cell are added up before the columns grow. */
  private static final int JOINED = 1024;

  private int size;
  private int[] days = {};
  private String[] matters = NONE;
  private int[] channels = {};
  private int[] reviews = {};

  public Waiting() {}

  /** Waiting reviews as they were stored. */
  public Waiting(SortedMap<Cell, Integer> stored) {
    put(stored);
  }

  private void put(SortedMap<Cell, Integer> all) {
    size = 0;
    all.forEach((cell, more) -> append(cell.day(), cell.matter(), cell.channel(), more));
  }

  /** Signed numbers of reviews by cell, none 0. */
  public SortedMap<Cell, Integer> all() {
    TreeMap<Cell, Integer> all = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      all.merge(new Cell(days[i], matters[i], channels[i]), reviews[i], Integer::sum);
    }
    all.values().removeIf(sum -> sum == 0);
    return all;
  }

  /** Whether nothing waits; what came and went again does not. */
  public boolean isEmpty() {
    if (size > 0 && all().isEmpty()) {
      size = 0;
    }
    return size == 0;
  }

  /** Adds signed reviews that wait. */
  public void add(int day, String matter, int channel, int more) {
    int last = size - 1;
    if (size > 0
        && days[last] == day
        && channels[last] == channel
        && matters[last].equals(matter)) {
      reviews[last] += more;
      return;
    }
    if (size == days.length && size >= JOINED) {
      join();
    }
    append(day, matter, channel, more);
  }

  /** Adds up those of one cell, and makes room where that does not halve them. */
  private void join() {
    put(all());
    if (2 * size > days.length) {
      grow(2 * days.length);
    }
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

  /**
   * Adds what the reviews of the days up to {@code last} let expect; they wait no longer.
   *
   * @return whether there were any
   */
  public boolean settle(int last, Baselines baselines, Panes panes) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (days[i] > last) {
        set(kept++, days[i], matters[i], channels[i], reviews[i]);
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
        set(kept++, days[i], matters[i], channels[i], reviews[i]);
      }
    }
    cut(kept);
  }

  private boolean cut(int kept) {
    boolean isLess = kept < size;
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
