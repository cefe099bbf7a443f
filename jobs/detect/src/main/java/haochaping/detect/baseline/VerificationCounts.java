package haochaping.detect.baseline;

/**
 * Counts how many bad reviews of the city still count from one close to the next, by age, and
 * multiplies up (Kaplan and Meier 1958, JASA 53): each age is learnt from the newest days that have
 * reached it, and no day has to be followed to its end.
 *
 * <p>Per review: what comes late raises what is expected of its day by as much. Counts fade, so
 * that the share follows the habits of those who verify.
 */
public final class VerificationCounts {
  /** An age with fewer bad reviews behind it is taken to lose none. */
  private static final double FEWEST_BAD = 20;

  /** After so many days a count is worth half. */
  private static final int HALF_LIFE = 182;

  /** So many are taken to count at any age: where none ever did, one that does is no miracle. */
  private static final double LEAST_SHARE = 0.05;

  /** A day that more than doubles or halves between two closes was not there at the first. */
  private static final double MOST_GROWTH = 2;

  /** All that is a matter of judgement here and in {@link Verification}, in one word. */
  public static final String SETTINGS =
      String.join(
          "/",
          Integer.toString(Verification.LAST_AGE),
          Double.toString(Verification.NOTICEABLE),
          Double.toString(FEWEST_BAD),
          Integer.toString(HALF_LIFE),
          Double.toString(LEAST_SHARE),
          Double.toString(MOST_GROWTH));

  private static final int NO_DAY = Integer.MIN_VALUE;
  private static final int AGES = Verification.LAST_AGE + 1;

  private int lastDay;

  /** By age at the last close. */
  private final long[] reviews;

  private final long[] bad;

  /** By age: bad reviews to expect if all of the close before still counted, and those that do. */
  private final double[] atRisk;

  private final double[] counted;

  public VerificationCounts() {
    this(NO_DAY, new long[AGES], new long[AGES], new double[AGES], new double[AGES]);
  }

  /**
   * Counts as they were stored.
   *
   * @param lastDay the last closed day
   * @param reviews [age] effective reviews at that close
   * @param bad [age] those of levels 1 and 2 among them
   * @param atRisk [age] faded bad reviews one day younger, times the growth of all since
   * @param counted [age] faded bad reviews of them that still counted
   */
  public VerificationCounts(
      int lastDay, long[] reviews, long[] bad, double[] atRisk, double[] counted) {
    this.lastDay = lastDay;
    this.reviews = reviews;
    this.bad = bad;
    this.atRisk = atRisk;
    this.counted = counted;
  }

  public int lastDay() {
    return lastDay;
  }

  public long reviews(int age) {
    return reviews[age];
  }

  public long bad(int age) {
    return bad[age];
  }

  public double atRisk(int age) {
    return atRisk[age];
  }

  public double counted(int age) {
    return counted[age];
  }

  /** Takes the days up to a close, and compares them with the close before. */
  public void close(int day, Cells cells) {
    long[] reviewsBefore = reviews.clone();
    long[] badBefore = bad.clone();
    cells.count(day, reviews, bad);
    if (day == lastDay + 1) {
      double fading = Math.pow(2, -1.0 / HALF_LIFE);
      for (int age = 1; age < AGES; age++) {
        atRisk[age] *= fading;
        counted[age] *= fading;
        double growth = reviews[age] / (double) reviewsBefore[age - 1];
        if (growth <= MOST_GROWTH && growth >= 1 / MOST_GROWTH) {
          atRisk[age] += badBefore[age - 1] * growth;
          counted[age] += bad[age];
        }
      }
    }
    lastDay = day;
  }

  /**
   * What the counts so far say.
   *
   * @param history days behind the baseline, at least 1
   */
  public Verification fit(int history) {
    double[] shares = new double[AGES];
    shares[0] = 1;
    for (int age = 1; age < AGES; age++) {
      double kept = atRisk[age] < FEWEST_BAD ? 1 : counted[age] / atRisk[age];
      shares[age] = Math.max(LEAST_SHARE, shares[age - 1] * kept);
    }
    return Verification.of(lastDay, shares, history);
  }
}
