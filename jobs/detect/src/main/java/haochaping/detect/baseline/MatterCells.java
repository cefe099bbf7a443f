package haochaping.detect.baseline;

import java.util.Arrays;

/**
 * What one matter was given by day and channel, packed in arrays; signed counts add up in any
 * order.
 */
public final class MatterCells {
  /** Room for 64 channels. */
  private static final int CHANNEL_BITS = 6;

  private int size;
  private int[] keys;
  private int[] reviews;
  private int[] bad;

  public MatterCells() {
    this(0, new int[2], new int[2], new int[2]);
  }

  /**
   * Cells as they were stored.
   *
   * @param size how many
   * @param keys day times 64 plus channel, ascending
   */
  public MatterCells(int size, int[] keys, int[] reviews, int[] bad) {
    this.size = size;
    this.keys = keys;
    this.reviews = reviews;
    this.bad = bad;
  }

  public int size() {
    return size;
  }

  /** The day times 64 plus the channel. */
  public int key(int index) {
    return keys[index];
  }

  public int reviews(int index) {
    return reviews[index];
  }

  public int bad(int index) {
    return bad[index];
  }

  /** Adds signed counts to a day and channel. */
  public void add(int day, int channel, int moreReviews, int moreBad) {
    int key = (day << CHANNEL_BITS) + channel;
    int index = Arrays.binarySearch(keys, 0, size, key);
    if (index < 0) {
      index = -index - 1;
      insert(index, key);
    }
    reviews[index] += moreReviews;
    bad[index] += moreBad;
    if (reviews[index] == 0 && bad[index] == 0) {
      move(index + 1, index, size - index - 1);
      size--;
    }
  }

  /** Receives the counts of a day and channel. */
  @FunctionalInterface
  interface Cell {
    void count(int day, int channel, int reviews, int bad);
  }

  /** Hands out the cells of the days from {@code first} to {@code last}, both included. */
  void between(int first, int last, Cell out) {
    for (int i = from(first); i < size && keys[i] >> CHANNEL_BITS <= last; i++) {
      out.count(keys[i] >> CHANNEL_BITS, keys[i] & ((1 << CHANNEL_BITS) - 1), reviews[i], bad[i]);
    }
  }

  /** The earliest day with a review, or {@link Integer#MAX_VALUE}. */
  int firstDay() {
    return size == 0 ? Integer.MAX_VALUE : keys[0] >> CHANNEL_BITS;
  }

  /**
   * Forgets the days before one.
   *
   * @return whether there were any
   */
  boolean forget(int first) {
    int keep = from(first);
    if (keep == 0) {
      return false;
    }
    move(keep, 0, size - keep);
    size -= keep;
    return true;
  }

  private int from(int day) {
    int index = Arrays.binarySearch(keys, 0, size, day << CHANNEL_BITS);
    return index < 0 ? -index - 1 : index;
  }

  private void insert(int index, int key) {
    if (size == keys.length) {
      int length = size + Math.max(2, size >> 1);
      keys = Arrays.copyOf(keys, length);
      reviews = Arrays.copyOf(reviews, length);
      bad = Arrays.copyOf(bad, length);
    }
    move(index, index + 1, size - index);
    keys[index] = key;
    reviews[index] = 0;
    bad[index] = 0;
    size++;
  }

  private void move(int from, int to, int count) {
    System.arraycopy(keys, from, keys, to, count);
    System.arraycopy(reviews, from, reviews, to, count);
    System.arraycopy(bad, from, bad, to, count);
  }
}
