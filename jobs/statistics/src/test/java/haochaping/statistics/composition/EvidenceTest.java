package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.composition.Evidence.Standing;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares and volumes against the usual ones. */
class EvidenceTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-9);

  /**
   * The first two lines are golden values of the specification (section D); the others are
   * scipy.stats.betabinom 1.17.1, sf(k - 1) - pmf(k)/2.
   */
  @ParameterizedTest
  @CsvSource({
    "12, 45, 15, 12, .0218071850918",
    "12, 3, 57, 4, .00365345516978",
    "40, 2.5, 47.5, 9, .004036504339396",
    "20, .5, 20, 0, .6475495386033"
  })
  void shareIsTheMidPOfABetaBinomial(long total, double a, double c, long count, double p) {
    UsualShare usual = new UsualShare(a / (a + c), a + c);
    Evidence evidence = Evidence.share(Component.NEW_IDENTITIES, new Share(count, total), usual);
    assertThat(evidence.component()).isEqualTo(Component.NEW_IDENTITIES);
    assertThat(evidence.standing()).isEqualTo(Standing.TESTED);
    assertThat(evidence.p()).isCloseTo(p, DIGITS);
    assertThat(Math.exp(evidence.logP())).isEqualTo(evidence.p());
  }

  /** At a share of 99 % four of four have mid-p .48: no brushing could ever be seen by it. */
  @Test
  void shareThatCannotBeStrikingIsDropped() {
    UsualShare usual = new UsualShare(.99, 100);
    assertThat(usual.tile(4).midUpperTail(4)).isCloseTo(.4805825242718, DIGITS);
    assertThat(Evidence.share(Component.SIDE_SHARE, new Share(4, 4), usual))
        .isEqualTo(Evidence.dropped(Component.SIDE_SHARE));
    assertThat(Evidence.share(Component.NEAR_DUPLICATES, new Share(0, 0), new UsualShare(.01, 50)))
        .isEqualTo(Evidence.dropped(Component.NEAR_DUPLICATES));
  }

  /** Golden value of the specification: size 4, mean 2.5, nine reviews. */
  @Test
  void volumeIsTheMidPOfANegativeBinomial() {
    Evidence evidence = Evidence.volume(9, UsualVolume.ofMoments(2.5, 2.5 + 2.5 * 2.5 / 4));
    assertThat(evidence.component()).isEqualTo(Component.VOLUME);
    assertThat(evidence.p()).isCloseTo(.0085195556583, DIGITS);
    assertThat(new NegativeBinomial(4, 2.5).upperTail(9)).isCloseTo(.0114250436989, DIGITS);
  }

  @Test
  void volumeNeverSaysMoreThanOneInAThousand() {
    assertThat(Evidence.volume(500, UsualVolume.ofMoments(2.5, 4)).p()).isCloseTo(.001, DIGITS);
    assertThat(Evidence.volume(3, UsualVolume.ofMoments(0, 0)).p()).isCloseTo(.001, DIGITS);
    UsualShare usual = new UsualShare(.1, 100);
    assertThat(Evidence.volume(new Share(60, 60), usual).p()).isCloseTo(.001, DIGITS);
    assertThat(Evidence.volume(new Share(10, 60), usual).p())
        .isCloseTo(usual.tile(60).midUpperTail(10), DIGITS);
    assertThat(Evidence.volume(new Share(4, 4), new UsualShare(.99, 100)).standing())
        .isEqualTo(Standing.DROPPED);
  }

  @Test
  void volumeOfLikeDaysHasTheirMeanAndVariance() {
    // NumPy 2: mean 4.714285714285714, var(ddof=1) 23.238095238095237
    NegativeBinomial usual =
        (NegativeBinomial) UsualVolume.ofLikeTiles(List.of(3L, 5L, 2L, 15L, 4L, 0L, 4L));
    assertThat(usual.mean()).isCloseTo(33 / 7., DIGITS);
    assertThat(usual.size())
        .isCloseTo(usual.mean() * usual.mean() / (23.238095238095237 - usual.mean()), DIGITS);
  }

  @Test
  void volumeIsCloseToPoissonIfDaysVaryLittleAndNeverWilderThanHalf() {
    assertThat(UsualVolume.ofMoments(5, 4).size()).isEqualTo(1e6);
    assertThat(UsualVolume.ofMoments(5, 5).size()).isEqualTo(1e6);
    assertThat(UsualVolume.ofMoments(5, 5 + 1e-9).size()).isEqualTo(1e6);
    assertThat(UsualVolume.ofMoments(1, 100).size()).isEqualTo(.5);
  }

  @Test
  void campaignIsADayWithMoreThanAFifthOfTilesCrowded() {
    List<Double> fifth = List.of(.009, .02, .5, .7, .01);
    assertThat(UsualVolume.isCampaign(fifth)).isFalse();
    assertThat(UsualVolume.isCampaign(List.of(.009, .02, .5, .7))).isTrue();
    assertThat(UsualVolume.isCampaign(List.of(.01, .02, .5, .7))).isFalse();
    assertThat(UsualVolume.isCampaign(List.of())).isFalse();
  }

  @Test
  void usualShareIsShrunkToThePeers() {
    // (3 + 20 (9 + .5)/(99 + 1)) / (30 + 20)
    UsualShare usual = UsualShare.of(new Share(3, 30), new Share(9, 99), Double.POSITIVE_INFINITY);
    assertThat(usual.mean()).isCloseTo(4.9 / 50, DIGITS);
    assertThat(usual.strength()).isEqualTo(50);
  }

  @Test
  void usualShareIsAsFirmAsItsWeakestGround() {
    Share peers = new Share(9, 99);
    assertThat(UsualShare.of(new Share(3, 30), peers, 12.5).strength()).isEqualTo(12.5);
    assertThat(UsualShare.of(new Share(30, 300), peers, 5000).strength()).isEqualTo(100);
    assertThat(UsualShare.of(new Share(3, 30), peers, 0).strength()).isEqualTo(1);
  }

  /** By hand. */
  @Test
  void usualShareAsksItsDaysHowFarTheyStray() {
    Share own = new Share(30, 300);
    Share peers = new Share(1, 10);
    List<Share> even = Collections.nCopies(30, new Share(1, 10));
    assertThat(UsualShare.of(own, peers, even).strength()).isEqualTo(100);
    List<Share> wild =
        List.of(new Share(9, 10), new Share(0, 10), new Share(1, 10), new Share(0, 0));
    // Of 270 pairs 72 share it, p 1/3; rho = (72/270 - 1/9) / (2/9) = .7: as loose as can be
    assertThat(UsualShare.of(own, peers, wild).strength()).isEqualTo(1);
    List<Share> loose = List.of(new Share(6, 10), new Share(0, 10), new Share(3, 10));
    // Of 270 pairs 36, p .3; rho = (36/270 - .09) / .21 = 13/63, M = 50/13
    assertThat(UsualShare.of(own, peers, loose).strength()).isCloseTo(50. / 13, DIGITS);
    assertThat(UsualShare.of(own, peers, List.of()).strength()).isEqualTo(100);
    assertThat(UsualShare.of(own, peers, List.of(new Share(0, 0))).strength()).isEqualTo(100);
  }

  @Test
  void whatNobodyEverDidIsPossible() {
    UsualShare usual = UsualShare.of(new Share(0, 50), new Share(0, 9999), 30);
    assertThat(usual.mean()).isCloseTo(20 * .5 / 10000 / 70, DIGITS);
    assertThat(usual.tile(6).upperTail(6)).isPositive();
  }

  @Test
  void repeatsAreReviewsBeyondTheFirstOfAnOrigin() {
    assertThat(Share.repeats(3, 10)).isEqualTo(new Share(7, 10));
    assertThat(Share.repeats(10, 10)).isEqualTo(new Share(0, 10));
    assertThat(Share.repeats(0, 0)).isEqualTo(new Share(0, 0));
  }

  @Test
  void pastIsHalfAYearWithoutTheWeekBefore() {
    PastDays past = PastDays.before(LocalDate.of(2026, 7, 2));
    assertThat(past.first()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(past.last()).isEqualTo(LocalDate.of(2026, 6, 24));
    assertThat(past.contains(past.first())).isTrue();
    assertThat(past.contains(past.last())).isTrue();
    assertThat(past.contains(past.first().minusDays(1))).isFalse();
    assertThat(past.contains(past.last().plusDays(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "5, true, false",
    "4, false, false",
    "3, false, false",
    "2, false, true",
    "1, false, true"
  })
  void sidesAreTheBestAndTheTwoWorstLevels(int level, boolean good, boolean bad) {
    assertThat(Side.GOOD.holds(level)).isEqualTo(good);
    assertThat(Side.BAD.holds(level)).isEqualTo(bad);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Share(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count = 3: must be in [0, 2]");
    assertThatThrownBy(() -> new Share(0, -1)).hasMessage("total = -1: must be at least 0");
    assertThatThrownBy(() -> Share.repeats(0, 3)).hasMessage("distinct = 0: must be in [1, 3]");
    assertThatThrownBy(() -> new UsualShare(0, 5)).hasMessage("mean = 0.0: must be in (0, 1)");
    assertThatThrownBy(() -> new UsualShare(.5, 0))
        .hasMessage("strength = 0.0: must be finite and above 0");
    assertThatThrownBy(() -> UsualShare.of(new Share(1, 2), new Share(1, 2), -1))
        .hasMessage("spread = -1.0: must be at least 0");
    assertThatThrownBy(() -> UsualVolume.ofMoments(-1, 0))
        .hasMessage("mean = -1.0: must be finite and at least 0");
    assertThatThrownBy(() -> UsualVolume.ofMoments(1, -2))
        .hasMessage("variance = -2.0: must be finite and at least 0");
    assertThatThrownBy(() -> UsualVolume.ofLikeTiles(List.of(1L)))
        .hasMessage("counts.size() = 1: must be at least 2");
    assertThatThrownBy(() -> UsualVolume.ofLikeTiles(List.of(1L, -1L)))
        .hasMessage("counts = -1: must be at least 0");
    assertThatThrownBy(() -> UsualVolume.isCampaign(List.of(2.)))
        .hasMessage("volumes = 2.0: must be in [0, 1]");
    assertThatThrownBy(() -> Evidence.tested(Component.VOLUME, .1))
        .hasMessage("logP = 0.1: must be at most 0, and 0 unless tested, of VOLUME");
    assertThatThrownBy(() -> new Evidence(Component.REGULARITY, Standing.MISSING, -1))
        .hasMessage("logP = -1.0: must be at most 0, and 0 unless tested, of REGULARITY");
    assertThatThrownBy(() -> Side.BAD.holds(6)).hasMessage("level = 6: must be in [1, 5]");
  }
}
