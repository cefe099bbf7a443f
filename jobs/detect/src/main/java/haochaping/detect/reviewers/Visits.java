package haochaping.detect.reviewers;

import haochaping.statistics.composition.Side;
import java.util.Arrays;

/** The reviews of a person over some days, those on shared devices and phones left out. */
final class Visits {
  int size;
  int[] day = new int[8];
  int[] row = new int[8];
  int[] target = new int[8];

  /** Distinct, ascending. */
  int[] targets;

  /**
   * Reads them.
   *
   * @param days on which the person has any
   * @param side whose reviews, null of all levels, shared devices too
   */
  static Visits of(Indexes indexes, long reviewer, int[] days, Side side) {
    return of(indexes, reviewer, days, side, side == null);
  }

  /** Reads those of a side, those on shared devices and phones too. */
  static Visits everyOf(Indexes indexes, long reviewer, int[] days, Side side) {
    return of(indexes, reviewer, days, side, true);
  }

  private static Visits of(
      Indexes indexes, long reviewer, int[] days, Side side, boolean withShared) {
    Visits visits = new Visits();
    for (int day : days) {
      DayIndex index = indexes.day(day);
      if (index == null) {
        continue;
      }
      int position = index.first(reviewer);
      for (int row = index.row(position, reviewer);
          row != -2;
          row = index.row(++position, reviewer)) {
        if (row >= 0
            && (side == null || side.holds(index.rows.grade(row)))
            && (withShared || !index.isShared(row))) {
          visits.add(day, row, index.rows.target(row));
        }
      }
    }
    visits.targets = Arrays.stream(visits.target, 0, visits.size).sorted().distinct().toArray();
    return visits;
  }

  private void add(int onDay, int ofRow, int ofTarget) {
    if (size == day.length) {
      day = Arrays.copyOf(day, size * 2);
      row = Arrays.copyOf(row, size * 2);
      target = Arrays.copyOf(target, size * 2);
    }
    day[size] = onDay;
    row[size] = ofRow;
    target[size++] = ofTarget;
  }

  /** Days with a review. */
  int days() {
    int days = 0;
    for (int i = 0; i < size; i++) {
      days += i == 0 || day[i] != day[i - 1] ? 1 : 0;
    }
    return days;
  }

  /** Visits of one target. */
  int of(int one) {
    int visits = 0;
    for (int i = 0; i < size; i++) {
      visits += target[i] == one ? 1 : 0;
    }
    return visits;
  }

  /** How many targets two people have in common. */
  int common(Visits other) {
    int common = 0;
    for (int i = 0, j = 0; i < targets.length && j < other.targets.length; ) {
      int mine = targets[i];
      int theirs = other.targets[j];
      common += mine == theirs ? 1 : 0;
      i += mine <= theirs ? 1 : 0;
      j += theirs <= mine ? 1 : 0;
    }
    return common;
  }
}
