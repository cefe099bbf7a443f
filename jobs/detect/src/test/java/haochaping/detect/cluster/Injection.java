package haochaping.detect.cluster;

import haochaping.detect.concentration.Tables;
import haochaping.platform.Finding;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.Neighbourhoods;
import haochaping.statistics.scan.Scan;
import haochaping.statistics.scan.Statistic;
import haochaping.statistics.scan.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One cluster in one city: a rate that rises in a zone on a day and stays, and when and where the
 * watch sees it.
 */
public final class Injection {
  private static final int BURN_IN = 430;
  private static final int DAYS = 40;

  /** A tenth of the replicates: the ratio that recurs in 100 days is the tenth highest of them. */
  private static final ScanSettings SETTINGS =
      new ScanSettings(new Scan(Statistic.EXPECTATION_BASED, 3, 999, 5));

  /** Days before the rise that have their own reviews: those that windows see. */
  private static final int RECENT = 40;

  /** Of earlier days so many are taken together: only their sums matter. */
  private static final int TOGETHER = 10;

  /** All districts of the city. */
  public static final int DISTRICTS = 7;

  private Injection() {}

  /**
   * How it went.
   *
   * @param foundOn day of the rise, from 1, at whose close the first alert about it is told; {@link
   *     Integer#MAX_VALUE} where none was in time
   * @param precision districts of the zone among those told; NaN where it was not found
   * @param recall districts told among those of the zone; NaN where it was not found
   * @param other alerts up to then that share nothing with the zone
   * @param daily bad reviews that the zone expects on an ordinary day
   * @param relativeRisk of the zone
   * @param cut the ratio that recurs in 100 days on the last day; NaN where it was not needed
   */
  public record Result(
      int foundOn,
      double precision,
      double recall,
      int other,
      double daily,
      double relativeRisk,
      double cut) {
    /** The day of the rise by which so many bad reviews more than usual are to be expected. */
    public int due(double excess) {
      return (int) Math.ceil(excess / (daily * (relativeRisk - 1)));
    }

    /** Whether an alert came in time. */
    public boolean isFound(double excess) {
      return foundOn <= due(excess) + IN_TIME;
    }
  }

  /** Days after the excess was to be expected within which a cluster is to be found. */
  public static final int IN_TIME = 3;

  private static final double SLOWEST = 30;

  /**
   * Injects a cluster into one city; null where none of its zones of the kind is large enough.
   *
   * @param districts how many neighbours the zone has, or {@link #DISTRICTS} for the city
   * @param part whether it is everything there, one department or one matter
   * @param relativeRisk of the zone
   * @param excess bad reviews more than usual that are to be expected until the last clock starts
   */
  public static Result of(
      long seed, int districts, Zone.Part part, double relativeRisk, double excess) {
    NullCity city = new NullCity(seed, DISTRICTS, 40, 300, 3000);
    int first = Boroughs.day("2020-01-01");
    int last = first + BURN_IN + DAYS;
    Tables tables = Boroughs.tables(first - 3, last, NullCity.RATE);
    // The year before is only to be known, not to be scanned.
    int start = first + BURN_IN;
    tables.judgesFrom(start - 1);
    ClusterWatch watch = new ClusterWatch(SETTINGS, city.gazetteer);
    watch.startAfter(first - 1);
    ScanHeard heard = new ScanHeard();
    Tables none = new Tables();
    List<Integer> zone = zone(city, districts, part, relativeRisk, excess);
    if (zone.isEmpty()) {
      return null;
    }
    Set<String> where = new HashSet<>();
    double daily = 0;
    Map<Integer, Double> factors = new HashMap<>();
    for (int leaf : zone) {
      where.add(city.district(leaf));
      daily += city.expected(leaf) * (relativeRisk - 1);
      factors.put(leaf, relativeRisk);
    }
    int due = start - 1 + (int) Math.ceil(excess / daily);
    for (int day = first; day <= due + IN_TIME; day++) {
      if (day >= start - RECENT) {
        city.day(day, day >= start ? factors : Map.of(), watch, tables);
      } else if ((day - first) % TOGETHER == 0) {
        city.days(day, TOGETHER, Map.of(), watch, tables);
      }
      watch.close(day, day < start - 1 ? none : tables, 0, heard);
      if (day < start) {
        continue;
      }
      for (Track track : watch.open()) {
        Sighting seen = track.strongest();
        boolean isAbout =
            zone.stream()
                .anyMatch(
                    leaf ->
                        seen.zone()
                            .contains(
                                new Leaf(
                                    city.district(leaf),
                                    city.department(leaf),
                                    city.matter(leaf))));
        if (isAbout && seen.last() >= start) {
          Set<String> told = new HashSet<>(seen.zone().districts());
          Set<String> both = new HashSet<>(told);
          both.retainAll(where);
          int other = 0;
          for (Finding finding : heard.newest().values()) {
            other += finding.id().equals(track.alert().id()) ? 0 : 1;
          }
          return new Result(
              day - start + 1,
              (double) both.size() / told.size(),
              (double) both.size() / where.size(),
              other,
              daily / (relativeRisk - 1),
              relativeRisk,
              cut(heard));
        }
      }
    }
    return new Result(
        Integer.MAX_VALUE,
        Double.NaN,
        Double.NaN,
        heard.newest().size(),
        daily / (relativeRisk - 1),
        relativeRisk,
        cut(heard));
  }

  private static double cut(ScanHeard heard) {
    double cut = Double.NaN;
    for (String figure : heard.figures) {
      if (figure.contains(" ratio_100 ")) {
        cut = Double.parseDouble(figure.substring(figure.lastIndexOf(' ') + 1));
      }
    }
    return cut;
  }

  /**
   * Leaves of a neighbourhood at random; of them one part at random, of those in which the excess
   * takes at most 30 days: a slower rise is gone from the windows before.
   */
  private static List<Integer> zone(
      NullCity city, int districts, Zone.Part part, double relativeRisk, double excess) {
    List<List<String>> sets =
        Neighbourhoods.ofPositions(city.positions, Neighbourhoods.NEAREST).sets().stream()
            .filter(set -> set.size() == districts)
            .toList();
    List<String> chosen = sets.get(city.random().nextInt(sets.size()));
    Map<String, List<Integer>> parts = new TreeMap<>();
    for (int leaf = 0; leaf < city.leaves(); leaf++) {
      if (chosen.contains(city.district(leaf))) {
        String name =
            switch (part) {
              case ALL -> "";
              case DEPARTMENT -> city.department(leaf);
              case MATTER -> city.matter(leaf);
            };
        parts.computeIfAbsent(name, ignored -> new ArrayList<>()).add(leaf);
      }
    }
    List<List<Integer>> fast = new ArrayList<>();
    for (List<Integer> leaves : parts.values()) {
      double daily = leaves.stream().mapToDouble(city::expected).sum() * (relativeRisk - 1);
      if (excess / daily <= SLOWEST) {
        fast.add(leaves);
      }
    }
    return fast.isEmpty() ? List.of() : fast.get(city.random().nextInt(fast.size()));
  }
}
