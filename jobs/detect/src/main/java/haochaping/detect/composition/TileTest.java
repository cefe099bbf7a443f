package haochaping.detect.composition;

import haochaping.statistics.BetaBinomial;
import haochaping.statistics.composition.Combination;
import haochaping.statistics.composition.DayOfTiles;
import haochaping.statistics.composition.Evidence;
import haochaping.statistics.composition.LagProfile;
import haochaping.statistics.composition.NearDuplicates;
import haochaping.statistics.composition.PastDays;
import haochaping.statistics.composition.Regularity;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import haochaping.statistics.composition.UsualShare;
import haochaping.statistics.composition.UsualVolume;
import haochaping.statistics.ranking.Overdispersion;
import java.util.Arrays;
import java.util.List;

/**
 * One tile against the past of its unit: p of every component and of every rule. Reused from tile
 * to tile; nothing is allocated for one without findings.
 *
 * <p>Shares of a tile of seven days are the sums of its days: repeats within each day, so that they
 * compare with past days.
 */
final class TileTest {
  /** Parts of evidence: the components of a burst in their order, then what rules alone test. */
  static final List<String> PARTS =
      List.of(
          "volume",
          "side_share",
          "new_identities",
          "repeated_origins",
          "near_duplicates",
          "lag_spike",
          "regularity",
          "template",
          "fast",
          "placeholder",
          "early",
          "mismatch",
          "template_and_lag",
          "belated");

  static final int VOLUME = 0;
  static final int SIDE = 1;
  static final int NEW = 2;
  static final int REPEATS = 3;
  static final int ALIKE = 4;
  static final int SPIKE = 5;
  static final int REGULAR = 6;
  static final int TEMPLATE = 7;
  static final int COMPONENTS = 8;
  static final int FAST = 8;
  static final int PLACEHOLDER = 9;
  static final int EARLY = 10;
  static final int MISMATCH = 11;
  static final int BOTH = 12;
  static final int BELATED = 13;

  /** Inputs that may be missing, by bit. */
  static final List<String> INPUTS =
      List.of(
          "identity",
          "identity-history",
          "device-or-address-or-phone",
          "text",
          "lag",
          "text-history",
          "update-time");

  /** Days before a tile that it is compared with, and that are left out next to it. */
  static final int PAST_DAYS = 182;

  static final int NEXT_TO_IT = 7;

  /** Nobody is new before the history is so many days old: everybody would be. */
  static final int IDENTITY_DAYS = 60;

  /** Texts of the first days have fewer before them to be like. */
  static final int TEXT_DAYS = NearDuplicates.DAYS - 1;

  static final double LOG_STRIKING = Math.log(DayOfTiles.MOST_COMPONENT_P);
  static final double LONGEST_RECURRENCE = 1e6;

  static final int SIDE_SHARE = 0;
  static final int NEW_SHARE = 1;
  static final int PHONE_SHARE = 2;
  static final int ADDRESS_SHARE = 4;
  static final int ALIKE_SHARE = 5;
  static final int FAST_SHARE = 6;
  static final int PLACEHOLDER_SHARE = 7;
  static final int BELATED_SHARE = 10;
  static final int SHARES = 11;

  static final int[] NUMERATORS = {
    History.SIDE,
    History.NEW,
    History.PHONE_REPEATS,
    History.DEVICE_REPEATS,
    History.ADDRESS_REPEATS,
    History.ALIKE,
    History.FAST,
    History.PLACEHOLDER,
    History.EARLY,
    History.MISMATCH,
    History.LATE
  };
  static final int[] DENOMINATORS = {
    History.ALL,
    History.IDENTIFIED,
    History.PHONE,
    History.DEVICE,
    History.ADDRESS,
    History.TEXT,
    History.LAG,
    History.ALL,
    History.ALL,
    History.ALL,
    History.WRITTEN
  };

  private static final double LOG_USELESS = Math.log(Evidence.USELESS);
  private static final double LOG_LEVEL = Math.log(Rules.LEVEL);
  private static final int WEEK = 7;

  /** A unit with so many reviews in its past keeps the sums over it. */
  private static final int MANY_REVIEWS = 1000;

