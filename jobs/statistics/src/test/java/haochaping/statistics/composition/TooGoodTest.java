package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.Poisson;
import haochaping.statistics.ranking.GammaPrior;
import haochaping.statistics.ranking.StandardisedRatio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.data.Percentage;

class TooGoodTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-9);
  private static final GammaPrior PEERS = new GammaPrior(5);

  /** Golden values of the specification (D3): eight expected and none seen. */
  @Example
  void isWhatTheSpecificationSays() {
    assertThat(TooGood.none(PEERS, 8)).isCloseTo(.00841653357, Percentage.withPercentage(1e-7));
    assertThat(new Poisson(8).lowerTail(0))
        .isCloseTo(3.35462628e-4, Percentage.withPercentage(1e-6));
  }

  /** (nu/(nu + E))^nu in Python. */
  @Example
  void peersThatVaryLittleComeNearPoisson() {
    assertThat(TooGood.none(new GammaPrior(2.338813), 9.5)).isCloseTo(.02252912844432, DIGITS);
    assertThat(TooGood.none(new GammaPrior(1e4), 8)).isCloseTo(.0003365372537011, DIGITS);
    assertThat(TooGood.none(PEERS, 0)).isEqualTo(1);
  }

  /** The definition: F_k by walking all counts, V* at every p, running maximum of V*(p_(r))/r. */
  @Property(seed = "20260301", tries = 300, shrinking = ShrinkingMode.OFF)
  void qIsThatOfTheDefinitionInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<StandardisedRatio> quarter = new ArrayList<>();
    for (int i = 1 + random.nextInt(15); i > 0; i--) {
      quarter.add(new StandardisedRatio(random.nextInt(5), random.nextInt(60) / 2.));
    }
    double[] p =
        quarter.stream()
            .mapToDouble(one -> new NegativeBinomial(5, one.expected()).lowerTail(one.observed()))
            .toArray();
    List<Integer> byP =
        IntStream.range(0, p.length).boxed().sorted((i, j) -> Double.compare(p[i], p[j])).toList();
    double[] q = new double[p.length];
    double highest = 0;
    for (int rank = 1; rank <= p.length; rank++) {
      double level = p[byP.get(rank - 1)];
      double odds = 0;
      for (StandardisedRatio one : quarter) {
        double reached = 0;
        for (int k = 0; k < 60; k++) {
          double tail = new NegativeBinomial(5, one.expected()).lowerTail(k);
          if (tail <= level) {
            reached = Math.max(reached, tail);
          }
        }
        odds += reached / (1 - reached);
      }
      highest = Math.max(highest, odds / rank);
      q[byP.get(rank - 1)] = Math.min(1, highest);
    }
    TooGood judged = TooGood.of(PEERS, quarter);
    List<Integer> order = new ArrayList<>(byP);
    Collections.shuffle(order, random);
    TooGood shuffled = TooGood.of(PEERS, order.stream().map(quarter::get).toList());
    for (int i = 0; i < order.size(); i++) {
      int target = order.get(i);
      assertThat(judged.p(target)).isEqualTo(p[target]);
      if (p[target] <= .5) {
        assertThat(judged.q(target)).isCloseTo(q[target], DIGITS);
      } else {
        assertThat(judged.q(target)).isEqualTo(1);
      }
      assertThat(shuffled.p(i)).isEqualTo(p[target]);
      assertThat(shuffled.q(i)).isCloseTo(judged.q(target), DIGITS);
    }
  }

  @Example
  void nobodyIsTooGoodWhereNobodyIs() {
    assertThat(TooGood.of(PEERS, List.of(new StandardisedRatio(0, 0))).q(0)).isEqualTo(1);
    assertThat(TooGood.of(PEERS, List.of(new StandardisedRatio(9, 3))).q(0)).isEqualTo(1);
  }

  /**
   * A hundred targets that cannot reach a small p do not weigh down the one that can: of E = 30
   * none has p = 5.9e-5, and q is that and not a hundred times as much.
   */
  @Example
  void smallTargetsDoNotCount() {
    List<StandardisedRatio> quarter =
        new ArrayList<>(Collections.nCopies(100, new StandardisedRatio(0, 1)));
    quarter.add(new StandardisedRatio(0, 30));
    TooGood judged = TooGood.of(PEERS, quarter);
    assertThat(judged.p(100)).isCloseTo(Math.pow(1 / 7., 5), DIGITS);
    assertThat(judged.q(100)).isCloseTo(judged.p(100) / (1 - judged.p(100)), DIGITS);
  }

  @Example
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> TooGood.none(PEERS, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mean = -1.0: must be finite and at least 0");
  }
}
