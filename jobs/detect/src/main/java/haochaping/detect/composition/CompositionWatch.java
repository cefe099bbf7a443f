package haochaping.detect.composition;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.concentration.Settings;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Formula;
import haochaping.detect.evidence.Told;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.reviewers.DayRows;
import haochaping.detect.reviewers.Held;
import haochaping.detect.reviewers.ReviewerWatch;
import haochaping.platform.Finding;
import haochaping.statistics.Seeds;
import haochaping.statistics.composition.DayOfTiles;
import haochaping.statistics.composition.Regularity;
import haochaping.statistics.composition.Side;
import haochaping.statistics.composition.UsualVolume;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Watches units for bursts of unusual composition and for what the rules forbid.
 *
 * <p>A change of a review appends or removes a row of its day. At the close of a day the days that
 * were touched are summarised by unit; units whose summaries changed have their tiles judged again
 * from there, against the tables of those days; then the tiles of the closed day are judged, and
 * what differs from what was told is told.
 *
 * <p>What concerns people instead of units is left to {@link ReviewerWatch}, on the same rows.
 *
 * <p>All that is told is a function of the reviews held and of the tables, which are fixed at the
 * close of their day.
 */
public final class CompositionWatch {
  /** Days before the last closed one whose corrections are followed. */
  static final int HORIZON = Settings.HORIZON;

  /** Days whose rows are held: the horizon and what the watch for reviewers looks back at. */
  static final int ROW_DAYS = HORIZON + ReviewerWatch.DAYS;

  /** Days whose reviewers are remembered. */
  static final int TOKEN_DAYS = HORIZON + Sightings.MEMORY + 1;

  /** Days whose summaries are held: those that a tile of the horizon is compared with. */
  private static final int HISTORY_DAYS = HORIZON + TileTest.PAST_DAYS + 7;

  /** Usual shares hold for a week. */
  private static final int PEERS_DAYS = 7;

  /** Every so many days what is too old is let go. */
  private static final int TIDY_DAYS = 28;

  /** Tiles of a day and level whose X is kept for later moments. */
  private static final int SAMPLE = 200;

  static final int CLOSES_AFTER = 14;
  static final int REOPENS_WITHIN = 30;

  /** The longer one first: the other's past is its past moved on. */
  private static final int[] WIDTHS = {7, 1};

  private static final Kind[] KINDS = Kind.values();

  /** Its draws take seconds, and are the same for all. */
  private static final Regularity REGULARITY =
      new Regularity(
          Seeds.seed("composition", Formula.VERSION, "regularity", LocalDate.ofEpochDay(0)));

  private static final double LOG_CROWDED = Math.log(UsualVolume.CROWDED_P);

  final Reviews reviews = new Reviews(this::changes);
  final ReviewerWatch reviewers = new ReviewerWatch(new Rows(), HORIZON);
  CompositionState state = new CompositionState();
  final TreeSet<Integer> touched = new TreeSet<>();
  final TreeMap<Integer, SettledDay> settling = new TreeMap<>();
  final TreeSet<Integer> settled = new TreeSet<>();
  final List<Unit> dirty = new ArrayList<>();

  private final TileTest tile;
  private final BurstEvidence evidence;
  private final ReviewDay.Room room = new ReviewDay.Room();
  private final Map<Integer, Peers> givenPeers;
  private final Map<Integer, DayTable> givenTables;
  private final TreeMap<String, Unit> flagged = new TreeMap<>();

  /** What was last said of each story, by its first tile; not stored, it follows from the rest. */
  private Map<Flagged, Known> known = new IdentityHashMap<>();

  /** Days whose rows changed since the last close. */
  private final TreeSet<Integer> changedDays = new TreeSet<>();

  private long afterHorizon;
  int lastTouched = CompositionState.UNKNOWN;
  int lastClosed = CompositionState.UNKNOWN;

  /** A watch that has seen nothing. */
  public CompositionWatch() {
    this(Map.of(), Map.of());
  }

