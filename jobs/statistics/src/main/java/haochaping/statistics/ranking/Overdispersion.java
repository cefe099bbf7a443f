package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import java.util.List;

/**
 * Variation of rates beyond chance by the method of moments: quick, never fails, and a good start
 * for the likelihood.
 *
 * <p>With N reviews in all at the pooled rate p, S = sum n (b/n - p)² and A = sum(1 - n/N): rho =
 * (S - p (1 - p) A) / (p (1 - p) (sum n (1 - n/N) - A)) (Kleinman 1973).
 *
 * @param mean p, the pooled rate, in [0, 1]
 * @param rho correlation within a target; 0 or less if the rates vary no more than chance lets
 *     them; NaN if there is no variation to judge by
 */
public record Overdispersion(double mean, double rho) {
  /**
   * What a class of targets shows.
   *
   * @param counted targets; those without a review are left out
   * @throws IllegalArgumentException if no target has a review
   */
  public static Overdispersion of(List<RawRate> counted) {
    double reviews = 0;
    double bad = 0;
    for (RawRate one : counted) {
      reviews += one.reviews();
      bad += one.bad();
    }
    Argument.atLeast("reviews", (long) reviews, 1);
    double mean = bad / reviews;
    double squares = 0;
    double free = 0;
    double weights = 0;
    for (RawRate one : counted) {
      if (one.reviews() > 0) {
        double deviation = one.value() - mean;
        double rest = 1 - one.reviews() / reviews;
        squares += one.reviews() * deviation * deviation;
        free += rest;
        weights += one.reviews() * rest;
      }
    }
    double unit = mean * (1 - mean);
    return new Overdispersion(mean, (squares - unit * free) / (unit * (weights - free)));
  }

  /**
   * The same from sums over the targets with reviews.
   *
   * @param targets their number, at least 1
   * @param bad sum b
   * @param reviews sum n, at least 1
   * @param shares sum b²/n
   * @param squares sum n²
   * @return {@link #strength()}; infinite where nothing varies
   */
  public static double strength(
      long targets, double bad, double reviews, double shares, double squares) {
    double mean = bad / reviews;
    double unit = mean * (1 - mean);
    double free = targets - 1;
    double weights = reviews - squares / reviews;
    double rho = (shares - mean * bad - unit * free) / (unit * (weights - free));
    return rho > 0 ? Math.max(0, 1 / rho - 1) : Double.POSITIVE_INFINITY;
  }

  /** M = 1/rho - 1, the strength of the prior; infinite if there is no overdispersion. */
  public double strength() {
    return rho > 0 ? Math.max(0, 1 / rho - 1) : Double.POSITIVE_INFINITY;
  }
}
