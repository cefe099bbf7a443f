package haochaping.detect.reviewers;

import haochaping.core.CityClock;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.evidence.Telling;
import haochaping.detect.evidence.Told;
import haochaping.detect.evidence.Withdrawal;
import haochaping.platform.Finding;
import haochaping.statistics.composition.Lockstep;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Watches people and what they review from: people in step, many applicants behind one origin, one
 * person's bad reviews of several departments.
 *
 * <p>At the close of a day those who were active on it are judged; days that late or retracted
 * reviews may have changed are judged again, for the people and origins concerned. What is told is
 * a function of the reviews held and of the tables of their days.
 */
public final class ReviewerWatch {
  /** Days of reviews that a flag rests on, its own among them. */
  public static final int DAYS = Lockstep.DAYS + 1;

  private static final Comparator<Flag> IN_ORDER =
      Comparator.comparing(Flag::suspicion)
          .thenComparingInt(Flag::day)
          .thenComparingLong(Flag::source);

  final List<Flag> flags = new ArrayList<>();
  final Telling<ToldStory> telling = new Telling<>();
  final List<LateRow> late = new ArrayList<>();

  private final Held held;
  private final int horizon;
  private final Indexes indexes;
  private final Rings rings;
  private final SharedOrigins origins;
  private final Complainants complainants;
  private final ReviewerEvidence evidence;
  private int today;

  /**
   * A watch that has seen nothing.
   *
   * @param horizon days whose corrections are followed
   */
  public ReviewerWatch(Held held, int horizon) {
    this.held = held;
    this.horizon = horizon;
    indexes = new Indexes(held);
    rings = new Rings(held, indexes);
    origins = new SharedOrigins(held, indexes);
    complainants = new Complainants(held, indexes);
    evidence = new ReviewerEvidence(horizon);
  }

  /** A review of a closed day has come, or is about to go. */
  public void late(int day, DayRows rows, int row) {
    indexes.forget(day);
    long[] from = new long[Origin.values().length];
    for (Origin origin : Origin.values()) {
      from[origin.ordinal()] = rows.origin(origin, row);
    }
    late.add(new LateRow(day, rows.grade(row), rows.reviewer(row), from));
  }

  /** Closes a day. */
  public void close(int day, long now, FindingAnnouncer out) {
    today = day;
    judgeAgain();
    for (Side side : Side.values()) {
      flags.addAll(rings.met(today, side));
    }
    origins.of(today, flags::add);
    complainants.of(today, flags::add);
    flags.sort(IN_ORDER);
    reconcile(now, out);
    indexes.forgetUpTo(today - DAYS);
  }

  private void judgeAgain() {
    if (late.isEmpty()) {
      return;
    }
    for (Side side : Side.values()) {
      ringsAgain(side);
    }
    Map<Long, TreeSet<Integer>> changed = new TreeMap<>();
    for (LateRow row : late) {
      for (Origin origin : Origin.values()) {
        long hash = row.origins()[origin.ordinal()];
        if (hash != 0) {
          long source = SharedOrigins.source(origin, DayIndex.id(hash));
          changed.computeIfAbsent(source, ignored -> new TreeSet<>()).add(row.day());
        }
      }
    }
    changed.forEach(
        (source, days) -> {
          Set<Integer> reached = reached(days, SharedOrigins.PAST_DAYS + 1);
          drop(reached, flag -> isOf(flag, Suspicion.RULE_R8, source));
          for (int day : reached) {
            origins.of(day, SharedOrigins.origin(source), SharedOrigins.id(source), flags::add);
          }
        });
    changed.clear();
    for (LateRow row : late) {
      if (row.reviewer() != 0) {
        changed.computeIfAbsent(row.reviewer(), ignored -> new TreeSet<>()).add(row.day());
      }
    }
    changed.forEach(
        (reviewer, days) -> {
          Set<Integer> reached = reached(days, Complainants.DAYS);
          drop(reached, flag -> isOf(flag, Suspicion.RULE_R13, reviewer));
          for (int day : held.days(reviewer, today - horizon + 1, today - 1, Rules.FEWEST_BAD)) {
            if (reached.contains(day)) {
              complainants.of(day, reviewer, flags::add);
            }
          }
        });
    late.clear();
  }

  private static boolean isOf(Flag flag, Suspicion suspicion, long source) {
    return flag.suspicion() == suspicion && flag.source() == source;
  }

  private void drop(Set<Integer> days, Predicate<Flag> which) {
    flags.removeIf(flag -> which.test(flag) && days.contains(flag.day()));
  }

  /** The closed days before today that reviews of some days decide about. */
  private TreeSet<Integer> reached(Set<Integer> days, int width) {
    TreeSet<Integer> reached = new TreeSet<>();
    for (int day : days) {
      for (int at = Math.max(day, today - horizon + 1); at < Math.min(day + width, today); at++) {
        reached.add(at);
      }
    }
    return reached;
  }

