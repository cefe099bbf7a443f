package haochaping.detect.concentration;

import haochaping.detect.baseline.Cells;
import haochaping.detect.baseline.Verification;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.Panes;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.RunLength;
import haochaping.statistics.concentration.Threshold;
import haochaping.statistics.concentration.WindowTest;
import haochaping.statistics.ranking.GammaPrior;
import haochaping.statistics.ranking.RateFit;
import haochaping.statistics.ranking.RatioFit;
import haochaping.statistics.ranking.StandardisedRatio;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Fits the standards of a day from the panes of all targets. */
final class Standards {
  /** Where no level has a past yet: the weakest prior that {@link RatioFit} allows. */
  static final GammaPrior NO_PAST = new GammaPrior(0.5);

  /** Run lengths are told apart by a twelfth of an octave, some 6 %. */
  private static final double RUN_LENGTHS = 12;

  private final double falseAlarms;

  /** Where most reviews are bad, a few more are no finding: such rates are judged as this one. */
  private static final double HIGHEST_RATE = 0.8;

  /** Thresholds that were solved before; solving takes from 15 ms to half a second. */
  private final Map<Chart, Threshold> solved = new HashMap<>();

  private record Chart(double oddsRatio, double p0, long runLength) {}

  /**
   * @param falseAlarms a year that each level may have, above 0
   */
  Standards(double falseAlarms) {
    this.falseAlarms = falseAlarms;
  }

  /**
   * The standards at the close of a day.
   *
   * @param overall rate of bad reviews in the city
   * @param history days that have any reviews behind them, this one included, at least 1
   * @param verification in force on this day
   * @param targets of a level, in the order of their codes
   */
  Map<Level, Standard> fit(
      int day,
      double overall,
      int history,
      Verification verification,
      Function<Level, List<Target>> targets) {
    Map<Level, Standard> standards = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      List<Target> siblings = targets.apply(level);
      double strength = strength(day, level, siblings, verification, standards);
      // As many as came: those that verification took away since may have raised alarms too.
      double yearlyBad = yearlyBad(day, history, siblings) / verification.mean();
      standards.put(
          level,
          new Standard(
              strength,
              threshold(level, overall, yearlyBad),
              Yardstick.of(tests(day, strength, siblings, verification)),
              verification));
    }
    return standards;
  }

  private static double strength(
      int day,
      Level level,
      List<Target> siblings,
      Verification verification,
      Map<Level, Standard> above) {
    List<StandardisedRatio> past = new ArrayList<>(siblings.size());
    for (Target target : siblings) {
      Panes.Sum sum =
          target.panes.sum(
              day - OwnRisk.FIRST_DAY, day - OwnRisk.LAST_DAY, day, verification.factors());
      if (sum.expected() > 0) {
        past.add(new StandardisedRatio(sum.bad(), sum.expected()));
      }
    }
    return past.size() < RateFit.FEWEST_SIBLINGS
        ? level.parent().map(parent -> above.get(parent).strength()).orElse(NO_PAST.strength())
        : RatioFit.of(past).prior().strength();
  }

  private static double yearlyBad(int day, int history, List<Target> siblings) {
    long bad = 0;
    for (Target target : siblings) {
      bad += target.panes.badBetween(day - Cells.DAYS + 1, day);
    }
    return bad * (double) Cells.DAYS / Math.min(Cells.DAYS, history);
  }

  /**
   * The threshold for a level's yearly bad reviews. The run length is rounded up to a step, so that
   * the threshold stands still while the level gets about as many, and with it every chart.
   */
  Threshold threshold(Level level, double overall, double yearlyBad) {
    double runLength = Math.max(Threshold.SHORTEST, yearlyBad / falseAlarms);
    long step =
        (long)
            Math.ceil(Math.log(runLength / Threshold.SHORTEST) / Math.log(2) * RUN_LENGTHS - 1e-9);
    // Where bad reviews are not rare, the rate matters; to two digits.
    double p0 = overall <= RunLength.RARE ? 0 : Math.ceil(overall * 100) / 100;
    return solved.computeIfAbsent(
        new Chart(level.oddsRatio(), Math.min(p0, HIGHEST_RATE), step),
        chart ->
            Threshold.of(
                RunLength.of(chart.oddsRatio(), chart.p0()),
                Threshold.SHORTEST * Math.pow(2, chart.runLength() / RUN_LENGTHS),
                1));
  }

  private static List<WindowTest> tests(
      int day, double strength, List<Target> siblings, Verification verification) {
    List<WindowTest> tests = new ArrayList<>();
    for (Target target : siblings) {
      OwnRisk risk = null;
      for (int days : WindowTest.DAYS) {
        Panes.Sum window = target.panes.sum(day - days + 1, day, day, verification.factors());
        if (window.expected() > 0) {
          if (risk == null) {
            risk = target.ownRisk(day, strength, verification);
          }
          tests.add(WindowTest.of(risk, window.expected(), window.bad()));
        }
      }
    }
    return tests;
  }
}
