package haochaping.detect.panes;

import java.util.Arrays;

/**
 * The days of one target on which it has reviews, packed in arrays in their order. Signed deltas
 * add up in any order; a day that adds up to nothing goes.
 *
 * <p>Expected bad reviews are whole numbers of {@link #UNIT}: sums of doubles would depend on their
 * order, and taking one away again would leave a rest.
 */
public final class Panes {
  /** What expectations are counted in: 2^-48, so that a rate of 1e-4 has ten digits. */
  public static final double UNIT = 0x1p-48;

  private int size;
  private int[] days;
  private int[] reviews;
  private int[] bad;
  private long[] units;

  public Panes() {
    this(0, new int[2], new int[2], new int[2], new long[2]);
  }

  /**
   * Panes as they were stored.
   *
   * @param size how many
   * @param days their days since the epoch, ascending
   * @param units expected bad reviews in {@link #UNIT}
   */
  public Panes(int size, int[] days, int[] reviews, int[] bad, long[] units) {
    this.size = size;
    this.days = days;
    this.reviews = reviews;
    this.bad = bad;
    this.units = units;
  }

  /**
   * Sums over some days.
   *
   * @param reviews effective reviews
   * @param bad those of levels 1 and 2
   * @param expected bad reviews by the baseline
   */
  public record Sum(long reviews, long bad, double expected) {}

  public int size() {
    return size;
  }

  public int day(int index) {
    return days[index];
  }

  public int reviews(int index) {
    return reviews[index];
  }

  public int bad(int index) {
    return bad[index];
  }

  public long units(int index) {
    return units[index];
  }

  /**
   * Adds signed counts to a day.
   *
   * @param moreUnits expected bad reviews in {@link #UNIT}
   * @throws ArithmeticException if a day expects more than 32,767 bad reviews
   */
  public void add(int day, int moreReviews, int moreBad, long moreUnits) {
    int index = size > 0 && days[size - 1] == day ? size - 1 : search(day);
    if (index < 0) {
      index = -index - 1;
      insert(index, day);
    }
    reviews[index] += moreReviews;
    bad[index] += moreBad;
    units[index] = Math.addExact(units[index], moreUnits);
    if (reviews[index] == 0 && bad[index] == 0 && units[index] == 0) {
      remove(index);
    }
  }

  /** The sums over the days from {@code first} to {@code last}, both included. */
  public Sum sum(int first, int last) {
    long allReviews = 0;
    long allBad = 0;
    double expected = 0;
    for (int i = from(first); i < size && days[i] <= last; i++) {
      allReviews += reviews[i];
      allBad += bad[i];
      expected += units[i] * UNIT;
    }
    return new Sum(allReviews, allBad, expected);
  }

  /**
   * The sums over the days from {@code first} to {@code last}, both included, as they are to be
   * expected on a later day.
   *
   * @param judged that day, not before {@code last}
   * @param factors [age] on what is expected of a day so many days earlier; the last one holds from
   *     its age on
   */
  public Sum sum(int first, int last, int judged, double[] factors) {
    long allReviews = 0;
    long allBad = 0;
    double expected = 0;
    for (int i = from(first); i < size && days[i] <= last; i++) {
      allReviews += reviews[i];
      allBad += bad[i];
      expected += units[i] * UNIT * factors[Math.min(judged - days[i], factors.length - 1)];
    }
    return new Sum(allReviews, allBad, expected);
  }

  /** The bad reviews of the days from {@code first} to {@code last}, both included. */
  public long badBetween(int first, int last) {
    long all = 0;
    for (int i = from(first); i < size && days[i] <= last; i++) {
      all += bad[i];
    }
    return all;
  }

  /** The last day up to {@code last} with a bad review, or {@link Integer#MIN_VALUE}. */
  public int lastBad(int last) {
    for (int i = from(last + 1) - 1; i >= 0; i--) {
      if (bad[i] > 0) {
        return days[i];
      }
    }
    return Integer.MIN_VALUE;
  }

  /**
   * Forgets the days before one.
   *
   * @return whether there were any
   */
  public boolean forget(int first) {
    int keep = from(first);
    if (keep == 0) {
      return false;
    }
    move(keep, 0, size - keep);
    size -= keep;
    return true;
  }

  private int search(int day) {
    return Arrays.binarySearch(days, 0, size, day);
  }

  /** Index of the first day that is not before one; {@link #size} where there is none. */
  public int from(int day) {
    int index = search(day);
    return index < 0 ? -index - 1 : index;
  }

  private void insert(int index, int day) {
    if (size == days.length) {
      int length = size + Math.max(2, size >> 1);
      days = Arrays.copyOf(days, length);
      reviews = Arrays.copyOf(reviews, length);
      bad = Arrays.copyOf(bad, length);
      units = Arrays.copyOf(units, length);
    }
    move(index, index + 1, size - index);
    days[index] = day;
    reviews[index] = 0;
    bad[index] = 0;
    units[index] = 0;
    size++;
  }

  private void remove(int index) {
    move(index + 1, index, size - index - 1);
    size--;
  }

  private void move(int from, int to, int count) {
    System.arraycopy(days, from, days, to, count);
    System.arraycopy(reviews, from, reviews, to, count);
    System.arraycopy(bad, from, bad, to, count);
    System.arraycopy(units, from, units, to, count);
  }
}
