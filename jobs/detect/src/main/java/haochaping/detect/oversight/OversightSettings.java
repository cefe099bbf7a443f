package haochaping.detect.oversight;

import haochaping.detect.concentration.Settings;
import haochaping.detect.evidence.Formula;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.LifeCycle;
import haochaping.statistics.oversight.PeerTest;
import haochaping.statistics.oversight.Rhythm;

/** What is a matter of judgement in these detectors. */
public final class OversightSettings {
  /** Days before the last closed one whose corrections are followed. */
  public static final int HORIZON = Settings.HORIZON;

  /** A unit is judged by the verdicts of so many days. */
  static final int DECIDED_DAYS = 90;

  /** With fewer decided bad reviews a unit is not judged. */
  static final int FEWEST_DECIDED = 5;

  /** A verdict within so long of the review was made in haste, ms. */
  static final long HASTE_MILLIS = 3_600_000L;

  /** Reviews of so many last days of a quarter are looked at apart. */
  static final int QUARTER_END_DAYS = 10;

  /** Days of the same weekday, each a week before the next, that make a rhythm. */
  static final int LIKE_DAYS = 8;

  /** A source that is silent for so long is not waited for any more. */
  static final int AWAITED_DAYS = 60;

  /** A day's reviews of all others tell what a day it is where so many are usual. */
  static final double CALENDAR = 5;

  /** When alerts about verdicts close and come back. */
  static final LifeCycle LIFE = LifeCycle.DEFAULT;

  private OversightSettings() {}

  /** 16 hexadecimal digits that change with any setting. */
  static String hash() {
    return Formula.hash(
        "horizon=" + HORIZON,
        "decided=" + DECIDED_DAYS + "/" + FEWEST_DECIDED,
        "others=" + PeerTest.FEWEST_OTHERS + "/" + PeerTest.LOOSEST + ".." + PeerTest.FIRMEST,
        "shares=" + HASTE_MILLIS + "/" + QUARTER_END_DAYS,
        "rhythm=" + LIKE_DAYS + "/" + Rhythm.FEWEST_DAYS + "/" + AWAITED_DAYS + "/" + CALENDAR,
        "alert=" + Grade.Q + "/" + Grade.ANALYSTS_DAYS + "/" + Grade.LEADERS_DAYS,
        LIFE.toString());
  }
}
