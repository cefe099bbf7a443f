package haochaping.detect.composition;

import java.util.Arrays;

/** How often each of some small numbers occurs. Reused, so that counting allocates nothing. */
final class Occurrences {
  private int[] counts = {};
  private int[] values = {};
  private int size;
  private int most;

  /**
   * Forgets all.
   *
   * @param bound above every number that is to come
   */
  void clear(int bound) {
    for (int i = 0; i < size; i++) {
      counts[values[i]] = 0;
    }
    size = 0;
    most = 0;
    if (counts.length < bound) {
      counts = Arrays.copyOf(counts, Math.max(bound, 2 * counts.length));
    }
  }

  void add(int value) {
    int count = ++counts[value];
    most = Math.max(most, count);
    if (count == 1) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(16, 2 * size));
      }
      values[size++] = value;
    }
  }

  /** Different numbers that occurred. */
  int size() {
    return size;
  }

  /** The index-th of them, in the order of their first occurrence. */
  int value(int index) {
    return values[index];
  }

  /** How often a number occurred. */
  int of(int value) {
    return counts[value];
  }

  /** How often the most frequent one occurred. */
  int most() {
    return most;
  }
}
