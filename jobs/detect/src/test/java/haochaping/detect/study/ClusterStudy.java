package haochaping.detect.study;

import haochaping.detect.cluster.Injection;
import haochaping.detect.cluster.Injection.Result;
import haochaping.statistics.Interval;
import haochaping.statistics.ranking.RawRate;
import haochaping.statistics.scan.Zone;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * How soon and how well clusters are found: cities of 7 districts, 40 departments, 300 matters and
 * 250 bad reviews a month, in which the rate of a zone triples. Beside it stands the most that
 * could be: somebody who knows the zone, its first day and what it expects, and only has to reach
 * the ratio that recurs in 100 days. Arguments: cities of each kind, relative risk, bad reviews
 * more than usual until the clock starts, the first seed. Writes a table for {@code EVALUATION.md}.
 */
final class ClusterStudy {
  private static final int PATHS = 2000;

  private ClusterStudy() {}

  private record Kind(String name, int districts, Zone.Part part) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("a district, all", 1, Zone.Part.ALL),
          new Kind("2 districts, all", 2, Zone.Part.ALL),
          new Kind("3 districts, all", 3, Zone.Part.ALL),
          new Kind("city, a department", Injection.DISTRICTS, Zone.Part.DEPARTMENT),
          new Kind("a district, a department", 1, Zone.Part.DEPARTMENT),
          new Kind("2 districts, a department", 2, Zone.Part.DEPARTMENT),
          new Kind("3 districts, a department", 3, Zone.Part.DEPARTMENT),
          new Kind("city, a matter", Injection.DISTRICTS, Zone.Part.MATTER),
          new Kind("2 districts, a matter", 2, Zone.Part.MATTER),
          new Kind("3 districts, a matter", 3, Zone.Part.MATTER));

  public static void main(String[] arguments) {
    int cities = Integer.parseInt(arguments[0]);
    double relativeRisk = Double.parseDouble(arguments[1]);
    double[] excesses = {Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3])};
    long seed = Long.parseLong(arguments[4]);
    System.out.printf(
        Locale.ROOT,
        "RR %.1f, %d cities of each kind, within %d days of %.0f, %.0f bad reviews more%n",
        relativeRisk,
        cities,
        Injection.IN_TIME,
        excesses[0],
        excesses[1]);
    System.out.println(
        "| zone | cities | days to first | found | 95 % | could be | found by second | 95 % |"
            + " could be | precision | recall | other alerts | cut |");
    System.out.println(
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Kind kind : KINDS) {
      List<Result> results =
          LongStream.range(0, cities)
              .parallel()
              .mapToObj(
                  i -> Injection.of(seed + i, kind.districts, kind.part, relativeRisk, excesses[1]))
              .filter(result -> result != null)
              .toList();
      print(kind, results, excesses);
    }
  }

  private static void print(Kind kind, List<Result> results, double[] excesses) {
    if (results.isEmpty()) {
      System.out.printf("| %s | 0 |%n", kind.name);
      return;
    }
    List<Result> found = results.stream().filter(one -> one.isFound(excesses[1])).toList();
    double cut =
        results.stream()
            .mapToDouble(Result::cut)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    StringBuilder line = new StringBuilder();
    for (double excess : excesses) {
      int inTime = (int) results.stream().filter(one -> one.isFound(excess)).count();
      line.append(
          String.format(
              Locale.ROOT,
              "%.2f | %s | %.2f | ",
              (double) inTime / results.size(),
              interval(inTime, results.size()),
              results.stream()
                  .mapToDouble(one -> possible(one, excess, cut))
                  .average()
                  .orElseThrow()));
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %s%.2f | %.2f | %.2f | %.1f |%n",
        kind.name,
        results.size(),
        results.stream().mapToInt(one -> one.due(excesses[0])).average().orElseThrow(),
        line,
        found.stream().mapToDouble(Result::precision).average().orElse(Double.NaN),
        found.stream().mapToDouble(Result::recall).average().orElse(Double.NaN),
        results.stream().mapToInt(Result::other).average().orElseThrow(),
        cut);
  }

  private static String interval(int found, int of) {
    Interval interval = new RawRate(found, of).jeffreys();
    return String.format(Locale.ROOT, "%.2f to %.2f", interval.lower(), interval.upper());
  }

  /**
   * The chance of one who tests the right zone from its first day on with what it truly expects.
   */
  private static double possible(Result result, double excess, double cut) {
    SplittableRandom source = new SplittableRandom(20261128);
    UniformRandomProvider random = source::nextLong;
    var ofDay = PoissonSampler.of(random, result.daily() * result.relativeRisk());
    int reached = 0;
    for (int path = 0; path < PATHS; path++) {
      int bad = 0;
      for (int day = 1; day <= result.due(excess) + Injection.IN_TIME; day++) {
        bad += ofDay.sample();
        double expected = day * result.daily();
        if (bad >= 3 && bad > expected && bad * Math.log(bad / expected) - (bad - expected) > cut) {
          reached++;
          break;
        }
      }
    }
    return (double) reached / PATHS;
  }
}
