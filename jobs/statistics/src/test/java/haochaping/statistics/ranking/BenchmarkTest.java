package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.ALIKE;
import static haochaping.statistics.ranking.Given.EIGHT;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BenchmarkTest {

  @Test
  void limitIsWhatOneSiblingInTenExceeds() {
    RateFit fit = RateFit.of(EIGHT);
    Benchmark benchmark = Benchmark.of(fit, Benchmark.FEWEST_OF_STAFF);
    assertThat(new BetaPosterior(fit.prior().a(), fit.prior().c()).exceeds(benchmark.limit()))
        .isCloseTo(0.10, Given.NINE_DIGITS);
  }

  @Test
  void standingNeedsReviewsThenDifferencesThenCertainty() {
    RateFit fit = RateFit.of(EIGHT);
    Benchmark benchmark = Benchmark.of(fit, 30);
    BetaPosterior many = fit.prior().posterior(new RawRate(12, 2000));
    assertThat(benchmark.probabilityWorse(many)).isGreaterThan(0.95);
    assertThat(benchmark.standing(many, 2000)).isEqualTo(Standing.WORSE);
    assertThat(benchmark.standing(many, 29)).isEqualTo(Standing.TOO_FEW_REVIEWS);
    assertThat(benchmark.standing(fit.prior().posterior(EIGHT.get(7)), 22000))
        .isEqualTo(Standing.NOT_WORSE);
    RateFit nil = RateFit.of(ALIKE);
    assertThat(Benchmark.of(nil, 30).standing(nil.prior().posterior(new RawRate(900, 1000)), 1000))
        .isEqualTo(Standing.NO_DIFFERENCE);
  }

  @Test
  void certaintyIsReachedAtItsValue() {
    GammaPosterior posterior = new GammaPosterior(4, 2);
    double p = posterior.exceeds(1);
    assertThat(new Benchmark(1, false, p, 0).standing(posterior, 0)).isEqualTo(Standing.WORSE);
    assertThat(new Benchmark(1, false, Math.nextUp(p), 0).standing(posterior, 0))
        .isEqualTo(Standing.NOT_WORSE);
  }

  @Test
  void moreBadReviewsAreNeverBetter() {
    BetaPrior rates = RateFit.of(EIGHT).prior();
    GammaPrior ratios = new GammaPrior(2.3);
    double rateLimit = rates.exceededBy(Benchmark.SHARE);
    double ratioLimit = ratios.exceededBy(Benchmark.SHARE);
    for (int bad = 0; bad < 60; bad++) {
      RawRate counted = new RawRate(bad, 5000);
      Posterior less = rates.posterior(counted);
      Posterior more = rates.posterior(new RawRate(bad + 1, 5000));
      assertMoves(less, more, rateLimit);
      assertThat(less.mean())
          .isBetween(
              Math.min(counted.value(), rates.mean()), Math.max(counted.value(), rates.mean()));
      assertMoves(
          ratios.posterior(new StandardisedRatio(bad, 3)),
          ratios.posterior(new StandardisedRatio(bad + 1, 3)),
          ratioLimit);
    }
  }

  private static void assertMoves(Posterior less, Posterior more, double limit) {
    assertThat(more.mean()).isGreaterThan(less.mean());
    assertThat(more.interval().lower()).isGreaterThan(less.interval().lower());
    assertThat(more.interval().upper()).isGreaterThan(less.interval().upper());
    // Near 1 the last bit is free.
    assertThat(more.exceeds(limit)).isGreaterThanOrEqualTo(less.exceeds(limit) - 1e-15);
    assertThat(less.interval().contains(less.mean())).isTrue();
  }

  @Test
  void manyReviewsSpeakForThemselves() {
    BetaPrior prior = new BetaPrior(2e-4, 5000);
    BetaPosterior posterior = prior.posterior(new RawRate(10_000, 10_000_000));
    assertThat(posterior.mean()).isCloseTo(1e-3, Percentage.withPercentage(0.05));
    assertThat(prior.posterior(new RawRate(0, 0)))
        .isEqualTo(new BetaPosterior(prior.a(), prior.c()));
  }

  @Test
  void ratiosHaveALineToo() {
    RatioFit fit =
        RatioFit.of(
            Given.ratios(
                new long[] {300, 150, 420, 80, 260}, new double[] {200, 220, 300, 120, 310}));
    Benchmark benchmark = Benchmark.of(fit, Benchmark.FEWEST_OF_DEPARTMENT);
    assertThat(benchmark.noDifference()).isFalse();
    assertThat(
            new GammaPosterior(fit.prior().strength(), fit.prior().strength())
                .exceeds(benchmark.limit()))
        .isCloseTo(0.10, Given.NINE_DIGITS);
    assertThat(benchmark.fewestReviews()).isEqualTo(100);
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> new Benchmark(-1, false, 0.9, 0), "limit = -1.0: must be finite and at least 0");
    refused(() -> new Benchmark(1, false, 1, 0), "certainty = 1.0: must be in (0, 1)");
    refused(() -> new Benchmark(1, false, 0.9, -1), "fewestReviews = -1: must be at least 0");
  }
}
