package haochaping.detect.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

/** A city in which nothing happens, own risks estimated. Bigger: {@link FalseAlarms}. */
class FalseAlarmsTest {
  private static final int YEARS = 5;

  @Example
  void alertsAreAsRareAsTheySay() {
    FalseAlarms.Told told = FalseAlarms.in(new NullCity(20260302, 5, 8, 40, 300), YEARS);
    // One a hundred days; a window that stands out does so for some days, so findings are fewer
    // than days. Two Monte Carlo errors of as many independent findings.
    double budget = 365 / 100.0 * YEARS;
    assertThat(told.findings()).isBetween(1, (int) (budget + 2 * Math.sqrt(budget)));
    double leaders = YEARS;
    assertThat(told.leaders()).isLessThanOrEqualTo((int) (leaders + 2 * Math.sqrt(leaders)));
  }
}
