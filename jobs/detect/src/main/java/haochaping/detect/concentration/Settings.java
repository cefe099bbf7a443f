package haochaping.detect.concentration;

import haochaping.detect.baseline.Cells;
import haochaping.detect.baseline.VerificationCounts;
import haochaping.detect.evidence.Formula;
import haochaping.statistics.Argument;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.LifeCycle;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.WindowTest;
import java.io.Serializable;

/**
 * What is a matter of judgement in this detector.
 *
 * @param falseAlarms of the charts that each level may have a year, above 0
 */
public record Settings(double falseAlarms) implements Serializable {
  /** One false alarm a year and level. */
  public static final Settings DEFAULT = new Settings(1);

  /** Days before the last closed one whose corrections are followed. */
  public static final int HORIZON = 120;

  /** When alerts close and come back. */
  static final LifeCycle LIFE = LifeCycle.DEFAULT;

  /** A finding speaks of at most so many days. */
  static final int LONGEST = 180;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public Settings {
    Argument.positive("falseAlarms", falseAlarms);
  }

  /** 16 hexadecimal digits that change with any setting. */
  public String hash() {
    return Formula.hash(
        "falseAlarms=" + falseAlarms,
        "horizon=" + HORIZON,
        "longest=" + LONGEST,
        "ownRisk=" + OwnRisk.FIRST_DAY + ".." + OwnRisk.LAST_DAY,
        "baseline=" + Cells.DAYS + "/" + Cells.FEWEST_BAD,
        "verification=" + VerificationCounts.SETTINGS,
        "windows=" + WindowTest.DAYS,
        "alert=" + Grade.Q + "/" + Grade.ANALYSTS_DAYS + "/" + Grade.LEADERS_DAYS,
        LIFE.toString());
  }
}
