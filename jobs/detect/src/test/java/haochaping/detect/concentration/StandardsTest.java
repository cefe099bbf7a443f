package haochaping.detect.concentration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.detect.baseline.Verification;
import haochaping.detect.panes.Level;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.Threshold;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandardsTest {
  private static final int D = Town.day("2026-03-02");

  @Test
  void thresholdsAreThoseOfTheSpecification() {
    Standards standards = new Standards(1);
    // 100 = 50 * 2 is a step of its own: detection.md B1.
    Threshold large = standards.threshold(Level.DEPARTMENT, 1.5e-4, 100);
    assertThat(large.runLength()).isCloseTo(100, within(1e-9));
    assertThat(large.cusum().oddsRatio()).isEqualTo(2);
    assertThat(large.cusum().threshold()).isCloseTo(3.3317, within(.002));
    Threshold small = standards.threshold(Level.STAFF, 1.5e-4, 100);
    assertThat(small.cusum().oddsRatio()).isEqualTo(4);
    assertThat(small.cusum().threshold()).isCloseTo(4.6724, within(.002));
  }

  @Test
  void thresholdStandsStillWithinAStepAndIsRoundedUp() {
    Standards standards = new Standards(1);
    Threshold some = standards.threshold(Level.STAFF, 1.5e-4, 290);
    assertThat(some.runLength()).isBetween(290.0, 290 * 1.06);
    assertThat(standards.threshold(Level.STAFF, 1.5e-4, 295)).isSameAs(some);
    // Two false alarms a year: half the run length.
    assertThat(new Standards(2).threshold(Level.STAFF, 1.5e-4, 580).runLength())
        .isEqualTo(some.runLength());
    // Never below 50 bad reviews.
    assertThat(standards.threshold(Level.STAFF, 1.5e-4, 3).runLength()).isEqualTo(50);
  }

  @Test
  void whereBadReviewsAreNotRareTheThresholdAllowsForIt() {
    Standards standards = new Standards(1);
    double rare = standards.threshold(Level.STAFF, .01, 100).cusum().threshold();
    double frequent = standards.threshold(Level.STAFF, .0612, 100).cusum().threshold();
    assertThat(frequent).isLessThan(rare).isGreaterThan(rare - 1);
    // Even where every review is bad there is one.
    assertThat(standards.threshold(Level.STAFF, 1, 3).cusum().threshold()).isPositive();
  }

  private static Target target(String key, int firstDay, int days, int reviews, int bad) {
    Target target = new Target(key);
    for (int day = firstDay; day < firstDay + days; day++) {
      target.panes.add(day, reviews, bad, Town.flat(D, .01).units("", day, 0) * reviews);
    }
    return target;
  }

  @Test
  void withoutAPastThePriorIsTheWeakest() {
    Target target = target(Level.STAFF.key("A/1"), D, 1, 10, 1);
    Map<Level, Standard> day =
        new Standards(1)
            .fit(
                D,
                .01,
                1,
                Verification.NONE,
                level -> level == Level.STAFF ? List.of(target) : List.of());
    assertThat(day.get(Level.STAFF).strength()).isEqualTo(.5);
    // One bad review on one day is 365 a year.
    assertThat(day.get(Level.STAFF).threshold().runLength()).isBetween(365.0, 365 * 1.06);
    assertThat(day.get(Level.DISTRICT).threshold().runLength()).isEqualTo(50);
  }

  @Test
  void whatVerificationTakesAwayRaisedAlarmsBefore() {
    Target target = new Target(Level.STAFF.key("A/1"));
    target.panes.add(D, 1000, 1, 1L << 48);
    target.panes.add(D - 40, 1000, 1, 1L << 48);
    target.panes.add(D - 100, 1000, 1, 1L << 48);
    // The first factor is 1/S: half of a year's bad reviews still count.
    Verification verification = Town.verification(D, 2, 1.25, .5);
    Map<Level, Standard> day =
        new Standards(1)
            .fit(
                D,
                1e-4,
                365,
                verification,
                level -> level == Level.STAFF ? List.of(target) : List.of());
    assertThat(day.get(Level.STAFF).verification()).isSameAs(verification);
    // 3 of 365 days that still count were 6: too few for any but the shortest run.
    assertThat(day.get(Level.STAFF).threshold().runLength()).isEqualTo(50);
    // From 40 and 100 days ago: 1 expected each, times 1.25 and .5.
    OwnRisk risk = target.ownRisk(D, 2, verification);
    assertThat(risk).isEqualTo(new OwnRisk(2 + 2, 2 + 1.25 + .5));
    // One bad review on one day, of which half a one counts in a year: 730 a year.
    Target fresh = new Target(Level.STAFF.key("A/2"));
    fresh.panes.add(D, 1000, 1, 1L << 48);
    assertThat(
            new Standards(1)
                .fit(
                    D,
                    1e-4,
                    1,
                    verification,
                    level -> level == Level.STAFF ? List.of(fresh) : List.of())
                .get(Level.STAFF)
                .threshold()
                .runLength())
        .isBetween(730.0, 730 * 1.06);
  }

  @Test
  void aLevelWithFewTargetsTakesThePriorAboveIt() {
    List<Target> departments =
        IntStream.range(0, 6)
            .mapToObj(i -> target(Level.DEPARTMENT.key("D" + i), D - 200, 100, 10 * (i + 1), i % 3))
            .toList();
    Target staff = target(Level.STAFF.key("A/1"), D - 200, 100, 10, 1);
    Map<Level, Standard> day =
        new Standards(1)
            .fit(
                D,
                .01,
                365,
                Verification.NONE,
                level ->
                    switch (level) {
                      case DEPARTMENT -> departments;
                      case STAFF -> List.of(staff);
                      case DISTRICT, MATTER -> List.of();
                    });
    assertThat(day.get(Level.DISTRICT).strength()).isEqualTo(Standards.NO_PAST.strength());
    assertThat(day.get(Level.DEPARTMENT).strength()).isPositive();
    assertThat(day.get(Level.STAFF).strength()).isEqualTo(day.get(Level.DEPARTMENT).strength());
  }
}
