package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.local.Comparison.Counted;
import haochaping.local.Comparison.Member;
import haochaping.statistics.Interval;
import haochaping.statistics.ranking.RawRate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Eleven surgeries of a patient survey (friends-and-family test, July 2023 to April 2024); the
 * expected figures are those of SciPy: maximum of the beta-binomial likelihood, beta quantiles.
 */
class ComparisonTest {
  private static final double DIGITS = 1e-5;

  private static Counted counted(String key, long bad, long reviews) {
    return new Counted(key, key, new RawRate(bad, reviews));
  }

  private static final List<Counted> SURGERIES =
      List.of(
          counted("Abingdon", 2, 149),
          counted("Chelsea Practice", 16, 538),
          counted("Earls Court Medical", 9, 132),
          counted("Earls Court Surgery", 33, 1258),
          counted("Emperor's Gate", 3, 154),
          counted("Good Practice", 2, 96),
          counted("Knightsbridge", 3, 61),
          counted("Royal Hospital", 1, 104),
          counted("Scarsdale", 16, 192),
          counted("Stanhope Mews", 26, 524),
          counted("Violet Melchett", 54, 655));

  @Test
  void posteriorsAreThoseOfSciPyAndTheWorstRawRateIsNotTheWorst() {
    Comparison comparison = Comparison.of(SURGERIES);
    assertThat(comparison.fit().prior().mean()).isCloseTo(.04237420, within(DIGITS));
    assertThat(comparison.fit().prior().strength()).isCloseTo(85.22285, within(DIGITS * 85));
    assertThat(comparison.fit().likelihoodRatio()).isCloseTo(27.24071, within(DIGITS));
    List<Member> members = comparison.members();
    assertThat(members).hasSize(11);
    is(members.get(0), "Violet Melchett", .077830, .059651, .098167, .7290);
    is(members.get(1), "Scarsdale", .070742, .043668, .103666, .4512);
    is(members.get(2), "Earls Court Medical", .058057, .031071, .092714, .1889);
    is(members.get(3), "Stanhope Mews", .048605, .032993, .067019, .0086);
    is(members.get(10), "Abingdon", .023957, .008506, .047011, .0004);
    assertThat(members.get(0).band().first()).isEqualTo(1);
    assertThat(members.get(0).band().last()).isLessThanOrEqualTo(4);
    assertThat(comparison.rows().get(0).subList(0, 4))
        .containsExactly("Violet Melchett", "Violet Melchett", 655L, 54L);
    assertThat(comparison.summary())
        .isEqualTo("prior: mean 0.042374, strength 85.223 reviews; likelihood ratio 27.24");
  }

  private static void is(
      Member member, String key, double mean, double low, double high, double worst) {
    assertThat(member.counted().key()).isEqualTo(key);
    assertThat(member.posterior().mean()).isCloseTo(mean, within(DIGITS));
    Interval interval = member.posterior().interval();
    assertThat(interval.lower()).isCloseTo(low, within(DIGITS));
    assertThat(interval.upper()).isCloseTo(high, within(DIGITS));
    // Given to four digits.
    assertThat(member.worst()).isCloseTo(worst, within(5.1e-5));
  }

  @Test
  void siblingsThatDoNotDifferHaveNoPlaces() {
    Comparison comparison =
        Comparison.of(
            List.of(
                counted("A", 10, 1000),
                counted("B", 11, 1000),
                counted("C", 9, 1000),
                counted("D", 10, 1000),
                counted("E", 10, 1000)));
    assertThat(comparison.members()).extracting(Member::band).containsOnlyNulls();
    assertThat(comparison.rows().get(0).subList(9, 11)).containsExactly(null, null);
    assertThat(comparison.summary()).endsWith("so there are no places");
  }

  @Test
  void aPeriodWithoutReviewsSaysSo() {
    Comparison comparison = Comparison.of(List.of());
    assertThat(comparison.rows()).isEmpty();
    assertThat(comparison.summary()).isEqualTo("no reviews in this period");
  }
}
