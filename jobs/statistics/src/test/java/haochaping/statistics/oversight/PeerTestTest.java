package haochaping.statistics.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.concentration.Multiplicity;
import haochaping.statistics.ranking.Overdispersion;
import haochaping.statistics.ranking.RawRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Percentage;

/**
 * Reference values: SciPy, strength from the sums of the definition with numpy, p by {@code
 * scipy.stats.betabinom.sf(k - 1, n, m M, (1 - m) M)}.
 */
class PeerTestTest {
  private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  private static PeerTest first(long[] counted, long[] cases) {
    return PeerTest.of(counted, cases, 5).get(0);
  }

  @Example
  void othersThatAgreeAreFirm() {
    PeerTest test = first(new long[] {9, 3, 5, 2, 4}, new long[] {10, 10, 10, 8, 12});
    assertThat(test.othersCounted()).isEqualTo(14);
    assertThat(test.othersCases()).isEqualTo(40);
    assertThat(test.mean()).isCloseTo(.35365853658536583, NINE_DIGITS);
    assertThat(test.strength()).isEqualTo(100);
    assertThat(test.p()).isCloseTo(9.94054341460604e-4, NINE_DIGITS);
    assertThat(test.expected()).isCloseTo(3.5365853658536583, NINE_DIGITS);
    assertThat(test.midP()).isBetween(test.p() / 2, test.p());
  }

  @Example
  void othersThatDisagreeProveLittle() {
    PeerTest test = first(new long[] {9, 1, 8, 0, 7}, new long[] {10, 10, 10, 8, 12});
    assertThat(test.strength()).isEqualTo(2);
    assertThat(test.p()).isCloseTo(.11021564185851773, NINE_DIGITS);
  }

  @Example
  void strengthIsThatOfTheOthers() {
    PeerTest test = first(new long[] {9, 1, 5, 3, 6, 2}, new long[] {10, 10, 10, 20, 12, 9});
    assertThat(test.strength()).isCloseTo(8.173818474691403, NINE_DIGITS);
    assertThat(test.p()).isCloseTo(.005488173711344135, NINE_DIGITS);
  }

  /** One pass over sums finds what the class for one list does with each unit left out. */
  @Property(tries = 200, seed = "20261128")
  void momentsAreThoseOfTheOthers(@ForAll Random random) {
    int units = 5 + random.nextInt(30);
    long[] counted = new long[units];
    long[] cases = new long[units];
    for (int i = 0; i < units; i++) {
      cases[i] = 1 + random.nextInt(30);
      counted[i] = random.nextInt((int) cases[i] + 1);
    }
    List<PeerTest> tests = PeerTest.of(counted, cases, 5);
    for (int i = 0; i < units; i++) {
      if (cases[i] < 5) {
        assertThat(tests.get(i)).isNull();
        continue;
      }
      List<RawRate> others = new ArrayList<>();
      for (int j = 0; j < units; j++) {
        if (j != i) {
          others.add(new RawRate(counted[j], cases[j]));
        }
      }
      double strength = Math.max(2, Math.min(100, Overdispersion.of(others).strength()));
      assertThat(tests.get(i).strength()).isCloseTo(strength, within(1e-7 * strength));
    }
  }

  @Example
  void threeOthersAreTooFewAndSharesOfAllOrNoneHaveTests() {
    assertThat(PeerTest.of(new long[] {9, 3, 5, 2}, new long[] {10, 10, 10, 8}, 5))
        .containsOnlyNulls()
        .hasSize(4);
    PeerTest none = first(new long[] {5, 0, 0, 0, 0}, new long[] {5, 10, 10, 10, 10});
    assertThat(none.strength()).isEqualTo(100);
    assertThat(none.mean()).isCloseTo(.5 / 41, NINE_DIGITS);
    PeerTest all = first(new long[] {5, 10, 10, 10, 10}, new long[] {5, 10, 10, 10, 10});
    assertThat(all.mean()).isCloseTo(40.5 / 41, NINE_DIGITS);
    assertThat(all.p()).isBetween(.9, 1.0);
  }

  /** V(p) by walking every count of every unit, as the definition says. */
  @Example
  void unitsAreWeighedAgainstOneAnother() {
    List<PeerTest> tests =
        PeerTest.of(new long[] {9, 3, 5, 2, 4}, new long[] {10, 10, 10, 8, 12}, 5);
    Multiplicity day = Multiplicity.of(tests);
    double expected = 0;
    for (PeerTest test : tests) {
      long k = 0;
      while (test.predicted().upperTail(k) > tests.get(0).p()) {
        k++;
      }
      expected += test.predicted().upperTail(k);
    }
    assertThat(day.expected(0)).isCloseTo(expected, NINE_DIGITS);
    assertThat(day.q(0)).isBetween(tests.get(0).p(), 5 * tests.get(0).p());
  }

  @Example
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> PeerTest.of(new long[] {3}, new long[] {2}, 5))
        .hasMessage("counted = 3: must be in [0, 2]");
    assertThatThrownBy(() -> PeerTest.of(new long[] {0}, new long[] {0}, 5))
        .hasMessage("cases = 0: must be at least 1");
    assertThatThrownBy(() -> PeerTest.of(new long[] {0}, new long[] {1}, 0))
        .hasMessage("fewest = 0: must be at least 1");
  }
}