  private static final int BISECTIONS = 40;
  private static final double MOST_USUAL = 1 - 1e-6;

  private final Templates templates;
  private final RowsOfTile rows;
  private final Regularity regularity;

  // What the last tile came to.
  final double[] logP = new double[PARTS.size()];
  final int[] counts = new int[PARTS.size()];
  final int[] totals = new int[PARTS.size()];
  final double[] expected = new double[PARTS.size()];
  int reviews;
  int ofSide;
  int past;
  int missing;
  int tested;
  double volumeLogP;
  int template;
  int lagSecond;

  private Unit unit;
  private Side side;
  private int day;
  private int width;
  private int first;
  private int lo;
  private int hi;
  private int firstDay;
  private Peers peers;
  private int level;
  private double ruleTemplate;
  private Unit pastUnit;
  private Side pastSide;
  private int pastDay;

  private final int[] tile = new int[History.WIDTH];

  /** Sums of n² over the tile's days. */
  private final long[] tileSquares = new long[SHARES];

  /** The past of the tile: the unit's own or {@link #passing}. */
  private PastSums sums;

  private final PastSums passing = new PastSums();
  private int[] marks = new int[64];
  private int markCount;
  private final Occurrences ofBin = new Occurrences();
  private final Occurrences ofTemplate = new Occurrences();
  private int[] times = new int[64];
  private final double[] gaps = new double[Regularity.MOST_GAPS];

  /** The rows behind a tile. */
  interface RowsOfTile {
    /**
     * Times of a unit's reviews of a side, in s since the first day, ascending.
     *
     * @return the times, in {@code room} or in a larger array; {@link #timesFound} of them
     */
    int[] times(Unit unit, Side side, int first, int last, int[] room);

    /** How many times the last call gave. */
    int timesFound();

    /** The most reviews in a row on one terminal that were too fast. */
    int longestStreak(Unit unit, int first, int last);

    /** Reviews of a side with a combination and a lag of a bin. */
    int both(Unit unit, Side side, int first, int last, int template, int lagSecond);
  }

  TileTest(Templates templates, RowsOfTile rows, Regularity regularity) {
    this.templates = templates;
    this.rows = rows;
    this.regularity = regularity;
  }

  /**
   * Tests a tile.
   *
   * @param lastDay of the tile
   * @param days 1 or 7
   * @param table what is usual among siblings
   * @param historyFrom first day of the history
   * @return whether there is enough to judge it by
   */
  boolean measure(Unit of, Side onSide, int lastDay, int days, Peers table, int historyFrom) {
    unit = of;
    side = onSide;
    day = lastDay;
    width = days;
    peers = table;
    firstDay = historyFrom;
    level = Units.LEVELS.indexOf(of.level);
    first = day - width + 1;
    lo = Math.max(firstDay, first - PAST_DAYS);
    hi = first - NEXT_TO_IT - 1;
    sumTile();
    if (reviews < DayOfTiles.FEWEST_REVIEWS || !sumPast()) {
      return false;
    }
    missing = 0;
    tested = 0;
    Arrays.fill(logP, Double.NaN);
    volume();
    share(SIDE, SIDE_SHARE);
    identities();
    repeats();
    texts();
    marks();
    regularity();
    missing |= tile[History.WRITTEN] == 0 && sums.n[BELATED_SHARE] == 0 ? 1 << 6 : 0;
    for (int part = 0; part < COMPONENTS; part++) {
      if (!Double.isNaN(logP[part])) {
        tested |= 1 << part;
      }
    }
    return true;
  }

  private void sumTile() {
    Arrays.fill(tile, 0);
    Arrays.fill(tileSquares, 0);
    History history = unit.history(side);
    markCount = 0;
    for (int i = history.from(first); i < history.size() && history.day(i) <= day; i++) {
      for (int column = 0; column < History.WIDTH; column++) {
        tile[column] += history.count(i, column);
      }
      for (int share = PHONE_SHARE; share <= ALIKE_SHARE; share++) {
        long total = history.count(i, DENOMINATORS[share]);
        tileSquares[share] += total * total;
      }
      int size = history.lastMark(i) - history.firstMark(i);
      if (markCount + size > marks.length) {
        marks = Arrays.copyOf(marks, (markCount + size) * 2);
      }
      for (int k = 0; k < size; k++) {
        marks[markCount++] = history.mark(history.firstMark(i) + k);
      }
    }
    if (side == Side.BAD) {
      tile[History.ALL] = 0;
      for (int i = unit.good.from(first); i < unit.good.size() && unit.good.day(i) <= day; i++) {
        tile[History.ALL] += unit.good.count(i, History.ALL);
      }
    }
    reviews = tile[History.ALL];
    ofSide = tile[History.SIDE];
  }