  /**
   * A watch that reads tables instead of fitting them, where there are any.
   *
   * @param givenPeers by day
   * @param givenTables by day
   */
  public CompositionWatch(Map<Integer, Peers> givenPeers, Map<Integer, DayTable> givenTables) {
    this.givenPeers = givenPeers;
    this.givenTables = givenTables;
    tile = new TileTest(reviews.templates, reviews, REGULARITY);
    evidence = new BurstEvidence(reviews);
  }

  /** Days up to this one are not closed. */
  public void startAfter(int day) {
    lastClosed = day;
  }

  /** Changes of reviews that came too late to be followed. */
  public long afterHorizon() {
    return afterHorizon;
  }

  public int units() {
    return reviews.units.size();
  }

  /** Reviews held. */
  public int reviews() {
    return reviews.count();
  }

  public Map<Integer, Peers> peers() {
    return new TreeMap<>(state.peers);
  }

  public Map<Integer, DayTable> tables() {
    return new TreeMap<>(state.tables);
  }

  /** Takes a change of a review. */
  public void apply(ReviewChange change) {
    ReviewImage before = Reviews.counts(change.before()) ? change.before() : null;
    ReviewImage after = Reviews.counts(change.after()) ? change.after() : null;
    if (before != null && after != null && Reviews.same(before, after)) {
      return;
    }
    if (before != null && isFollowed(before)) {
      touch(before);
      reviews.remove(before);
    }
    if (after != null && isFollowed(after)) {
      touch(after);
      reviews.add(after);
    }
  }

  private void changes(ReviewDay day, int row) {
    if (lastClosed != CompositionState.UNKNOWN && day.day <= lastClosed) {
      reviewers.late(day.day, day, row);
    }
  }

  private void touch(ReviewImage image) {
    int day = CityClock.day(image.review().eventTime());
    if (day != lastTouched) {
      lastTouched = day;
      touched.add(day);
    }
  }

  private boolean isFollowed(ReviewImage image) {
    if (lastClosed == CompositionState.UNKNOWN
        || CityClock.day(image.review().eventTime()) > lastClosed - HORIZON) {
      return true;
    }
    afterHorizon++;
    return false;
  }

  /**
   * Closes the next day.
   *
   * @param now when, epoch ms
   */
  public void close(int day, long now, BurstAnnouncer out) {
    if (state.firstDay == CompositionState.UNKNOWN) {
      state.firstDay = reviews.days.isEmpty() ? day : Math.min(day, reviews.days.firstKey());
    }
    lastClosed = day;
    tile.forgetPast();
    summarise();
    settle();
    if (isPeersDay()) {
      fitPeers(out);
    }
    for (Unit unit : dirty) {
      judgeAgain(unit);
    }
    dirty.clear();
    judgeDay(out);
    reconcile(now, out);
    changedDays.clear();
    reviewers.close(day, now, out::finding);
    forget();
  }

  /** What the watch for reviewers sees. */
  private final class Rows implements Held {
    @Override
    public DayRows day(int day) {
      return reviews.days.get(day);
    }

    @Override
    public int[] days(long reviewer, int first, int last, int fewest) {
      return reviews.sightings.days(reviewer, first, last, fewest);
    }

    @Override
    public String code(int unit) {
      return reviews.units.get(unit).code;
    }

    @Override
    public int firstDay() {
      return state.firstDay;
    }

    @Override
    public double badShare(int day) {
      Map.Entry<Integer, Peers> peers = state.peers.floorEntry(day);
      return peers == null
          ? Double.NaN
          : peers.getValue().shares()[0][Side.BAD.ordinal()][TileTest.SIDE_SHARE];
    }

    @Override
    public int tableDay(int day) {
      return state.peers.floorKey(day);
    }

    @Override
    public boolean isCampaign(int day) {
      DayTable table = state.tables.get(day);
      return table != null && table.campaign()[0];
    }
  }

  /** Summarises the days that were touched, up to the last closed one. */
  void summarise() {
    while (!reviews.changed.isEmpty() && reviews.changed.first() <= lastClosed) {
      ReviewDay day = reviews.days.get(reviews.changed.pollFirst());
      if (day != null) {
        day.changed = false;
        changedDays.add(day.day);
        summarise(day);
        if (day.size == 0) {
          reviews.settled(day);
          reviews.days.remove(day.day);
        }
      }
    }
  }

