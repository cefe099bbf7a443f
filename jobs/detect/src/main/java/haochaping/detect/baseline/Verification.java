package haochaping.detect.baseline;

import java.util.Arrays;

/**
 * A version of what verification does to bad reviews as they age. Of the fresh ones all still
 * count, of those behind a baseline many no longer do; so a rate of the baseline stands for more
 * bad reviews of today than of last month.
 *
 * <p>With s(a), the share of bad reviews that still count a days after their day, and S, its mean
 * over the days that baselines are fitted on, reviews of age a have s(a)/S times as many bad ones
 * as their baseline says.
 */
public final class Verification {
  /** Up to this age verification is followed, in days; older reviews are as those of this age. */
  public static final int LAST_AGE = 60;

  /** Where nothing is known of verification: all reviews are alike. */
  public static final Verification NONE = none();

  /** Two versions are told apart if a factor differs by more than this. */
  static final double NOTICEABLE = 0.01;

  private final int day;
  private final double[] factors;

  /**
   * A version as it was stored.
   *
   * @param day at whose close it was fitted, in days since the epoch
   * @param factors [age] s(age)/S, for ages 0 to {@link #LAST_AGE}; the first above 0
   */
  public Verification(int day, double[] factors) {
    this.day = day;
    this.factors = factors;
  }

  private static Verification none() {
    double[] ones = new double[LAST_AGE + 1];
    Arrays.fill(ones, 1);
    return new Verification(Integer.MIN_VALUE, ones);
  }

  /**
   * The version for a share by age.
   *
   * @param counted [age] s, for ages 0 to {@link #LAST_AGE}; s(0) = 1
   * @param history days behind the baseline, at least 1; as many reviews on each of them
   */
  static Verification of(int day, double[] counted, int history) {
    double sum = 0;
    for (int age = 0; age < history; age++) {
      sum += counted[Math.min(age, LAST_AGE)];
    }
    double mean = sum / history;
    return new Verification(day, Arrays.stream(counted).map(share -> share / mean).toArray());
  }

  public int day() {
    return day;
  }

  /** The factors on expectations by age; the last one holds from its age on. Not to be changed. */
  public double[] factors() {
    return factors;
  }

  /** The factor on what is expected of reviews some days after their day. */
  public double factor(int age) {
    return factors[Math.min(age, LAST_AGE)];
  }

  /** The factor on what is expected of reviews that verification is done with. */
  public double settled() {
    return factors[LAST_AGE];
  }

  /** Of bad reviews that counted at the close of their day, the share that counts in the end. */
  public double stillCounted() {
    return settled() / factors[0];
  }

  /** The mean share that counts, over the days of a baseline. */
  public double mean() {
    return 1 / factors[0];
  }

  /** Whether another version says something else. */
  public boolean differs(Verification other) {
    for (int age = 0; age < factors.length; age++) {
      if (Math.abs(factors[age] - other.factors[age]) > NOTICEABLE) {
        return true;
      }
    }
    return false;
  }
}
