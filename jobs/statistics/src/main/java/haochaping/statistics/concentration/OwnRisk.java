package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import haochaping.statistics.NegativeBinomial;
import java.time.LocalDate;

/**
 * How a target fares in ordinary times, relative to what its mix lets one expect: Gamma(shape,
 * rate) after about a year, the last month left out so that a burst does not become its own
 * standard.
 *
 * @param shape A = nu + observed bad reviews, above 0
 * @param rate B = nu + expected bad reviews, above 0
 */
public record OwnRisk(double shape, double rate) {
  /** The first day that counts lies so many days before the day that is judged. */
  public static final int FIRST_DAY = 395;

  /** And the last day. */
  public static final int LAST_DAY = 31;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public OwnRisk {
    Argument.positive("shape", shape);
    Argument.positive("rate", rate);
  }

  /**
   * From a target's past.
   *
   * @param nu strength of the prior of its siblings, above 0
   * @param observed bad reviews on the days that count, at least 0
   * @param expected the sum of cell rates on the same days, at least 0
   * @throws IllegalArgumentException naming the argument and its value
   */
  public static OwnRisk of(double nu, long observed, double expected) {
    Argument.positive("nu", nu);
    Argument.atLeast("observed", observed, 0);
    Argument.notNegative("expected", expected);
    return new OwnRisk(nu + observed, nu + expected);
  }

  /** Whether a day's reviews count for the own risk on another day. */
  public static boolean covers(LocalDate past, LocalDate judged) {
    return !past.isBefore(judged.minusDays(FIRST_DAY)) && !past.isAfter(judged.minusDays(LAST_DAY));
  }

  /** The factor on the target's expectations, A/B. */
  public double factor() {
    return shape / rate;
  }

  /**
   * How many bad reviews are to be expected, uncertainty of the own risk included.
   *
   * @param expected the sum of cell rates over a window, at least 0
   * @return negative binomial with size A and mean A/B {@code expected}
   */
  public NegativeBinomial predicts(double expected) {
    Argument.notNegative("expected", expected);
    return new NegativeBinomial(shape, factor() * expected);
  }
}