  private void summarise(ReviewDay day) {
    boolean isSettled = day.day <= lastClosed - HORIZON;
    if (day.compare(reviews.sightings, reviews.texts, isSettled, room)) {
      touched.add(day.day);
    }
    int[][] before = {day.units(0), day.units(1), day.units(2)};
    day.index();
    int[] nothing = new int[History.WIDTH];
    for (int level = 0; level < before.length; level++) {
      for (int number : before[level]) {
        if (day.position(level, number) < 0) {
          Unit unit = reviews.units.get(number);
          unit.good.put(day.day, nothing, room.marks[0], 0, 0);
          unit.bad.put(day.day, nothing, room.marks[1], 0, 0);
          changed(unit, day.day);
        }
      }
      int[] units = day.units(level);
      for (int position = 0; position < units.length; position++) {
        Unit unit = reviews.units.get(units[position]);
        day.summarise(level, position, room);
        boolean differs = false;
        for (Side side : Side.values()) {
          int i = side.ordinal();
          differs |=
              unit.history(side).put(day.day, room.counts[i], room.marks[i], 0, room.markCounts[i]);
        }
        if (differs) {
          changed(unit, day.day);
        }
      }
    }
  }

  private void changed(Unit unit, int day) {
    if (unit.changedFrom == Integer.MAX_VALUE) {
      dirty.add(unit);
    }
    unit.changedFrom = Math.min(unit.changedFrom, day);
    if (unit.past != null && day <= unit.past.hi) {
      unit.past = null;
    }
  }

  /** Lets go of the rows that no correction reaches; their summaries stay. */
  private void settle() {
    while (!reviews.days.isEmpty() && reviews.days.firstKey() <= lastClosed - ROW_DAYS) {
      ReviewDay day = reviews.days.pollFirstEntry().getValue();
      long[] tokens = java.util.Arrays.copyOf(day.reviewer, day.size);
      for (long token : tokens) {
        if (token != 0) {
          reviews.sightings.settle(token, day.day);
        }
      }
      reviews.settled(day);
      changedDays.add(day.day);
      settling.put(
          day.day, new SettledDay(new int[][] {day.units(0), day.units(1), day.units(2)}, tokens));
      touched.add(day.day);
    }
    while (!settled.isEmpty() && settled.first() <= lastClosed - TOKEN_DAYS) {
      touched.add(settled.pollFirst());
    }
  }

  private boolean isPeersDay() {
    // Nothing has a past before.
    return lastClosed > state.firstDay + TileTest.NEXT_TO_IT
        && (state.peers.isEmpty() || lastClosed >= state.peers.lastKey() + PEERS_DAYS);
  }

  private void fitPeers(BurstAnnouncer out) {
    Peers peers = givenPeers.get(lastClosed);
    if (peers == null) {
      peers =
          Peers.fit(lastClosed, state.firstDay, reviews.units, reviews.templates, state.moments);
    }
    state.peers.put(lastClosed, peers);
    for (int level = 0; level < Units.LEVELS.size(); level++) {
      for (Side side : Side.values()) {
        for (int share = 0; share < TileTest.SHARES; share++) {
          out.figure(
              lastClosed,
              "share_" + BurstEvidence.SHARES.get(share),
              Units.LEVELS.get(level).word() + '/' + side.word(),
              peers.shares()[level][side.ordinal()][share]);
        }
      }
    }
    for (Kind kind : Kind.NOT_EVALUATED) {
      out.figure(lastClosed, "not_evaluated", kind.rule() + '/' + kind.missing(), 1);
    }
  }

  /** Judges the tiles of a unit that corrections may have changed. */
  private void judgeAgain(Unit unit) {
    int from = Math.max(unit.changedFrom, lastClosed - HORIZON + 1);
    unit.changedFrom = Integer.MAX_VALUE;
    if (from >= lastClosed) {
      return;
    }
    tile.forgetPast();
    unit.flags.removeIf(flag -> flag.day() >= from);
    for (int i = unit.good.from(from); i < unit.good.size() && unit.good.day(i) < lastClosed; i++) {
      int day = unit.good.day(i);
      DayTable table = state.tables.get(day);
      if (table != null) {
        judge(unit, day, table);
      }
    }
  }

