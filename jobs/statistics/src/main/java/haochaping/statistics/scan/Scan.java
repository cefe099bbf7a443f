package haochaping.statistics.scan;

import haochaping.statistics.Argument;
import haochaping.statistics.Seeds;
import haochaping.statistics.scan.NullMaxima.Significance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * The space-time scan of a city's evening (Kulldorff 1997, Kulldorff 2001 for windows that end
 * today).
 *
 * @param statistic how zones are compared
 * @param leastBad bad reviews that a cluster needs, at least 1. At fewer than three the maxima of
 *     null cities have so heavy a tail that an extrapolated p is too small
 * @param replicates null cities, at least 2
 * @param secondaries clusters besides the first, at least 0
 */
public record Scan(Statistic statistic, int leastBad, int replicates, int secondaries) {
  /** The scan unless configured. */
  public static final Scan STANDARD = new Scan(Statistic.EXPECTATION_BASED, 3, 9999, 5);

  /**
   * @throws IllegalArgumentException if a number is below its least value
   */
  public Scan {
    Argument.atLeast("leastBad", leastBad, 1);
    Argument.atLeast("replicates", replicates, 2);
    Argument.atLeast("secondaries", secondaries, 0);
  }

  /**
   * The clusters of a city, the most striking first: the zone and window with the highest ratio,
   * then those that share no leaf with what is already there. All windows end today, so zones that
   * share a leaf share a leaf-day. Of equal ratios smaller neighbourhoods, wider parts, lower codes
   * and shorter windows go first.
   *
   * @param grid the city
   * @param seed of the replicates; the same seed gives the same result
   * @return at most 1 + secondaries; none if no zone has enough bad reviews and more than expected
   */
  public List<Cluster> clusters(ScanGrid grid, long seed) {
    Walk walk = new Walk(grid, statistic, leastBad);
    if (walk.over(grid.observed()) == 0) {
      return List.of();
    }
    return clusters(grid, walk, nullMaxima(grid, seed)::significance);
  }

  /**
   * The clusters of a city whose null maxima are known already.
   *
   * @param grid the city
   * @param significance what a ratio is worth
   * @return at most 1 + secondaries; none if no zone has enough bad reviews and more than expected
   */
  public List<Cluster> clusters(ScanGrid grid, DoubleFunction<Significance> significance) {
    Walk walk = new Walk(grid, statistic, leastBad);
    return walk.over(grid.observed()) == 0 ? List.of() : clusters(grid, walk, significance);
  }

  /** The highest ratio of a city, 0 if no zone has enough bad reviews and more than expected. */
  public double highest(ScanGrid grid) {
    return new Walk(grid, statistic, leastBad).over(grid.observed());
  }

  /**
   * The highest ratios of null cities.
   *
   * @param grid the city
   * @param seed of the replicates
   */
  public NullMaxima nullMaxima(ScanGrid grid, long seed) {
    Walk walk = new Walk(grid, statistic, leastBad);
    return NullMaxima.of(
        IntStream.range(0, replicates)
            .mapToDouble(r -> walk.over(grid.nullCity().draw(Seeds.replicate(seed, r))))
            .toArray());
  }

  private List<Cluster> clusters(
      ScanGrid grid, Walk walk, DoubleFunction<Significance> significance) {
    List<Integer> candidates =
        IntStream.range(0, grid.zones())
            .filter(zone -> walk.best(zone) > 0)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(walk::best).reversed())
            .toList();
    List<Cluster> clusters = new ArrayList<>();
    Set<Leaf> taken = new HashSet<>();
    for (int candidate : candidates) {
      if (clusters.size() == 1 + secondaries) {
        break;
      }
      Zone zone = grid.zone(candidate);
      if (taken.stream().anyMatch(zone::contains)) {
        continue;
      }
      List<Leaf> leaves = grid.leaves(zone);
      taken.addAll(leaves);
      clusters.add(
          new Cluster(
              zone,
              leaves,
              grid.today().minusDays(walk.bestAge(candidate)),
              grid.today(),
              walk.bestBad(candidate),
              walk.bestExpected(candidate),
              walk.best(candidate),
              significance.apply(walk.best(candidate))));
    }
    return clusters;
  }
}
