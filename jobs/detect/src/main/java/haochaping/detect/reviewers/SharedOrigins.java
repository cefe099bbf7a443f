package haochaping.detect.reviewers;

import haochaping.statistics.CountDistribution;
import haochaping.statistics.Poisson;
import haochaping.statistics.composition.RuleResult;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.UsualVolume;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * R8: more applicants a day behind one phone, device or address than its own past lets one expect.
 *
 * <p>Its past are the weekdays, or the weekends, of 90 days less the last week. A terminal of a
 * hall has one from its first review on, is looked at once that is two weeks old, and not on days
 * of a campaign. The city's first three weeks teach only.
 */
final class SharedOrigins {
  /** As rare as this: a city has thousands of origins, each of which is tested every day. */
  static final double LEVEL = 1e-6;

  /** Days back that an origin is compared with. */
  static final int PAST_DAYS = 90;

  /** Days next to the day that are left out. */
  static final int NEXT_TO_IT = 7;

  /** Days for which a terminal is new. */
  static final int NEW_DAYS = 14;

  private static final int FEWEST_DAYS = 3;
  private static final int ORIGIN_SHIFT = 56;

  private final Held held;
  private final Indexes indexes;

  SharedOrigins(Held held, Indexes indexes) {
    this.held = held;
    this.indexes = indexes;
  }

  /** Those of a day. */
  void of(int day, Consumer<Flag> out) {
    DayIndex index = indexes.day(day);
    for (Origin origin : Origin.values()) {
      for (long id : index == null ? new long[0] : index.origins(origin)) {
        of(day, origin, id, out);
      }
    }
  }

  /** One origin on a day. */
  void of(int day, Origin origin, long id, Consumer<Flag> out) {
    DayIndex index = indexes.day(day);
    int applicants = index == null ? 0 : index.applicants(origin, id);
    int first = Math.max(held.firstDay(), day - PAST_DAYS);
    int last = day - NEXT_TO_IT - 1;
    if (applicants < Rules.FEWEST_APPLICANTS || last - first < NEW_DAYS - 1) {
      return;
    }
    // With all of its days of one applicant at 0, p is at least that of a Poisson count.
    double least = past(origin, id, day, first, last, false)[0];
    if (applicants <= least || new Poisson(least).upperTail(applicants) > LEVEL) {
      return;
    }
    List<Integer> rows = rows(index, origin, id);
    boolean isTerminal =
        origin != Origin.PHONE
            && 2 * rows.stream().filter(index.rows::isTerminal).count() > rows.size();
    if (isTerminal) {
      first = firstSeen(origin, id, first, last);
      if (first > day - NEW_DAYS || held.isCampaign(day)) {
        return;
      }
    }
    double[] past = past(origin, id, day, first, last, true);
    if (past[2] < FEWEST_DAYS) {
      return;
    }
    CountDistribution usual = UsualVolume.ofMoments(past[0], past[1]);
    RuleResult result = Rules.manyApplicants(applicants, usual);
    if (result.state() == RuleResult.State.RAISED && result.p() <= LEVEL) {
      out.accept(flag(day, origin, id, index, rows, applicants, past, result.p(), isTerminal));
    }
  }

  private int firstSeen(Origin origin, long id, int first, int last) {
    for (int day = first; day <= last; day++) {
      DayIndex index = indexes.day(day);
      if (index != null && index.isSeen(origin, id)) {
        return day;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** Mean and variance of the applicants on days like a day, and the number of such days. */
  private double[] past(Origin origin, long id, int like, int first, int last, boolean countsOne) {
    boolean weekend = isWeekend(like);
    long sum = 0;
    long squares = 0;
    int days = 0;
    for (int day = first; day <= last; day++) {
      if (isWeekend(day) == weekend) {
        days++;
        DayIndex index = indexes.day(day);
        long applicants = index == null ? 0 : index.applicants(origin, id);
        if (countsOne && applicants == 0 && index != null && index.isApplicant(origin, id)) {
          applicants = 1;
        }
        sum += applicants;
        squares += applicants * applicants;
      }
    }
    double mean = days == 0 ? 0 : (double) sum / days;
    double variance = days < 2 ? 0 : Math.max(0, squares - sum * mean) / (days - 1);
    return new double[] {mean, variance, days};
  }

  private static boolean isWeekend(int day) {
    return LocalDate.ofEpochDay(day).getDayOfWeek().getValue() > 5;
  }

  private static List<Integer> rows(DayIndex index, Origin origin, long id) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < index.rows.size(); row++) {
      long hash = index.rows.origin(origin, row);
      if (hash != 0 && DayIndex.id(hash) == id) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Flag flag(
      int day,
      Origin origin,
      long id,
      DayIndex index,
      List<Integer> rows,
      int applicants,
      double[] past,
      double p,
      boolean isTerminal) {
    RowList reviews = new RowList();
    RowList gaining = new RowList();
    for (int row : rows) {
      reviews.add(day, index.rows, row);
      if (index.rows.grade(row) == 5) {
        gaining.add(day, index.rows, row);
      }
    }
    RowList of = gaining.isEmpty() ? reviews : gaining;
    String staff = reviews.onlyStaff(held);
    String key = staff != null ? staff : of.mostFrequentDepartment(held);
    String dimension = staff != null ? "staff" : "department";
    double[] figures = new double[Flag.FIGURES];
    figures[Flag.ORIGIN] = origin.ordinal();
    figures[Flag.REVIEWS] = rows.size();
    figures[Flag.PAST_DAYS] = past[2];
    figures[Flag.TERMINAL] = isTerminal ? 1 : 0;
    return new Flag(
        Suspicion.RULE_R8,
        day,
        day,
        source(origin, id),
        new long[] {Flag.hash(dimension + '|' + key)},
        dimension,
        key,
        applicants,
        past[0],
        p,
        figures,
        reviews.ids());
  }

  /** What tells an origin of any sort apart. */
  static long source(Origin origin, long id) {
    return (long) origin.ordinal() << ORIGIN_SHIFT | id;
  }

  static Origin origin(long source) {
    return Origin.values()[(int) (source >>> ORIGIN_SHIFT)];
  }

  static long id(long source) {
    return source & (1L << ORIGIN_SHIFT) - 1;
  }
}
