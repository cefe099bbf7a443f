package haochaping.detect.reviewers;

import haochaping.statistics.composition.Rules;
import java.util.Arrays;

/**
 * A day's rows by reviewer, and its origins with two applicants or more. Origins are told apart by
 * the upper 39 bits of their hashes.
 */
final class DayIndex {
  /** Rows of a day are fewer. */
  private static final int ROW_BITS = 24;

  private static final long ROW = (1L << ROW_BITS) - 1;

  /** So that a key with its row is not negative. */
  private static final int ID_SHIFT = ROW_BITS + 1;

  final DayRows rows;
  private long[] byReviewer;
  private final long[][] origins = new long[Origin.values().length][];
  private final int[][] applicants = new int[Origin.values().length][];

  DayIndex(DayRows rows) {
    this.rows = rows;
    long[] keys = new long[rows.size()];
    for (Origin origin : Origin.values()) {
      index(origin, keys);
    }
  }

  /** What of an origin's hash tells it apart. */
  static long id(long hash) {
    return hash >>> ID_SHIFT;
  }

  private void index(Origin origin, long[] keys) {
    int count = 0;
    for (int row = 0; row < keys.length; row++) {
      long hash = rows.origin(origin, row);
      if (hash != 0 && rows.reviewer(row) != 0) {
        keys[count++] = id(hash) << ROW_BITS | row;
      }
    }
    Arrays.sort(keys, 0, count);
    long[] ids = new long[count / 2];
    int[] people = new int[count / 2];
    int found = 0;
    for (int from = 0, to; from < count; from = to) {
      to = from + 1;
      while (to < count && keys[to] >>> ROW_BITS == keys[from] >>> ROW_BITS) {
        to++;
      }
      int distinct = to - from == 1 ? 1 : distinct(keys, from, to);
      if (distinct > 1) {
        ids[found] = keys[from] >>> ROW_BITS;
        people[found++] = distinct;
      }
    }
    origins[origin.ordinal()] = Arrays.copyOf(ids, found);
    applicants[origin.ordinal()] = Arrays.copyOf(people, found);
  }

  private int distinct(long[] keys, int from, int to) {
    long[] people = new long[to - from];
    for (int i = from; i < to; i++) {
      people[i - from] = rows.reviewer((int) (keys[i] & ROW));
    }
    Arrays.sort(people);
    int distinct = 1;
    for (int i = 1; i < people.length; i++) {
      distinct += people[i] != people[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  /** Ids of the origins with two applicants or more, ascending. */
  long[] origins(Origin origin) {
    return origins[origin.ordinal()];
  }

  /** How many applicants stand behind an origin, 0 where it is one or none. */
  int applicants(Origin origin, long id) {
    int at = Arrays.binarySearch(origins[origin.ordinal()], id);
    return at < 0 ? 0 : applicants[origin.ordinal()][at];
  }

  /** Whether anybody, known or not, came from an origin. */
  boolean isSeen(Origin origin, long id) {
    for (int row = 0; row < rows.size(); row++) {
      long hash = rows.origin(origin, row);
      if (hash != 0 && id(hash) == id) {
        return true;
      }
    }
    return false;
  }

  /** Whether one applicant who is known came from an origin. */
  boolean isApplicant(Origin origin, long id) {
    for (int row = 0; row < rows.size(); row++) {
      long hash = rows.origin(origin, row);
      if (hash != 0 && id(hash) == id && rows.reviewer(row) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row's device or phone serves many on the day: that of a hall or an agent. */
  boolean isShared(int row) {
    return isShared(Origin.DEVICE, row) || isShared(Origin.PHONE, row);
  }

  private boolean isShared(Origin origin, int row) {
    long hash = rows.origin(origin, row);
    return hash != 0 && applicants(origin, id(hash)) >= Rules.FEWEST_APPLICANTS;
  }

  /** Position of a reviewer's first row, to be read on while {@link #row} gives rows. */
  int first(long reviewer) {
    if (byReviewer == null) {
      long[] keys = new long[rows.size()];
      int count = 0;
      for (int row = 0; row < keys.length; row++) {
        if (rows.reviewer(row) != 0) {
          keys[count++] = id(rows.reviewer(row)) << ROW_BITS | row;
        }
      }
      byReviewer = Arrays.copyOf(keys, count);
      Arrays.sort(byReviewer);
    }
    int at = Arrays.binarySearch(byReviewer, id(reviewer) << ROW_BITS);
    return at < 0 ? -at - 1 : at;
  }

  /**
   * A row at a position if it is of a reviewer, -1 if it is of one whose hash begins alike, -2
   * behind the last.
   */
  int row(int position, long reviewer) {
    if (position == byReviewer.length || byReviewer[position] >>> ROW_BITS != id(reviewer)) {
      return -2;
    }
    int row = (int) (byReviewer[position] & ROW);
    return rows.reviewer(row) == reviewer ? row : -1;
  }
}
