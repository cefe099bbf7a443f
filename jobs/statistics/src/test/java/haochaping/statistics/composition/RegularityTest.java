package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.composition.Evidence.Standing;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegularityTest {
  private final Regularity regularity = new Regularity(1);

  /**
   * Golden values of the specification: the 1 % point, within .0005. p at .0005 below and above
   * must enclose .01.
   */
  @ParameterizedTest
  @CsvSource({"10, .1209", "20, .0676"})
  void isWhatTheSpecificationSays(int gaps, double point) {
    assertThat(regularity.lowerTail(gaps, point - .0005)).isLessThan(.01);
    assertThat(regularity.lowerTail(gaps, point + .0005)).isGreaterThan(.01);
  }

  /**
   * Two gaps: G = u² + (1 - u)² with u uniform, so P(G ≤ g) = sqrt(2 g - 1). 4 standard errors of
   * 99,999 draws.
   */
  @ParameterizedTest
  @ValueSource(doubles = {.5001, .505, .55, .7, .9})
  void ofTwoGapsIsKnown(double g) {
    double p = Math.sqrt(2 * g - 1);
    assertThat(regularity.lowerTail(2, g))
        .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 99_999)));
  }

  @Test
  void lowerTailRunsFromOneDrawToOne() {
    assertThat(regularity.lowerTail(7, 1 / 7. - 1e-9)).isEqualTo(1e-5);
    assertThat(regularity.lowerTail(7, 1)).isEqualTo(1);
  }

  @Test
  void greenwoodIsTheSumOfSquaredShares() {
    assertThat(Regularity.greenwood(3, 3, 3, 3)).isEqualTo(.25);
    assertThat(Regularity.greenwood(1, 2, 3)).isCloseTo(14 / 36., within(1e-15));
    assertThat(Regularity.greenwood(0, 5)).isEqualTo(1);
  }

  @Test
  void sameSeedGivesTheSame() {
    assertThat(new Regularity(1).lowerTail(9, .15)).isEqualTo(regularity.lowerTail(9, .15));
    assertThat(new Regularity(2).lowerTail(9, .15)).isNotEqualTo(regularity.lowerTail(9, .15));
  }

  @Test
  void stepsOfAMachineAreStriking() {
    Evidence evidence = regularity.evidence(0, 60, 121, 180, 240, 301, 360);
    assertThat(evidence.standing()).isEqualTo(Standing.TESTED);
    assertThat(evidence.p()).isCloseTo(1e-5, within(1e-9));
    assertThat(regularity.evidence(301, 0, 240, 360, 60, 180, 121)).isEqualTo(evidence);
  }

  @Test
  void pausesAreNoSteps() {
    Evidence evidence = regularity.evidence(0, 60, 120, 180, 10_000, 10_060, 10_120, 10_180);
    assertThat(evidence).isEqualTo(regularity.evidence(0, 60, 120, 180, 240, 300, 360));
    assertThat(regularity.evidence(0, 60, 120, 180, 240, 3840).standing())
        .isEqualTo(Standing.TESTED);
    assertThat(regularity.evidence(0, 60, 120, 180, 240, 3841).standing())
        .isEqualTo(Standing.DROPPED);
    // Five steps of almost an hour cannot but be alike.
    assertThat(regularity.evidence(0, 3500, 7000, 10_500, 14_000, 17_500).standing())
        .isEqualTo(Standing.DROPPED);
  }

  @Test
  void fewGapsAndReviewsAtOneMomentSayNothing() {
    assertThat(regularity.evidence(0, 60, 120, 180, 240).standing()).isEqualTo(Standing.DROPPED);
    assertThat(regularity.evidence(0, 60, 120, 180, 240, 300).standing())
        .isEqualTo(Standing.TESTED);
    assertThat(regularity.evidence(7, 7, 7, 7, 7, 7, 7).standing()).isEqualTo(Standing.DROPPED);
    assertThat(regularity.evidence().standing()).isEqualTo(Standing.DROPPED);
  }

  @Test
  void ofManyGapsTheLastCount() {
    long[] times = new long[200];
    for (int i = 1; i < 200; i++) {
      times[i] = times[i - 1] + (i < 200 - 64 ? 1 + 37L * i % 100 : 60);
    }
    assertThat(regularity.evidence(times).p()).isCloseTo(1e-5, within(1e-12));
  }

  /**
   * Reviews at random moments, with one, three and thirty an hour: p is uniform whatever the rate,
   * though of gaps only those up to an hour count. 2000 tiles, within 3.5 standard errors; where
   * too few draws are left the component is dropped. Without leaving draws out, 25 % of tiles of 20
   * gaps at one an hour would be at or below .01.
   */
  @ParameterizedTest
  @CsvSource({"1, 40", "3, 40", "30, 40", "1, 20", ".3, 30"})
  void randomMomentsAreNotRegular(double hourly, int reviews) {
    Random random = new Random(3);
    int[] below = new int[3];
    double[] limits = {.01, .1, .5};
    int tested = 0;
    for (int tile = 0; tile < 2000; tile++) {
      long[] times = new long[reviews];
      for (int i = 1; i < reviews; i++) {
        times[i] = times[i - 1] - Math.round(3600 / hourly * Math.log(1 - random.nextDouble()));
      }
      Evidence evidence = regularity.evidence(times);
      if (evidence.standing() == Standing.TESTED) {
        tested++;
        for (int k = 0; k < 3; k++) {
          below[k] += evidence.p() <= limits[k] ? 1 : 0;
        }
      }
    }
    assertThat(tested).isGreaterThan(1000);
    for (int k = 0; k < 3; k++) {
      double error = Math.sqrt(limits[k] * (1 - limits[k]) / tested);
      assertThat((double) below[k] / tested)
          .as("share of p <= %s", limits[k])
          .isCloseTo(limits[k], within(3.5 * error));
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> regularity.lowerTail(65, .1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gaps = 65: must be in [2, 64]");
    assertThatThrownBy(() -> Regularity.greenwood(1, -1))
        .hasMessage("gaps = -1.0: must be finite and at least 0");
    assertThatThrownBy(() -> Regularity.greenwood(0, 0))
        .hasMessage("sum of gaps = 0.0: must be finite and above 0");
  }
}
