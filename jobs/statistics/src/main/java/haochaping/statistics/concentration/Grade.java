package haochaping.statistics.concentration;

/** Who is told of a finding; each grade includes those before it. */
public enum Grade {
  NONE,
  /** On the analysts' list of the day: the false discovery rate is low. */
  LISTED,
  /** An alert for analysts: also rare enough in time. */
  ANALYSTS,
  /** An alert for leaders: rarer still. */
  LEADERS;

  /** The false discovery rate of the list. */
  public static final double Q = 0.05;

  /** Days between false alerts for analysts. */
  public static final double ANALYSTS_DAYS = 100;

  /** Days between false alerts for leaders. */
  public static final double LEADERS_DAYS = 365;

  /**
   * The grade of a finding. The false discovery rate alone would let one day in twenty without any
   * real finding have one, so alerts need a recurrence interval too.
   *
   * @param q false discovery rate, in [0, 1]
   * @param recurrenceDays recurrence interval, at least 0
   */
  public static Grade of(double q, double recurrenceDays) {
    if (!(q <= Q)) {
      return NONE;
    }
    if (recurrenceDays >= LEADERS_DAYS) {
      return LEADERS;
    }
    return recurrenceDays >= ANALYSTS_DAYS ? ANALYSTS : LISTED;
  }
}
