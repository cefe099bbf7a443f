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
   * The strength by pairs of reviews of one target: rho = (sum b (b - 1) / sum n (n - 1) - p²) / (p
   * (1 - p)) with p = sum b (n - 1) / sum n (n - 1), the Pearson pairwise estimator (Karlin,
   * Cameron and Williams 1981, PNAS 78; Ridout, Demétrio and Firth 1999, Biometrics 55). A target
   * with one review says nothing of how reviews of a target go together and has no part in it;
   * where most have one, they make rho by moments mere noise.
   *
   * @param bad sum b over the targets
   * @param reviews sum n, at least 0
   * @param badSquares sum b²
   * @param products sum b n
   * @param squares sum n²
   * @return {@link #strength()}; infinite where nothing varies or no target has two reviews
   */
  public static double strength(
      double bad, double reviews, double badSquares, double products, double squares) {
    double pairs = squares - reviews;
    double mean = pairs > 0 ? (products - bad) / pairs : 0;
    double rho = ((badSquares - bad) / pairs - mean * mean) / (mean * (1 - mean));
    return mean > 0 && rho > 0 ? Math.max(0, 1 / rho - 1) : Double.POSITIVE_INFINITY;
  }

  /** M = 1/rho - 1, the strength of the prior; infinite if there is no overdispersion. */
  public double strength() {
    return rho > 0 ? Math.max(0, 1 / rho - 1) : Double.POSITIVE_INFINITY;
  }
}
