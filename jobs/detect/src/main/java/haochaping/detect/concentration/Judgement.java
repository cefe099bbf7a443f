package haochaping.detect.concentration;

import haochaping.core.CityClock;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.Panes;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.AlertState;
import haochaping.statistics.concentration.Cusum;
import haochaping.statistics.concentration.CusumState;
import haochaping.statistics.concentration.DayEvidence;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.WindowTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One day of one target: from where it stood to where it stands. */
final class Judgement {
  private static final int LONGEST_WINDOW = WindowTest.DAYS.get(WindowTest.DAYS.size() - 1);

  private Judgement() {}

  /**
   * The standing at the close of a day.
   *
   * @param before at the close of the day before
   * @param standard of the target's level on this day
   * @param baseline the day at whose close the baseline of this day was fitted
   */
  static Standing atClose(
      Standing before, Target target, int day, Standard standard, int baseline) {
    Panes panes = target.panes;
    if (!before.isOpen()
        && before.chart().sum() == 0
        && panes.badBetween(day - LONGEST_WINDOW + 1, day) == 0) {
      return before;
    }
    OwnRisk risk = target.ownRisk(day, standard.strength(), standard.verification());
    CusumState chart = chart(before.chart(), panes, day, risk, standard);
    WindowPeak window = window(panes, day, risk, standard);
    DayEvidence evidence = evidence(panes, day, chart, window, standard);
    Alert alert =
        Settings.LIFE
            .atClose(
                target.level.word(), target.code, Optional.ofNullable(before.alert()), evidence)
            .orElse(null);
    Strongest strongest =
        strongest(before, alert, target, day, risk, baseline, chart, window, standard);
    boolean closes = before.isOpen() && alert.state() == AlertState.CLOSED;
    return new Standing(closes ? CusumState.ZERO : chart, alert, strongest);
  }

  /**
   * The standing in the middle of a day by the chart alone: an alert may open or come back.
   *
   * @param before at the close of the day before
   * @param standard of the day before
   */
  static Standing duringDay(
      Standing before, Target target, int day, Standard standard, int baseline) {
    if (before.isOpen()) {
      return before;
    }
    OwnRisk risk = target.ownRisk(day, standard.strength(), standard.verification());
    CusumState chart = chart(before.chart(), target.panes, day, risk, standard);
    DayEvidence evidence = evidence(target.panes, day, chart, null, standard);
    Alert alert =
        Settings.LIFE
            .duringDay(
                target.level.word(), target.code, Optional.ofNullable(before.alert()), evidence)
            .orElse(null);
    return new Standing(
        chart, alert, strongest(before, alert, target, day, risk, baseline, chart, null, standard));
  }

  private static CusumState chart(
      CusumState before, Panes panes, int day, OwnRisk risk, Standard standard) {
    Cusum cusum = standard.threshold().cusum();
    Panes.Sum today = panes.sum(day, day, day, standard.verification().factors());
    double expected = risk.factor() * today.expected();
    return cusum.close(
        before,
        LocalDate.ofEpochDay(day),
        today.bad(),
        expected,
        cusum.fallOfPane(today.reviews(), expected));
  }

  /** The most surprising window that ends on a day and holds a bad review, or null. */
  private static WindowPeak window(Panes panes, int day, OwnRisk risk, Standard standard) {
    WindowPeak most = null;
    for (int days : WindowTest.DAYS) {
      Panes.Sum sum = panes.sum(day - days + 1, day, day, standard.verification().factors());
      if (sum.bad() > 0) {
        double p = WindowTest.of(risk, sum.expected(), sum.bad()).p();
        WindowPeak one =
            new WindowPeak(
                day,
                days,
                sum.bad(),
                risk,
                p,
                standard.windows().falseDiscoveries(p),
                standard.windows().recurrenceDays(p));
        if (one.exceeds(most)) {
          most = one;
        }
      }
    }
    return most;
  }

  private static DayEvidence evidence(
      Panes panes, int day, CusumState chart, WindowPeak window, Standard standard) {
    Cusum cusum = standard.threshold().cusum();
    boolean cusumCrosses = cusum.signals(chart.sum());
    boolean windowCrosses = window != null && window.crosses();
    int lastBad = panes.lastBad(day);
    return new DayEvidence(
        LocalDate.ofEpochDay(day),
        cusumCrosses,
        windowCrosses,
        Math.max(cusumCrosses ? chart.bad() : 0, windowCrosses ? window.bad() : 0),
        lastBad == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(lastBad),
        cusum.isCalm(chart.sum()));
  }

  private static Strongest strongest(
      Standing before,
      Alert alert,
      Target target,
      int day,
      OwnRisk risk,
      int baseline,
      CusumState chart,
      WindowPeak window,
      Standard standard) {
    if (alert == null || !alert.state().isOpen()) {
      return before.strongest();
    }
    ChartPeak peak =
        chart.changeDay() == null
            ? null
            : new ChartPeak(
                day,
                chart.sum(),
                standard.threshold().cusum().threshold(),
                standard.threshold().runLength(),
                (int) chart.changeDay().toEpochDay(),
                chart.bad(),
                chart.expected());
    if (before.alert() != null && before.alert().id().equals(alert.id())) {
      return before.strongest().with(peak, window);
    }
    BadReview trigger =
        alert.detector().equals(Alert.CUSUM) ? trigger(before, target, day, risk, standard) : null;
    return new Strongest(
        trigger == null ? CityClock.millis(CityClock.startHour(day + 1)) : trigger.time(),
        trigger == null ? null : trigger.id(),
        baseline,
        risk,
        Strongest.first(day, peak, window),
        peak,
        window);
  }

  /**
   * The review of a day that takes the chart across: the first, in the order of their times, with
   * which S is above h when all that the day's reviews take away is taken away first. So it does
   * not depend on the order in which they came.
   */
  private static BadReview trigger(
      Standing before, Target target, int day, OwnRisk risk, Standard standard) {
    Cusum cusum = standard.threshold().cusum();
    Panes.Sum today = target.panes.sum(day, day, day, standard.verification().factors());
    double fall = cusum.fallOfPane(today.reviews(), risk.factor() * today.expected());
    List<BadReview> reviews = target.bad.between(day, day);
    for (int i = 0; i < reviews.size(); i++) {
      if (cusum.signals(before.chart().sum() + (i + 1) * cusum.rise() - fall)) {
        return reviews.get(i);
      }
    }
    return reviews.isEmpty() ? null : reviews.get(reviews.size() - 1);
  }
}
