package haochaping.detect.reviewers;

import haochaping.statistics.composition.RuleResult;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * R13: one person with bad reviews of several departments in 90 days, more than the city's share of
 * bad reviews gives to so many reviews.
 */
final class Complainants {
  static final int DAYS = 90;

  private final Held held;
  private final Indexes indexes;

  Complainants(Held held, Indexes indexes) {
    this.held = held;
    this.indexes = indexes;
  }

  /** Those with a bad review on a day. */
  void of(int day, Consumer<Flag> out) {
    DayRows rows = held.day(day);
    Set<Long> people = new TreeSet<>();
    for (int row = 0; rows != null && row < rows.size(); row++) {
      if (rows.reviewer(row) != 0 && Side.BAD.holds(rows.grade(row))) {
        people.add(rows.reviewer(row));
      }
    }
    for (long reviewer : people) {
      of(day, reviewer, out);
    }
  }

  /** One person on a day; nothing without a bad review on it. */
  void of(int day, long reviewer, Consumer<Flag> out) {
    double share = held.badShare(day);
    int[] days = held.days(reviewer, day - DAYS + 1, day, Rules.FEWEST_BAD);
    if (Double.isNaN(share) || days.length == 0 || days[days.length - 1] != day) {
      return;
    }
    Visits visits = Visits.of(indexes, reviewer, days, null);
    Set<Integer> departments = new TreeSet<>();
    RowList bad = new RowList();
    int count = 0;
    boolean isToday = false;
    for (int i = 0; i < visits.size; i++) {
      DayRows rows = indexes.day(visits.day[i]).rows;
      if (Side.BAD.holds(rows.grade(visits.row[i]))) {
        count++;
        bad.add(visits.day[i], rows, visits.row[i]);
        isToday |= visits.day[i] == day;
        if (rows.department(visits.row[i]) >= 0) {
          departments.add(rows.department(visits.row[i]));
        }
      }
    }
    if (!isToday) {
      return;
    }
    double expected = visits.size * share;
    RuleResult result = Rules.complainant(count, departments.size(), expected);
    if (result.state() != RuleResult.State.RAISED) {
      return;
    }
    double[] figures = new double[Flag.FIGURES];
    figures[Flag.DEPARTMENTS] = departments.size();
    figures[Flag.ALL] = visits.size;
    figures[Flag.SHARE] = share;
    figures[Flag.TABLE] = held.tableDay(day);
    out.accept(
        new Flag(
            Suspicion.RULE_R13,
            day,
            bad.firstDay(),
            reviewer,
            new long[] {reviewer},
            "reviewer",
            bad.ids().get(0),
            count,
            expected,
            result.p(),
            figures,
            bad.ids()));
  }
}
