package haochaping.measure.close;

import haochaping.statistics.Interval;
import haochaping.statistics.ranking.Benchmark;
import haochaping.statistics.ranking.BetaPosterior;
import haochaping.statistics.ranking.RawRate;
import haochaping.statistics.ranking.Standing;

/**
 * What a day's close says of one key, from its counts in the ranking window.
 *
 * @param reviews counted reviews without defaults
 * @param adopted of those, adopted ones
 * @param badAdopted of those, levels 1 and 2
 * @param expected bad reviews that the mix of matters of the adopted ones lets one expect
 * @param estimate of the rate
 * @param ratio of observed and expected, or null where nobody has a bad review
 * @param worst whether it is among the worst of its class
 * @param place among the ranked keys, or null where it has none
 * @param control distance and limits in the funnel, or null where too few bad ones are expected
 */
public record KeyRanking(
    String key,
    int reviews,
    int adopted,
    int badAdopted,
    double expected,
    Estimate estimate,
    Ratio ratio,
    Worst worst,
    Place place,
    Control control) {

  /**
   * The standardised ratio: 1 is as expected, 2 twice as many bad reviews.
   *
   * @param mean of the posterior
   * @param low lower end of its equal-tailed 95 % interval
   * @param high its upper end
   */
  public record Ratio(double mean, double low, double high) {}

  /**
   * Whether the rate is beyond the one that the worst share of the class exceeds.
   *
   * @param probability that it is, in [0, 1]
   * @param standing what may be said of the key
   */
  public record Worst(double probability, Standing standing) {
    static Worst of(RawRate rate, Fits fits, Benchmark benchmark) {
      BetaPosterior posterior = fits.rates().prior().posterior(rate);
      return new Worst(
          benchmark.probabilityWorse(posterior), benchmark.standing(posterior, rate.reviews()));
    }
  }

  /**
   * A place and how sure it is.
   *
   * @param rank from 1, the worst
   * @param low the rank that it may well have at worst, the 2.5 % point
   * @param high the rank that it may well have at best, the 97.5 % point
   */
  public record Place(int rank, int low, int high) {}

  /**
   * Where a key lies in the funnel of its class.
   *
   * @param distance of its rate from the center, in standard deviations of chance and ordinary
   *     variation
   * @param warning the 95 % limits at its number of reviews
   * @param action the 99.8 % limits there
   */
  public record Control(double distance, Interval warning, Interval action) {}
}
