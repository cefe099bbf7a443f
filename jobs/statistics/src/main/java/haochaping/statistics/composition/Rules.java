package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import haochaping.statistics.BetaBinomial;
import haochaping.statistics.CountDistribution;
import haochaping.statistics.Poisson;

/**
 * The tests behind single rules. Tails are whole, not mid-p: a raised rule names an error rate. Ask
 * {@link DayOfTiles#isEnough} first where a tile is compared with its past.
 */
public final class Rules {
  /** A review that comes sooner after the service than this many seconds is too fast. */
  public static final int FAST_SECONDS = 3;

  /** A rule is raised at most at this p. */
  public static final double LEVEL = 1e-3;

  /** Reviews that a spike must have for R2. */
  public static final int FEWEST_IN_SPIKE = 5;

  /** Reviews in a row that are too fast, for R9. */
  public static final int LONGEST_STREAK = 5;

  /** Working days after which a review that is written down is a belated entry, for R5. */
  public static final int BELATED_AFTER = 5;

  /** Applicants in a day behind one origin, for R8. */
  public static final int FEWEST_APPLICANTS = 5;

  /** Bad reviews of one person, for R13. */
  public static final int FEWEST_BAD = 3;

  private static final int FEWEST_DEPARTMENTS = 2;
  private static final double COMPLAINANT_LEVEL = 1e-6;

  private Rules() {}

  /** R1: one combination of level and tags without text far above its usual share. */
  public static RuleResult template(Template template) {
    return judged(template.p());
  }

  /** R2: reviews equally long after the service, at least five. */
  public static RuleResult constantLag(LagProfile.Spike spike) {
    return RuleResult.judged(spike.count() >= FEWEST_IN_SPIKE && spike.p() <= LEVEL, spike.p());
  }

  /**
   * R6: few of a hall's services are reviewed on site.
   *
   * @param onSite reviews through the window's channels, of window services
   * @param usual of the hall
   */
  public static RuleResult lowOnSite(Share onSite, UsualShare usual) {
    BetaBinomial counts = usual.tile(onSite.total());
    return counts.lowerTail(0) > LEVEL
        ? RuleResult.tooFew()
        : judged(counts.lowerTail(onSite.count()));
  }

  /**
   * R8: many applicants in a day behind one device, address or telephone, at least five and above
   * the 99.9 % quantile of its days.
   *
   * @param distinct applicants of the day, at least 0
   * @param usual applicants a day, see {@link UsualVolume}; of mean 0 for one never seen before
   * @throws IllegalArgumentException if {@code distinct} is negative
   */
  public static RuleResult manyApplicants(long distinct, CountDistribution usual) {
    Argument.atLeast("distinct", distinct, 0);
    double p = usual.upperTail(distinct);
    return RuleResult.judged(distinct >= FEWEST_APPLICANTS && p <= LEVEL, p);
  }

  /**
   * R9: reviews sooner than {@link #FAST_SECONDS} after the service, by their share or by a streak
   * of five on one terminal.
   *
   * @param fast such reviews, of those with a lag
   * @param usual of the unit
   * @param longestStreak see {@link #longestStreak}
   * @throws IllegalArgumentException if {@code longestStreak} does not fit {@code fast}
   */
  public static RuleResult tooFast(Share fast, UsualShare usual, int longestStreak) {
    Argument.within("longestStreak", longestStreak, 0, fast.count());
    double p = usual.tile(fast.total()).upperTail(fast.count());
    return RuleResult.judged(p <= LEVEL || longestStreak >= LONGEST_STREAK, p);
  }

  /**
   * The most reviews in a row that were too fast.
   *
   * @param lags from service to review of one terminal's reviews, in s, in the order of the
   *     reviews; one below 0 is not fast but wrong
   */
  public static int longestStreak(int... lags) {
    int longest = 0;
    int streak = 0;
    for (int lag : lags) {
      streak = lag >= 0 && lag < FAST_SECONDS ? streak + 1 : 0;
      longest = Math.max(longest, streak);
    }
    return longest;
  }

  /**
   * R13: one person with at least three bad reviews about at least two departments in 90 days, more
   * than chance gives anybody. The level is low because there are many people.
   *
   * @param bad the person's bad reviews, at least 0
   * @param departments they are about, at least 0
   * @param expected baseline probabilities of a bad review added up over the person's reviews, at
   *     least 0
   * @throws IllegalArgumentException naming the argument and its value
   */
  public static RuleResult complainant(long bad, int departments, double expected) {
    Argument.atLeast("bad", bad, 0);
    Argument.within("departments", departments, 0, bad);
    double p = new Poisson(expected).upperTail(bad);
    return RuleResult.judged(
        bad >= FEWEST_BAD && departments >= FEWEST_DEPARTMENTS && p <= COMPLAINANT_LEVEL, p);
  }

  private static RuleResult judged(double p) {
    return RuleResult.judged(p <= LEVEL, p);
  }
}
