package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.ALIKE;
import static haochaping.statistics.ranking.Given.EIGHT;
import static haochaping.statistics.ranking.Given.FIVE_DIGITS;
import static haochaping.statistics.ranking.Given.NINE_DIGITS;
import static haochaping.statistics.ranking.Given.rates;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.numbers.gamma.LogBeta;
import org.assertj.core.data.Percentage;

class RateFitTest {
  private static final Percentage FOUR_DIGITS = Percentage.withPercentage(1e-2);

  @Example
  void goldenMoments() {
    Overdispersion moments = Overdispersion.of(EIGHT);
    assertThat(moments.rho()).isCloseTo(.00026671699851, NINE_DIGITS);
    assertThat(moments.strength()).isCloseTo(3748.29234202, NINE_DIGITS);
    Overdispersion nil = Overdispersion.of(ALIKE);
    assertThat(nil.rho()).isCloseTo(-1.36086645e-5, Percentage.withPercentage(1e-6));
    assertThat(nil.strength()).isInfinite();
  }

  @Example
  void goldenLikelihood() {
    RateFit fit = RateFit.of(EIGHT);
    assertThat(fit.noDifference()).isFalse();
    assertThat(fit.prior()).isEqualTo(fit.estimate());
    assertThat(fit.prior().mean()).isCloseTo(.000261667266, FIVE_DIGITS);
    assertThat(fit.prior().strength()).isCloseTo(5034.7136, FIVE_DIGITS);
    assertThat(fit.logLikelihood()).isCloseTo(-335.600196753, NINE_DIGITS);
    assertThat(fit.p()).isCloseTo(.000483666, Percentage.withPercentage(1e-4));
  }

  @Example
  void goldenPosteriors() {
    double a = 1.3174197397;
    double c = 5033.39617398;
    BetaPrior prior = new BetaPrior(a / (a + c), a + c);
    assertThat(prior.a()).isCloseTo(a, NINE_DIGITS);
    double limit = prior.exceededBy(Benchmark.SHARE);
    assertThat(limit).isCloseTo(.000562851669, NINE_DIGITS);
    BetaPosterior eighth = prior.posterior(EIGHT.get(7));
    assertThat(eighth.mean()).isCloseTo(.000492604432206, NINE_DIGITS);
    assertThat(eighth.interval().lower()).isCloseTo(.000264628434, NINE_DIGITS);
    assertThat(eighth.interval().upper()).isCloseTo(.000790193293, NINE_DIGITS);
    assertThat(eighth.exceeds(limit)).isCloseTo(.278241607, Percentage.withPercentage(2e-7));
    BetaPosterior seventh = prior.posterior(EIGHT.get(6));
    assertThat(seventh.mean()).isCloseTo(.000426410647, Percentage.withPercentage(2e-7));
    assertThat(seventh.exceeds(limit)).isCloseTo(.255027596, Percentage.withPercentage(2e-7));
  }

  @Example
  void goldenNilOverdispersion() {
    RateFit fit = RateFit.of(ALIKE);
    assertThat(fit.noDifference()).isTrue();
    assertThat(fit.prior().strength()).isCloseTo(80387.6, FOUR_DIGITS);
    assertThat(fit.likelihoodRatio()).isZero();
    assertThat(fit.p()).isEqualTo(0.5);
    // Well inside the four digits, from SciPy's brentq on the profile.
    assertThat(fit.prior().strength()).isCloseTo(80387.6459, Percentage.withPercentage(1e-5));
    assertThat(fit.prior().mean()).isCloseTo(.00011017687, FIVE_DIGITS);
  }

