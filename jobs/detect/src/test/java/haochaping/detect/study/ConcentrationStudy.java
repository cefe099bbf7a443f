package haochaping.detect.study;

import haochaping.core.CityClock;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.panes.Level;
import haochaping.detect.study.SimulatedCity.Rise;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.RunLength;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How often and how soon a target is found whose rate rises for 90 days. Every 120 days another
 * target of the same city is given another rise, so that one year before serves them all.
 * Arguments: cities, rises of each kind in a city, the first seed. Writes a table for {@code
 * EVALUATION.md}.
 */
final class ConcentrationStudy {
  private static final int FIRST = (int) LocalDate.parse("2020-01-01").toEpochDay();
  private static final int BURN_IN = 400;
  private static final double YEARLY_BAD = 300;
  private static final int LASTS = 90;
  private static final int EVERY = 120;

  /** Bad reviews of a level in a year that are adopted in the end. */
  private static final double YEARLY_ADOPTED = 0.65 * YEARLY_BAD;

  private static final double[] RELATIVE_RISKS = {2, 4, 8, 20};

  private ConcentrationStudy() {}

  /** What rises: a target of a level with so many bad reviews a year. */
  private record Kind(Level level, double yearly, double relativeRisk) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byYearly = Double.compare(yearly, other.yearly);
      return byYearly != 0 ? byYearly : Double.compare(relativeRisk, other.relativeRisk);
    }
  }

  /**
   * How it went.
   *
   * @param days until it was told, -1 where it was not
   * @param bad reviews of the target until then
   * @param related findings about others that share reviews with the target
   * @param others findings about none of them, by windows and by charts
   */
  private record Result(Kind kind, int days, int bad, int related, int windows, int charts) {}

  public static void main(String[] arguments) {
    int cities = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    TreeMap<Kind, List<Result>> results = new TreeMap<>();
    IntStream.range(0, cities)
        .parallel()
        .forEach(
            city ->
                run(
                    seed + city,
                    rounds,
                    some -> {
                      synchronized (results) {
                        for (Result one : some) {
                          results.computeIfAbsent(one.kind, k -> new ArrayList<>()).add(one);
                        }
                        print(results);
                      }
                    }));
  }

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (double relativeRisk : RELATIVE_RISKS) {
      kinds.add(new Kind(Level.STAFF, 0.1, relativeRisk));
      kinds.add(new Kind(Level.STAFF, 1, relativeRisk));
      kinds.add(new Kind(Level.DEPARTMENT, 10, relativeRisk));
    }
    return kinds;
  }

  private static void run(long seed, int rounds, Consumer<List<Result>> out) {
    SimulatedCity city = new SimulatedCity(seed, YEARLY_BAD, SimulatedCity.NOT_ADOPTED);
    Gazetteer nowhere = new Gazetteer(List.of(), Map.of(), Map.of(), Map.of());
    Watches watches = new Watches(nowhere, FIRST - 1, Watches.NEVER);
    int day = FIRST;
    for (; day < FIRST + BURN_IN; day++) {
      city.day(day, null, watches);
      watches.close(day);
    }
    List<String> used = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Result> results = new ArrayList<>();
      for (Kind kind : kinds()) {
        Rise rise = new Rise(kind.level, target(city, kind, used), kind.relativeRisk);
        int start = day;
        Set<String> before = new HashSet<>(watches.first().keySet());
        watches.countBad(rise.key());
        for (; day < start + LASTS; day++) {
          city.day(day, rise, watches);
          watches.close(day);
        }
        results.add(result(city, kind, rise, start, before, watches));
        for (; day < start + EVERY; day++) {
          city.day(day, null, watches);
          watches.close(day);
        }
      }
      out.accept(results);
    }
  }

  /** A target of about the size that has not risen for the longest time, or never. */
  private static String target(SimulatedCity city, Kind kind, List<String> used) {
    List<String> fit = new ArrayList<>();
    new TreeMap<>(city.yearlyBad(kind.level))
        .forEach(
            (key, yearly) -> {
              if (yearly > kind.yearly / 1.4 && yearly < kind.yearly * 1.4) {
                fit.add(key);
              }
            });
    List<String> never = fit.stream().filter(key -> !used.contains(key)).toList();
    String chosen =
        never.isEmpty()
            ? used.stream().filter(fit::contains).findFirst().orElseThrow()
            : never.get(city.random().nextInt(never.size()));
    used.remove(chosen);
    used.add(chosen);
    return chosen;
  }

  private static Result result(
      SimulatedCity city, Kind kind, Rise rise, int start, Set<String> before, Watches watches) {
    Set<String> relatives = new HashSet<>(city.relatives(kind.level, rise.key()));
    int days = -1;
    int bad = 0;
    int related = 0;
    int windows = 0;
    int charts = 0;
    for (Finding finding : watches.first().values()) {
      String detector = finding.detector();
      if (before.contains(finding.id())
          || !(detector.equals("cusum") || detector.equals("window"))
          || watches.isMoved(finding.id())) {
        continue;
      }
      String key = level(finding).key(finding.key());
      if (key.equals(rise.key())) {
        if (days < 0) {
          days = CityClock.day(finding.eventTime() - 1) - start;
          bad = watches.badWhenTold(finding.id());
        }
      } else if (relatives.contains(key)) {
        related++;
      } else if (detector.equals("window")) {
        windows++;
      } else {
        charts++;
      }
    }
    return new Result(kind, days, bad, related, windows, charts);
  }

  private static Level level(Finding finding) {
    for (Level level : Level.values()) {
      if (level.word().equals(finding.dimension())) {
        return level;
      }
    }
    throw new IllegalArgumentException("dimension = " + finding.dimension() + ": of no level");
  }

  private static void print(TreeMap<Kind, List<Result>> results) {
    System.out.println(
        "| target | bad a year | RR | rises | found in 90 d | days (median) | bad (mean) | ARL1 |"
            + " others by windows | of all by windows | others by charts |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    results.forEach(
        (kind, all) -> {
          RunLength runLength = RunLength.of(kind.level.oddsRatio(), 0);
          double arl1 = runLength.mean(runLength.threshold(YEARLY_ADOPTED), kind.relativeRisk);
          List<Result> found = all.stream().filter(one -> one.days >= 0).toList();
          int[] days = found.stream().mapToInt(Result::days).sorted().toArray();
          System.out.printf(
              Locale.ROOT,
              "| %s | %.1f | %.0f | %d | %.2f | %d | %.1f | %.1f | %.2f | %.2f | %.2f |%n",
              kind.level.word(),
              kind.yearly,
              kind.relativeRisk,
              all.size(),
              (double) found.size() / all.size(),
              days.length == 0 ? -1 : days[days.length / 2],
              found.stream().mapToInt(Result::bad).average().orElse(Double.NaN),
              arl1,
              all.stream().mapToInt(Result::windows).average().orElseThrow(),
              all.stream()
                  .mapToDouble(
                      one -> {
                        int told = one.windows + one.related + (one.days >= 0 ? 1 : 0);
                        return told == 0 ? 0 : (double) one.windows / told;
                      })
                  .average()
                  .orElseThrow(),
              all.stream().mapToInt(Result::charts).average().orElseThrow());
        });
    System.out.println();
  }
}