  /** Whether a day is in a flagged tile of the side that ended before this one. */
  private boolean isFlagged(int one) {
    for (Flagged flag : unit.flags) {
      if (!flag.kind().isRule()
          && flag.kind().side() == side
          && flag.day() < day
          && one <= flag.day()
          && one >= flag.firstDay()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sums the past; false where it has too few reviews. Sums that are known are moved on by the days
   * in which they differ: those of the other width of the same tile, and, of a unit with many
   * reviews, those of its last tile.
   */
  private boolean sumPast() {
    boolean isKept = side == Side.GOOD && unit.past != null && unit.flags.isEmpty();
    if (isKept) {
      sums = unit.past;
    } else {
      sums = passing;
      if (unit != pastUnit || side != pastSide || day != pastDay) {
        pastUnit = null;
      }
    }
    sums.makeRoom(templates.size());
    if ((isKept || pastUnit != null) && lo <= sums.hi && sums.lo <= hi) {
      move();
    } else {
      sums.clear();
      addPast(lo, hi, 1);
    }
    sums.lo = lo;
    sums.hi = hi;
    if (!isKept) {
      pastUnit = unit;
      pastSide = side;
      pastDay = day;
      keep();
    }
    past = sums.reviews;
    return past >= PastDays.FEWEST_REVIEWS;
  }

  private void move() {
    if (lo < sums.lo) {
      addPast(lo, sums.lo - 1, 1);
    } else {
      addPast(sums.lo, lo - 1, -1);
    }
    if (hi < sums.hi) {
      addPast(hi + 1, sums.hi, -1);
    } else {
      addPast(sums.hi + 1, hi, 1);
    }
  }

  /** Has a unit with many reviews keep its sums from day to day. */
  private void keep() {
    if (side == Side.GOOD
        && unit.past == null
        && unit.flags.isEmpty()
        && sums.reviews >= MANY_REVIEWS) {
      unit.past = new PastSums();
      unit.past.makeRoom(templates.size());
      sums = unit.past;
      addPast(lo, hi, 1);
      sums.lo = lo;
      sums.hi = hi;
    }
  }

  /** Forgets what it knows of a unit's past, which has changed. */
  void forgetPast() {
    pastUnit = null;
  }

  private void addPast(int from, int to, int sign) {
    boolean anyFlag = !unit.flags.isEmpty();
    History good = unit.good;
    History history = unit.history(side);
    PastSums into = sums;
    if (side == Side.BAD) {
      for (int i = good.from(from); i < good.size() && good.day(i) <= to; i++) {
        if (!(anyFlag && isFlagged(good.day(i)))) {
          int all = good.count(i, History.ALL);
          into.reviews += sign * all;
          into.n[SIDE_SHARE] += sign * all;
          into.squares[SIDE_SHARE] += sign * (double) all * all;
        }
      }
    }
    for (int i = history.from(from); i < history.size() && history.day(i) <= to; i++) {
      if (anyFlag && isFlagged(history.day(i))) {
        continue;
      }
      if (side == Side.GOOD) {
        into.reviews += sign * history.count(i, History.ALL);
      }
      for (int share = 0; share < SHARES; share++) {
        int total = history.count(i, DENOMINATORS[share]);
        if (total > 0 && history.day(i) >= firstDay + memory(share)) {
          int count = history.count(i, NUMERATORS[share]);
          if (count > 0) {
            into.b[share] += sign * count;
            into.countSquares[share] += sign * (double) count * count;
            into.products[share] += sign * (double) count * total;
          }
          if (share != SIDE_SHARE || side == Side.GOOD) {
            into.n[share] += sign * total;
            into.squares[share] += sign * (double) total * total;
          }
        }
      }
      into.addMarks(history, i, sign);
    }
  }

  private double mean(int share) {
    double peer = peers.shares()[level][side.ordinal()][share];
    double mean =
        (sums.b[share] + UsualShare.PEER_WEIGHT * peer) / (sums.n[share] + UsualShare.PEER_WEIGHT);
    // A rare sign that the unit never had is at least as usual as among its siblings.
    double usual =
        sums.b[share] == 0 && share != SIDE_SHARE && share != NEW_SHARE
            ? Math.max(mean, peer)
            : mean;
    return share >= PHONE_SHARE && share <= ALIKE_SHARE ? grown(usual, share) : usual;
  }

  /**
   * What a usual share of repeats, or of texts like another, grows to with the volume: with more
   * reviews a day chance alone brings together what is the same. Repeats are those of draws from
   * equally likely origins, 1 - (1 - e^-x)/x for x draws an origin; likenesses, 1 - e^-x for x like
   * texts expected in the 30 days.
   */
  private double grown(double usual, int share) {
    double usualDay = sums.n[share] == 0 ? 1 : sums.squares[share] / sums.n[share];
    double growth = (double) tileSquares[share] / tile[DENOMINATORS[share]] / usualDay;
    if (growth <= 1) {
      return usual;
    }
    if (share == ALIKE_SHARE) {
      // Of the 30 days before a review of the tile so many are of the tile, on average.
      double within = (width + 1) / 2. / NearDuplicates.DAYS;
      return Math.min(MOST_USUAL, -Math.expm1(Math.log1p(-usual) * (1 - within + within * growth)));
    }
    double low = 0;
    double high = 1 / (1 - usual);
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (repeats(middle) < usual) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.min(MOST_USUAL, repeats(high * growth));
  }

  private static double repeats(double drawsPerOrigin) {
    return 1 + Math.expm1(-drawsPerOrigin) / drawsPerOrigin;
  }

  private double strength(int share) {
    double spread =
        Overdispersion.strength(
            sums.b[share],
            sums.n[share],
            sums.countSquares[share],
            sums.products[share],
            sums.squares[share]);
    return strength(sums.n[share], spread);
  }

  private static double strength(double total, double spread) {
    return Math.min(
        Math.min(total + UsualShare.PEER_WEIGHT, UsualShare.FIRMEST),
        Math.max(spread, UsualShare.LOOSEST));
  }

  /**
   * Tests a share as a part of the evidence.
   *
   * @return -1 where neither the tile nor the past has the input, 0 where it could not be striking,
   *     1 where it was tested
   */
  private int share(int part, int share) {
    int total = tile[DENOMINATORS[share]];
    int count = tile[NUMERATORS[share]];
    if (total == 0) {
      return sums.n[share] == 0 ? -1 : 0;
    }
    double mean = mean(share);
    double strength = strength(share);
    double a = mean * strength;
    double c = strength - a;
    if (BetaBinomial.logMidUpperTail(total, a, c, total) > LOG_USELESS) {
      return 0;
    }
    put(part, BetaBinomial.logMidUpperTail(total, a, c, count), count, total, total * mean);
    return 1;
  }

  private void put(int part, double log, int count, int total, double usual) {
    logP[part] = Math.min(0, log);
    counts[part] = count;
    totals[part] = total;
    expected[part] = usual;
  }

  /** Days from the first of the history on which a share cannot be known. */
  static int memory(int share) {
    return share == NEW_SHARE ? IDENTITY_DAYS : share == ALIKE_SHARE ? TEXT_DAYS : 0;
  }

  /** Whether the tile and days before it have texts of a whole month behind them. */
  private boolean hasTextHistory() {
    return hi >= firstDay + TEXT_DAYS;
  }

  private void texts() {
    if (!hasTextHistory()) {
      missing |= tile[History.TEXT] == 0 ? 1 << 3 : 1 << 5;
    } else if (share(ALIKE, ALIKE_SHARE) < 0) {
      missing |= 1 << 3;
    }
  }

  private void identities() {
    if (first < firstDay + IDENTITY_DAYS || sums.n[NEW_SHARE] == 0) {
      missing |= tile[History.IDENTIFIED] == 0 ? 1 : 1 << 1;
    } else if (share(NEW, NEW_SHARE) < 0) {
      missing |= 1;
    }
  }

  /** The most striking of telephones, devices and addresses, times their number. */
  private void repeats() {
    int kinds = 0;
    boolean any = false;
    double least = 1;
    int count = 0;
    int total = 0;
    double usual = 0;
    for (int share = PHONE_SHARE; share <= ADDRESS_SHARE; share++) {
      logP[REPEATS] = Double.NaN;
      int said = share(REPEATS, share);
      any |= said >= 0;
      if (said > 0) {
        kinds++;
        if (logP[REPEATS] < least) {
          least = logP[REPEATS];
          count = counts[REPEATS];
          total = totals[REPEATS];
          usual = expected[REPEATS];
        }
      }
    }
    if (kinds > 0) {
      put(REPEATS, least + Math.log(kinds), count, total, usual);
    } else {
      logP[REPEATS] = Double.NaN;
      missing |= any ? 0 : 1 << 2;
    }
  }

  /** Volume against days, or weeks, like these. */
  private void volume() {
    double sum = 0;
    double squares = 0;
    int tiles = 0;
    History good = unit.good;
    boolean anyFlag = !unit.flags.isEmpty();
    if (width == 1) {
      boolean weekend = isWeekend(day);
      for (int one = lo; one <= hi; one++) {
        tiles += isWeekend(one) == weekend && !(anyFlag && isFlagged(one)) ? 1 : 0;
      }
      for (int i = good.from(lo); i < good.size() && good.day(i) <= hi; i++) {
        if (isWeekend(good.day(i)) == weekend && !(anyFlag && isFlagged(good.day(i)))) {
          double count = good.count(i, History.ALL);
          sum += count;
          squares += count * count;
        }
      }
    } else {
      int i = good.from(hi + 1) - 1;
      for (int end = hi; end - WEEK + 1 >= lo; end -= WEEK) {
        double count = 0;
        boolean left = false;
        for (; i >= 0 && good.day(i) > end - WEEK; i--) {
          count += good.count(i, History.ALL);
          left |= anyFlag && isFlagged(good.day(i));
        }
        if (!left) {
          tiles++;
          sum += count;
          squares += count * count;
        }
      }
    }
    volumeLogP = 0;
    if (tiles >= 2) {
      double mean = sum / tiles;
      double variance = Math.max(0, (squares - sum * mean) / (tiles - 1));
      volumeLogP = UsualVolume.ofMoments(mean, variance).logMidUpperTail(reviews);
      put(VOLUME, Math.max(UsualVolume.LOG_FLOOR, volumeLogP), reviews, reviews, mean);
    }
  }

  private static boolean isWeekend(int one) {
    // 1970-01-01 was a Thursday.
    return Math.floorMod(one + 3, WEEK) >= 5;
  }

  /** Lags and combinations. */
  private void marks() {
    template = -1;
    lagSecond = -1;
    ofBin.clear(LagProfile.BINS);
    ofTemplate.clear(templates.size());
    for (int i = 0; i < markCount; i++) {
      int bin = History.bin(marks[i]);
      if (bin >= 0) {
        ofBin.add(bin);
      }
      int one = History.template(marks[i]);
      if (one >= 0) {
        ofTemplate.add(one);
      }
    }
    int most = ofTemplate.most();
    boolean lags = tile[History.LAG] > 0;
    if (!lags && sums.n[FAST_SHARE] == 0) {
      missing |= 1 << 4;
    }
    if (most < 2 && !(lags && tile[History.LAG] > 1)) {
      return;
    }
    if (lags) {
      spike();
    }
    if (most >= 2) {
      combination(most);
    }
  }

  private void spike() {
    int total = tile[History.LAG];
    long pastTotal = (long) sums.n[FAST_SHARE];
    float[] profile = peers.lags()[side.ordinal()];
    put(SPIKE, 0, 0, total, 0);
    for (int i = 0; i < ofBin.size(); i++) {
      int bin = ofBin.value(i);
      int count = ofBin.of(bin);
      if (count > 1) {
        long ninths = 0;
        for (int k = Math.max(0, bin - 2); k <= Math.min(LagProfile.BINS - 1, bin + 2); k++) {
          ninths += (long) sums.bins[k] * LagProfile.weight(bin, k);
        }
        double usual = LagProfile.usual(sums.bins[bin], ninths, pastTotal, profile[bin]);
        double log = LagProfile.logSpike(count, total, usual, pastTotal);
        if (log < logP[SPIKE]
            || (log == logP[SPIKE] && log < 0 && bin * LagProfile.BIN_SECONDS < lagSecond)) {
          put(SPIKE, log, count, total, total * usual);
          lagSecond = bin * LagProfile.BIN_SECONDS;
        }
      }
    }
  }

  /** The most frequent combination; of equally frequent ones the least usual, then by its code. */
  private void combination(int most) {
    double least = 2;
    int inTile = 0;
    for (int i = 0; i < ofTemplate.size(); i++) {
      int one = ofTemplate.value(i);
      inTile += sums.ofTemplate[one] == 0 ? 1 : 0;
      if (ofTemplate.of(one) == most) {
        double usual =
            (sums.ofTemplate[one]
                    + UsualShare.PEER_WEIGHT * peers.template(templates.get(one).code(), side))
                / (sums.b[SIDE_SHARE] + UsualShare.PEER_WEIGHT);
        if (usual < least
            || (usual == least && templates.get(one).compareTo(templates.get(template)) < 0)) {
          least = usual;
          template = one;
        }
      }
    }
    double strength = strength(sums.b[SIDE_SHARE], templateSpread());
    double a = least * strength;
    double c = strength - a;
    double picked = Math.log(sums.seen + inTile);
    if (picked + BetaBinomial.logMidUpperTail(ofSide, a, c, ofSide) > LOG_USELESS) {
      return;
    }
    put(
        TEMPLATE,
        picked + BetaBinomial.logMidUpperTail(ofSide, a, c, most),
        most,
        ofSide,
        ofSide * least);
    if (logP[TEMPLATE] <= LOG_LEVEL) {
      // A rule names an error rate: the whole tail.
      ruleTemplate = Math.min(0, picked + BetaBinomial.logUpperTail(ofSide, a, c, most));
    } else {
      ruleTemplate = 0;
    }
  }

  private double templateSpread() {
    if (sums.ofTemplate[template] == 0) {
      return Double.POSITIVE_INFINITY;
    }
    History history = unit.history(side);
    boolean anyFlag = !unit.flags.isEmpty();
    double count = 0;
    double total = 0;
    double countSquares = 0;
    double products = 0;
    double squares = 0;
    for (int i = history.from(lo); i < history.size() && history.day(i) <= hi; i++) {
      double of = history.count(i, History.SIDE);
      if (of == 0 || (anyFlag && isFlagged(history.day(i)))) {
        continue;
      }
      int start = history.mark(history.firstMark(i), history.lastMark(i), template);
      double have = history.mark(start, history.lastMark(i), template + 1) - start;
      count += have;
      total += of;
      countSquares += have * have;
      products += have * of;
      squares += of * of;
    }
    return Overdispersion.strength(count, total, countSquares, products, squares);
  }

  private void regularity() {
    if (ofSide <= Regularity.FEWEST_GAPS) {
      return;
    }
    // Only the last steps are looked at; where many come a day, the last day has them.
    times = rows.times(unit, side, day, day, times);
    if (width > 1 && Regularity.steps(times, rows.timesFound()) < Regularity.MOST_GAPS) {
      times = rows.times(unit, side, first, day, times);
    }
    double log = regularity.logP(times, rows.timesFound(), gaps);
    if (!Double.isNaN(log)) {
      put(REGULAR, log, ofSide, ofSide, 0);
    }
  }

  /** X of the components tested, with the volume or without it. */
  double statistic(boolean withVolume) {
    double sum = 0;
    for (int part = withVolume ? VOLUME : SIDE; part < COMPONENTS; part++) {
      if ((tested & 1 << part) != 0) {
        sum += logP[part];
      }
    }
    return -2 * sum;
  }

  /** The components tested, as bits. */
  int tested(boolean withVolume) {
    return withVolume ? tested : tested & ~1;
  }

  /** ln of the smallest p of a component that is not the volume. */
  double strongest() {
    double least = 0;
    for (int part = SIDE; part < COMPONENTS; part++) {
      if ((tested & 1 << part) != 0) {
        least = Math.min(least, logP[part]);
      }
    }
    return least;
  }

  double brown(boolean withVolume) {
    int parts = tested(withVolume);
    return parts == 0
        ? 1
        : Combination.brown(statistic(withVolume), peers.moments(level, side, parts));
  }

  /** ln p of the tile. */
  double combined(boolean withVolume) {
    int parts = tested(withVolume);
    return parts == 0
        ? 0
        : Combination.logP(
            statistic(withVolume),
            peers.moments(level, side, parts),
            Integer.bitCount(parts & ~1),
            strongest());
  }

  /** ln p of a rule in the tile measured last, 0 where it is not raised. Only of the good side. */
  double rule(Kind kind) {
    return switch (kind) {
      case RULE_R1 ->
          !Double.isNaN(logP[TEMPLATE]) && logP[TEMPLATE] <= LOG_LEVEL ? raised(ruleTemplate) : 0;
      case RULE_R2 ->
          !Double.isNaN(logP[SPIKE]) && counts[SPIKE] >= Rules.FEWEST_IN_SPIKE
              ? raised(logP[SPIKE])
              : 0;
      case RULE_R3 -> raisedShare(PLACEHOLDER, PLACEHOLDER_SHARE);
      case RULE_R4 -> both();
      case RULE_R5 -> raisedShare(BELATED, BELATED_SHARE);
      case RULE_R9 -> fast();
      case RULE_R10 -> raisedShare(EARLY, PLACEHOLDER_SHARE + 1);
      case RULE_R12 -> hasTextHistory() ? raisedShare(ALIKE, ALIKE_SHARE) : 0;
      case RULE_R14 -> raisedShare(MISMATCH, PLACEHOLDER_SHARE + 2);
      case BRUSHING, MALICIOUS, RULE_R6, RULE_R7, RULE_R11, RULE_R15, RULE_R16 -> 0;
    };
  }

  private static double raised(double log) {
    return log <= LOG_LEVEL ? log : 0;
  }

  private double raisedShare(int part, int share) {
    int total = tile[DENOMINATORS[share]];
    int count = tile[NUMERATORS[share]];
    if (count == 0 || count <= total * mean(share)) {
      return 0;
    }
    double mean = mean(share);
    double a = mean * strength(share);
    double c = strength(share) - a;
    double log = BetaBinomial.logUpperTail(total, a, c, count);
    if (log > LOG_LEVEL) {
      return 0;
    }
    put(part, log, count, total, total * mean);
    return log;
  }

  /** Both rules on the same reviews, as many as a spike needs. */
  private double both() {
    double one = rule(Kind.RULE_R1);
    double other = rule(Kind.RULE_R2);
    if (one == 0 || other == 0) {
      return 0;
    }
    int same = rows.both(unit, side, first, day, template, lagSecond);
    if (same < Rules.FEWEST_IN_SPIKE) {
      return 0;
    }
    put(BOTH, Math.max(one, other), same, ofSide, 0);
    return Math.max(one, other);
  }

  /**
   * By its share, or by a streak of five on one terminal where the unit's usual share makes one
   * rare: as many starts as reviews, each with the share to the fifth.
   */
  private double fast() {
    double log = raisedShare(FAST, FAST_SHARE);
    int count = tile[History.FAST];
    if (count < Rules.LONGEST_STREAK) {
      return log;
    }
    double usual = mean(FAST_SHARE);
    double streak = Math.log(count) + Rules.LONGEST_STREAK * Math.log(usual);
    if (streak >= Math.min(log, LOG_LEVEL)
        || rows.longestStreak(unit, first, day) < Rules.LONGEST_STREAK) {
      return log;
    }
    put(FAST, streak, count, tile[History.LAG], tile[History.LAG] * usual);
    return streak;
  }
}