  /** SciPy 1.x: bounded and bracketed minimisation of the same likelihood, nested. */
  @Example
  void fitsAreThoseOfSciPy() {
    RateFit strong =
        RateFit.of(
            rates(new long[] {1, 40, 3, 25, 60, 2}, new long[] {100, 100, 100, 100, 100, 100}));
    assertThat(strong.noDifference()).isFalse();
    assertThat(strong.prior().strength()).isCloseTo(2.654113672213733, FIVE_DIGITS);
    assertThat(strong.prior().mean()).isCloseTo(0.2112933243255727, FIVE_DIGITS);
    assertThat(strong.logLikelihood()).isCloseTo(-232.47955446572982, NINE_DIGITS);
    assertThat(strong.likelihoodRatio()).isCloseTo(164.78938184660427, NINE_DIGITS);
    assertThat(strong.p()).isCloseTo(5.084979775603901e-38, FIVE_DIGITS);

    // Batting averages of Efron and Morris (1975): a maximum inside the range, but weak.
    long[] hits = {18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7};
    long[] atBats = new long[hits.length];
    Arrays.fill(atBats, 45);
    RateFit weak = RateFit.of(rates(hits, atBats));
    assertThat(weak.noDifference()).isTrue();
    assertThat(weak.estimate().strength()).isCloseTo(793.2283, FOUR_DIGITS);
    assertThat(weak.p()).isCloseTo(0.43346738605352697, FIVE_DIGITS);
    assertThat(weak.prior().strength()).isCloseTo(48.22831900723973, FIVE_DIGITS);
    assertThat(weak.prior().mean()).isCloseTo(0.2676421770183717, FIVE_DIGITS);

    RateFit nil =
        RateFit.of(
            rates(
                new long[] {3, 1, 4, 1, 5, 2, 6, 0},
                new long[] {10000, 9000, 12000, 8000, 11000, 9500, 10500, 7000}));
    assertThat(nil.noDifference()).isTrue();
    assertThat(nil.prior().strength()).isCloseTo(4881.890005035565, FIVE_DIGITS);
  }

  /** No point of a fine grid has a higher likelihood than the one found. */
  @Property(tries = 60, seed = "20260301")
  void nothingIsLikelierThanTheEstimate(@ForAll Random random) {
    List<RawRate> siblings = siblings(random, 5 + random.nextInt(40));
    RateFit fit = RateFit.of(siblings);
    if (siblings.stream().mapToLong(RawRate::bad).sum() == 0) {
      return;
    }
    for (double strength = 1; strength <= 1e7; strength *= 1.3) {
      for (double factor = 0.1; factor < 10; factor *= 1.1) {
        double mean = Math.min(0.999, fit.estimate().mean() * factor);
        assertThat(value(siblings, mean, strength)).isLessThanOrEqualTo(fit.logLikelihood() + 1e-7);
      }
    }
    assertThat(value(siblings, fit.estimate().mean(), fit.estimate().strength()))
        .isCloseTo(fit.logLikelihood(), within(1e-7));
  }

  private static double value(List<RawRate> siblings, double mean, double strength) {
    double a = mean * strength;
    double c = (1 - mean) * strength;
    double sum = 0;
    for (RawRate one : siblings) {
      sum += LogBeta.value(one.bad() + a, one.reviews() - one.bad() + c) - LogBeta.value(a, c);
    }
    return sum;
  }

