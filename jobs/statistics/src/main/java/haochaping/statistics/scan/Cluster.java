package haochaping.statistics.scan;

import haochaping.statistics.scan.NullMaxima.Significance;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A zone and window with more bad reviews than expected.
 *
 * @param zone where
 * @param leaves the zone's leaves, in their order
 * @param firstDay since when
 * @param lastDay the day of the scan
 * @param bad C, bad reviews observed
 * @param expected E, those expected as the statistic compares them: of {@link Statistic#KULLDORFF}
 *     scaled to the city's total
 * @param logLikelihoodRatio how much it stands out, above 0
 * @param significance against the maxima of cities without clusters; conservative for all clusters
 *     but the first
 */
public record Cluster(
    Zone zone,
    List<Leaf> leaves,
    LocalDate firstDay,
    LocalDate lastDay,
    long bad,
    double expected,
    double logLikelihoodRatio,
    Significance significance) {
  /** How alike the clusters of two days must be to be the same one. */
  public static final double SAME = 0.5;

  public Cluster {
    leaves = List.copyOf(leaves);
  }

  /** The window in days. */
  public long days() {
    return days(firstDay, lastDay);
  }

  private static long days(LocalDate first, LocalDate last) {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** How many times as many as expected, C/E. */
  public double relativeRisk() {
    return bad / expected;
  }

  /**
   * Jaccard index of the two sets of leaf-days: what both hold by what either holds, in [0, 1]. A
   * leaf-day is a leaf of the zone on a day of the window, whether or not it had reviews.
   */
  public double likeness(Cluster other) {
    Set<Leaf> common = new HashSet<>(leaves);
    common.retainAll(new HashSet<>(other.leaves));
    long commonDays =
        Math.max(
            0,
            days(
                Collections.max(List.of(firstDay, other.firstDay)),
                Collections.min(List.of(lastDay, other.lastDay))));
    long both = common.size() * commonDays;
    long either = leaves.size() * days() + other.leaves.size() * other.days() - both;
    return (double) both / either;
  }
}
