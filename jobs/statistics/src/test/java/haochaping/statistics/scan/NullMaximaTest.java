package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.statistics.distribution.GumbelDistribution;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NullMaximaTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-9);
  private static final NullMaxima TEN = NullMaxima.of(2.1, 2.9, 3.4, 1.8, 2.6, 4, 3.1, 2.2, 2.7, 3);

  /** The specification's golden values (section C). */
  @Test
  void extrapolatesByTheMomentsOfTheSample() {
    GumbelDistribution gumbel = TEN.gumbel();
    assertThat(gumbel.getScale()).isCloseTo(.509030490542, DIGITS);
    assertThat(gumbel.getLocation()).isCloseTo(2.48617962695, DIGITS);
    assertThat(TEN.significance(6).p()).isCloseTo(.00100429572061, DIGITS);
    assertThat(TEN.significance(6).extrapolated()).isTrue();
    assertThat(TEN.significance(6).recurrenceDays()).isCloseTo(1 / .00100429572061, DIGITS);
  }

  @Test
  void countsReplicatesAsHigh() {
    for (double[] expected :
        new double[][] {{0, 11}, {1.8, 11}, {1.9, 10}, {2.6, 8}, {2.65, 7}, {3.9, 2}, {4, 2}}) {
      assertThat(TEN.significance(expected[0]).p()).isEqualTo(expected[1] / 11);
      assertThat(TEN.significance(expected[0]).extrapolated()).isFalse();
    }
  }

  @Test
  void orderOfReplicatesDoesNotMatter() {
    assertThat(NullMaxima.of(3, 2.7, 2.2, 3.1, 4, 2.6, 1.8, 3.4, 2.9, 2.1).significance(6))
        .isEqualTo(TEN.significance(6));
  }

  /** A scale of 0 has no distribution: all replicates without any candidate, say. */
  @Test
  void equalMaximaAreNotExtrapolated() {
    NullMaxima equal = NullMaxima.of(0, 0, 0);
    assertThat(equal.significance(5)).isEqualTo(new NullMaxima.Significance(.25, false));
    assertThatThrownBy(equal::gumbel)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("all 3 maxima are 0.0");
  }

  @Test
  void neverSaysThatChanceIsOutOfTheQuestion() {
    assertThat(TEN.significance(1e6).p()).isPositive();
    assertThat(TEN.significance(1e6).recurrenceDays()).isFinite();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> NullMaxima.of(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxima.length = 1: must be at least 2");
    assertThatThrownBy(() -> NullMaxima.of(1, -2))
        .hasMessage("maxima[1] = -2.0: must be finite and at least 0");
    assertThatThrownBy(() -> TEN.significance(Double.NaN))
        .hasMessage("ratio = NaN: must be finite and at least 0");
  }
}
