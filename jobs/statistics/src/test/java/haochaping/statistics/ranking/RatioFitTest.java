package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.FIVE_DIGITS;
import static haochaping.statistics.ranking.Given.NINE_DIGITS;
import static haochaping.statistics.ranking.Given.ratios;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.Poisson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioFitTest {
  private static final List<StandardisedRatio> SIX =
      ratios(new long[] {7, 2, 0, 5, 1, 11}, new double[] {2.4, 3.1, 4, 4.2, .6, 9.5});

  @Example
  void goldenInterval() {
    StandardisedRatio ratio = new StandardisedRatio(7, 2.4);
    assertThat(ratio.interval().lower()).isCloseTo(1.17265127147, NINE_DIGITS);
    assertThat(ratio.interval().upper()).isCloseTo(6.00944806738, NINE_DIGITS);
  }

  @Example
  void goldenPosterior() {
    RatioFit fit = RatioFit.of(SIX);
    assertThat(fit.estimate().strength()).isCloseTo(2.338813, FIVE_DIGITS);
    GammaPosterior first = fit.estimate().posterior(SIX.get(0));
    assertThat(first.mean()).isCloseTo(1.970707, FIVE_DIGITS);
    assertThat(first.interval().lower()).isCloseTo(.916654, FIVE_DIGITS);
    assertThat(first.interval().upper()).isCloseTo(3.421306, FIVE_DIGITS);
  }

  /** The golden class itself does not pass the test (SciPy: LR 1.918766, p .0829964). */
  @Example
  void goldenClassIsNotShownToDiffer() {
    RatioFit fit = RatioFit.of(SIX);
    assertThat(fit.likelihoodRatio()).isCloseTo(1.9187663588701058, NINE_DIGITS);
    assertThat(fit.p()).isCloseTo(0.08299635999213922, NINE_DIGITS);
    assertThat(fit.noDifference()).isTrue();
    assertThat(fit.prior().strength()).isLessThan(fit.estimate().strength());
  }

  /** SciPy 1.x: bounded minimisation of nbinom.logpmf, brentq for the limit. */
  @Example
  void fitsAreThoseOfSciPy() {
    RatioFit nil =
        RatioFit.of(
            ratios(new long[] {3, 2, 5, 4, 1, 10}, new double[] {2.4, 3.1, 4, 4.2, 1.6, 9.5}));
    assertThat(nil.noDifference()).isTrue();
    assertThat(nil.likelihoodRatio()).isZero();
    assertThat(nil.prior().strength()).isCloseTo(5.871344916690535, NINE_DIGITS);
    RatioFit large =
        RatioFit.of(
            ratios(new long[] {300, 150, 420, 80, 260}, new double[] {200, 220, 300, 120, 310}));
    assertThat(large.noDifference()).isFalse();
    assertThat(large.prior().strength()).isCloseTo(8.601346320203882, FIVE_DIGITS);
    assertThat(large.likelihoodRatio()).isCloseTo(113.3219999626358, NINE_DIGITS);
    assertThat(large.p()).isCloseTo(9.171534566358035e-27, FIVE_DIGITS);
  }

  @ParameterizedTest
  @CsvSource({
    // SciPy 1.x: chi2.ppf(.025, 2 O)/2/E, chi2.isf(.025, 2 O + 2)/2/E
    "0,2.4,0.0,1.5370331058808069",
    "1,0.001,25.317807984289875,5571.643390938898",
    "7,2.4,1.1726512714666106,6.009448067375993",
    "250,300,0.7332266521031243,0.9432923501410537",
    "100000,99000,1.0038500269065123,1.016381259997413"
  })
  void intervalsAreThoseOfSciPy(long observed, double expected, double lower, double upper) {
    StandardisedRatio ratio = new StandardisedRatio(observed, expected);
    assertThat(ratio.interval().lower()).isCloseTo(lower, NINE_DIGITS);
    assertThat(ratio.interval().upper()).isCloseTo(upper, NINE_DIGITS);
  }

  @Example
  void intervalIsWhatThePoissonTestsDoNotReject() {
    for (long observed = 0; observed <= 60; observed++) {
      StandardisedRatio ratio = new StandardisedRatio(observed, 3);
      if (observed > 0) {
        assertThat(new Poisson(3 * ratio.interval().lower()).upperTail(observed))
            .isCloseTo(0.025, within(1e-13));
      }
      assertThat(new Poisson(3 * ratio.interval().upper()).lowerTail(observed))
          .isCloseTo(0.025, within(1e-13));
    }
  }

  @Property(tries = 100, seed = "20260301")
  void nothingIsLikelierThanTheEstimate(@ForAll Random random) {
    List<StandardisedRatio> siblings = new ArrayList<>();
    double spread = random.nextDouble();
    for (int i = 0; i < 5 + random.nextInt(30); i++) {
      double expected = 0.1 + 150 * random.nextDouble() * random.nextDouble();
      long observed =
          Math.round(expected * Math.exp(spread * random.nextGaussian()) * random.nextDouble() * 2);
      siblings.add(new StandardisedRatio(observed, expected));
    }
    RatioFit fit = RatioFit.of(siblings);
    double best = lead(siblings, fit.estimate().strength());
    assertThat(fit.likelihoodRatio()).isCloseTo(Math.max(0, 2 * best), within(1e-7));
    for (double nu = 0.5; nu <= 1e4; nu *= 1.02) {
      assertThat(lead(siblings, nu)).isLessThanOrEqualTo(best + 1e-7);
    }
    if (fit.noDifference() && fit.prior().strength() > 0.5) {
      assertThat(lead(siblings, fit.prior().strength()))
          .isCloseTo(-NilOverdispersion.FALL, within(1e-6));
    }
  }

  /** From the distributions themselves, which know nothing of the formula in the fit. */
  private static double lead(List<StandardisedRatio> siblings, double nu) {
    double sum = 0;
    for (StandardisedRatio one : siblings) {
      sum +=
          new NegativeBinomial(nu, one.expected()).logProbability(one.observed())
              - new Poisson(one.expected()).logProbability(one.observed());
    }
    return sum;
  }

  @Example
  void soManyReviewsThatTheBoundIsTooWeakLeaveTheBound() {
    RatioFit fit = RatioFit.of(Collections.nCopies(200, new StandardisedRatio(100_000, 1e5)));
    assertThat(fit.noDifference()).isTrue();
    assertThat(fit.prior().strength()).isEqualTo(1e4);
  }

  @Example
  void fewSiblingsTakeTheParentsFit() {
    RatioFit parent = RatioFit.of(SIX);
    List<StandardisedRatio> few = new ArrayList<>(SIX.subList(0, 4));
    few.add(new StandardisedRatio(0, 0));
    assertThat(RatioFit.of(few, parent)).isSameAs(parent);
    assertThat(RatioFit.of(SIX.subList(0, 5), parent)).isNotEqualTo(parent);
  }

  @Example
  void withoutABadReviewTheWeakestPriorOfTheRangeIsLimited() {
    RatioFit fit = RatioFit.of(ratios(new long[] {0, 0}, new double[] {0.1, 0.2}));
    assertThat(fit.noDifference()).isTrue();
    assertThat(fit.prior().strength()).isEqualTo(0.5);
  }

  @Example
  void gammaPosteriorMeetsItsDefinition() {
    GammaPosterior posterior = new GammaPrior(2).posterior(new StandardisedRatio(3, 1.5));
    assertThat(posterior.mean()).isCloseTo(5 / 3.5, NINE_DIGITS);
    assertThat(posterior.variance()).isCloseTo(5 / 3.5 / 3.5, NINE_DIGITS);
    // P(Gamma(5) > x) is P(Poisson(x) < 5).
    assertThat(posterior.exceeds(2)).isCloseTo(new Poisson(7).lowerTail(4), NINE_DIGITS);
    assertThat(posterior.exceeds(0)).isEqualTo(1);
    assertThat(new GammaPrior(2.338813).exceededBy(0.1))
        .isCloseTo(4.3864047845025365 / 2.338813, NINE_DIGITS);
  }

  @Example
  void wrongArgumentsAreNamed() {
    refused(() -> new StandardisedRatio(-1, 1), "observed = -1: must be at least 0");
    refused(
        () -> new StandardisedRatio(1, Double.NaN),
        "expected = NaN: must be finite and at least 0");
    refused(
        () -> new StandardisedRatio(1, 0).interval(), "expected = 0.0: must be finite and above 0");
    refused(() -> RatioFit.of(List.of()), "siblings with expectations = 0: must be at least 1");
    refused(() -> new GammaPrior(0), "strength = 0.0: must be finite and above 0");
    refused(() -> new GammaPrior(1).exceededBy(0), "share = 0.0: must be in (0, 1)");
    refused(() -> new GammaPosterior(0, 1), "shape = 0.0: must be finite and above 0");
    refused(() -> new GammaPosterior(1, -1), "rate = -1.0: must be finite and above 0");
  }
}
