package haochaping.detect.reviewers;

import haochaping.statistics.composition.Lockstep;
import haochaping.statistics.composition.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rings of people in step, as {@link Lockstep} defines them, looked for from those who met on a
 * day. A target is the first member of staff, else the matter, else the department. Reviews on a
 * device or phone of many are left out, and so are people who review on more than {@value
 * #MOST_DAYS} of 90 days: agents.
 */
final class Rings {
  /** Somebody who reviews on more days of {@link Lockstep#DAYS} is an agent. */
  static final int MOST_DAYS = 30;

  private static final int APART = Lockstep.MEETING_DAYS - 1;

  private final Held held;
  private final Indexes indexes;

  /** By person; null of those with too few targets and of agents. */
  private final Map<Long, Visits> visits = new HashMap<>();

  private final Map<Long, Boolean> capped = new HashMap<>();
  private int today;
  private Side side;

  Rings(Held held, Indexes indexes) {
    this.held = held;
    this.indexes = indexes;
  }

  /** A person at a target. */
  private record Guest(long reviewer, int day) {}

  /** Two people in step, the lower hash first. */
  private record Pair(long first, long second, Set<Integer> met, double likeness) {}

  /** The rings of which two people in step met on a day. */
  List<Flag> met(int day, Side of) {
    today = day;
    side = of;
    visits.clear();
    capped.clear();
    DayIndex index = indexes.day(day);
    BitSet wanted = index == null ? new BitSet() : visited(index);
    if (wanted.isEmpty()) {
      return List.of();
    }
    Set<Long> started = new TreeSet<>();
    guests(wanted)
        .values()
        .forEach(
            guests -> {
              for (Guest guest : guests) {
                if (guest.day == today && guests.stream().anyMatch(other -> meet(guest, other))) {
                  started.add(guest.reviewer);
                }
              }
            });
    List<Flag> rings = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (long reviewer : started) {
      if (!seen.contains(reviewer)) {
        List<Pair> pairs = ring(reviewer, seen);
        TreeSet<Long> people = people(pairs);
        if (people.size() >= Lockstep.SMALLEST_RING) {
          rings.add(flag(people, pairs));
        }
      }
    }
    return rings;
  }

  /** Whether two are in step and met today. */
  private boolean meet(Guest guest, Guest other) {
    if (guest.reviewer == other.reviewer) {
      return false;
    }
    Pair pair = pair(guest.reviewer, other.reviewer);
    return pair != null && isToday(pair);
  }

  /** The targets of the day's visits by people with enough targets. */
  private BitSet visited(DayIndex index) {
    BitSet wanted = new BitSet();
    DayRows rows = index.rows;
    for (int row = 0; row < rows.size(); row++) {
      if (isGuest(index, row) && visits(rows.reviewer(row)) != null) {
        wanted.set(rows.target(row));
      }
    }
    return wanted;
  }

  private boolean isGuest(DayIndex index, int row) {
    return index.rows.reviewer(row) != 0
        && side.holds(index.rows.grade(row))
        && !index.isShared(row);
  }

  /** Who has enough targets, by target, of those wanted, in the days up to today. */
  private Map<Integer, List<Guest>> guests(BitSet wanted) {
    Map<Integer, List<Guest>> guests = new TreeMap<>();
    for (int day = today - APART; day <= today; day++) {
      DayIndex index = indexes.day(day);
      for (int row = 0; index != null && row < index.rows.size(); row++) {
        int target = index.rows.target(row);
        if (wanted.get(target) && isGuest(index, row) && visits(index.rows.reviewer(row)) != null) {
          guests
              .computeIfAbsent(target, ignored -> new ArrayList<>())
              .add(new Guest(index.rows.reviewer(row), day));
        }
      }
    }
    return guests;
  }

  /** A person's visits, or null of somebody with too few targets or too many days. */
  private Visits visits(long reviewer) {
    if (visits.containsKey(reviewer)) {
      return visits.get(reviewer);
    }
    int first = today - Lockstep.DAYS + 1;
    Visits found = null;
    int[] days = held.days(reviewer, first, today, Lockstep.FEWEST_MEETINGS);
    if (days.length > 0) {
      found = Visits.of(indexes, reviewer, days, side);
      if (found.targets.length < Lockstep.FEWEST_MEETINGS || found.days() > MOST_DAYS) {
        found = null;
      }
    }
    visits.put(reviewer, found);
    return found;
  }

  /** Two people as a pair in step, or null. */
  private Pair pair(long one, long other) {
    Visits mine = visits(one);
    Visits theirs = visits(other);
    int common = mine.common(theirs);
    double likeness = (double) common / (mine.targets.length + theirs.targets.length - common);
    if (common < Lockstep.FEWEST_MEETINGS || likeness < Lockstep.LEAST_LIKENESS) {
      return null;
    }
    Set<Integer> met = new TreeSet<>();
    for (int i = 0; i < mine.size; i++) {
      for (int j = 0; j < theirs.size; j++) {
        if (isMeeting(mine, i, theirs, j)) {
          met.add(mine.target[i]);
        }
      }
    }
    return met.size() < Lockstep.FEWEST_MEETINGS
        ? null
        : new Pair(Math.min(one, other), Math.max(one, other), met, likeness);
  }

  private boolean isMeeting(Visits mine, int i, Visits theirs, int j) {
    return mine.target[i] == theirs.target[j]
        && Math.abs(mine.day[i] - theirs.day[j]) <= APART
        && !isCapped(mine.target[i], Math.max(mine.day[i], theirs.day[j]));
  }

  private boolean isToday(Pair pair) {
    Visits mine = visits(pair.first);
    Visits theirs = visits(pair.second);
    for (int i = 0; i < mine.size; i++) {
      for (int j = 0; j < theirs.size; j++) {
        if (Math.max(mine.day[i], theirs.day[j]) == today && isMeeting(mine, i, theirs, j)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether more people than may meet reviewed a target in the days up to one. */
  private boolean isCapped(int target, int day) {
    return capped.computeIfAbsent(
        (long) target << 32 | day,
        ignored -> present(target, day - APART, day) > Lockstep.MOST_TOKENS);
  }

  /** People at a target in some days. */
  private int present(int target, int first, int last) {
    Set<Long> present = new HashSet<>();
    for (int day = first; day <= last; day++) {
      DayIndex index = indexes.day(day);
      for (int row = 0; index != null && row < index.rows.size(); row++) {
        if (index.rows.target(row) == target && isGuest(index, row)) {
          present.add(index.rows.reviewer(row));
        }
      }
    }
    return present.size();
  }

  /** All pairs of the ring of a person. */
  private List<Pair> ring(long start, Set<Long> seen) {
    Map<Long, Map<Long, Pair>> pairs = new TreeMap<>();
    ArrayDeque<Long> waiting = new ArrayDeque<>(List.of(start));
    seen.add(start);
    while (!waiting.isEmpty()) {
      long one = waiting.poll();
      for (long other : companions(one)) {
        Pair pair = pair(one, other);
        if (pair != null) {
          pairs.computeIfAbsent(pair.first, ignored -> new TreeMap<>()).put(pair.second, pair);
          if (seen.add(other)) {
            waiting.add(other);
          }
        }
      }
    }
    List<Pair> all = new ArrayList<>();
    pairs.values().forEach(some -> all.addAll(some.values()));
    return all;
  }

  /** Whoever was at a target of somebody's at about the same time. */
  private Set<Long> companions(long reviewer) {
    Visits mine = visits(reviewer);
    Set<Long> others = new TreeSet<>();
    for (int i = 0; i < mine.size; i++) {
      int last = Math.min(today, mine.day[i] + APART);
      for (int day = mine.day[i] - APART; day <= last; day++) {
        DayIndex index = day <= today - Lockstep.DAYS ? null : indexes.day(day);
        for (int row = 0; index != null && row < index.rows.size(); row++) {
          if (index.rows.target(row) == mine.target[i]
              && isGuest(index, row)
              && visits(index.rows.reviewer(row)) != null) {
            others.add(index.rows.reviewer(row));
          }
        }
      }
    }
    others.remove(reviewer);
    return others;
  }

  private static TreeSet<Long> people(List<Pair> pairs) {
    TreeSet<Long> people = new TreeSet<>();
    for (Pair pair : pairs) {
      people.add(pair.first);
      people.add(pair.second);
    }
    return people;
  }

  private Flag flag(TreeSet<Long> people, List<Pair> pairs) {
    Set<Integer> met = new TreeSet<>();
    double likeness = 1;
    double expected = 0;
    for (Pair pair : pairs) {
      met.addAll(pair.met);
      likeness = Math.min(likeness, pair.likeness);
      expected += byChance(pair) / pairs.size();
    }
    RowList reviews = new RowList();
    boolean isCapped = false;
    for (long reviewer : people) {
      Visits mine = visits(reviewer);
      for (int i = 0; i < mine.size; i++) {
        isCapped |= isCapped(mine.target[i], mine.day[i]);
        if (met.contains(mine.target[i])) {
          reviews.add(mine.day[i], indexes.day(mine.day[i]).rows, mine.row[i]);
        }
      }
    }
    double[] figures = new double[Flag.FIGURES];
    figures[Flag.TARGETS] = met.size();
    figures[Flag.PAIRS] = pairs.size();
    figures[Flag.LEAST_LIKENESS] = likeness;
    figures[Flag.CAPPED] = isCapped ? 1 : 0;
    long[] links = people.stream().mapToLong(Long::longValue).toArray();
    return new Flag(
        side == Side.GOOD ? Suspicion.LOCKSTEP_GOOD : Suspicion.LOCKSTEP_BAD,
        today,
        reviews.firstDay(),
        links[0],
        links,
        "department",
        reviews.mostFrequentDepartment(held),
        people.size(),
        expected,
        Double.NaN,
        figures,
        reviews.ids());
  }

  /**
   * Common targets on which two people would meet if each came on days of his own: with a and b
   * visits of one target 1 - (1 - 5/90)^(a b).
   */
  private double byChance(Pair pair) {
    Visits mine = visits(pair.first);
    Visits theirs = visits(pair.second);
    double apart = 1 - (2. * APART + 1) / Lockstep.DAYS;
    double expected = 0;
    for (int target : mine.targets) {
      expected += 1 - Math.pow(apart, (double) mine.of(target) * theirs.of(target));
    }
    return expected;
  }
}
