package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.BetaBinomial;
import haochaping.statistics.ranking.Overdispersion;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of tiles from sums alone. Expected values: SciPy 1 (betabinom, binom). */
class FiguresWithoutObjectsTest {
  private static final Offset<Double> TOLERANCE = within(1e-9);

  @ParameterizedTest
  @CsvSource({
    "12, 3, 57, 4, -5.612081937293051",
    "12, 45, 15, 12, -3.8255157721228183",
    "400, 8, 92, 60, -3.8315064978430002"
  })
  void midTailIsThatOfSciPy(long n, double a, double c, long k, double expected) {
    assertThat(BetaBinomial.logMidUpperTail(n, a, c, k)).isCloseTo(expected, TOLERANCE);
  }

  @Test
  void wholeTailIsThatOfSciPy() {
    assertThat(BetaBinomial.logUpperTail(100, .2, 99.8, 3))
        .isCloseTo(-4.125171610529581, TOLERANCE);
  }

  @Test
  void fewTrialsAreThoseOfTheDistribution() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      long n = random.nextInt(1, 129);
      long k = random.nextInt((int) n + 1);
      double a = Math.exp(random.nextDouble(-8, 4));
      double c = Math.exp(random.nextDouble(-4, 5));
      assertThat(BetaBinomial.logMidUpperTail(n, a, c, k))
          .as("%d %f %f %d", n, a, c, k)
          .isCloseTo(new BetaBinomial(n, a, c).logMidUpperTail(k), within(1e-8));
    }
  }

  /** All 1,100 ordered pairs within 3 of 10, 1 of 20, 11 of 25, 2 of 6, enumerated in Python. */
  @Test
  void strengthIsThatOfAllPairs() {
    double strength =
        Overdispersion.strength(17, 61, 9 + 1 + 121 + 4, 30 + 20 + 275 + 12, 100 + 400 + 625 + 36);
    assertThat(strength).isCloseTo(8.109489051094888, TOLERANCE);
    // Of those that are not: 7 of 10, 19 of 20, 14 of 25, 4 of 6.
    assertThat(
            Overdispersion.strength(
                44, 61, 49 + 361 + 196 + 16, 70 + 380 + 350 + 24, 100 + 400 + 625 + 36))
        .isCloseTo(strength, TOLERANCE);
  }

  @Test
  void whatWasSeenOnceShowsNoSpread() {
    // One of one on one day, none of two on two hundred: no pair of the day agrees or disagrees.
    assertThat(Overdispersion.strength(1, 401, 1, 1, 801)).isInfinite();
    // Two hundred days of one review each, a third of them.
    assertThat(Overdispersion.strength(67, 200, 67, 67, 200)).isInfinite();
    assertThat(Overdispersion.strength(0, 0, 0, 0, 0)).isInfinite();
  }

  /**
   * ln(720 P(X ≥ 5)) of 10, a = 70 s, s = (1 + 20 · 0.002)/(50 + 20), and of 60 of 900 where 90.6
   * of 3,020 are usual; sums of the terms in 40 digits (mpmath).
   */
  @Test
  void spikeIsTheSumOfItsTerms() {
    double usual = LagProfile.usual(1, 9, 50, .002);
    assertThat(usual).isCloseTo((1 + 20 * .002) / 70, within(1e-15));
    assertThat(LagProfile.logSpike(5, 10, usual, 50)).isCloseTo(-4.734131362881780, TOLERANCE);
    assertThat(LagProfile.logSpike(60, 900, .03, 3000)).isCloseTo(-6.968430793035736, TOLERANCE);
  }

  @Test
  void peakOfThePastIsNotSmoothedAway() {
    // 300 of 3,000 in one bin and none beside it: as many again are what is usual.
    double usual = LagProfile.usual(300, 900, 3000, .001);
    assertThat(usual).isCloseTo((300 + 20 * .001) / 3020, within(1e-15));
    assertThat(LagProfile.logSpike(110, 1000, usual, 3000)).isZero();
    // Beside it a third of the peak is usual, though nothing was there.
    assertThat(LagProfile.usual(0, 600, 3000, .001))
        .isCloseTo((600 / 9. + .02) / 3020, within(1e-15));
  }

  @Test
  void twoLagsInABinThatNobodyHadAreNoMiracle() {
    int[] counts = new int[LagProfile.BINS];
    counts[8] = 5000;
    float[] peers = LagProfile.peers(counts, 6000);
    double sum = 0;
    for (float share : peers) {
      sum += share;
    }
    assertThat(sum).isCloseTo(5000. / 6000, within(1e-3));
    assertThat(LagProfile.logSpike(2, 10, LagProfile.usual(0, 0, 40, peers[500]), 40))
        .isGreaterThan(Math.log(1e-4));
    assertThat(LagProfile.logSpike(6, 10, LagProfile.usual(0, 0, 40, peers[500]), 40))
        .isLessThan(Math.log(1e-5));
  }

  /** X of two components of 40 and 10: the moments of 200 tiles, never narrower than chi-square. */
  @Test
  void narrowMomentsAreWidened() {
    NullMoments moments = NullMoments.ofSums(2, 200, 800, 3400);
    assertThat(moments.mean()).isEqualTo(4);
    assertThat(moments.variance()).isEqualTo(8);
    assertThat(NullMoments.ofSums(2, 199, 800, 3400)).isEqualTo(NullMoments.independent(2));
  }

  @Test
  void oneStrongSignIsTwiceItsPTimesTheirNumber() {
    double strong = Math.log(1e-9);
    assertThat(Combination.logP(42, NullMoments.independent(3), 3, strong))
        .isCloseTo(Math.log(2 * 3 * 1e-9), TOLERANCE);
  }
}
