package haochaping.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerRatesTest {
  private static List<PeerRates.Rate> rates(long... badAndReviews) {
    List<PeerRates.Rate> rates = new ArrayList<>();
    for (int i = 0; i < badAndReviews.length; i += 2) {
      rates.add(new PeerRates.Rate(badAndReviews[i], badAndReviews[i + 1]));
    }
    return rates;
  }

  /** mpmath with 40 digits: the zero of the gradient of its own log beta functions. */
  @Test
  void thePriorIsWhereTheLikelihoodIsHighest() {
    PeerRates.Prior prior =
        PeerRates.of(
            rates(31, 5200, 12, 3100, 25, 800, 60, 2600, 4, 1400, 44, 6100, 0, 450, 9, 99));
    assertThat(prior.mean()).isCloseTo(0.018377717819379, withinPercentage(1e-9));
    assertThat(prior.strength()).isCloseTo(37.733711012763, withinPercentage(1e-9));
  }

  /** SciPy's bounded minimiser of the negative likelihood, and brentq on its profile. */
  @Test
  void peersThatDoNotDifferAreHeldTogetherNoMoreThanTheyShow() {
    PeerRates.Prior apart =
        PeerRates.of(
            rates(
                6, 52_000, 4, 8_000, 2, 31_000, 1, 1_200, 9, 90_000, 0, 15_000, 1, 400, 12,
                22_000));
    assertThat(apart.mean()).isCloseTo(0.000261667266, withinPercentage(1e-3));
    assertThat(apart.strength()).isCloseTo(5034.7136, withinPercentage(1e-3));
    PeerRates.Prior alike =
        PeerRates.of(rates(5, 50_000, 9, 80_000, 2, 30_000, 7, 60_000, 12, 110_000));
    assertThat(alike.strength()).isCloseTo(80_387.6, withinPercentage(1e-2));
  }
}
