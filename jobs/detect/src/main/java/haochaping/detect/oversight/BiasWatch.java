package haochaping.detect.oversight;

import haochaping.core.CityClock;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Told;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.DayEvidence;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.Multiplicity;
import haochaping.statistics.oversight.PeerTest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches departments and staff for bad reviews that verification does not adopt more often than
 * with others: the office that handled a case verifies the bad review of it.
 *
 * <p>Driven by what becomes of decided reviews ({@link #change}) and by days that end ({@link
 * #close}). What is told in the end is a function of the decided reviews that are held, whatever
 * the order of arrival: a correction has the days judged again from its own on.
 *
 * <p>Not thread-safe.
 */
public final class BiasWatch {
  static final String DETECTOR = "verdicts";

  /** Role of the reviews that a finding rests on: verification did not adopt them. */
  public static final String NOT_ADOPTED = "not_adopted";

  private static final int NO_DAY = Integer.MIN_VALUE;

  /** Decided reviews are kept so many days: what the first day of the horizon looks at. */
  private static final int KEPT = OversightSettings.HORIZON + OversightSettings.DECIDED_DAYS;

  private final BiasEvidence evidence = new BiasEvidence();
  private final BiasState state;

  /** Alerts at the close of each day from the base on; follows from the state. */
  private final Map<Level, TreeMap<Integer, List<BiasTrack>>> courses = new EnumMap<>(Level.class);

  private int lastClosed = NO_DAY;

  /** The earliest day whose verdicts have changed since it was judged. */
  private int changedFrom;

  private long afterHorizon;

  /**
   * @param state as it was stored, or empty
   */
  public BiasWatch(BiasState state) {
    this.state = state;
  }

  /** Days are closed from the next one on; to be called before the first. */
  public void startAfter(int day) {
    lastClosed = day;
    changedFrom = base() + 1;
    for (Level level : BiasState.LEVELS) {
      TreeMap<Integer, List<BiasTrack>> course = new TreeMap<>();
      course.put(base(), state.base.get(level));
      courses.put(level, course);
    }
    judge();
  }

  public BiasState state() {
    return state;
  }

  /** Changes since the start that came when their day had left the horizon. */
  public long afterHorizon() {
    return afterHorizon;
  }

  /** The last day that no correction reaches. */
  private int base() {
    return lastClosed - OversightSettings.HORIZON;
  }

  /**
   * Takes a change of a decided review.
   *
   * @param before what was decided, or null
   * @param after what is decided now, or null
   */
  public void change(Decided before, Decided after) {
    if (before != null && state.decided.remove(before.reviewId()) != null) {
      changedFrom = Math.min(changedFrom, before.day());
    }
    if (after == null) {
      return;
    }
    if (lastClosed != NO_DAY && after.day() <= lastClosed - KEPT) {
      afterHorizon++;
      return;
    }
    state.decided.put(after.reviewId(), after);
    changedFrom = Math.min(changedFrom, after.day());
  }

  /**
   * Closes the day after the last closed one.
   *
   * @param now processing time, epoch ms
   * @throws IllegalArgumentException if it is another day
   */
  public void close(int day, long now, FindingAnnouncer out) {
    if (day != lastClosed + 1) {
      throw new IllegalArgumentException(
          "day = " + day + ": must be the day after " + lastClosed + ", the last closed one");
    }
    lastClosed = day;
    changedFrom = Math.min(changedFrom, day);
    judge();
    for (Level level : BiasState.LEVELS) {
      TreeMap<Integer, List<BiasTrack>> course = courses.get(level);
      List<BiasTrack> settled = new ArrayList<>(course.get(base()));
      settled.removeIf(track -> isRetired(track.alert(), base()));
      course.headMap(base()).clear();
      course.put(base(), settled);
      state.base.put(level, settled);
    }
    reconcile(now, out);
    for (Iterator<Decided> all = state.decided.values().iterator(); all.hasNext(); ) {
      if (all.next().day() <= day - KEPT) {
        all.remove();
      }
    }
  }

  /** Judges all days since the earliest change again. */
  private void judge() {
    int first = Math.max(changedFrom, courses.get(Level.STAFF).firstKey() + 1);
    for (int day = first; day <= lastClosed; day++) {
      List<Decided> decided = decidedUntil(day);
      for (Level level : BiasState.LEVELS) {
        TreeMap<Integer, List<BiasTrack>> course = courses.get(level);
        course.put(day, step(level, course.get(day - 1), sightings(level, day, decided), day));
      }
    }
    changedFrom = Integer.MAX_VALUE;
  }

  private List<Decided> decidedUntil(int day) {
    List<Decided> within = new ArrayList<>();
    for (Decided one : state.decided.values()) {
      if (one.day() <= day && one.day() > day - OversightSettings.DECIDED_DAYS) {
        within.add(one);
      }
    }
    return within;
  }

  private static List<String> units(Level level, Decided decided) {
    return level == Level.STAFF ? decided.staff() : List.of(decided.department());
  }

  /** The units that stand out at the close of a day, by code. */
  private static Map<String, BiasSighting> sightings(Level level, int day, List<Decided> decided) {
    TreeMap<String, Part> byUnit = new TreeMap<>();
    for (Decided one : decided) {
      for (String unit : units(level, one)) {
        byUnit.put(unit, byUnit.getOrDefault(unit, new Part(unit, 0, 0)).plus(one.notAdopted()));
      }
    }
    if (byUnit.size() <= PeerTest.FEWEST_OTHERS) {
      return Map.of();
    }
    List<Part> parts = List.copyOf(byUnit.values());
    List<PeerTest> all =
        PeerTest.of(
            parts.stream().mapToLong(Part::notAdopted).toArray(),
            parts.stream().mapToLong(Part::decided).toArray(),
            OversightSettings.FEWEST_DECIDED);
    List<String> tested = new ArrayList<>();
    List<PeerTest> tests = new ArrayList<>();
    double least = 1;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) != null) {
        tested.add(parts.get(i).of());
        tests.add(all.get(i));
        least = Math.min(least, all.get(i).p());
      }
    }
    // V(p) is p or more: without a small p there is nothing to weigh.
    if (least * Grade.ANALYSTS_DAYS > 1) {
      return Map.of();
    }
    Multiplicity weighed = Multiplicity.of(tests);
    Map<String, BiasSighting> seen = new LinkedHashMap<>();
    for (int i = 0; i < tests.size(); i++) {
      if (Grade.of(weighed.q(i), weighed.recurrenceDays(i)).compareTo(Grade.ANALYSTS) >= 0) {
        String unit = tested.get(i);
        seen.put(
            unit,
            sighting(
                level,
                unit,
                day,
                tests.get(i),
                parts.size() - 1,
                weighed.q(i),
                weighed.recurrenceDays(i),
                decided));
      }
    }
    return seen;
  }

  private static BiasSighting sighting(
      Level level,
      String unit,
      int day,
      PeerTest test,
      int others,
      double q,
      double recurrenceDays,
      List<Decided> decided) {
    Part[] haste = {new Part("hour", 0, 0), new Part("later", 0, 0), new Part("unknown", 0, 0)};
    Part[] quarterEnd = {new Part("quarter_end", 0, 0), new Part("other_days", 0, 0)};
    Map<String, Part> staff = new HashMap<>();
    List<String> notAdopted = new ArrayList<>();
    for (Decided one : decided) {
      if (!units(level, one).contains(unit)) {
        continue;
      }
      int when = one.isHasty() ? 0 : one.timeKnown() ? 1 : 2;
      haste[when] = haste[when].plus(one.notAdopted());
      int part = one.isOfQuarterEnd() ? 0 : 1;
      quarterEnd[part] = quarterEnd[part].plus(one.notAdopted());
      for (String person : one.staff()) {
        staff.put(
            person, staff.getOrDefault(person, new Part(person, 0, 0)).plus(one.notAdopted()));
      }
      if (one.notAdopted()) {
        notAdopted.add(one.reviewId());
      }
    }
    List<Part> most =
        staff.values().stream()
            .sorted(Comparator.comparing(Part::notAdopted).reversed().thenComparing(Part::of))
            .limit(BiasEvidence.STAFF_NAMED)
            .toList();
    return new BiasSighting(
        unit,
        day,
        test,
        others,
        q,
        recurrenceDays,
        List.of(haste),
        List.of(quarterEnd),
        most,
        List.copyOf(notAdopted));
  }

  /** The alerts of a level from one day to the next. */
  private static List<BiasTrack> step(
      Level level, List<BiasTrack> before, Map<String, BiasSighting> seen, int day) {
    if (before.isEmpty() && seen.isEmpty()) {
      return List.of();
    }
    LocalDate date = LocalDate.ofEpochDay(day);
    Map<String, BiasSighting> fresh = new LinkedHashMap<>(seen);
    List<BiasTrack> after = new ArrayList<>();
    for (BiasTrack track : before) {
      long since = ChronoUnit.DAYS.between(track.alert().stateDay(), date);
      if (track.isOpen() || since <= OversightSettings.LIFE.reopenDays()) {
        after.add(aged(level, track, fresh.remove(track.alert().target()), date));
      }
    }
    fresh.values().forEach(one -> after.add(opened(level, one, date)));
    return after;
  }

  private static BiasTrack aged(Level level, BiasTrack track, BiasSighting again, LocalDate day) {
    // No bad review to wait for: an alert ends by calm days alone.
    DayEvidence today =
        new DayEvidence(
            day, false, again != null, again == null ? 0 : again.test().counted(), day, true);
    Alert alert =
        OversightSettings.LIFE
            .atClose(level.word(), track.alert().target(), Optional.of(track.alert()), today)
            .orElseThrow();
    boolean isStronger = again != null && again.test().p() < track.strongest().test().p();
    return new BiasTrack(alert, isStronger ? again : track.strongest());
  }

  private static BiasTrack opened(Level level, BiasSighting seen, LocalDate day) {
    return new BiasTrack(Alert.opened(DETECTOR, level.word(), seen.unit(), day), seen);
  }

  /** Whether an alert ended so long ago that no correction reaches it and it cannot come back. */
  private static boolean isRetired(Alert alert, int base) {
    return !alert.state().isOpen()
        && alert.stateDay().toEpochDay() + OversightSettings.LIFE.reopenDays() < base;
  }

  private void reconcile(long now, FindingAnnouncer out) {
    Map<String, BiasTrack> alerts = new LinkedHashMap<>();
    for (TreeMap<Integer, List<BiasTrack>> course : courses.values()) {
      for (List<BiasTrack> tracks : course.values()) {
        for (BiasTrack track : tracks) {
          if (!isRetired(track.alert(), base())) {
            alerts.put(track.alert().id(), track);
          }
        }
      }
    }
    alerts
        .values()
        .forEach(
            track ->
                state.telling.tell(
                    new Told<>(evidence.finding(track), Findings.openDay(track.alert()), null),
                    () -> reviews(track),
                    now,
                    out));
    state.telling.withdrawAllBut(
        alerts.keySet(), base(), told -> withdrawn(told, alerts), now, out);
  }

  private static List<FindingReview> reviews(BiasTrack track) {
    return track.strongest().notAdopted().stream()
        .map(review -> new FindingReview(review, NOT_ADOPTED))
        .toList();
  }

  private Finding withdrawn(Told<Void> told, Map<String, BiasTrack> alerts) {
    Finding finding = told.finding();
    for (BiasTrack other : alerts.values()) {
      if (other.alert().level().equals(finding.dimension())
          && other.alert().target().equals(finding.key())) {
        return BiasEvidence.moved(finding, other.alert().id());
      }
    }
    Level level = finding.dimension().equals(Level.STAFF.word()) ? Level.STAFF : Level.DEPARTMENT;
    long left =
        decidedUntil(CityClock.day(finding.windowEnd()) - 1).stream()
            .filter(one -> one.notAdopted() && units(level, one).contains(finding.key()))
            .count();
    return BiasEvidence.withdrawn(finding, left);
  }
}