  private void ringsAgain(Side side) {
    Suspicion suspicion = side == Side.GOOD ? Suspicion.LOCKSTEP_GOOD : Suspicion.LOCKSTEP_BAD;
    TreeSet<Integer> days = new TreeSet<>();
    Map<Long, Integer> ofReviewer = new HashMap<>();
    Map<Integer, Integer> ofDay = new TreeMap<>();
    for (LateRow row : late) {
      if (row.reviewer() != 0) {
        ofDay.merge(row.day(), 1, Integer::sum);
        if (side.holds(row.grade())) {
          ofReviewer.merge(row.reviewer(), 1, Integer::sum);
        }
      }
    }
    for (LateRow row : late) {
      if (!days.contains(row.day())
          && (side.holds(row.grade())
                  && row.reviewer() != 0
                  && isBusy(row, side, ofReviewer.get(row.reviewer()))
              || maySharingChange(row, ofDay.getOrDefault(row.day(), 0)))) {
        days.add(row.day());
      }
    }
    ofDay.forEach(
        (day, changes) -> {
          if (!days.contains(day) && mayCapsChange(day, side, changes)) {
            days.add(day);
          }
        });
    Set<Integer> reached = reached(days, Lockstep.DAYS);
    drop(reached, flag -> flag.suspicion() == suspicion);
    for (int day : reached) {
      flags.addAll(rings.met(day, side));
    }
  }

  /** Whether a person may have, or have had, enough targets for a ring. */
  private boolean isBusy(LateRow row, Side side, int changes) {
    int last = Math.min(today, row.day() + Lockstep.DAYS - 1);
    int[] days = held.days(row.reviewer(), row.day() - Lockstep.DAYS + 1, last, 1);
    return changes >= Lockstep.FEWEST_MEETINGS
        || Visits.everyOf(indexes, row.reviewer(), days, side).targets.length + changes
            >= Lockstep.FEWEST_MEETINGS;
  }

  /** Whether a phone or device may have become, or ceased to be, one of many. */
  private boolean maySharingChange(LateRow row, int changes) {
    DayIndex index = indexes.day(row.day());
    for (Origin origin : List.of(Origin.PHONE, Origin.DEVICE)) {
      long hash = row.origins()[origin.ordinal()];
      int applicants = hash == 0 || index == null ? 0 : index.applicants(origin, DayIndex.id(hash));
      if (hash != 0
          && isNear(applicants, changes)
          && isNear(applicants, changesOf(row.day(), origin, hash))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNear(int applicants, int changes) {
    return Math.max(1, applicants) + changes >= Rules.FEWEST_APPLICANTS
        && applicants - changes < Rules.FEWEST_APPLICANTS;
  }

  private int changesOf(int day, Origin origin, long hash) {
    int changes = 0;
    for (LateRow row : late) {
      changes += row.day() == day && row.origins()[origin.ordinal()] == hash ? 1 : 0;
    }
    return changes;
  }

  /** Whether a target near a day has, or had, nearly as many people as may meet. */
  private boolean mayCapsChange(int day, Side side, int changes) {
    int last = Math.min(today, day + Lockstep.MEETING_DAYS - 1);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int at = day - Lockstep.MEETING_DAYS + 1; at <= last; at++) {
      DayRows rows = held.day(at);
      for (int row = 0; rows != null && row < rows.size(); row++) {
        if (rows.reviewer(row) != 0
            && side.holds(rows.grade(row))
            && counts.merge(rows.target(row), 1, Integer::sum) + changes > Lockstep.MOST_TOKENS) {
          return true;
        }
      }
    }
    return false;
  }

  private void reconcile(long now, FindingAnnouncer out) {
    Map<String, Told<ToldStory>> current = new LinkedHashMap<>();
    List<Flag> over = new ArrayList<>();
    for (Suspicion suspicion : Suspicion.values()) {
      List<Flag> ofKind = flags.stream().filter(flag -> flag.suspicion() == suspicion).toList();
      for (Story story : Story.of(ofKind)) {
        if (story.last().day() + Story.CLOSES_AFTER + Story.REOPENS_WITHIN < today - horizon) {
          over.addAll(story.flags);
          continue;
        }
        Told<ToldStory> what = evidence.told(story, today);
        current.put(what.finding().id(), what);
        telling.tell(what, () -> evidence.reviews(story), now, out);
      }
    }
    flags.removeAll(over);
    telling.withdrawAllBut(
        current.keySet(), today - horizon, one -> withdrawn(one, current.values()), now, out);
  }

  private Finding withdrawn(Told<ToldStory> one, Collection<Told<ToldStory>> current) {
    String instead = null;
    for (Told<ToldStory> other : current) {
      if (other.of().suspicion() == one.of().suspicion()
          && Flag.shared(other.of().links(), one.of().links()) > 0
          && Math.abs(other.openDay() - one.openDay())
              <= Story.CLOSES_AFTER + Story.REOPENS_WITHIN) {
        instead = other.finding().id();
      }
    }
    return instead == null
        ? Withdrawal.of(one.finding(), one.of().reviews().size(), left(one))
        : ReviewerEvidence.moved(one.finding(), instead);
  }

  /** How many of the reviews that were told still count. */
  private int left(Told<ToldStory> one) {
    Set<String> ids = new HashSet<>(one.of().reviews());
    int left = 0;
    int last = CityClock.day(one.finding().windowEnd()) - 1;
    for (int day = CityClock.day(one.finding().windowStart()); day <= last; day++) {
      DayRows rows = held.day(day);
      for (int row = 0; rows != null && row < rows.size(); row++) {
        left += ids.contains(rows.reviewId(row)) ? 1 : 0;
      }
    }
    return left;
  }
}
