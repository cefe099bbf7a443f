package haochaping.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void sharesPointsWithWhatTouchesIt() {
    Interval interval = new Interval(1, 2);
    assertThat(interval.overlaps(new Interval(2, 3))).isTrue();
    assertThat(interval.overlaps(new Interval(0, 1))).isTrue();
    assertThat(interval.overlaps(new Interval(0, 9))).isTrue();
    assertThat(interval.overlaps(new Interval(2.1, 3))).isFalse();
    assertThat(interval.overlaps(new Interval(0, 0.9))).isFalse();
    assertThat(interval.contains(1)).isTrue();
    assertThat(interval.contains(2)).isTrue();
    assertThat(interval.contains(2.1)).isFalse();
  }

  @Test
  void refusesEndsInTheWrongOrder() {
    CountDistributionTest.refused(
        () -> new Interval(2, 1), "upper = 1.0: must be at least lower = 2.0");
    CountDistributionTest.refused(
        () -> new Interval(Double.NaN, 1), "upper = 1.0: must be at least lower = NaN");
  }
}
