package haochaping.detect.composition;

import java.util.Arrays;

/**
 * What a unit's reviews of one side came to on each day with one of them: counts in {@link #WIDTH}
 * columns, and a mark for each review. Days ascend; a day is replaced as a whole.
 *
 * <p>A count is at most 65,535; a unit with more reviews in a day is counted as having so many.
 */
public final class History {
  /** Reviews of all levels. */
  static final int ALL = 0;

  /** Those of the side; all that follow are of it but the last five. */
  static final int SIDE = 1;

  static final int IDENTIFIED = 2;
  static final int NEW = 3;
  static final int PHONE = 4;
  static final int PHONE_REPEATS = 5;
  static final int DEVICE = 6;
  static final int DEVICE_REPEATS = 7;
  static final int ADDRESS = 8;
  static final int ADDRESS_REPEATS = 9;

  /** Texts long enough to be compared. */
  static final int TEXT = 10;

  static final int ALIKE = 11;
  static final int LAG = 12;
  static final int FAST = 13;

  /** Of all levels: identities that stand for nobody. */
  static final int PLACEHOLDER = 14;

  /** Of all levels: dated before the service. */
  static final int EARLY = 15;

  /** Of all levels: a tag of another level. */
  static final int MISMATCH = 16;

  /** Of all levels: with a time of writing. */
  static final int WRITTEN = 17;

  /** Of all levels: written long after they were given. */
  static final int LATE = 18;

  static final int WIDTH = 19;

  private static final int BIN_BITS = 10;
  private static final int BIN_MASK = (1 << BIN_BITS) - 1;
  private static final int[] NONE = {};

  private int[] days = NONE;
  private char[] counts = {};
  private int[] ends = NONE;
  private int[] marks = NONE;
  private int size;

  /**
   * The mark of a review: its combination and the bin of its lag.
   *
   * @param template number of its combination of level and tags, -1 with a text
   * @param bin of its lag, -1 where it is in none
   */
  static int mark(int template, int bin) {
    return template + 1 << BIN_BITS | bin + 1;
  }

  static int template(int mark) {
    return (mark >>> BIN_BITS) - 1;
  }

  static int bin(int mark) {
    return (mark & BIN_MASK) - 1;
  }

  int size() {
    return size;
  }

  int day(int index) {
    return days[index];
  }

  int count(int index, int column) {
    return counts[index * WIDTH + column];
  }

  int firstMark(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  int lastMark(int index) {
    return ends[index];
  }

  int mark(int at) {
    return marks[at];
  }

  /** The first of a day's marks, which ascend, with a combination of at least this number. */
  int mark(int start, int end, int template) {
    int least = mark(template, -1);
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (marks[middle] < least) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first index whose day is not before one. */
  int from(int day) {
    if (size == 0 || days[size - 1] < day) {
      return size;
    }
    int found = Arrays.binarySearch(days, 0, size, day);
    return found < 0 ? -found - 1 : found;
  }

  boolean has(int day) {
    int index = from(day);
    return index < size && days[index] == day;
  }

  /**
   * Replaces a day.
   *
   * @param row [{@link #WIDTH}] counts; nothing of the side removes the day
   * @param with marks of its reviews, ascending from {@code start} to {@code end}
   * @return whether that changes anything
   */
  boolean put(int day, int[] row, int[] with, int start, int end) {
    int index = from(day);
    boolean held = index < size && days[index] == day;
    if (row[ALL] == 0) {
      return held && remove(index);
    }
    int length = end - start;
    if (held && same(index, row, with, start, length)) {
      return false;
    }
    int first = firstMark(index);
    int old = held ? ends[index] - first : 0;
    if (!held) {
      openRow(index, day, first);
    }
    int all = size == 0 ? 0 : ends[size - 1];
    if (all + length - old > marks.length) {
      marks = Arrays.copyOf(marks, Math.max(all + length - old, marks.length + marks.length / 2));
    }
    System.arraycopy(marks, first + old, marks, first + length, all - first - old);
    System.arraycopy(with, start, marks, first, length);
    for (int i = index; i < size; i++) {
      ends[i] += length - old;
    }
    for (int i = 0; i < WIDTH; i++) {
      counts[index * WIDTH + i] = (char) Math.min(row[i], Character.MAX_VALUE);
    }
    return true;
  }

  private boolean same(int index, int[] row, int[] with, int start, int length) {
    for (int i = 0; i < WIDTH; i++) {
      if (counts[index * WIDTH + i] != Math.min(row[i], Character.MAX_VALUE)) {
        return false;
      }
    }
    int first = firstMark(index);
    return Arrays.equals(marks, first, ends[index], with, start, start + length);
  }

  private void openRow(int index, int day, int end) {
    if (size == days.length) {
      int room = size + size / 2 + 2;
      days = Arrays.copyOf(days, room);
      ends = Arrays.copyOf(ends, room);
      counts = Arrays.copyOf(counts, room * WIDTH);
    }
    System.arraycopy(days, index, days, index + 1, size - index);
    System.arraycopy(ends, index, ends, index + 1, size - index);
    System.arraycopy(counts, index * WIDTH, counts, (index + 1) * WIDTH, (size - index) * WIDTH);
    days[index] = day;
    ends[index] = end;
    size++;
  }

  private boolean remove(int index) {
    int first = firstMark(index);
    int length = ends[index] - first;
    System.arraycopy(marks, ends[index], marks, first, ends[size - 1] - ends[index]);
    System.arraycopy(days, index + 1, days, index, size - index - 1);
    System.arraycopy(ends, index + 1, ends, index, size - index - 1);
    System.arraycopy(
        counts, (index + 1) * WIDTH, counts, index * WIDTH, (size - index - 1) * WIDTH);
    size--;
    for (int i = index; i < size; i++) {
      ends[i] -= length;
    }
    return true;
  }

  /** Lets go of the days before one. */
  void forgetBefore(int day) {
    int index = from(day);
    if (index == 0) {
      return;
    }
    int gone = ends[index - 1];
    int left = size - index;
    marks = Arrays.copyOfRange(marks, gone, Math.max(gone, ends[size - 1]));
    days = Arrays.copyOfRange(days, index, size);
    ends = Arrays.copyOfRange(ends, index, size);
    counts = Arrays.copyOfRange(counts, index * WIDTH, size * WIDTH);
    for (int i = 0; i < left; i++) {
      ends[i] -= gone;
    }
    size = left;
  }
}
