package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ScorePosteriorTest {
  private static final BetaPosterior RATE = new BetaPosterior(3.5, 900);
  private static final ScorePosterior SCORE = new ScorePosterior(RATE, 0.002, 0.006, 40, 55);

  /** The moment by a fine sum over the rates. */
  private static double moment(int power) {
    int steps = 400_000;
    double sum = 0;
    double below = 0;
    for (int i = 1; i <= steps; i++) {
      double end = 0.03 * i / steps;
      double at = RegularizedBeta.value(end, RATE.a(), RATE.c());
      sum += (at - below) * Math.pow(SCORE.at(0.03 * (i - 0.5) / steps), power);
      below = at;
    }
    return sum + (1 - below) * Math.pow(SCORE.at(0.03), power);
  }

  @Test
  void momentsAreTheIntegrals() {
    double mean = moment(1);
    assertThat(SCORE.mean()).isCloseTo(mean, within(1e-6));
    assertThat(SCORE.variance()).isCloseTo(moment(2) - mean * mean, within(1e-5));
  }

  @Test
  void theLineEndsAtBothSides() {
    assertThat(SCORE.at(0)).isEqualTo(95);
    assertThat(SCORE.at(0.004)).isCloseTo(75, within(1e-12));
    assertThat(SCORE.at(0.5)).isEqualTo(55);
  }

  @Test
  void aHigherScoreIsALowerRate() {
    assertThat(SCORE.exceeds(54)).isEqualTo(1);
    assertThat(SCORE.exceeds(95)).isZero();
    assertThat(SCORE.exceeds(75)).isCloseTo(1 - RATE.exceeds(0.004), within(1e-12));
    assertThat(SCORE.interval().lower()).isEqualTo(SCORE.at(RATE.interval().upper()));
    assertThat(SCORE.interval().upper()).isEqualTo(SCORE.at(RATE.interval().lower()));
  }

  @Test
  void drawsHaveItsMean() {
    SplittableRandom random = new SplittableRandom(7);
    UniformRandomProvider provider = random::nextLong;
    var draws = SCORE.draws(provider);
    double sum = 0;
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      sum += draws.getAsDouble();
    }
    // Four standard errors.
    assertThat(sum / n).isCloseTo(SCORE.mean(), within(4 * Math.sqrt(SCORE.variance() / n)));
  }

  @Test
  void withoutAWeightItIsCertain() {
    ScorePosterior certain = new ScorePosterior(RATE, 0, 1, 0, 61);
    assertThat(certain.mean()).isEqualTo(61);
    assertThat(certain.variance()).isZero();
    assertThat(certain.exceeds(60)).isEqualTo(1);
    assertThat(certain.exceeds(61)).isZero();
  }

  @Test
  void aLineThatDoesNotFallIsRefused() {
    refused(
        () -> new ScorePosterior(RATE, 0.2, 0.2, 1, 0),
        "none - full = 0.0: must be finite and above 0");
  }
}
