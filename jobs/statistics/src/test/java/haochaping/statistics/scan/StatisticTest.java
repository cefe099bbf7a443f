package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatisticTest {

  /** The specification's golden values (section C). */
  @Test
  void isWhatTheSpecificationSays() {
    Percentage digits = Percentage.withPercentage(1e-9);
    assertThat(Statistic.EXPECTATION_BASED.logLikelihoodRatio(5, .8, 11))
        .isCloseTo(4.96290731874, digits);
    assertThat(Statistic.EXPECTATION_BASED.logLikelihoodRatio(6, 1.2, 11))
        .isCloseTo(4.8566274746, digits);
    assertThat(Statistic.KULLDORFF.logLikelihoodRatio(6, 1.2 * 11 / 8.5, 11))
        .isCloseTo(4.92832509368, digits);
  }

  @ParameterizedTest
  @EnumSource
  void noMoreThanExpectedIsNothing(Statistic statistic) {
    assertThat(statistic.logLikelihoodRatio(0, 2, 10)).isZero();
    assertThat(statistic.logLikelihoodRatio(2, 2, 10)).isZero();
    assertThat(statistic.logLikelihoodRatio(3, 3.5, 10)).isZero();
  }

  @Test
  void allOfTheCityInTheZoneLeavesNoRest() {
    assertThat(Statistic.KULLDORFF.logLikelihoodRatio(7, 2, 7))
        .isCloseTo(7 * Math.log(3.5), within(1e-12));
  }

  /**
   * What the walk over events rests on: more bad reviews stand out more, more expected ones less.
   */
  @ParameterizedTest
  @EnumSource
  void growsWithTheCountAndFallsWithTheExpectation(Statistic statistic) {
    for (int total = 1; total <= 30; total++) {
      for (int bad = 1; bad <= total; bad++) {
        for (double expected = .05; expected < total; expected += .35) {
          double ratio = statistic.logLikelihoodRatio(bad, expected, total);
          assertThat(ratio).isGreaterThanOrEqualTo(0);
          if (bad > expected + 1e-6) {
            assertThat(statistic.logLikelihoodRatio(bad, expected * .9, total))
                .isGreaterThan(ratio);
            assertThat(statistic.logLikelihoodRatio(bad - 1, expected, total)).isLessThan(ratio);
          }
        }
      }
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> Statistic.KULLDORFF.logLikelihoodRatio(-1, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad = -1: must be at least 0");
    assertThatThrownBy(() -> Statistic.KULLDORFF.logLikelihoodRatio(1, 0, 3))
        .hasMessage("expected = 0.0: must be finite and above 0");
    assertThatThrownBy(() -> Statistic.KULLDORFF.logLikelihoodRatio(4, 1, 3))
        .hasMessage("total = 3: must be at least 4");
  }
}
