package haochaping.detect.concentration;

import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Baselines;
import haochaping.detect.baseline.Cells;
import haochaping.detect.baseline.MatterCells;
import haochaping.detect.baseline.Verification;
import haochaping.detect.concentration.Evidence.Span;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Told;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.WindowTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches all targets of a city for bad reviews that gather on one of them.
 *
 * <p>Driven by deltas ({@link #apply}) and by days that end ({@link #close}), in any mixture. What
 * is told of a target in the end is a function of its panes and of the {@link Tables}; the order in
 * which deltas came decides only about what was told in between. With the tables of an earlier run
 * a replay reads them and fits nothing.
 *
 * <p>Not thread-safe.
 */
public final class ConcentrationWatch {
  private static final int NO_DAY = Integer.MIN_VALUE;

  /** Panes are kept so many days: what the own risk on the first day of the horizon looks at. */
  private static final int PANES = OwnRisk.FIRST_DAY + Settings.HORIZON;

  private static final int LONGEST_WINDOW = WindowTest.DAYS.get(WindowTest.DAYS.size() - 1);

  private final boolean duringDay;
  private final Tables given;
  private final Standards standards;
  private final Evidence evidence;

  private Tables tables = new Tables();
  private final Cells cells = new Cells();
  private final Map<String, Target> targets = new HashMap<>();
  private final Map<Level, List<Target>> byLevel = new EnumMap<>(Level.class);
  private final Set<Target> touched = new HashSet<>();

  /** Targets with a bad review on the day that is not closed yet. */
  private final Set<Target> freshBad = new HashSet<>();

  private int lastClosed = NO_DAY;

  /** The day at whose close the bases of the targets stand. */
  private int base = NO_DAY;

  private long afterHorizon;

  /**
   * @param duringDay whether alerts are opened in the middle of a day; else at its close alone
   */
  public ConcentrationWatch(Settings settings, boolean duringDay) {
    this(settings, duringDay, new Tables());
  }

  /**
   * @param given the tables of an earlier run, which are read instead of fitting anew
   */
  public ConcentrationWatch(Settings settings, boolean duringDay, Tables given) {
    this.duringDay = duringDay;
    this.given = given;
    standards = new Standards(settings.falseAlarms());
    evidence = new Evidence(settings);
  }

  /** Days are closed from the next one on. */
  public void startAfter(int day) {
    lastClosed = day;
  }

  /** Goes on after a day that was closed, with the tables that were stored. */
  public void restore(int closedDay, Tables stored) {
    lastClosed = closedDay;
    tables = stored;
    base = firstBase(closedDay);
  }

  /** Puts a target back that was stored. */
  public void restore(Target stored) {
    targets.put(stored.key, stored);
    byLevel.clear();
    freshBad.add(stored);
  }

  /** Puts the cells of a matter back that were stored. */
  public void restore(String matter, MatterCells stored) {
    cells.restore(matter, stored);
  }

  public Tables tables() {
    return tables;
  }

  /** Deltas since the start that came when their day had left the horizon. */
  public long afterHorizon() {
    return afterHorizon;
  }

  public int targets() {
    return targets.size();
  }

  /** The first day of the horizon when a day is the last closed one. */
  private static int horizonStart(int closedDay) {
    return closedDay - Settings.HORIZON + 1;
  }

  /** The day before the horizon, or before the first day that was judged. */
  private int firstBase(int closedDay) {
    return Math.max(horizonStart(closedDay), tables.firstJudged()) - 1;
  }

  private boolean isJudging() {
    return tables.firstJudged() != Tables.NEVER;
  }

  /**
   * Takes a delta. It is not kept.
   *
   * @param now processing time, epoch ms
   */
  public void apply(ReviewDelta delta, long now, Announcer out) {
    if (ReviewDelta.isCells(delta.key)) {
      cells.add(delta.matter, delta.day, delta.channel, delta.reviews, delta.bad);
      return;
    }
    Target target = targets.get(delta.key);
    if (target == null) {
      target = new Target(delta.key);
      targets.put(delta.key, target);
      byLevel.remove(target.level);
    }
    touched.add(target);
    if (lastClosed != NO_DAY && delta.day < horizonStart(lastClosed)) {
      target.afterHorizon++;
      afterHorizon++;
      return;
    }
    Baseline baseline = settledBaseline(delta.day);
    if (baseline == null) {
      target.panes.add(delta.day, delta.reviews, delta.bad, 0);
      target.waiting.add(delta.day, delta.matter, delta.channel, delta.reviews);
    } else {
      long units = baseline.units(delta.matter, delta.day, delta.channel);
      target.panes.add(delta.day, delta.reviews, delta.bad, delta.reviews * units);
    }
    if (delta.day <= lastClosed) {
      target.changedFrom = Math.min(target.changedFrom, delta.day);
    }
    if (delta.reviewId != null) {
      BadReview review = new BadReview(delta.time, delta.reviewId, delta.department);
      if (delta.bad > 0) {
        target.bad.add(review);
      } else {
        target.bad.remove(review);
      }
      lookNow(target, delta.day, now, out);
    }
  }

  /** The baseline of a day if no later close can change which one it is, or null. */
  private Baseline settledBaseline(int day) {
    return lastClosed == NO_DAY || day > lastClosed + Baselines.DELAY
        ? null
        : tables.baselines().inForce(day);
  }

  /** After a bad review came or went: what follows from it at once. */
  private void lookNow(Target target, int day, long now, Announcer out) {
    if (day > lastClosed) {
      freshBad.add(target);
    }
    if (duringDay && isJudging() && day <= lastClosed + 1) {
      judge(target);
      reconcile(target, duringDay(target), now, out);
    }
  }

  /** The standing on the day that is not closed yet. */
  private Standing duringDay(Target target) {
    int day = lastClosed + 1;
    Standing before = target.course == null ? target.base : target.course.on(lastClosed);
    Standard standard = tables.standards(lastClosed).get(target.level);
    return Judgement.duringDay(before, target, day, standard, baselineDay(day));
  }

  private int baselineDay(int day) {
    return tables.baselines().inForce(day).day();
  }

  /**
   * Closes the day after the last closed one: fits the baseline and the standards, judges every
   * target, follows corrections of earlier days.
   *
   * @param now processing time, epoch ms
   * @throws IllegalArgumentException if it is another day
   */
  public void close(int day, long now, Announcer out) {
    if (lastClosed != NO_DAY && day != lastClosed + 1) {
      throw new IllegalArgumentException(
          "day = " + day + ": must be the day after " + lastClosed + ", the last closed one");
    }
    lastClosed = day;
    cells.forget(day);
    fitVerification(day, out);
    fitBaseline(day, out);
    if (!tables.baselines().isEmpty()) {
      settle(day);
      judgeAll(day, now, out);
    }
    forget(day);
    freshBad.removeIf(target -> target.panes.lastBad(Integer.MAX_VALUE - 1) <= day);
    if (duringDay && isJudging()) {
      for (Target target : sorted(freshBad)) {
        reconcile(target, duringDay(target), now, out);
      }
    }
  }

  private void fitBaseline(int day, Announcer out) {
    Baseline version = given.baselines().fittedOn(day);
    if (version == null && given.baselines().isEmpty()) {
      version = cells.fit(day).orElse(null);
    }
    if (version != null) {
      tables.baselines().add(version);
      out.baseline(version);
    }
  }

  private void fitVerification(int day, Announcer out) {
    tables.verificationCounts().close(day, cells);
    Verification version = given.verifications().fittedOn(day);
    if (given.baselines().isEmpty()) {
      Verification fitted = tables.verificationCounts().fit(history(day));
      version = fitted.differs(tables.verifications().inForce(day)) ? fitted : null;
    }
    if (version != null) {
      tables.verifications().add(version);
      out.verification(version);
    }
  }

  /** Days that have any reviews behind them, up to one, as far as baselines look back. */
  private int history(int day) {
    return Math.max(1, Math.min(Cells.DAYS, day - cells.firstDay() + 1));
  }

  private void settle(int day) {
    for (Target target : targets.values()) {
      if (target.waiting.settle(day + Baselines.DELAY, tables.baselines(), target.panes)) {
        touched.add(target);
      }
    }
  }

  private void judgeAll(int day, long now, Announcer out) {
    int from = day;
    if (!isJudging()) {
      from = Math.max(Math.min(cells.firstDay(), day), horizonStart(day));
      if (given.firstJudged() != Tables.NEVER) {
        from = given.firstJudged();
      }
      tables.judgesFrom(from);
      base = from - 1;
    }
    for (int judged = from; judged <= day; judged++) {
      fitStandards(judged, out);
    }
    for (Level level : Level.values()) {
      for (Target target : targets(level)) {
        judge(target);
        reconcile(target, null, now, out);
      }
    }
    base = firstBase(day);
    for (Target target : targets.values()) {
      moveBase(target);
    }
  }

  private void fitStandards(int day, Announcer out) {
    Map<Level, Standard> ofLevels = given.standards(day);
    if (ofLevels == null) {
      ofLevels =
          standards.fit(
              day,
              tables.baselines().inForce(day).overall(),
              Math.max(1, day - cells.firstDay() + 1),
              tables.verifications().inForce(day),
              this::targets);
    }
    tables.put(day, ofLevels);
    ofLevels.forEach((level, standard) -> out.standard(day, level, standard));
  }

  /** The targets of a level in the order of their codes. */
  public List<Target> targets(Level level) {
    return byLevel.computeIfAbsent(
        level,
        wanted -> {
          List<Target> all = new ArrayList<>();
          targets.values().stream().filter(target -> target.level == wanted).forEach(all::add);
          all.sort(Comparator.comparing(target -> target.code));
          return all;
        });
  }

  private static List<Target> sorted(Set<Target> some) {
    List<Target> all = new ArrayList<>(some);
    all.sort(Comparator.comparing(target -> target.key));
    return all;
  }

  /** Brings a target's course up to the last closed day, from its earliest change on. */
  private void judge(Target target) {
    if (target.course == null) {
      if (standsAtNothing(target)) {
        target.changedFrom = Integer.MAX_VALUE;
        return;
      }
      target.course = new Course(base, target.base);
    }
    Course course = target.course;
    int from = Math.max(base, Math.min(target.changedFrom - 1, course.last()));
    for (int day = from + 1; day <= lastClosed; day++) {
      Standard standard = tables.standards(day).get(target.level);
      course.put(
          day, Judgement.atClose(course.on(day - 1), target, day, standard, baselineDay(day)));
    }
    target.changedFrom = Integer.MAX_VALUE;
  }

  /** Whether a target has nothing to say on any day of the horizon. */
  private boolean standsAtNothing(Target target) {
    return target.base.equals(Standing.NONE)
        && target.panes.badBetween(base - LONGEST_WINDOW, lastClosed) == 0;
  }

  /** Moves the base on, so that the days before the horizon are settled. */
  private void moveBase(Target target) {
    if (target.course == null) {
      return;
    }
    Standing standing = target.course.on(base);
    if (standing.alert() != null && isRetired(standing.alert())) {
      standing = new Standing(standing.chart(), null, null);
    }
    if (!standing.equals(target.base)) {
      target.base = standing;
      touched.add(target);
    }
    if (standsAtNothing(target)) {
      target.course = null;
    }
  }

  /** Whether an alert ended so long ago that no correction reaches it and it cannot come back. */
  private boolean isRetired(Alert alert) {
    return !alert.state().isOpen()
        && alert.stateDay().toEpochDay() + Settings.LIFE.reopenDays() < base;
  }

  /**
   * Compares what there is to tell of a target with what was told, and tells the difference.
   *
   * @param fresh where it stands on the day that is not closed yet; null at a close
   */
  private void reconcile(Target target, Standing fresh, long now, Announcer out) {
    if (target.course == null && fresh == null && target.told.isEmpty()) {
      return;
    }
    Map<String, Standing> alerts = alerts(target, fresh);
    int today = fresh == null ? lastClosed : lastClosed + 1;
    alerts.forEach(
        (id, standing) -> {
          Span span = Span.of(standing, target, today);
          Finding finding = evidence.finding(target, standing, span, tables.verifications());
          Told<Void> told = target.told.get(id);
          if (told == null || !told.finding().says(finding)) {
            int openDay = (int) standing.alert().openDay().toEpochDay();
            List<FindingReview> reviews = Evidence.reviews(target, standing, span);
            tell(target, finding, openDay, reviews, now, out);
          }
        });
    for (Map.Entry<String, Told<Void>> entry : List.copyOf(target.told.entrySet())) {
      Told<Void> told = entry.getValue();
      if (alerts.containsKey(entry.getKey())) {
        continue;
      }
      if (told.openDay() <= base) {
        target.told.remove(entry.getKey());
        touched.add(target);
      } else if (told.finding().state() != Finding.State.WITHDRAWN) {
        Finding withdrawn = withdrawn(target, told, alerts, fresh, today);
        tell(target, withdrawn, told.openDay(), List.of(), now, out);
      }
    }
  }

  /** The last standing of each alert that is not retired, by id. */
  private Map<String, Standing> alerts(Target target, Standing fresh) {
    Map<String, Standing> alerts = new LinkedHashMap<>();
    if (target.course != null) {
      for (int day = base; day <= lastClosed; day++) {
        Standing standing = target.course.on(day);
        if (standing.alert() != null && !isRetired(standing.alert())) {
          alerts.put(standing.alert().id(), standing);
        }
      }
    }
    if (fresh != null && fresh.isOpen()) {
      alerts.put(fresh.alert().id(), fresh);
    }
    return alerts;
  }

  private Finding withdrawn(
      Target target, Told<Void> told, Map<String, Standing> alerts, Standing fresh, int today) {
    Finding finding = told.finding();
    int first = CityClock.day(finding.windowStart());
    int last = CityClock.day(finding.windowEnd()) - 1;
    for (Map.Entry<String, Standing> other : alerts.entrySet()) {
      Span span = Span.of(other.getValue(), target, today);
      if (span.first() <= last && first <= span.last()) {
        return Withdrawal.moved(finding, other.getKey());
      }
    }
    long left = target.panes.badBetween(first, last);
    return Evidence.withdrawn(finding, left, told.openDay() == lastClosed && fresh == null);
  }

  private void tell(
      Target target,
      Finding finding,
      int openDay,
      List<FindingReview> reviews,
      long now,
      Announcer out) {
    Told<Void> before = target.told.get(finding.id());
    Finding told = finding.toldAfter(before == null ? null : before.finding(), now);
    target.told.put(finding.id(), new Told<>(told, openDay, null));
    touched.add(target);
    out.finding(EvidenceJson.withAfterHorizon(told, target.afterHorizon), reviews);
  }

  /** Forgets what no day of the horizon looks at any more. */
  private void forget(int day) {
    int first = day + 1 - PANES;
    for (Iterator<Target> all = targets.values().iterator(); all.hasNext(); ) {
      Target target = all.next();
      if (target.panes.forget(first)) {
        target.bad.forget(first);
        target.waiting.forget(first);
        touched.add(target);
      }
      if (target.isEmpty()) {
        all.remove();
        byLevel.remove(target.level);
        freshBad.remove(target);
        touched.add(target);
      }
    }
    tables.verifications().forget(first);
    if (isJudging()) {
      tables.forget(base);
    }
  }

  /** Receives a target, or null in its place where nothing of it is kept any more. */
  @FunctionalInterface
  public interface Store<E extends Exception> {
    void target(String key, Target target) throws E;
  }

  /** Hands out the targets that changed since the last time. */
  public <E extends Exception> void drainTouched(Store<E> out) throws E {
    for (Target target : sorted(touched)) {
      // One that went and came back is there twice; what counts is the one that is there now.
      out.target(target.key, targets.get(target.key));
    }
    touched.clear();
  }

  /** The cells that the baseline is fitted from. */
  public Cells cells() {
    return cells;
  }
}
