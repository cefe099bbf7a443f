package haochaping.statistics.oversight;

import haochaping.statistics.Argument;
import haochaping.statistics.composition.UsualVolume;
import java.util.List;

/**
 * How much a source sends on days of one kind.
 *
 * @param days that it rests on, at least 0
 * @param mean of their counts, at least 0
 * @param variance of their counts, at least 0; 0 for fewer than two days
 */
public record Rhythm(int days, double mean, double variance) {
  /** With fewer days there is no rhythm. */
  public static final int FEWEST_DAYS = 4;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public Rhythm {
    Argument.atLeast("days", days, 0);
    Argument.notNegative("mean", mean);
    Argument.notNegative("variance", variance);
  }

  /**
   * The rhythm of some days.
   *
   * @param sum of their counts
   * @param squares sum of the squares of their counts
   */
  public static Rhythm of(int days, long sum, long squares) {
    double mean = days == 0 ? 0 : (double) sum / days;
    double variance = days < 2 ? 0 : Math.max(0, (squares - sum * mean) / (days - 1));
    return new Rhythm(days, mean, variance);
  }

  public boolean isKnown() {
    return days >= FEWEST_DAYS;
  }

  /**
   * How firm the days of a source are, all kinds of days together: sum m² / sum (v - m), the size
   * of a negative binomial by moments, in [0.5, 1e6]. Eight days of one kind often vary less than
   * their kind does; a source taken for firmer than it is would be called silent too soon.
   */
  public static double size(List<Rhythm> ofKinds) {
    double squares = 0;
    double excess = 0;
    for (Rhythm rhythm : ofKinds) {
      squares += rhythm.mean * rhythm.mean;
      excess += rhythm.variance - rhythm.mean;
    }
    double mean = Math.sqrt(squares);
    return UsualVolume.ofMoments(mean, Math.max(0, mean + excess)).size();
  }

  /**
   * ln P(X = 0) of a day: negative binomial by moments, Poisson where the days vary no more than
   * chance lets them; 0 where nothing ever came on such days.
   *
   * @param share of its usual mean that the day lets one expect, in [0, 1]
   * @param firmest the largest size that the days are taken for, above 0
   */
  public double logNone(double share, double firmest) {
    Argument.probability("share", share);
    Argument.positive("firmest", firmest);
    if (mean == 0) {
      return 0;
    }
    double size = Math.min(firmest, UsualVolume.ofMoments(mean, variance).size());
    return -size * Math.log1p(share * mean / size);
  }
}
