package haochaping.detect.cluster;

import haochaping.detect.baseline.Cells;
import haochaping.detect.baseline.VerificationCounts;
import haochaping.detect.concentration.Settings;
import haochaping.detect.evidence.Formula;
import haochaping.statistics.Argument;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.LifeCycle;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.scan.Cluster;
import haochaping.statistics.scan.Neighbourhoods;
import haochaping.statistics.scan.Scan;
import haochaping.statistics.scan.ScanGrid;

/**
 * What is a matter of judgement in the scan.
 *
 * @param scan statistic, fewest bad reviews of a cluster, replicates, secondary clusters; at least
 *     99 replicates, so that once in 100 days can be told
 */
public record ScanSettings(Scan scan) {
  /** The scan of the specification. */
  public static final ScanSettings DEFAULT = new ScanSettings(Scan.STANDARD);

  /** The detector's name in seeds, ids and findings. */
  static final String DETECTOR = "scan";

  /** Days before the last closed one whose corrections are followed. */
  static final int HORIZON = Settings.HORIZON;

  /** The longest window. */
  static final int DAYS = ScanGrid.DAYS;

  /** When alerts close and come back. */
  static final LifeCycle LIFE = LifeCycle.DEFAULT;

  /** Leaves that evidence names. */
  static final int TOP_LEAVES = 10;

  /** Groups behind a fitted prior. */
  static final int FEWEST_GROUPS = 5;

  /** The prior of fewer groups: the weakest there is. */
  static final double WEAKEST = 0.5;

  /** A day is screened with so many replicates at most. */
  private static final int SCREEN = 199;

  /**
   * And needs all of them only if its highest ratio is above this share of the first ones. A ratio
   * that one city in 100 exceeds is exceeded by 10 of 199 cities with a chance of 4e-5 (binomial),
   * so the screen loses one alert in 25,000, and of those that are no close call none.
   */
  private static final double SCREEN_SHARE = 0.05;

  /**
   * @throws IllegalArgumentException if there are too few replicates
   */
  public ScanSettings {
    Argument.atLeast("replicates", scan.replicates(), (long) Grade.ANALYSTS_DAYS - 1);
  }

  /** The scan that only screens: the first of the same replicates. */
  Scan screening() {
    return new Scan(
        scan.statistic(), scan.leastBad(), Math.min(SCREEN, scan.replicates()), scan.secondaries());
  }

  /** The rank of the screen among the screening replicates, 1 for the highest. */
  int screenRank() {
    return Math.max(1, (int) (SCREEN_SHARE * (screening().replicates() + 1)));
  }

  /** How many of the highest ratios tell whether something recurs in 100 days. */
  int kept() {
    return (int) ((scan.replicates() + 1) / Grade.ANALYSTS_DAYS);
  }

  /** 16 hexadecimal digits that change with any setting and with the positions of districts. */
  String hash(Gazetteer gazetteer) {
    return Formula.hash(
        scan.toString(),
        "windows=1.." + DAYS,
        "nearest=" + Neighbourhoods.NEAREST,
        "horizon=" + HORIZON,
        "ownRisk=" + OwnRisk.FIRST_DAY + ".." + OwnRisk.LAST_DAY,
        "baseline=" + Cells.DAYS + "/" + Cells.FEWEST_BAD,
        "verification=" + VerificationCounts.SETTINGS,
        "groups=" + FEWEST_GROUPS + "/" + WEAKEST,
        "screen=" + SCREEN + "/" + SCREEN_SHARE,
        "alert=" + Grade.ANALYSTS_DAYS + "/" + Grade.LEADERS_DAYS,
        "same=" + Cluster.SAME,
        LIFE.toString(),
        gazetteer.positions().toString());
  }
}
