package haochaping.detect.study;

import haochaping.core.CityClock;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.panes.Level;
import haochaping.detect.study.SimulatedCity.Rise;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.RunLength;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How often and how soon a target is found whose rate rises for 90 days. Every 120 days three other
 * targets of the same city rise, so that one year before serves them all. Arguments: cities, rises
 * of each kind in a city, the first seed. Writes a table for {@code EVALUATION.md}.
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
   * @param windows findings by windows, charts by charts about targets that share no review with
   *     any that rose, in the same 90 days
   * @param toldByWindows all findings by windows in them
   */
  private record Result(Kind kind, int days, int bad, int windows, int charts, int toldByWindows) {}

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

  private static void run(long seed, int rounds, Consumer<List<Result>> out) {
    SimulatedCity city = new SimulatedCity(seed, YEARLY_BAD, SimulatedCity.NOT_ADOPTED);
    Gazetteer nowhere = new Gazetteer(List.of(), Map.of(), Map.of(), Map.of());
    Watches watches = new Watches(nowhere, FIRST - 1, Watches.NEVER);
    int day = FIRST;
    for (; day < FIRST + BURN_IN; day++) {
      city.day(day, List.of(), watches);
      watches.close(day);
    }
    List<String> used = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (double relativeRisk : RELATIVE_RISKS) {
        List<Kind> kinds =
            List.of(
                new Kind(Level.STAFF, 0.1, relativeRisk),
                new Kind(Level.STAFF, 1, relativeRisk),
                new Kind(Level.DEPARTMENT, 10, relativeRisk));
        List<Rise> rises = new ArrayList<>();
        for (Kind kind : kinds) {
          rises.add(new Rise(kind.level, target(city, kind, used), relativeRisk));
        }
        rises.forEach(rise -> watches.countBad(rise.key()));
        Set<String> before = new HashSet<>(watches.first().keySet());
        int start = day;
        for (; day < start + LASTS; day++) {
          city.day(day, rises, watches);
          watches.close(day);
        }
        out.accept(results(city, kinds, rises, start, before, watches));
        for (; day < start + EVERY; day++) {
          city.day(day, List.of(), watches);
          watches.close(day);
        }
      }
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

  private static List<Result> results(
      SimulatedCity city,
      List<Kind> kinds,
      List<Rise> rises,
      int start,
      Set<String> before,
      Watches watches) {
    Set<String> relatives = new HashSet<>();
    rises.forEach(rise -> relatives.addAll(city.relatives(rise.level(), rise.key())));
    Map<String, Finding> firstOf = new HashMap<>();
    int windows = 0;
    int charts = 0;
    int toldByWindows = 0;
    for (Finding finding : watches.first().values()) {
      boolean isWindow = finding.detector().equals("window");
      if (before.contains(finding.id())
          || !(isWindow || finding.detector().equals("cusum"))
          || Watches.isMoved(watches.newest().get(finding.id()))) {
        continue;
      }
      toldByWindows += isWindow ? 1 : 0;
      String key = Watches.key(finding);
      firstOf.putIfAbsent(key, finding);
      if (!relatives.contains(key)) {
        windows += isWindow ? 1 : 0;
        charts += isWindow ? 0 : 1;
      }
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Finding found = firstOf.get(rises.get(i).key());
      int days = found == null ? -1 : CityClock.day(found.eventTime() - 1) - start;
      int bad = found == null ? 0 : watches.badWhenTold(found.id());
      results.add(new Result(kinds.get(i), days, bad, windows, charts, toldByWindows));
    }
    return results;
  }

  private static void print(TreeMap<Kind, List<Result>> results) {
    System.out.println(
        "| target | bad a year | RR | bad to expect in 90 d | rises | found | days (median) |"
            + " bad (mean) | ARL1 |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    results.forEach(
        (kind, all) -> {
          RunLength runLength = RunLength.of(kind.level.oddsRatio(), 0);
          double arl1 = runLength.mean(runLength.threshold(YEARLY_ADOPTED), kind.relativeRisk);
          List<Result> found = all.stream().filter(one -> one.days >= 0).toList();
          int[] days = found.stream().mapToInt(Result::days).sorted().toArray();
          System.out.printf(
              Locale.ROOT,
              "| %s | %.1f | %.0f | %.1f | %d | %.2f | %d | %.1f | %.1f |%n",
              kind.level.word(),
              kind.yearly,
              kind.relativeRisk,
              kind.yearly * kind.relativeRisk * LASTS / 365,
              all.size(),
              (double) found.size() / all.size(),
              days.length == 0 ? -1 : days[days.length / 2],
              found.stream().mapToInt(Result::bad).average().orElse(Double.NaN),
              arl1);
        });
    // Three rises at a time have the same others: those of departments stand for all.
    for (double relativeRisk : RELATIVE_RISKS) {
      List<Result> all =
          results.getOrDefault(new Kind(Level.DEPARTMENT, 10, relativeRisk), List.of());
      int windows = all.stream().mapToInt(Result::windows).sum();
      int told = all.stream().mapToInt(Result::toldByWindows).sum();
      System.out.printf(
          Locale.ROOT,
          "RR %.0f: %d of %d findings by windows are about others, %.1f by charts each 90 days%n",
          relativeRisk,
          windows,
          told,
          all.stream().mapToInt(Result::charts).average().orElse(0));
    }
    System.out.println();
  }
}
