package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.NINE_DIGITS;
import static haochaping.statistics.ranking.Given.rates;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelTest {
  private static final List<RawRate> TEN =
      rates(
          new long[] {10, 16, 5, 31, 8, 6, 24, 19, 7, 3},
          new long[] {120000, 80000, 64000, 150000, 97000, 45000, 210000, 51000, 73000, 38000});

  @Test
  void goldenFunnel() {
    Funnel funnel = Funnel.of(TEN);
    assertThat(funnel.units()).isEqualTo(10);
    assertThat(funnel.naive(TEN.get(7))).isCloseTo(4.47359254654, NINE_DIGITS);
    assertThat(funnel.winsorLimits().lower()).isCloseTo(-1.50775049097, NINE_DIGITS);
    assertThat(funnel.winsorLimits().upper()).isCloseTo(2.44775955092, NINE_DIGITS);
    assertThat(funnel.phi()).isCloseTo(2.21803322281, NINE_DIGITS);
    assertThat(funnel.tauSquared()).isCloseTo(2.27009201237e-9, NINE_DIGITS);
    assertThat(funnel.distance(TEN.get(7))).isCloseTo(3.30428945813, NINE_DIGITS);
  }

  @Test
  void goldenExactLines() {
    assertThat(Funnel.exactLimit(50000, 1.5e-4, .025)).isCloseTo(4.24431340246e-5, NINE_DIGITS);
    assertThat(Funnel.exactLimit(50000, 1.5e-4, .975)).isCloseTo(2.56735119691e-4, NINE_DIGITS);
  }

  /** SciPy 1.x: binom.ppf and cdf in the same formula, negative lines set to 0. */
  @ParameterizedTest
  @CsvSource({
    "50000, 0.00015, 0.001, 2.1571692458724566e-06",
    "50000, 0.00015, 0.999, 0.00033639029327561576",
    "100, 0.001, 0.025, 0",
    "100, 0.001, 0.975, 0.007751796394027513",
    "100, 0.001, 0.999, 0.018106769293672314",
    "3000, 0.004, 0.001, 0.000759520945230478",
    "3000, 0.004, 0.025, 0.001730261631766537",
    "3000, 0.004, 0.975, 0.0062514110337802695",
    "3000, 0.004, 0.999, 0.007856094672292395"
  })
  void exactLinesAreThoseOfSciPy(long reviews, double center, double p, double limit) {
    assertThat(Funnel.exactLimit(reviews, center, p)).isCloseTo(limit, within(1e-9 * limit));
  }

  @Test
  void linesAllowForOrdinaryVariation() {
    Funnel funnel = Funnel.of(TEN);
    double p0 = funnel.center();
    assertThat(p0).isEqualTo(129 / 928000.0);
    Interval action = funnel.limits(Funnel.Line.ACTION, 51000);
    double deviation = Math.sqrt(p0 * (1 - p0) / 51000 + funnel.tauSquared());
    assertThat(action.upper()).isCloseTo(p0 + 3.09 * deviation, NINE_DIGITS);
    assertThat(action.lower()).isZero();
    // The eighth is at 3.30, outside the action line; its naive 4.47 overstates that.
    assertThat(action.contains(TEN.get(7).value())).isFalse();
    Interval warning = funnel.limits(Funnel.Line.WARNING, 10_000_000);
    assertThat(warning.upper())
        .isCloseTo(p0 + 1.96 * Math.sqrt(p0 * (1 - p0) / 1e7 + funnel.tauSquared()), NINE_DIGITS);
    assertThat(warning.lower()).isGreaterThan(0);
  }

  @Test
  void withoutVariationLinesAreExactForSmallAndNormalForLargeUnits() {
    Funnel funnel = Funnel.of(Given.ALIKE);
    assertThat(funnel.tauSquared()).isZero();
    double p0 = funnel.center();
    long small = (long) (24 / p0);
    assertThat(funnel.limits(Funnel.Line.WARNING, small))
        .isEqualTo(
            new Interval(Funnel.exactLimit(small, p0, .025), Funnel.exactLimit(small, p0, .975)));
    assertThat(funnel.limits(Funnel.Line.ACTION, small))
        .isEqualTo(
            new Interval(Funnel.exactLimit(small, p0, .001), Funnel.exactLimit(small, p0, .999)));
    long large = (long) (400 / p0);
    assertThat(funnel.limits(Funnel.Line.WARNING, large).upper())
        .isCloseTo(p0 + 1.96 * Math.sqrt(p0 * (1 - p0) / large), NINE_DIGITS);
  }

  @Test
  void smallUnitsDoNotJudgeTheVariation() {
    List<RawRate> units = new ArrayList<>(TEN);
    Funnel before = Funnel.of(units);
    units.add(new RawRate(0, 30));
    Funnel after = Funnel.of(units);
    assertThat(after.units()).isEqualTo(before.units());
    assertThat(after.phi()).isCloseTo(before.phi(), within(1e-2));
    Funnel none = Funnel.of(rates(new long[] {1, 0}, new long[] {900, 800}));
    assertThat(none.units()).isZero();
    assertThat(none.tauSquared()).isZero();
    assertThat(none.limits(Funnel.Line.WARNING, 900).lower()).isZero();
  }

  /** Units whose rates vary: few are outside, where lines without tau² would leave most outside. */
  @Test
  void fewLargeUnitsAreOutsideWhenAllVary() {
    Random random = new Random(3);
    List<RawRate> units = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long reviews = 2_000_000;
      double rate = 0.001 * Math.exp(0.3 * random.nextGaussian());
      units.add(new RawRate(Math.round(reviews * rate), reviews));
    }
    Funnel funnel = Funnel.of(units);
    long outside =
        units.stream()
            .filter(one -> !funnel.limits(Funnel.Line.ACTION, one.reviews()).contains(one.value()))
            .count();
    long naive = units.stream().filter(one -> Math.abs(funnel.naive(one)) > 3.09).count();
    assertThat(outside).isLessThan(10);
    assertThat(naive).isGreaterThan(150);
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> Funnel.of(List.of()), "pooled rate = NaN: must be in (0, 1)");
    refused(
        () -> Funnel.of(rates(new long[] {0}, new long[] {10})),
        "pooled rate = 0.0: must be in (0, 1)");
    refused(() -> Funnel.of(TEN).limits(Funnel.Line.ACTION, 0), "reviews = 0: must be at least 1");
  }
}
