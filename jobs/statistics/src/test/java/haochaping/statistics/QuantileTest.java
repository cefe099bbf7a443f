package haochaping.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {
  private static final Percentage ELEVEN_DIGITS = Percentage.withPercentage(1e-9);

  /** Roots of mpmath's betainc at 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "0.025, 0.5, 30.5, 1.6231861223464335e-5",
    "0.9, 1.3174197397, 5033.39617398, 0.0005628516693849969",
    "1e-12, 3, 1000000, 1.8172013288979101e-10",
    "0.5, 0.01, 0.02, 3.1055928275772389e-13",
    "0.975, 4, 3, 0.88188275124297476",
    "0.999999999, 2000, 8000, 0.22467333240017765",
    "0.3, 1500.5, 1e7, 0.00014797271047247015"
  })
  void betaIsTheRoot(double p, double a, double c, double x) {
    assertThat(Quantile.beta(p, a, c)).isCloseTo(x, ELEVEN_DIGITS);
    if (x > 1e-4) {
      assertThat(Quantile.beta(1 - p, c, a)).isCloseTo(1 - x, ELEVEN_DIGITS);
    }
  }

  /** SciPy 1.x: {@code special.gammaincinv}, {@code gammainccinv}. */
  @ParameterizedTest
  @CsvSource({
    "0.025, 0.5, 0.00049103455858762801",
    "0.975, 1, 3.6888794541139354",
    "1e-12, 3, 0.00018172031462637444",
    "0.5, 1e6, 999999.6666666864",
    "0.999999999, 40, 90.24007916120522",
    "0.025, 0.01, 3.5226859973137185e-161",
    "0.025, 7, 2.8143630515198654"
  })
  void gammaIsTheRoot(double p, double shape, double x) {
    assertThat(Quantile.gamma(p, shape)).isCloseTo(x, ELEVEN_DIGITS);
  }

  @Property(tries = 2000, seed = "20260301")
  void theTailOfTheQuantileIsTheProbability(
      @ForAll @DoubleRange(min = 1e-6, max = 0.999999) @Scale(9) double p,
      @ForAll @DoubleRange(min = 0.1, max = 1e5) @Scale(3) double a,
      @ForAll @DoubleRange(min = 0.1, max = 1e5) @Scale(3) double c) {
    double x = Quantile.beta(p, a, c);
    if (x < 0.99) {
      assertThat(RegularizedBeta.value(x, a, c)).isCloseTo(p, Percentage.withPercentage(1e-6));
    }
    assertThat(RegularizedGamma.P.value(a, Quantile.gamma(p, a)))
        .isCloseTo(p, Percentage.withPercentage(1e-6));
  }

  @Test
  void wrongArgumentsAreNamed() {
    CountDistributionTest.refused(() -> Quantile.beta(0, 1, 1), "p = 0.0: must be in (0, 1)");
    CountDistributionTest.refused(
        () -> Quantile.beta(0.5, -1, 1), "a = -1.0: must be finite and above 0");
    CountDistributionTest.refused(
        () -> Quantile.beta(0.5, 1, 0), "c = 0.0: must be finite and above 0");
    CountDistributionTest.refused(() -> Quantile.gamma(1, 1), "p = 1.0: must be in (0, 1)");
    CountDistributionTest.refused(
        () -> Quantile.gamma(0.1, 0), "shape = 0.0: must be finite and above 0");
  }
}
