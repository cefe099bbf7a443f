package haochaping.statistics.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import org.assertj.core.data.Percentage;

/** Reference values: {@code scipy.stats.nbinom.logpmf(0, size, size / (size + mean))}. */
class RhythmTest {
  private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  @Example
  void daysThatVaryLittleArePoisson() {
    assertThat(new Rhythm(8, 10, 2.05).logNone(1)).isCloseTo(-9.999950000278757, NINE_DIGITS);
  }

  @Example
  void daysThatVaryMuchProveLittle() {
    assertThat(new Rhythm(8, 14, 258.05).logNone(1)).isCloseTo(-2.34035166095463, NINE_DIGITS);
    // Half of the mean with the same size.
    assertThat(new Rhythm(8, 14, 258.05).logNone(.5)).isCloseTo(-1.8261059090363416, NINE_DIGITS);
    assertThat(new Rhythm(8, 14, 258.05).logNone(0)).isZero();
  }

  @Example
  void momentsOfDays() {
    // 3, 5, 10: mean 6, variance (9 + 1 + 16) / 2.
    Rhythm rhythm = Rhythm.of(3, 18, 134);
    assertThat(rhythm.mean()).isEqualTo(6);
    assertThat(rhythm.variance()).isCloseTo(13, NINE_DIGITS);
    assertThat(rhythm.isKnown()).isFalse();
    assertThat(Rhythm.of(4, 18, 134).isKnown()).isTrue();
    assertThat(Rhythm.of(1, 3, 9).variance()).isZero();
    assertThat(Rhythm.of(0, 0, 0).logNone(1)).isZero();
  }

  @Example
  void nothingIsExpectedWhereNothingEverCame() {
    assertThat(Rhythm.of(8, 0, 0).logNone(1)).isZero();
  }

  @Example
  void impossibleFiguresAreRefused() {
    assertThatThrownBy(() -> new Rhythm(8, -1, 0))
        .hasMessage("mean = -1.0: must be finite and at least 0");
    assertThatThrownBy(() -> new Rhythm(8, 1, 0).logNone(1.5))
        .hasMessage("share = 1.5: must be in [0, 1]");
  }
}
