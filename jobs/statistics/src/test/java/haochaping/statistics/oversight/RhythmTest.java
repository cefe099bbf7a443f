package haochaping.statistics.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import org.assertj.core.data.Percentage;

/** Reference values: {@code scipy.stats.nbinom.logpmf(0, size, size / (size + mean))}. */
class RhythmTest {
  private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  @Example
  void daysThatVaryLittleArePoisson() {
    assertThat(new Rhythm(8, 10, 2.05).logNone(1, 1e6)).isCloseTo(-9.999950000278757, NINE_DIGITS);
  }

  @Example
  void daysThatVaryMuchProveLittle() {
    assertThat(new Rhythm(8, 14, 258.05).logNone(1, 1e6)).isCloseTo(-2.34035166095463, NINE_DIGITS);
    // Half of the mean with the same size.
    assertThat(new Rhythm(8, 14, 258.05).logNone(.5, 1e6))
        .isCloseTo(-1.8261059090363416, NINE_DIGITS);
    assertThat(new Rhythm(8, 14, 258.05).logNone(0, 1e6)).isZero();
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
    assertThat(Rhythm.of(0, 0, 0).logNone(1, 1e6)).isZero();
  }

  @Example
  void nothingIsExpectedWhereNothingEverCame() {
    assertThat(Rhythm.of(8, 0, 0).logNone(1, 1e6)).isZero();
  }

  /** (10² + 2²) / ((40 - 10) + (6 - 2)) = 104 / 34. */
  @Example
  void firmnessIsThatOfAllKindsOfDays() {
    Rhythm many = new Rhythm(8, 10, 40);
    Rhythm few = new Rhythm(8, 2, 6);
    assertThat(Rhythm.size(List.of(many, few))).isCloseTo(104 / 34.0, NINE_DIGITS);
    assertThat(Rhythm.size(List.of(new Rhythm(8, 10, 2)))).isEqualTo(1e6);
    assertThat(Rhythm.size(List.of(new Rhythm(8, 1, 50)))).isEqualTo(.5);
    assertThat(Rhythm.size(List.of())).isEqualTo(1e6);
    // -104/34 ln(1 + 10 / (104/34)), as SciPy's nbinom.logpmf(0, 104/34, 104/34 / (104/34 + 10)).
    assertThat(new Rhythm(8, 10, 2.05).logNone(1, 104 / 34.0))
        .isCloseTo(-4.439679440654372, NINE_DIGITS);
  }

  @Example
  void impossibleFiguresAreRefused() {
    assertThatThrownBy(() -> new Rhythm(8, -1, 0))
        .hasMessage("mean = -1.0: must be finite and at least 0");
    assertThatThrownBy(() -> new Rhythm(8, 1, 0).logNone(1.5, 1e6))
        .hasMessage("share = 1.5: must be in [0, 1]");
  }
}