  private void judge(Unit unit, int day, DayTable table) {
    for (int width : WIDTHS) {
      for (Side side : Side.values()) {
        if (measure(unit, side, day, width)) {
          flag(unit, side, table, day, width);
        }
      }
    }
  }

  /** Tests a tile; a bad side that cannot be a finding is not. */
  private boolean measure(Unit unit, Side side, int day, int width) {
    Map.Entry<Integer, Peers> peers = state.peers.floorEntry(day);
    return peers != null
        && (side == Side.GOOD || bad(unit, day, width) >= DayOfTiles.FEWEST_BAD)
        && tile.measure(unit, side, day, width, peers.getValue(), state.firstDay);
  }

  private static int bad(Unit unit, int day, int width) {
    int bad = 0;
    for (int i = unit.bad.from(day - width + 1);
        i < unit.bad.size() && unit.bad.day(i) <= day;
        i++) {
      bad += unit.bad.count(i, History.SIDE);
    }
    return bad;
  }

  /** Flags the tile measured last where it passes the gates of its day. */
  private void flag(Unit unit, Side side, DayTable table, int day, int width) {
    int level = Units.LEVELS.indexOf(unit.level);
    int tiles = Math.max(1, table.tiles()[level]);
    double gate = -Math.log(DayOfTiles.LEAST_RECURRENCE_DAYS * tiles);
    boolean withVolume = !table.campaign()[level];
    int peersDay = state.peers.floorKey(day);
    if (tile.strongest() <= TileTest.LOG_STRIKING) {
      double logP = tile.combined(withVolume);
      if (logP <= gate) {
        Kind kind = side == Side.GOOD ? Kind.BRUSHING : Kind.MALICIOUS;
        Flagged burst = flagged(kind, day, width, logP, tiles, tile.brown(withVolume), peersDay);
        unit.flags.add(burst);
        if (BurstEvidence.isPeriodEnd(day)) {
          unit.flags.add(flagged(Kind.RULE_R11, day, width, logP, tiles, burst.brown(), peersDay));
        }
      }
    }
    for (Kind kind : KINDS) {
      double logP = side == Side.GOOD && kind.isRule() ? tile.rule(kind) : 0;
      if (logP < 0 && logP <= gate) {
        unit.flags.add(flagged(kind, day, width, logP, tiles, 1, peersDay));
      }
    }
    if (!unit.flags.isEmpty()) {
      unit.past = null;
      tile.forgetPast();
      flagged.put(unit.level.key(unit.code), unit);
    }
  }

  private Flagged flagged(
      Kind kind, int day, int width, double logP, int tiles, double brown, int peersDay) {
    List<Flagged.Figure> figures = new ArrayList<>();
    for (int part = 0; part < TileTest.PARTS.size(); part++) {
      if (!Double.isNaN(tile.logP[part]) && (part < TileTest.COMPONENTS || kind.isRule())) {
        figures.add(
            new Flagged.Figure(
                part, tile.logP[part], tile.counts[part], tile.totals[part], tile.expected[part]));
      }
    }
    return new Flagged(
        day,
        width,
        kind,
        tile.reviews,
        tile.ofSide,
        tile.past,
        logP,
        tiles,
        figures.toArray(Flagged.Figure[]::new),
        tile.missing,
        tile.template < 0 ? null : reviews.templates.get(tile.template).code(),
        tile.lagSecond,
        peersDay,
        brown);
  }

  /** A tile of the closed day that may pass the gates. */
  private record Candidate(Unit unit, Side side, int width) {}

