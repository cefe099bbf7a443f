package haochaping.detect.cluster;

import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Baselines;
import haochaping.detect.baseline.Verification;
import haochaping.detect.baseline.Verifications;
import haochaping.detect.concentration.Tables;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Told;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.ReviewDelta;
import haochaping.platform.Finding;
import haochaping.statistics.Seeds;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.DayEvidence;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.scan.Cluster;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.NullMaxima;
import haochaping.statistics.scan.Scan;
import haochaping.statistics.scan.ScanGrid;
import haochaping.statistics.scan.Statistic;
import haochaping.statistics.scan.Succession;
import haochaping.statistics.scan.Zone;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches a city for places that have more bad reviews than their volume explains.
 *
 * <p>Driven by deltas of leaves ({@link #apply}) and by days that end ({@link #close}); what comes
 * for a closed day waits for the next close. What is told in the end is a function of the leaves'
 * panes, of the {@link Tables} and of the {@link ScanStandard}s, whatever the order of arrival.
 *
 * <p>A correction has the scans repeated that it can change, and these alone. A good review more
 * lowers every ratio of the windows that hold it, so that only days with alerts need another scan;
 * and from 31 days on it lowers its group's own risk, so that all days do. All else (a bad review
 * that comes or goes, a good one that goes) repeats every scan from its day on. Nothing is left out
 * that could change what is told.
 *
 * <p>Not thread-safe.
 */
public final class ClusterWatch {
  static final String LEVEL = "zone";

  private static final int NO_DAY = Integer.MIN_VALUE;

  /** Panes are kept so many days: what the own risk on the first day of the horizon looks at. */
  private static final int PANES = OwnRisk.FIRST_DAY + ScanSettings.HORIZON;

  /** Kulldorff's statistic, for a first place only. */
  private static final int NO_SECONDARIES = 0;

  private final ScanSettings settings;
  private final Gazetteer gazetteer;
  private final Map<Integer, ScanStandard> given;
  private final String hash;
  private final ClusterEvidence evidence;
  private final City city = new City();

  private ScanState state = new ScanState();

  /** Alerts at the close of each day from the one before the horizon on; follows from the state. */
  private final TreeMap<Integer, List<Track>> course = new TreeMap<>();

  private int lastClosed = NO_DAY;
  private long afterHorizon;
  private long scans;

  public ClusterWatch(ScanSettings settings, Gazetteer gazetteer) {
    this(settings, gazetteer, Map.of());
  }

  /**
   * @param given the standards of an earlier run by day, which are read instead of fitting anew
   */
  public ClusterWatch(
      ScanSettings settings, Gazetteer gazetteer, Map<Integer, ScanStandard> given) {
    this.settings = settings;
    this.gazetteer = gazetteer;
    this.given = given;
    hash = settings.hash(gazetteer);
    evidence = new ClusterEvidence(hash, gazetteer, city);
  }

  /** Days are closed from the next one on. */
  public void startAfter(int day) {
    lastClosed = day;
  }

  /** Puts a leaf back that was stored; all of them before {@link #restore(int, ScanState)}. */
  public void restore(LeafPanes stored) {
    city.restore(stored);
  }

  /** Goes on after a day that was closed, with what was stored. */
  public void restore(int closedDay, ScanState stored) {
    lastClosed = closedDay;
    state = stored;
    if (isScanning()) {
      course.put(firstBase(closedDay), state.base);
      follow(firstBase(closedDay) + 1);
    }
  }

  /** What is to be stored beside the leaves. */
  public ScanState state() {
    return state;
  }

  /** Alerts that are open at the last close. */
  List<Track> open() {
    return course.isEmpty()
        ? List.of()
        : course.lastEntry().getValue().stream().filter(Track::isOpen).toList();
  }

  /** Deltas since the start that came when their day had left the horizon. */
  public long afterHorizon() {
    return afterHorizon;
  }

  public int leaves() {
    return city.size();
  }

  /** Days scanned since the start, each time that they were. */
  public long scans() {
    return scans;
  }

  /** Receives a leaf, or null in its place where nothing of it is kept any more. */
  @FunctionalInterface
  public interface Store<E extends Exception> {
    void leaf(String key, LeafPanes leaf) throws E;
  }

  /** Hands out the leaves that changed since the last time. */
  public <E extends Exception> void drainTouched(Store<E> out) throws E {
    city.drainTouched(out::leaf);
  }

  private boolean isScanning() {
    return state.firstScanned != ScanState.NEVER;
  }

  private static int horizonStart(int closedDay) {
    return closedDay - ScanSettings.HORIZON + 1;
  }

  /** The day before the horizon, or before the first day that was scanned. */
  private int firstBase(int closedDay) {
    return Math.max(horizonStart(closedDay), state.firstScanned) - 1;
  }

  /** Takes a delta of a leaf. It is not kept. */
  public void apply(ReviewDelta delta, Baselines baselines) {
    LeafPanes leaf = city.touch(delta.key);
    if (lastClosed != NO_DAY && delta.day < horizonStart(lastClosed)) {
      leaf.afterHorizon++;
      afterHorizon++;
      return;
    }
    Baseline baseline =
        lastClosed == NO_DAY || delta.day > lastClosed + Baselines.DELAY
            ? null
            : baselines.inForce(delta.day);
    if (baseline == null) {
      leaf.add(delta.day, delta.reviews, delta.bad, 0);
      leaf.waiting.add(delta.day, delta.matter, delta.channel, delta.reviews);
    } else {
      long units = baseline.units(delta.matter, delta.day, delta.channel);
      leaf.add(delta.day, delta.reviews, delta.bad, delta.reviews * units);
    }
    if (delta.reviewId != null) {
      BadReview review = new BadReview(delta.time, delta.reviewId, delta.department);
      if (delta.bad > 0) {
        leaf.bad.add(review);
      } else {
        leaf.bad.remove(review);
      }
    }
    if (isScanning() && delta.day <= lastClosed) {
      change(delta);
    }
  }

  /** Marks the scans that a correction can change. */
  private void change(ReviewDelta delta) {
    boolean lowers = delta.bad == 0 && delta.reviews > 0;
    for (int day = Math.max(delta.day, state.firstScanned); day <= lastClosed; day++) {
      if (!lowers || day >= delta.day + OwnRisk.LAST_DAY || state.sightings.containsKey(day)) {
        state.changed.add(day);
      }
    }
  }

  /**
   * Closes the day after the last closed one: scans it, repeats the scans that corrections can have
   * changed, and tells what differs.
   *
   * @param tables of the watch for concentrations, which has closed the day
   * @param now processing time, epoch ms
   * @throws IllegalArgumentException if it is another day
   */
  public void close(int day, Tables tables, long now, ScanAnnouncer out) {
    if (lastClosed != NO_DAY && day != lastClosed + 1) {
      throw new IllegalArgumentException(
          "day = " + day + ": must be the day after " + lastClosed + ", the last closed one");
    }
    lastClosed = day;
    if (!tables.baselines().isEmpty()) {
      city.settle(day + Baselines.DELAY, tables.baselines());
      scan(day, tables, out);
      reconcile(tables.verifications(), now, out);
      moveBase();
    }
    city.forget(day + 1 - PANES);
  }

  private void scan(int day, Tables tables, ScanAnnouncer out) {
    if (!isScanning()) {
      state.firstScanned = Math.min(day, Math.max(tables.firstJudged(), horizonStart(day)));
      course.put(state.firstScanned - 1, state.base);
      for (int early = state.firstScanned; early < day; early++) {
        state.changed.add(early);
      }
    }
    state.changed.add(day);
    int first = Math.max(state.changed.first(), course.firstKey() + 1);
    for (int changed : state.changed.tailSet(first)) {
      List<Sighting> seen = seen(changed, tables, out);
      if (seen.isEmpty()) {
        state.sightings.remove(changed);
      } else {
        state.sightings.put(changed, seen);
      }
    }
    state.changed.clear();
    follow(first);
  }

  /** The clusters of a day that recur in 100 days or more. */
  private List<Sighting> seen(int day, Tables tables, ScanAnnouncer out) {
    scans++;
    Verification verification = tables.verifications().inForce(day);
    ScanStandard standard = standard(day, verification, out);
    if (city.badUntil(day) < settings.scan().leastBad()) {
      return List.of();
    }
    List<String> districts = city.districts(day);
    if (districts.isEmpty()) {
      return List.of();
    }
    if (!state.toldDistrictsMissing && districts.equals(List.of(""))) {
      state.toldDistrictsMissing = true;
      out.scanned(day, "missing", "district", 1);
    }
    ScanGrid grid = city.grid(day, districts, standard.strength(), verification, gazetteer);
    double highest = settings.scan().highest(grid);
    if (highest == 0) {
      return List.of();
    }
    standard = enough(day, standard, highest, grid, out);
    if (highest <= standard.screen() || standard.tail() == null) {
      return List.of();
    }
    List<Sighting> seen = new ArrayList<>();
    for (Cluster cluster : settings.scan().clusters(grid, standard.tail()::significance)) {
      if (cluster.significance().recurrenceDays() >= Grade.ANALYSTS_DAYS) {
        int baseline = tables.baselines().inForce(day).day();
        seen.add(sighting(cluster, districts, standard.strength(), verification, baseline));
      }
    }
    return seen;
  }

  /** The standard of a day, with at least the strength of the prior. */
  private ScanStandard standard(int day, Verification verification, ScanAnnouncer out) {
    ScanStandard standard = state.standards.get(day);
    if (standard == null) {
      standard = given.get(day);
      if (standard == null) {
        standard =
            new ScanStandard(city.strength(day, verification), ScanStandard.NOT_SCREENED, null);
      }
      state.standards.put(day, standard);
      out.scanned(day, "prior", "group", standard.strength());
    }
    return standard;
  }

  /** The standard of a day with all that a ratio needs to be judged. */
  private ScanStandard enough(
      int day, ScanStandard standard, double highest, ScanGrid grid, ScanAnnouncer out) {
    long seed = Seeds.seed(ScanSettings.DETECTOR, hash, "city", LocalDate.ofEpochDay(day));
    ScanStandard enough = standard;
    if (!enough.isScreened()) {
      NullMaxima first = settings.screening().nullMaxima(grid, seed);
      double screen = first.highest(settings.screenRank());
      enough = new ScanStandard(enough.strength(), screen, null);
      out.scanned(day, "ratio_screen", LEVEL, screen);
    }
    if (highest > enough.screen() && enough.tail() == null) {
      NullMaxima all = settings.scan().nullMaxima(grid, seed);
      enough = new ScanStandard(enough.strength(), enough.screen(), all.tail(settings.kept()));
      out.scanned(day, "ratio_100", LEVEL, enough.tail().lowest());
    }
    state.standards.put(day, enough);
    return enough;
  }

  private Sighting sighting(
      Cluster cluster,
      List<String> districts,
      double strength,
      Verification verification,
      int baseline) {
    Zone zone = cluster.zone();
    int first = (int) cluster.firstDay().toEpochDay();
    int last = (int) cluster.lastDay().toEpochDay();
    boolean isCity = zone.districts().containsAll(districts);
    List<String> departments =
        cluster.leaves().stream().map(leaf -> leaf.department()).distinct().toList();
    return new Sighting(
        zone,
        isCity,
        first,
        last,
        city.reviews(zone, first, last),
        cluster.bad(),
        cluster.expected(),
        cluster.logLikelihoodRatio(),
        cluster.significance().p(),
        cluster.significance().extrapolated(),
        baseline,
        departments.size() == 1 ? departments.get(0) : null,
        cluster.leaves().size(),
        city.top(zone, first, last, strength, verification),
        districts.stream().filter(district -> !gazetteer.isPlaced(district)).toList(),
        isCity && zone.part() == Zone.Part.ALL
            ? contrast(city.gridOfWindow(first, last, districts, strength, verification, gazetteer))
            : null);
  }

  /** Which part of a city stands out, or null where none does. */
  private Contrast contrast(ScanGrid grid) {
    Scan scan =
        new Scan(
            Statistic.KULLDORFF,
            settings.scan().leastBad(),
            settings.scan().replicates(),
            NO_SECONDARIES);
    List<Cluster> best = scan.clusters(grid, ratio -> new NullMaxima.Significance(1, false));
    if (best.isEmpty()) {
      return null;
    }
    Cluster one = best.get(0);
    return new Contrast(one.zone(), one.bad(), one.expected(), one.logLikelihoodRatio());
  }

  /** Follows the alerts from day to day, from one on. */
  private void follow(int from) {
    for (int day = from; day <= lastClosed; day++) {
      course.put(day, step(course.get(day - 1), day));
    }
  }

  private List<Track> step(List<Track> before, int day) {
    List<Sighting> seen = state.sightings.getOrDefault(day, List.of());
    LocalDate date = LocalDate.ofEpochDay(day);
    List<Track> alive = new ArrayList<>();
    for (Track track : before) {
      long since = ChronoUnit.DAYS.between(track.alert().stateDay(), date);
      if (track.isOpen() || since <= ScanSettings.LIFE.reopenDays()) {
        alive.add(track);
      }
    }
    if (alive.isEmpty() && seen.isEmpty()) {
      return List.of();
    }
    Track[] goesOn = successions(seen, alive);
    List<Track> after = new ArrayList<>();
    for (Track track : alive) {
      Sighting again = null;
      for (int i = 0; i < goesOn.length; i++) {
        if (goesOn[i] == track) {
          again = seen.get(i);
        }
      }
      after.add(aged(track, again, date));
    }
    for (int i = 0; i < goesOn.length; i++) {
      if (goesOn[i] == null) {
        after.add(opened(seen.get(i), date));
      }
    }
    return after;
  }

  /**
   * Which alert each cluster of a day goes on with, or null: the one that it is most alike, at
   * least to a half; else one of exactly its zone.
   */
  private Track[] successions(List<Sighting> seen, List<Track> alive) {
    Track[] goesOn = new Track[seen.size()];
    if (seen.isEmpty() || alive.isEmpty()) {
      return goesOn;
    }
    List<Cluster> today = new ArrayList<>();
    seen.forEach(one -> today.add(one.cluster(city.leaves(one.zone(), one.last()))));
    List<Cluster> earlier = new ArrayList<>();
    alive.forEach(
        track ->
            earlier.add(
                track.last().cluster(city.leaves(track.last().zone(), track.last().last()))));
    Succession succession = Succession.of(today, earlier);
    List<Track> left = new ArrayList<>(alive);
    for (int i = 0; i < goesOn.length; i++) {
      Cluster predecessor = succession.predecessor(i).orElse(null);
      for (int j = 0; predecessor != null && j < earlier.size(); j++) {
        if (earlier.get(j) == predecessor) {
          goesOn[i] = alive.get(j);
          left.remove(alive.get(j));
        }
      }
    }
    for (int i = 0; i < goesOn.length; i++) {
      for (int j = 0; goesOn[i] == null && j < left.size(); j++) {
        if (left.get(j).last().zone().equals(seen.get(i).zone())) {
          goesOn[i] = left.remove(j);
        }
      }
    }
    return goesOn;
  }

  private Track aged(Track track, Sighting again, LocalDate day) {
    Sighting last = again == null ? track.last() : again;
    int lastBad = city.lastBad(last.zone(), (int) day.toEpochDay());
    DayEvidence today =
        new DayEvidence(
            day,
            false,
            again != null,
            again == null ? 0 : again.bad(),
            lastBad == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(lastBad),
            true);
    Alert alert =
        ScanSettings.LIFE
            .atClose(LEVEL, track.alert().target(), Optional.of(track.alert()), today)
            .orElseThrow();
    boolean isStronger =
        again != null && alert.state().isOpen() && again.exceeds(track.strongest());
    return new Track(alert, last, isStronger ? again : track.strongest());
  }

  private static Track opened(Sighting seen, LocalDate day) {
    Alert alert = Alert.opened(ScanSettings.DETECTOR, LEVEL, seen.code(), day);
    return new Track(alert, seen, seen);
  }

  /** Moves the base on, so that the days before the horizon are settled. */
  private void moveBase() {
    int base = firstBase(lastClosed);
    state.base = new ArrayList<>(course.get(base));
    state.base.removeIf(track -> isRetired(track.alert(), base));
    course.headMap(base).clear();
    course.put(base, state.base);
    state.standards.headMap(base + 1).clear();
    state.sightings.headMap(base + 1).clear();
  }

  /** Whether an alert ended so long ago that no correction reaches it and it cannot come back. */
  private static boolean isRetired(Alert alert, int base) {
    return !alert.state().isOpen()
        && alert.stateDay().toEpochDay() + ScanSettings.LIFE.reopenDays() < base;
  }

  /** Compares what there is to tell with what was told, and tells the difference. */
  private void reconcile(Verifications verifications, long now, ScanAnnouncer out) {
    int base = firstBase(lastClosed);
    Map<String, Track> alerts = alerts(base);
    FindingAnnouncer withAfterHorizon =
        (finding, reviews) -> {
          int deltas = city.afterHorizon(state.telling.told(finding.id()).of());
          out.finding(EvidenceJson.withAfterHorizon(finding, deltas), reviews);
        };
    alerts
        .values()
        .forEach(
            track -> {
              Sighting seen = track.strongest();
              Finding finding = evidence.finding(track, verifications);
              state.telling.tell(
                  new Told<>(finding, Findings.openDay(track.alert()), seen.zone()),
                  () -> evidence.reviews(seen),
                  now,
                  withAfterHorizon);
            });
    state.telling.withdrawAllBut(
        alerts.keySet(), base, told -> withdrawn(told, alerts), now, withAfterHorizon);
  }

  /** The last standing of each alert that is not retired, by id. */
  private Map<String, Track> alerts(int base) {
    Map<String, Track> alerts = new LinkedHashMap<>();
    course
        .tailMap(base)
        .values()
        .forEach(
            tracks ->
                tracks.forEach(
                    track -> {
                      if (!isRetired(track.alert(), base)) {
                        alerts.put(track.alert().id(), track);
                      }
                    }));
    return alerts;
  }

  private Finding withdrawn(Told<Zone> told, Map<String, Track> alerts) {
    int first = CityClock.day(told.finding().windowStart());
    int last = CityClock.day(told.finding().windowEnd()) - 1;
    String instead = instead(told.of(), first, last, alerts);
    return instead == null
        ? ClusterEvidence.withdrawn(told.finding(), city.bad(told.of(), first, last).size())
        : ClusterEvidence.moved(told.finding(), instead);
  }

  /** The alert that shares leaf-days with what was told, or null. */
  private String instead(Zone zone, int first, int last, Map<String, Track> alerts) {
    Set<Leaf> leaves = new HashSet<>(city.leaves(zone, last));
    for (Map.Entry<String, Track> other : alerts.entrySet()) {
      Sighting seen = other.getValue().strongest();
      if (seen.first() <= last
          && first <= seen.last()
          && city.leaves(seen.zone(), seen.last()).stream().anyMatch(leaves::contains)) {
        return other.getKey();
      }
    }
    return null;
  }

  /** The standards so far, for a run that reads them. */
  public Map<Integer, ScanStandard> standards() {
    return new HashMap<>(state.standards);
  }
}
