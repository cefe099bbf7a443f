package haochaping.detect.cluster;

import haochaping.statistics.scan.Cluster;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.NullMaxima.Significance;
import haochaping.statistics.scan.Zone;
import java.time.LocalDate;
import java.util.List;

/**
 * A cluster as the scan of one day saw it, with all that evidence says of it.
 *
 * @param zone where
 * @param isCity whether the zone has all districts
 * @param first day of the window, since the epoch
 * @param last the day of the scan
 * @param reviews n, effective reviews of the zone in the window
 * @param bad C
 * @param expected E, above 0
 * @param ratio logarithm of the likelihood ratio, above 0
 * @param p of so high a ratio anywhere in a city without clusters, in (0, 1]
 * @param extrapolated whether p goes beyond the replicates
 * @param baseline the day at whose close the baseline of the last day was fitted
 * @param department the only department of the zone, or null where there are several
 * @param leaves how many leaves the zone has
 * @param top those with the most bad reviews
 * @param unplaced districts that day whose position is not known; an unknown district is empty
 * @param contrast which part stands out most; null unless the zone is the whole city
 */
public record Sighting(
    Zone zone,
    boolean isCity,
    int first,
    int last,
    long reviews,
    long bad,
    double expected,
    double ratio,
    double p,
    boolean extrapolated,
    int baseline,
    String department,
    int leaves,
    List<LeafCount> top,
    List<String> unplaced,
    Contrast contrast) {
  /** Once in more days than these is not told apart: 10,000 replicates say little beyond. */
  static final double LONGEST_RECURRENCE = 1e6;

  public Sighting {
    top = List.copyOf(top);
    unplaced = List.copyOf(unplaced);
  }

  /** A city without clusters shows as much once in so many days, at most 1e6. */
  double recurrenceDays() {
    return Math.min(LONGEST_RECURRENCE, 1 / p);
  }

  /** The zone in a code that people can read: {@code 370402+370403/department:D}. */
  String code() {
    return code(zone, isCity);
  }

  static String code(Zone zone, boolean isCity) {
    String where = isCity ? "*" : String.join("+", zone.districts());
    return switch (zone.part()) {
      case ALL -> where;
      case DEPARTMENT -> where + "/department:" + zone.code();
      case MATTER -> where + "/matter:" + zone.code();
    };
  }

  boolean exceeds(Sighting other) {
    return p < other.p || (p == other.p && ratio > other.ratio);
  }

  /** The same for comparisons from day to day. */
  Cluster cluster(List<Leaf> ofZone) {
    return new Cluster(
        zone,
        ofZone,
        LocalDate.ofEpochDay(first),
        LocalDate.ofEpochDay(last),
        bad,
        expected,
        ratio,
        new Significance(p, extrapolated));
  }
}
