package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.Binomial;
import haochaping.statistics.composition.Evidence.Standing;
import haochaping.statistics.composition.LagProfile.Spike;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.data.Percentage;

class LagProfileTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-7);

  /** Golden value of the specification: 8 of 20 where 1 % is usual. */
  @Example
  void isWhatTheSpecificationSays() {
    double[] shares = new double[720];
    Arrays.fill(shares, 1e-3);
    shares[4] = .01;
    int[] lags = new int[20];
    for (int i = 0; i < 20; i++) {
      lags[i] = i < 8 ? 20 + i % 5 : 100 + 5 * i;
    }
    Spike spike = LagProfile.of(shares).spike(lags);
    assertThat(spike.firstSecond()).isEqualTo(20);
    assertThat(spike.count()).isEqualTo(8);
    assertThat(spike.total()).isEqualTo(20);
    assertThat(spike.p()).isCloseTo(8.14885747e-9, DIGITS);
    assertThat(spike.holds(19)).isFalse();
    assertThat(spike.holds(20)).isTrue();
    assertThat(spike.holds(24)).isTrue();
    assertThat(spike.holds(25)).isFalse();
    assertThat(LagProfile.of(shares).evidence(lags).p()).isEqualTo(spike.p());
  }

  /** 720 * scipy.stats.binom.sf(3, 12, .004), SciPy 1.17.1. */
  @Example
  void fourOfTwelveInARareBin() {
    double[] shares = new double[720];
    Arrays.fill(shares, 1e-3);
    shares[719] = .004;
    int[] lags = {3595, 3599, 3598, 3597, 3600, 9999, -1, 4000, 5000, 6000, 7000, 8000};
    assertThat(LagProfile.of(shares).spike(lags).p()).isCloseTo(8.892976078773e-05, DIGITS);
  }

  @Example
  void lagsOutsideTheHourAreInNoBin() {
    LagProfile profile = LagProfile.of(new int[] {}, new int[] {});
    Spike spike = profile.spike(3600, 3600, 3600, -1, -1, -1, 90_000, 90_000);
    assertThat(spike.count()).isZero();
    assertThat(spike.total()).isEqualTo(8);
    assertThat(spike.p()).isEqualTo(1);
  }

  @Example
  void profileIsShrunkToThePeers() {
    // own 3 of 5 in the first bin; peers 39 of 99.5 - .5: the first bin has (39 + .5) / (99 +
    // 360.5)
    int[] own = {0, 4, 3, 77, 5000};
    int[] peers = new int[99];
    Arrays.fill(peers, 39, 99, 3000);
    double first = (3 + 20 * 39.5 / 459.5) / 25;
    LagProfile profile = LagProfile.of(own, peers);
    assertThat(profile.spike(1, 1, 1, 1).p())
        .isCloseTo(Math.min(1, 720 * Math.pow(first, 4)), within(1e-12));
    double empty = 20 * .5 / 459.5 / 25;
    assertThat(profile.spike(2000, 2001, 2002, 2003).p())
        .isCloseTo(720 * Math.pow(empty, 4), DIGITS);
  }

  @Example
  void spikeThatCannotBeStrikingIsDropped() {
    double[] shares = new double[720];
    Arrays.fill(shares, 1 / 720.);
    LagProfile even = LagProfile.of(shares);
    assertThat(even.evidence(5).standing()).isEqualTo(Standing.DROPPED);
    assertThat(even.evidence(5, 5).standing()).isEqualTo(Standing.TESTED);
    assertThat(even.evidence().standing()).isEqualTo(Standing.DROPPED);
  }

  /** All bins by the definition. */
  @Property(seed = "20260301", tries = 200, shrinking = ShrinkingMode.OFF)
  void isTheLeastOfAllBinsInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    double[] shares = new double[720];
    for (int bin = 0; bin < 720; bin++) {
      shares[bin] = (1 + random.nextInt(9)) / 7200.;
    }
    int[] lags = random.ints(1 + random.nextInt(40), -5, 60).toArray();
    double least = 1;
    for (int bin = 0; bin < 720; bin++) {
      int from = 5 * bin;
      long count = Arrays.stream(lags).filter(lag -> lag >= from && lag < from + 5).count();
      least = Math.min(least, new Binomial(lags.length, shares[bin]).upperTail(count));
    }
    Spike spike = LagProfile.of(shares).spike(lags);
    assertThat(spike.p()).isCloseTo(Math.min(1, 720 * least), DIGITS);
    int[] sorted = lags.clone();
    Arrays.sort(sorted);
    assertThat(LagProfile.of(shares).spike(sorted)).isEqualTo(spike);
  }

  @Example
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> LagProfile.of(.5, .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shares.length = 2: must be in [720, 720]");
    double[] shares = new double[720];
    assertThatThrownBy(() -> LagProfile.of(shares))
        .hasMessage("shares[0] = 0.0: must be in (0, 1)");
    Arrays.fill(shares, .25);
    assertThatThrownBy(() -> LagProfile.of(shares))
        .hasMessage("shares: the sum 180.0 must be at most 1");
  }
}
