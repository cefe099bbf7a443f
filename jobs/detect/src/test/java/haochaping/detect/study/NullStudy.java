package haochaping.detect.study;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.composition.Hall;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import haochaping.statistics.composition.DayOfTiles;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.scan.Position;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is told of cities in which nothing happens. Arguments: cities, years of each after the first
 * 400 days, the first seed, the share of bad reviews that are not adopted, and "scan" where
 * clusters are to be looked for, which takes three times as long; or "bursts" where compositions
 * and people are, and nothing else, in cities of a {@link Hall} whose reviews all stay. Writes a
 * table for {@code EVALUATION.md}.
 */
final class NullStudy {
  private static final int FIRST = (int) LocalDate.parse("2020-01-01").toEpochDay();
  private static final int BURN_IN = 400;
  private static final double YEARLY_BAD = 300;

  private static final double BURSTS = 365 / DayOfTiles.LEAST_RECURRENCE_DAYS;
  private static final int HALL_REVIEWS = 2000;

  /**
   * False alarms a year and level that are promised, by detector; of one with several names by the
   * first part of them.
   */
  private static final Map<String, Double> BUDGETS =
      Map.of(
          "cusum",
          1.0,
          "window",
          365 / Grade.ANALYSTS_DAYS,
          "scan",
          365 / Grade.ANALYSTS_DAYS,
          "too-good",
          4 * Grade.Q,
          "verdicts",
          365 / Grade.ANALYSTS_DAYS,
          "silence",
          365 / Grade.LEADERS_DAYS,
          "brushing",
          BURSTS,
          "malicious",
          BURSTS,
          "rule",
          BURSTS);

  /** What is counted of a finding. */
  private static final int TOLD = 0;

  private static final int LEADERS = 1;
  private static final int RETRACTED = 2;
  private static final int NOT_AT_CLOSE = 3;
  private static final int ELSE = 4;
  private static final int KINDS = 5;

  private NullStudy() {}

  public static void main(String[] arguments) {
    int cities = Integer.parseInt(arguments[0]);
    int years = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    double notAdopted = Double.parseDouble(arguments[3]);
    String what = arguments.length > 4 ? arguments[4] : "";
    TreeMap<String, int[]> told = new TreeMap<>();
    int[] done = new int[1];
    IntStream.range(0, cities)
        .parallel()
        .forEach(
            city -> {
              List<String> lines =
                  what.equals("bursts")
                      ? toldOfBursts(seed + city, years)
                      : told(seed + city, years, notAdopted, what.equals("scan"));
              synchronized (told) {
                done[0]++;
                lines.forEach(line -> count(told, line));
                print(told, done[0] * years);
              }
            });
  }

  private static void count(Map<String, int[]> told, String line) {
    int[] sums = told.computeIfAbsent(line.substring(2), ignored -> new int[KINDS]);
    sums[line.charAt(0) - '0']++;
  }

  private static void print(Map<String, int[]> told, int years) {
    System.out.println(
        "| detector, level | promised | told | + 2 MC errors | for leaders | withdrawn: retracted |"
            + " not at close | else |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    told.forEach(
        (which, counts) -> {
          // Nothing is promised of people in step, who have no p.
          double budget = BUDGETS.getOrDefault(which.split("[,_]")[0], Double.NaN);
          System.out.printf(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
              which,
              budget,
              (double) counts[TOLD] / years,
              budget + 2 * Math.sqrt(budget / years),
              (double) counts[LEADERS] / years,
              (double) counts[RETRACTED] / years,
              (double) counts[NOT_AT_CLOSE] / years,
              (double) counts[ELSE] / years);
        });
    System.out.printf("%d city-years%n", years);
  }

  private static int reason(Finding withdrawn) {
    String evidence = withdrawn.evidence();
    return evidence.contains("\"reason\":\"retracted\"")
        ? RETRACTED
        : evidence.contains("\"reason\":\"not_at_close\"") ? NOT_AT_CLOSE : ELSE;
  }

  /**
   * What one city was told: {@link #TOLD}, detector and level of each finding, or of each list
   * where lists are what is promised; once more if it was for leaders, and if it was withdrawn.
   */
  private static List<String> told(long seed, int years, double notAdopted, boolean scans) {
    long start = System.nanoTime();
    SimulatedCity city = new SimulatedCity(seed, YEARLY_BAD, notAdopted);
    SplittableRandom random = new SplittableRandom(~seed);
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < SimulatedCity.DISTRICTS; i++) {
      positions.add(new Position("X" + i, 117 + random.nextDouble(), 34.5 + random.nextDouble()));
    }
    Gazetteer gazetteer = new Gazetteer(positions, Map.of(), Map.of(), Map.of());
    Watches watches = new Watches(gazetteer, FIRST - 1, scans ? FIRST + BURN_IN : Watches.NEVER);
    for (int day = FIRST; day < FIRST + BURN_IN + 365 * years; day++) {
      city.day(day, List.of(), watches);
      watches.close(day);
      if ((day - FIRST - BURN_IN) % 365 == 0) {
        System.err.printf(
            "seed %d, day %d, %.0f s, %d findings%n",
            seed, day - FIRST, (System.nanoTime() - start) / 1e9, watches.first().size());
      }
    }
    return lines(watches.first(), watches.newest());
  }

  private static List<String> toldOfBursts(long seed, int years) {
    Hall hall =
        new Hall(seed, SimulatedCity.DEPARTMENTS, SimulatedCity.MATTERS, SimulatedCity.STAFF);
    CompositionWatch watch = new CompositionWatch();
    watch.startAfter(FIRST - 1);
    FirstAndNewest heard = new FirstAndNewest();
    for (int day = FIRST; day < FIRST + BURN_IN + 365 * years; day++) {
      hall.day(
          day,
          HALL_REVIEWS,
          image -> watch.apply(new ReviewChange(image.review().position(), 1, null, image)));
      watch.close(day, day, heard);
    }
    return lines(heard.first, heard.newest);
  }

  private static List<String> lines(Map<String, Finding> first, Map<String, Finding> newest) {
    List<String> told = new ArrayList<>();
    Set<String> lists = new HashSet<>();
    first.forEach(
        (id, finding) -> {
          Finding last = newest.get(id);
          boolean isRepeated =
              finding.detector().equals("too-good")
                  && !lists.add(finding.dimension() + finding.eventTime());
          if (CityClock.day(finding.eventTime()) < FIRST + BURN_IN
              || Watches.isMoved(last)
              || isRepeated) {
            return;
          }
          String which = finding.detector() + ", " + finding.dimension();
          told.add(TOLD + " " + which);
          if (last.recurrenceDays() != null && last.recurrenceDays() >= Grade.LEADERS_DAYS) {
            told.add(LEADERS + " " + which);
          }
          if (last.state() == Finding.State.WITHDRAWN) {
            told.add(reason(last) + " " + which);
          }
        });
    return told;
  }

  private static final class FirstAndNewest implements BurstAnnouncer {
    final Map<String, Finding> first = new LinkedHashMap<>();
    final Map<String, Finding> newest = new HashMap<>();

    @Override
    public void finding(Finding finding, List<FindingReview> reviews) {
      first.putIfAbsent(finding.id(), finding);
      newest.put(finding.id(), finding);
    }

    @Override
    public void figure(int day, String part, String key, double value) {}
  }
}
