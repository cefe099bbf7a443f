package haochaping.detect.evidence;

/** Half a sentence on what expectations allow for, where verification takes reviews away. */
public final class Allowance {
  /** Less than this is not worth a word. */
  private static final double NOTICEABLE = 0.05;

  private Allowance() {}

  /**
   * Goes on with what was expected; empty where nearly all count in the end.
   *
   * @param stillCounted the share of bad reviews that counts in the end
   */
  public static String chinese(double stillCounted) {
    return 1 - stillCounted < NOTICEABLE
        ? ""
        : "（通常约 " + percent(stillCounted) + "% 的差评此后不予采纳，预计数已考虑这一点）";
  }

  /** The same in English. */
  public static String english(double stillCounted) {
    return 1 - stillCounted < NOTICEABLE
        ? ""
        : ", allowing for the "
            + percent(stillCounted)
            + " % of bad reviews that are usually not adopted later";
  }

  private static long percent(double stillCounted) {
    return Math.round(100 * (1 - stillCounted));
  }
}
