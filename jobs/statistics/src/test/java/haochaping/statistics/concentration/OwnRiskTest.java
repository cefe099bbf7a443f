package haochaping.statistics.concentration;

import static haochaping.statistics.concentration.Given.NINE_DIGITS;
import static haochaping.statistics.concentration.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.Poisson;
import java.time.LocalDate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OwnRiskTest {

  @Test
  void pastAndPriorAddUp() {
    OwnRisk risk = OwnRisk.of(2, 3, 2.5);
    assertThat(risk).isEqualTo(new OwnRisk(5, 4.5));
    assertThat(risk.factor()).isEqualTo(5 / 4.5);
    assertThat(risk.predicts(0.02)).isEqualTo(new NegativeBinomial(5, 5 / 4.5 * 0.02));
  }

  @Test
  void withoutAPastThePriorStandsAlone() {
    assertThat(OwnRisk.of(2.5, 0, 0).factor()).isEqualTo(1);
  }

  /** With a long past the prediction is the plain Poisson count. */
  @Test
  void knownRiskPredictsPoisson() {
    OwnRisk risk = OwnRisk.of(2, 1_000_000_000, 1e9);
    assertThat(risk.predicts(0.3).upperTail(3))
        .isCloseTo(new Poisson(0.3).upperTail(3), Percentage.withPercentage(1e-5));
  }

  @Test
  void theLastMonthAndWhatIsOverAYearAgoDoNotCount() {
    LocalDate judged = LocalDate.of(2026, 3, 1);
    assertThat(OwnRisk.covers(judged.minusDays(396), judged)).isFalse();
    assertThat(OwnRisk.covers(judged.minusDays(395), judged)).isTrue();
    assertThat(OwnRisk.covers(judged.minusDays(31), judged)).isTrue();
    assertThat(OwnRisk.covers(judged.minusDays(30), judged)).isFalse();
    assertThat(OwnRisk.covers(judged, judged)).isFalse();
  }

  @Test
  void windowTestsHaveFullMidAndLogarithmicP() {
    WindowTest test = WindowTest.of(new OwnRisk(5, 4.5), 0.02, 2);
    assertThat(test.p()).isCloseTo(2.90231964374e-4, NINE_DIGITS);
    assertThat(Math.exp(test.logP())).isCloseTo(2.90231964374e-4, NINE_DIGITS);
    assertThat(test.midP()).isCloseTo(test.p() - test.predicted().probability(2) / 2, NINE_DIGITS);
    WindowTest extreme = WindowTest.of(new OwnRisk(50, 50), 1e-6, 100);
    assertThat(extreme.p()).isZero();
    assertThat(extreme.logP()).isBetween(-1900.0, -1300.0);
    assertThat(WindowTest.DAYS).containsExactly(1, 7, 30);
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> OwnRisk.of(0, 1, 1), "nu = 0.0: must be finite and above 0");
    refused(() -> OwnRisk.of(1, -1, 1), "observed = -1: must be at least 0");
    refused(() -> OwnRisk.of(1, 1, -1), "expected = -1.0: must be finite and at least 0");
    refused(() -> new OwnRisk(0, 1), "shape = 0.0: must be finite and above 0");
    refused(() -> new OwnRisk(1, 0), "rate = 0.0: must be finite and above 0");
    refused(
        () -> new OwnRisk(1, 1).predicts(Double.NaN),
        "expected = NaN: must be finite and at least 0");
    refused(() -> WindowTest.of(new OwnRisk(1, 1), 1, -1), "bad = -1: must be at least 0");
  }
}