  private static List<RawRate> siblings(Random random, int count) {
    double spread = random.nextDouble();
    List<RawRate> siblings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int reviews = 1 + random.nextInt(3000);
      double rate = 0.004 * Math.exp(spread * random.nextGaussian());
      int bad = 0;
      for (int j = 0; j < reviews; j++) {
        bad += random.nextDouble() < rate ? 1 : 0;
      }
      siblings.add(new RawRate(bad, reviews));
    }
    return siblings;
  }

  @Property(tries = 20, seed = "20260301")
  void orderAndTargetsWithoutReviewsDoNotMatter(@ForAll Random random) {
    List<RawRate> siblings = siblings(random, 30);
    RateFit fit = RateFit.of(siblings);
    List<RawRate> shuffled = new ArrayList<>(siblings);
    shuffled.add(new RawRate(0, 0));
    Collections.shuffle(shuffled, random);
    assertThat(RateFit.of(shuffled)).isEqualTo(fit);
  }

  /** A class of true strength 400: the estimate is near, and not mistaken for nil. */
  @Example
  void findsTheStrengthOfManySiblings() {
    Random random = new Random(7);
    DoubleSupplier draws = new BetaPosterior(2, 398).draws(random::nextLong);
    List<RawRate> siblings = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      double rate = draws.getAsDouble();
      int bad = 0;
      for (int j = 0; j < 500; j++) {
        bad += random.nextDouble() < rate ? 1 : 0;
      }
      siblings.add(new RawRate(bad, 500));
    }
    RateFit fit = RateFit.of(siblings);
    assertThat(fit.noDifference()).isFalse();
    // Standard errors are about 5 % and 2 %.
    assertThat(fit.prior().strength()).isCloseTo(400, Percentage.withPercentage(20));
    assertThat(fit.prior().mean()).isCloseTo(0.005, Percentage.withPercentage(8));
  }

  /**
   * Five in a hundred classes without differences may be called different; the test is one-sided.
   */
  @Example
  void classesWithoutDifferencesAreMostlyCalledSo() {
    Random random = new Random(11);
    int called = 0;
    int classes = 400;
    for (int i = 0; i < classes; i++) {
      List<RawRate> siblings = new ArrayList<>();
      for (int k = 0; k < 40; k++) {
        int bad = 0;
        for (int j = 0; j < 1000; j++) {
          bad += random.nextDouble() < 0.005 ? 1 : 0;
        }
        siblings.add(new RawRate(bad, 1000));
      }
      called += RateFit.of(siblings).noDifference() ? 0 : 1;
    }
    // 0.05 and two and a half Monte Carlo errors of sqrt(.05 .95 / 400).
    assertThat(called / (double) classes).isLessThan(0.05 + 2.5 * 0.0109);
  }

  @Example
  void withoutABadReviewNobodyDiffers() {
    RateFit fit = RateFit.of(rates(new long[] {0, 0, 0}, new long[] {500, 300, 199}));
    assertThat(fit.noDifference()).isTrue();
    assertThat(fit.prior()).isEqualTo(new BetaPrior(0.5 / 1000, 1));
    RateFit bad = RateFit.of(rates(new long[] {4, 5}, new long[] {4, 5}));
    assertThat(bad.noDifference()).isTrue();
    assertThat(bad.prior().mean()).isEqualTo(0.95);
  }

  /** Each of 2000 with its expected 1000 of 1e7: even M = 1e7 would show. */
  @Example
  void soManyReviewsThatTheBoundIsTooWeakLeaveTheBound() {
    RateFit fit = RateFit.of(Collections.nCopies(2000, new RawRate(1000, 10_000_000)));
    assertThat(fit.noDifference()).isTrue();
    assertThat(fit.prior().strength()).isEqualTo(1e7);
    assertThat(fit.prior().mean()).isCloseTo(1e-4, Percentage.withPercentage(0.1));
  }

  @Example
  void fewSiblingsTakeTheParentsFit() {
    RateFit parent = RateFit.of(EIGHT);
    List<RawRate> four = new ArrayList<>(ALIKE.subList(0, 4));
    four.add(new RawRate(0, 0));
    assertThat(RateFit.of(four, parent)).isSameAs(parent);
    assertThat(RateFit.of(ALIKE, parent)).isEqualTo(RateFit.of(ALIKE));
  }

  @Example
  void wrongArgumentsAreNamed() {
    refused(() -> RateFit.of(List.of()), "siblings with reviews = 0: must be at least 1");
    refused(() -> Overdispersion.of(List.of()), "reviews = 0: must be at least 1");
    refused(() -> new BetaPrior(0, 3), "mean = 0.0: must be in (0, 1)");
    refused(() -> new BetaPrior(0.5, -1), "strength = -1.0: must be finite and above 0");
    refused(() -> new BetaPrior(0.5, 1).exceededBy(1), "share = 1.0: must be in (0, 1)");
    refused(() -> new BetaPosterior(0, 3), "a = 0.0: must be finite and above 0");
    refused(() -> new BetaPosterior(1, Double.NaN), "c = NaN: must be finite and above 0");
  }
}
