package haochaping.detect.concentration;

import haochaping.core.PaneDelta;
import haochaping.detect.baseline.Verification;
import haochaping.detect.evidence.Told;
import haochaping.detect.panes.BadReviews;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.Panes;
import haochaping.statistics.concentration.OwnRisk;
import java.util.Map;
import java.util.TreeMap;

/** All that is kept of one target. */
public final class Target {
  final String key;
  final Level level;
  final String code;
  final Panes panes;
  final BadReviews bad;
  final Waiting waiting;

  /** What was told of each finding that may still be revised, by id. */
  final Map<String, Told<Void>> told;

  /** Where it stood at the close of the last day before the horizon. */
  Standing base;

  /** Deltas that came when their day had left the horizon. */
  int afterHorizon;

  /** Where it stands on each day of the horizon; not stored, it follows from the rest. */
  Course course;

  /** The earliest day of the horizon that changed since it was judged. */
  int changedFrom = Integer.MAX_VALUE;

  Target(String key) {
    this(key, new Panes(), new BadReviews(), new Waiting(), Map.of(), Standing.NONE, 0);
  }

  /** A target as it was stored. */
  public Target(
      String key,
      Panes panes,
      BadReviews bad,
      Waiting waiting,
      Map<String, Told<Void>> told,
      Standing base,
      int afterHorizon) {
    this.key = key;
    this.level = Level.of(key);
    this.code = PaneDelta.name(key);
    this.panes = panes;
    this.bad = bad;
    this.waiting = waiting;
    this.told = new TreeMap<>(told);
    this.base = base;
    this.afterHorizon = afterHorizon;
  }

  public String key() {
    return key;
  }

  public Level level() {
    return level;
  }

  public String code() {
    return code;
  }

  public Panes panes() {
    return panes;
  }

  public BadReviews bad() {
    return bad;
  }

  public Waiting waiting() {
    return waiting;
  }

  public Map<String, Told<Void>> told() {
    return told;
  }

  public Standing base() {
    return base;
  }

  public int afterHorizon() {
    return afterHorizon;
  }

  /** The department that a target is or belongs to, or null where its code does not say. */
  public String department() {
    int slash = code.lastIndexOf('/');
    return switch (level) {
      case DISTRICT, MATTER -> null;
      case DEPARTMENT -> code;
      case STAFF -> slash < 0 ? null : code.substring(0, slash);
    };
  }

  /** Whether nothing is left to keep. */
  boolean isEmpty() {
    return panes.size() == 0
        && bad.all().isEmpty()
        && waiting.isEmpty()
        && told.isEmpty()
        && base.equals(Standing.NONE);
  }

  /**
   * How it fares in ordinary times, for a day that is judged.
   *
   * @param strength nu of its siblings on that day
   * @param verification in force on that day
   */
  OwnRisk ownRisk(int day, double strength, Verification verification) {
    Panes.Sum past =
        panes.sum(day - OwnRisk.FIRST_DAY, day - OwnRisk.LAST_DAY, day, verification.factors());
    return OwnRisk.of(strength, past.bad(), past.expected());
  }
}
