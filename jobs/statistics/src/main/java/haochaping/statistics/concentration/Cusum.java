package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Risk-adjusted CUSUM of bad reviews (Steiner, Cook, Farewell and Treasure 2000): has a target's
 * rate risen and stayed?
 *
 * <p>S is the log likelihood ratio of "odds times OR" against "as before", cut at 0. A bad review
 * adds ln OR, every review takes log1p((OR - 1) p0) away. S is also cut at h + ln OR: a chart that
 * has signalled comes down again in time.
 *
 * <p>A day's reviews are one step. Until a signal that leaves S at or below where the chart of
 * single reviews has it at the same moment, because that chart may also be cut at 0 within the day:
 * panes give no false alarm that single reviews would not.
 *
 * @param oddsRatio OR, the rise that is looked for, above 1
 * @param threshold h, above 0
 */
public record Cusum(double oddsRatio, double threshold) {
  /** OR of districts and departments. */
  public static final double LARGE_UNITS = 2;

  /** OR of matters and staff. */
  public static final double SMALL_UNITS = 4;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public Cusum {
    Argument.above("oddsRatio", oddsRatio, 1);
    Argument.positive("threshold", threshold);
  }

  /** What a bad review adds. */
  public double rise() {
    return Math.log(oddsRatio);
  }

  /**
   * What reviews of one expected rate take away.
   *
   * @param reviews at least 0; negative for retractions
   * @param p0 own risk times cell rate, in [0, 1]
   */
  public double fall(long reviews, double p0) {
    Argument.probability("p0", p0);
    return reviews * Math.log1p((oddsRatio - 1) * p0);
  }

  /**
   * What a day's reviews take away when only their sum of rates is known: that of as many reviews
   * with the mean rate. The logarithm is concave, so this is a little more than the sum over the
   * reviews, by less than reviews (OR - 1)² variance(p0) / 2.
   *
   * @param reviews at least 1, or 0 with nothing expected
   * @param expected the sum of own risk times cell rate, in [0, reviews]
   * @throws IllegalArgumentException naming the argument and its value
   */
  public double fallOfPane(long reviews, double expected) {
    Argument.atLeast("reviews", reviews, 0);
    Argument.notNegative("expected", expected);
    return reviews == 0 ? 0 : fall(reviews, Math.min(1, expected / reviews));
  }

  /**
   * S after some reviews.
   *
   * @param sum S before them, at least 0
   * @param bad the bad among them, at least 0
   * @param fall what they all take away, at least 0
   * @return in [0, h + ln OR]
   */
  public double step(double sum, long bad, double fall) {
    return Math.min(threshold + rise(), Math.max(0, sum + bad * rise() - fall));
  }

  /** Whether S calls for an alert: above the threshold, not on it. */
  public boolean signals(double sum) {
    return sum > threshold;
  }

  /** Whether the chart has calmed down: below half the threshold. */
  public boolean isCalm(double sum) {
    return sum < threshold / 2;
  }

  /**
   * The state at the close of a day, from the state at the close of the day before. Within the day
   * the same with what has come so far; after a correction of a past day, again from there on.
   *
   * @param before the state at the last close; days without a review change nothing
   * @param day the day
   * @param bad its bad reviews, at least 0
   * @param expected its expected bad reviews by own risk, at least 0
   * @param fall what its reviews take away, at least 0
   * @throws IllegalArgumentException naming the argument and its value
   */
  public CusumState close(
      CusumState before, LocalDate day, long bad, double expected, double fall) {
    Objects.requireNonNull(day, "day");
    Argument.atLeast("bad", bad, 0);
    Argument.notNegative("expected", expected);
    Argument.notNegative("fall", fall);
    double sum = step(before.sum(), bad, fall);
    if (sum == 0) {
      return CusumState.ZERO;
    }
    return before.changeDay() == null
        ? new CusumState(sum, day, bad, expected)
        : new CusumState(sum, before.changeDay(), before.bad() + bad, before.expected() + expected);
  }
}
