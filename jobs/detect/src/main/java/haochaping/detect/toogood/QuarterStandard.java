package haochaping.detect.toogood;

import haochaping.statistics.composition.TooGood;
import haochaping.statistics.ranking.GammaPrior;
import haochaping.statistics.ranking.StandardisedRatio;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the targets of a level are judged by for one quarter, fixed when it is first judged: a
 * target that corrections change later is weighed against the others as they were then.
 *
 * @param strength nu of the peers' prior
 * @param targets how many there were with anything expected
 * @param expected [step] what a target without a bad review must have let expect to be pointed to,
 *     descending; empty where nobody is
 * @param q [step] the false discovery rate at which it then is, ascending
 */
public record QuarterStandard(double strength, int targets, double[] expected, double[] q) {
  /** Of those pointed to, at most this share by chance. */
  static final double MOST_Q = .05;

  /**
   * @param quarter what each target had and what was expected, in the order of codes
   */
  static QuarterStandard of(double strength, List<StandardisedRatio> quarter) {
    TooGood weighed = TooGood.of(new GammaPrior(strength), quarter);
    int[] pointed =
        IntStream.range(0, quarter.size())
            .filter(i -> quarter.get(i).observed() == 0 && weighed.q(i) <= MOST_Q)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> quarter.get(i).expected()).reversed())
            .mapToInt(i -> i)
            .toArray();
    double[] expected = new double[pointed.length];
    double[] q = new double[pointed.length];
    for (int i = 0; i < pointed.length; i++) {
      expected[i] = quarter.get(pointed[i]).expected();
      q[i] = weighed.q(pointed[i]);
    }
    return new QuarterStandard(strength, quarter.size(), expected, q);
  }

  /** The share of the peers that have none where so much is expected. */
  double p(double of) {
    return TooGood.none(new GammaPrior(strength), of);
  }

  /**
   * The false discovery rate at which so much expected and nothing seen is pointed to; 1 if not.
   */
  double q(double of) {
    for (int i = 0; i < expected.length; i++) {
      if (of >= expected[i]) {
        return q[i];
      }
    }
    return 1;
  }
}