  /** What was said of a story. */
  private record Known(List<Flagged> story, Told<ToldTile> what) {
    boolean isOf(List<Flagged> other) {
      if (story.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < story.size(); i++) {
        if (story.get(i) != other.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** X of a tile without the volume, and what the volume adds. */
  private record Sample(int level, Side side, int tested, double statistic, double volume) {}

  private void judgeDay(BurstAnnouncer out) {
    ReviewDay day = reviews.days.get(lastClosed);
    if (state.peers.isEmpty() || day == null) {
      return;
    }
    int levels = Units.LEVELS.size();
    int[] tiles = new int[levels];
    boolean[] campaign = new boolean[levels];
    List<Candidate> candidates = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      int crowded = 0;
      int[] units = day.units(level);
      int every = 1 + units.length * WIDTHS.length / SAMPLE;
      for (int number : units) {
        Unit unit = reviews.units.get(number);
        for (int width : WIDTHS) {
          if (!measure(unit, Side.GOOD, lastClosed, width)) {
            continue;
          }
          tiles[level]++;
          crowded += tile.volumeLogP < LOG_CROWDED ? 1 : 0;
          if (tile.tested != 0 && isSampled(unit, width, every)) {
            samples.add(
                new Sample(
                    level,
                    Side.GOOD,
                    tile.tested,
                    tile.statistic(false),
                    tile.statistic(true) - tile.statistic(false)));
          }
          consider(unit, Side.GOOD, width, candidates);
          if (measure(unit, Side.BAD, lastClosed, width)) {
            consider(unit, Side.BAD, width, candidates);
          }
        }
      }
      campaign[level] = crowded > UsualVolume.CROWDED_SHARE * tiles[level];
    }
    DayTable table = givenTables.getOrDefault(lastClosed, new DayTable(tiles, campaign));
    state.tables.put(lastClosed, table);
    for (Sample sample : samples) {
      boolean withVolume = !table.campaign()[sample.level];
      int tested = withVolume ? sample.tested : sample.tested & ~1;
      if (tested != 0) {
        state.moments.merge(
            Peers.key(sample.level, sample.side, tested),
            new Peers.Moments(0, 0, 0).plus(sample.statistic + (withVolume ? sample.volume : 0)),
            (one, other) ->
                new Peers.Moments(
                    one.tiles() + other.tiles(),
                    one.sum() + other.sum(),
                    one.squares() + other.squares()));
      }
    }
    for (Candidate candidate : candidates) {
      if (measure(candidate.unit, candidate.side, lastClosed, candidate.width)) {
        flag(candidate.unit, candidate.side, table, lastClosed, candidate.width);
      }
    }
    for (int level = 0; level < levels; level++) {
      String word = Units.LEVELS.get(level).word();
      out.figure(lastClosed, "tiles", word, table.tiles()[level]);
      if (table.campaign()[level]) {
        out.figure(lastClosed, "campaign", word, 1);
      }
    }
  }

  /** A share of the tiles, by what they are alone. */
  private boolean isSampled(Unit unit, int width, int every) {
    long what = Reviews.hash(unit.code) + lastClosed * 31L + width;
    return Long.remainderUnsigned(Seeds.mix64(what), every) == 0;
  }

  /** Keeps the tile measured last if it could pass the gates of a day with one tile. */
  private void consider(Unit unit, Side side, int width, List<Candidate> candidates) {
    boolean may =
        tile.strongest() <= TileTest.LOG_STRIKING
            && Math.min(tile.combined(true), tile.combined(false)) <= TileTest.LOG_STRIKING;
    for (int i = 0; i < KINDS.length && !may && side == Side.GOOD; i++) {
      may = KINDS[i].isRule() && tile.rule(KINDS[i]) < 0;
    }
    if (may) {
      candidates.add(new Candidate(unit, side, width));
    }
  }

  /** The flagged tiles of a kind that are one story, oldest first. */
  static List<List<Flagged>> stories(Unit unit, Kind kind) {
    List<List<Flagged>> stories = new ArrayList<>();
    List<Flagged> last = null;
    for (Flagged flag : unit.flags) {
      if (flag.kind() == kind) {
        if (last == null
            || flag.day() - last.get(last.size() - 1).day() > CLOSES_AFTER + REOPENS_WITHIN) {
          last = new ArrayList<>();
          stories.add(last);
        }
        last.add(flag);
      }
    }
    return stories;
  }

  /** What there is to tell of a story, anew where it or a row of its days changed. */
  private Told<ToldTile> told(Unit unit, Kind kind, List<Flagged> story, Known before) {
    Flagged first = story.get(0);
    int start = first.day() - WIDTHS[0] + 1;
    int last = story.get(story.size() - 1).day();
    if (before == null
        || !before.isOf(story)
        || start <= lastClosed - HORIZON
        || !changedDays.subSet(start, last + 1).isEmpty()) {
      return evidence.told(unit, kind, story, lastClosed);
    }
    Finding finding = before.what.finding();
    Finding.State state = Findings.state(first.day(), last, lastClosed, CLOSES_AFTER);
    return finding.state() == state
        ? before.what
        : before.what.with(finding.in(state, finding.evidence()));
  }

  /** Compares what there is to tell with what was told, and tells the difference. */
  private void reconcile(long now, BurstAnnouncer out) {
    Map<String, Told<ToldTile>> current = new LinkedHashMap<>();
    Map<Flagged, Known> before = known;
    known = new IdentityHashMap<>();
    for (Unit unit : flagged.values()) {
      for (Kind kind : KINDS) {
        for (List<Flagged> story : stories(unit, kind)) {
          if (story.get(story.size() - 1).day() + CLOSES_AFTER + REOPENS_WITHIN
              < lastClosed - HORIZON) {
            continue;
          }
          Told<ToldTile> what = told(unit, kind, story, before.get(story.get(0)));
          known.put(story.get(0), new Known(List.copyOf(story), what));
          current.put(what.finding().id(), what);
          state.telling.tell(what, () -> evidence.reviews(unit, kind, story), now, out);
        }
      }
    }
    state.telling.withdrawAllBut(
        current.keySet(),
        lastClosed - HORIZON,
        told -> withdrawn(told, current.values()),
        now,
        out);
  }

  private Finding withdrawn(Told<ToldTile> told, Collection<Told<ToldTile>> current) {
    String instead = null;
    for (Told<ToldTile> other : current) {
      if (other.of().kind() == told.of().kind()
          && other.of().level() == told.of().level()
          && other.of().unit().equals(told.of().unit())
          && Math.abs(other.openDay() - told.openDay()) <= CLOSES_AFTER + REOPENS_WITHIN) {
        instead = other.finding().id();
      }
    }
    return instead == null
        ? Withdrawal.of(told.finding(), told.of().ofSide(), left(told))
        : Withdrawal.moved(told.finding(), instead);
  }

  /** How many reviews of the side still count in the tile that was told. */
  private int left(Told<ToldTile> told) {
    ToldTile tile = told.of();
    Unit unit = reviews.units.get(reviews.units.intern(tile.level(), tile.unit()));
    History history = unit.history(tile.kind().side());
    int last = CityClock.day(told.finding().windowEnd()) - 1;
    int left = 0;
    for (int i = history.from(tile.firstDay()); i < history.size() && history.day(i) <= last; i++) {
      left += history.count(i, History.SIDE);
    }
    return left;
  }

  private void forget() {
    int base = lastClosed - HORIZON;
    state.tables.headMap(base).clear();
    Integer inForce = state.peers.floorKey(base);
    if (inForce != null) {
      state.peers.headMap(inForce).clear();
    }
    flagged
        .values()
        .removeIf(
            unit -> {
              for (Kind kind : KINDS) {
                for (List<Flagged> story : stories(unit, kind)) {
                  if (story.get(story.size() - 1).day() < lastClosed - HISTORY_DAYS) {
                    unit.flags.removeAll(story);
                  }
                }
              }
              return unit.flags.isEmpty();
            });
    if (Math.floorMod(lastClosed, TIDY_DAYS) == 0) {
      for (int i = 0; i < reviews.units.size(); i++) {
        reviews.units.get(i).good.forgetBefore(lastClosed - HISTORY_DAYS);
        reviews.units.get(i).bad.forgetBefore(lastClosed - HISTORY_DAYS);
      }
      reviews.forgetBefore(lastClosed - ROW_DAYS, lastClosed - TOKEN_DAYS);
    }
  }

  /** Remembers that a unit has flags, after a restart. */
  void restore(Unit unit) {
    flagged.put(unit.level.key(unit.code), unit);
  }

  /** The units with flags, by level and code. */
  Iterable<Unit> flagged() {
    return flagged.values();
  }
}
