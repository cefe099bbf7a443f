package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Binomial;
import haochaping.statistics.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * Control lines of a funnel plot that allow for ordinary variation between units (Spiegelhalter
 * 2005, "Funnel plots for comparing institutional performance" and "Handling over-dispersion of
 * performance indicators").
 *
 * <p>Units with at least five expected bad reviews give z = (p - p0)/s, s² = p0 (1 - p0)/n,
 * winsorised at its 10 % and 90 % quantiles; phi is the mean of their squares. If phi is beyond
 * what chance gives, units vary around p0 with variance tau² and the lines are p0 ± z sqrt(s² +
 * tau²). Otherwise, and for units with fewer than 25 expected, the lines are interpolated binomial
 * quantiles. Lines without tau² are never drawn for large units that vary: nearly all would fall
 * outside.
 */
public final class Funnel {
  private static final double FEWEST_EXPECTED = 5;
  private static final double MANY_EXPECTED = 25;
  private static final double WINSORISED = 0.1;

  /** A pair of lines. */
  public enum Line {
    /** One unit in twenty is outside by chance. */
    WARNING(1.96, 0.025),
    /** One unit in five hundred is outside by chance. */
    ACTION(3.09, 0.001);

    private final double z;
    private final double tail;

    Line(double z, double tail) {
      this.z = z;
      this.tail = tail;
    }
  }

  private final double center;
  private final int units;
  private final Interval winsorLimits;
  private final double phi;
  private final double tauSquared;

  private Funnel(double center, int units, Interval winsorLimits, double phi, double tauSquared) {
    this.center = center;
    this.units = units;
    this.winsorLimits = winsorLimits;
    this.phi = phi;
    this.tauSquared = tauSquared;
  }

  /**
   * The funnel of a peer class.
   *
   * @param counted all units, from which p0 is pooled
   * @throws IllegalArgumentException unless there are both bad and other reviews
   */
  public static Funnel of(List<RawRate> counted) {
    double reviews = 0;
    double bad = 0;
    for (RawRate one : counted) {
      reviews += one.reviews();
      bad += one.bad();
    }
    double center = Argument.fraction("pooled rate", bad / reviews);
    double[] sizes =
        counted.stream()
            .filter(one -> one.reviews() * center >= FEWEST_EXPECTED)
            .mapToDouble(RawRate::reviews)
            .toArray();
    double[] z =
        counted.stream()
            .filter(one -> one.reviews() * center >= FEWEST_EXPECTED)
            .mapToDouble(
                one -> (one.value() - center) / deviation(center, (double) one.reviews(), 0))
            .toArray();
    int units = z.length;
    if (units == 0) {
      return new Funnel(center, 0, new Interval(0, 0), 0, 0);
    }
    Arrays.sort(z);
    Interval limits = new Interval(quantile(z, WINSORISED), quantile(z, 1 - WINSORISED));
    double squares = 0;
    for (double one : z) {
      double winsorised = Math.max(limits.lower(), Math.min(limits.upper(), one));
      squares += winsorised * winsorised;
    }
    double phi = squares / units;
    double tauSquared = 0;
    if (phi > 1 + 2 * Math.sqrt(2.0 / units)) {
      double sum = 0;
      double sumOfSquares = 0;
      for (double size : sizes) {
        double weight = 1 / deviation(center, size, 0);
        sum += weight * weight;
        sumOfSquares += weight * weight * weight * weight;
      }
      tauSquared = Math.max(0, (units * phi - (units - 1)) / (sum - sumOfSquares / sum));
    }
    return new Funnel(center, units, limits, phi, tauSquared);
  }

  private static double deviation(double center, double reviews, double tauSquared) {
    return Math.sqrt(center * (1 - center) / reviews + tauSquared);
  }

  /** Linear between order statistics: type 7 of Hyndman and Fan (1996). */
  private static double quantile(double[] sorted, double p) {
    double place = (sorted.length - 1) * p;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** p0, the pooled rate, in (0, 1). */
  public double center() {
    return center;
  }

  /** How many units were large enough to judge the variation by. */
  public int units() {
    return units;
  }

  /** Where their z was cut. */
  public Interval winsorLimits() {
    return winsorLimits;
  }

  /** The mean square of their winsorised z; 1 by chance alone. */
  public double phi() {
    return phi;
  }

  /** The variance of ordinary differences between units, at least 0. */
  public double tauSquared() {
    return tauSquared;
  }

  /** A unit's distance from p0 in standard deviations of chance alone, for comparison only. */
  public double naive(RawRate unit) {
    return (unit.value() - center) / deviation(center, (double) unit.reviews(), 0);
  }

  /** A unit's distance from p0 in standard deviations of chance and ordinary variation. */
  public double distance(RawRate unit) {
    return (unit.value() - center) / deviation(center, (double) unit.reviews(), tauSquared);
  }

  /**
   * The lines at a number of reviews, within [0, 1].
   *
   * @param reviews at least 1
   * @throws IllegalArgumentException if {@code reviews} is below 1
   */
  public Interval limits(Line line, long reviews) {
    Argument.atLeast("reviews", reviews, 1);
    if (tauSquared == 0 && reviews * center < MANY_EXPECTED) {
      return new Interval(exact(reviews, line.tail), exact(reviews, 1 - line.tail));
    }
    double distance = line.z * deviation(center, (double) reviews, tauSquared);
    return new Interval(Math.max(0, center - distance), Math.min(1, center + distance));
  }

  private double exact(long reviews, double p) {
    return exactLimit(reviews, center, p);
  }

  /**
   * The binomial quantile r at P, moved down by the part of its probability that is not needed: (r
   * - (F(r) - P)/(F(r) - F(r - 1)))/n, at least 0.
   */
  static double exactLimit(long reviews, double center, double p) {
    Binomial binomial = new Binomial(reviews, center);
    long below = -1;
    long quantile = reviews;
    while (quantile - below > 1) {
      long middle = (below + quantile) >>> 1;
      if (binomial.lowerTail(middle) >= p) {
        quantile = middle;
      } else {
        below = middle;
      }
    }
    double spare = (binomial.lowerTail(quantile) - p) / binomial.probability(quantile);
    return Math.max(0, (quantile - spare) / reviews);
  }
}
