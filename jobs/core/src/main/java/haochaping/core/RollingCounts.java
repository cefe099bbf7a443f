package haochaping.core;

import java.util.Arrays;

/**
 * The hourly panes of one key, long enough for its longest window, packed in two arrays in the
 * order of their hours. Signed deltas add up in any order; a pane that adds up to nothing goes.
 */
public final class RollingCounts {
  /** Counts of a pane or a window, in this order. */
  public static final int REVIEWS = 0;

  public static final int BAD = 1;
  public static final int ADOPTED = 2;
  public static final int BAD_ADOPTED = 3;
  public static final int DEFAULTS = 4;
  public static final int COUNTS = 5;

  private int size;
  private int[] hours;
  private int[] counts;

  public RollingCounts() {
    this(0, new int[2], new int[2 * COUNTS]);
  }

  /**
   * Panes as they were stored.
   *
   * @param size how many
   * @param hours their hours, ascending
   * @param counts their counts, {@link #COUNTS} each
   */
  public RollingCounts(int size, int[] hours, int[] counts) {
    this.size = size;
    this.hours = hours;
    this.counts = counts;
  }

  public int size() {
    return size;
  }

  public int hour(int index) {
    return hours[index];
  }

  public int count(int index, int which) {
    return counts[index * COUNTS + which];
  }

  public RollingCounts copy() {
    int length = Math.max(2, size);
    return new RollingCounts(
        size, Arrays.copyOf(hours, length), Arrays.copyOf(counts, length * COUNTS));
  }

  /** Adds a delta to its pane. */
  public void apply(PaneDelta delta) {
    int index = Arrays.binarySearch(hours, 0, size, delta.hour);
    if (index < 0) {
      index = -index - 1;
      insert(index, delta.hour);
    }
    int at = index * COUNTS;
    counts[at + REVIEWS] += delta.reviews;
    counts[at + BAD] += delta.bad;
    counts[at + ADOPTED] += delta.adopted;
    counts[at + BAD_ADOPTED] += delta.badAdopted;
    counts[at + DEFAULTS] += delta.defaults;
    for (int i = 0; i < COUNTS; i++) {
      if (counts[at + i] != 0) {
        return;
      }
    }
    remove(index);
  }

  /** Forgets the panes before an hour. What is forgotten is in no window that ends later. */
  public void advance(int firstHour) {
    int keep = firstAtOrAfter(firstHour);
    if (keep > 0) {
      System.arraycopy(hours, keep, hours, 0, size - keep);
      System.arraycopy(counts, keep * COUNTS, counts, 0, (size - keep) * COUNTS);
      size -= keep;
    }
  }

  /**
   * The counts of the panes in {@code [from, to)}.
   *
   * @param sums receives {@link #COUNTS} sums
   */
  public void sum(int from, int to, int[] sums) {
    Arrays.fill(sums, 0, COUNTS, 0);
    for (int i = firstAtOrAfter(from); i < size && hours[i] < to; i++) {
      int at = i * COUNTS;
      for (int k = 0; k < COUNTS; k++) {
        sums[k] += counts[at + k];
      }
    }
  }

  /** Whether any pane lies in {@code [from, to)}. */
  public boolean any(int from, int to) {
    int index = firstAtOrAfter(from);
    return index < size && hours[index] < to;
  }

  private int firstAtOrAfter(int hour) {
    if (size == 0 || hours[0] >= hour) {
      return 0;
    }
    int index = Arrays.binarySearch(hours, 0, size, hour);
    return index < 0 ? -index - 1 : index;
  }

  private void insert(int index, int hour) {
    if (size == hours.length) {
      int length = size + Math.max(2, size >> 1);
      hours = Arrays.copyOf(hours, length);
      counts = Arrays.copyOf(counts, length * COUNTS);
    }
    System.arraycopy(hours, index, hours, index + 1, size - index);
    System.arraycopy(counts, index * COUNTS, counts, (index + 1) * COUNTS, (size - index) * COUNTS);
    hours[index] = hour;
    Arrays.fill(counts, index * COUNTS, (index + 1) * COUNTS, 0);
    size++;
  }

  private void remove(int index) {
    System.arraycopy(hours, index + 1, hours, index, size - index - 1);
    System.arraycopy(
        counts, (index + 1) * COUNTS, counts, index * COUNTS, (size - index - 1) * COUNTS);
    size--;
  }
}
