package haochaping.statistics.concentration;

import static haochaping.statistics.concentration.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLengthTest {

  @ParameterizedTest
  @CsvSource({
    "2, 100, 3.3317, 13.48",
    "2, 300, 4.3510, 18.66",
    "2, 1000, 5.5181, 24.67",
    "4, 100, 4.6724, 6.57",
    "4, 300, 5.7437, 8.26",
    "4, 1000, 6.9366, 10.13",
    "8, 100, 5.5706, 4.44",
    "8, 300, 6.6377, 5.33",
    "8, 1000, 7.8191, 6.33"
  })
  void goldenThresholds(double oddsRatio, double inControl, double threshold, double outOfControl) {
    RunLength runLength = RunLength.of(oddsRatio, 1.5e-4);
    double h = runLength.threshold(inControl);
    assertThat(h).isCloseTo(threshold, within(.002));
    assertThat(runLength.mean(h, 1)).isCloseTo(inControl, within(1e-6 * inControl));
    // Two decimals are given.
    assertThat(runLength.mean(h, oddsRatio)).isCloseTo(outOfControl, within(.0051));
  }

  @Test
  void goldenRunLengths() {
    assertThat(RunLength.of(4, 0).mean(4, 1)).isCloseTo(50.935, Percentage.withPercentage(1e-2));
    assertThat(RunLength.of(2, 0).mean(3, 1)).isCloseTo(68.636, Percentage.withPercentage(1e-2));
  }

  @Test
  void cellsAreFineEnough() {
    for (double oddsRatio : new double[] {2, 4, 8}) {
      RareRunLength runLength = new RareRunLength(oddsRatio);
      for (double h : new double[] {2.5, 5, 9}) {
        assertThat(runLength.mean(h, 1, 800))
            .isCloseTo(runLength.mean(h, 1, 1600), Percentage.withPercentage(0.03));
      }
    }
  }

  /** Between ln OR and 2 ln OR every gap is short enough or not, and the mean is geometric. */
  @Test
  void lowThresholdsAreSignalledAtOnceOrAfterAGap() {
    RunLength runLength = RunLength.of(4, 0);
    double jump = Math.log(4);
    assertThat(runLength.mean(jump / 2, 1)).isEqualTo(1);
    double geometric = 1 + 1 / -Math.expm1(-jump / 3);
    assertThat(runLength.mean(jump, 1)).isCloseTo(geometric, within(1e-12));
    assertThat(runLength.mean(jump * (1 + 1e-9), 1)).isCloseTo(geometric, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 1", "4, 4, 1", "4, 4, 4", "8, 5.5, 1", "2, 4, 0.7", "3, 4, 2"})
  void rareRunsAreAsLongAsSimulated(double oddsRatio, double h, double ratio) {
    SplittableRandom random = new SplittableRandom(20260301);
    double jump = Math.log(oddsRatio);
    double[] lengths = new double[20_000];
    for (int run = 0; run < lengths.length; run++) {
      double sum = 0;
      while (sum <= h) {
        double gap = -Math.log(random.nextDouble()) / ratio;
        sum = Math.max(0, sum - (oddsRatio - 1) * gap) + jump;
        lengths[run]++;
      }
    }
    assertSimulated(RunLength.of(oddsRatio, 0).mean(h, ratio), lengths, 0);
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 0.05, 1", "4, 3, 0.02, 1", "4, 3, 0.1, 2", "2, 2, 0.3, 1", "8, 4, 0.05, 4"})
  void frequentRunsAreAsLongAsSimulated(double oddsRatio, double h, double p0, double ratio) {
    SplittableRandom random = new SplittableRandom(20260301);
    Cusum chart = new Cusum(oddsRatio, 100);
    double fall = chart.fall(1, p0);
    double[] lengths = new double[20_000];
    for (int run = 0; run < lengths.length; run++) {
      double sum = 0;
      while (sum <= h) {
        int bad = random.nextDouble() < ratio * p0 ? 1 : 0;
        sum = chart.step(sum, bad, fall);
        lengths[run] += bad;
      }
    }
    // 1 % for the grid's linear pieces.
    assertSimulated(RunLength.of(oddsRatio, p0).mean(h, ratio), lengths, 0.01);
  }

  /** Within four Monte Carlo errors and a share for discretisation. */
  private static void assertSimulated(double mean, double[] lengths, double share) {
    double sum = 0;
    double squares = 0;
    for (double length : lengths) {
      sum += length;
      squares += length * length;
    }
    double simulated = sum / lengths.length;
    double error = Math.sqrt((squares / lengths.length - simulated * simulated) / lengths.length);
    assertThat(mean).isCloseTo(simulated, within(4 * error + share * simulated));
  }

  @Test
  void frequentReviewsNearTheLimitOfRareOnes() {
    double rare = new RareRunLength(4).mean(4, 1);
    assertThat(new FrequentRunLength(4, 0.002).mean(4, 1))
        .isCloseTo(rare, Percentage.withPercentage(2));
    assertThat(RunLength.of(4, 0.01)).isInstanceOf(RareRunLength.class);
    assertThat(RunLength.of(4, 0.011)).isInstanceOf(FrequentRunLength.class);
  }

  @Test
  void thresholdsOfFrequentReviewsMeetTheirRunLength() {
    RunLength runLength = RunLength.of(2, 0.05);
    double h = runLength.threshold(200);
    assertThat(runLength.mean(h, 1)).isCloseTo(200, Percentage.withPercentage(1));
    assertThat(runLength.mean(h, 2)).isLessThan(40);
  }

  @Test
  void runsGrowWithTheThresholdAndShrinkWithTheRisk() {
    RunLength runLength = RunLength.of(3, 0);
    double last = 0;
    for (double h = 0.2; h < 8; h += 0.2) {
      double mean = runLength.mean(h, 1);
      assertThat(mean).isGreaterThanOrEqualTo(last);
      assertThat(runLength.mean(h, 1.5)).isLessThanOrEqualTo(mean);
      last = mean;
    }
  }

  @Test
  void budgetDecidesTheRunLength() {
    Threshold threshold = Threshold.of(RunLength.of(4, 0), 300, 1);
    assertThat(threshold.runLength()).isEqualTo(300);
    assertThat(threshold.cusum().oddsRatio()).isEqualTo(4);
    assertThat(threshold.cusum().threshold()).isCloseTo(5.7437, within(.002));
    assertThat(Threshold.of(RunLength.of(4, 0), 300, 3).runLength()).isEqualTo(100);
    assertThat(Threshold.of(RunLength.of(4, 0), 12, 1).runLength()).isEqualTo(50);
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> RunLength.of(1, 0.1), "oddsRatio = 1.0: must be finite and above 1.0");
    refused(() -> RunLength.of(2, 1), "p0 = 1.0: must be in [0, 1)");
    RunLength rare = RunLength.of(4, 0);
    refused(() -> rare.mean(0, 1), "threshold = 0.0: must be finite and above 0");
    refused(() -> rare.mean(1, -1), "ratio = -1.0: must be finite and above 0");
    refused(
        () -> rare.threshold(2),
        "mean = 2.0: must be above " + rare.mean(Math.log(4), 1) + " and at most 1.0E9");
    RunLength frequent = RunLength.of(4, 0.5);
    refused(() -> frequent.mean(3, 2), "ratio p0 = 1.0: must be in (0, 1)");
    refused(() -> Threshold.of(rare, -1, 1), "yearlyBad = -1.0: must be finite and at least 0");
    refused(() -> Threshold.of(rare, 1, 0), "falseAlarms = 0.0: must be finite and above 0");
  }
}
