package haochaping.assess.score;

import haochaping.assess.Count;
import haochaping.assess.Period;
import haochaping.assess.Refusal;
import haochaping.assess.formula.Formula;
import haochaping.core.Dimension;
import java.util.ArrayList;
import java.util.List;

/**
 * A quarter or month scored: a pure function of the formula and the inputs, the same to the last
 * digit whenever and in whatever order it is computed.
 *
 * <p>Counts are sums of whole numbers. Other figures are doubles, combined in the order of keys and
 * parts; scores are published with two decimals, rounded half up from the exact double, all other
 * figures with ten significant digits. Draws are seeded by formula, period and class.
 *
 * @param keys of {@link Formula#SCORED}, by dimension, class and key
 */
public record Assessment(Period period, Formula formula, Inputs inputs, List<Scored> keys) {

  /**
   * Scores.
   *
   * @throws Refusal if the city has no adopted review in the period
   */
  public static Assessment of(Period period, Formula formula, Inputs inputs) {
    if (inputs.city().count(Count.ADOPTED) <= 0) {
      throw new Refusal(
          period + ": the tables hold no review of that time; there is nothing to assess");
    }
    Peers peers = new Peers(formula, inputs);
    List<Scored> keys = new ArrayList<>();
    for (Dimension dimension : Formula.SCORED) {
      for (PeerClass one : peers.classes(dimension)) {
        keys.addAll(new ClassScores(period, formula, one).scored());
      }
    }
    return new Assessment(period, formula, inputs, List.copyOf(keys));
  }

  public List<Scored> of(Dimension dimension) {
    return keys.stream().filter(one -> one.dimension() == dimension).toList();
  }
}
