package haochaping.statistics.ranking;

import haochaping.statistics.Interval;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/** What is believed of one target's figure after its own reviews. */
public sealed interface Posterior permits BetaPosterior, GammaPosterior, ScorePosterior {
  double mean();

  double variance();

  /** The equal-tailed 95 % interval. */
  Interval interval();

  /**
   * P(figure &gt; limit).
   *
   * @param limit of the figure's scale
   */
  double exceeds(double limit);

  /** Independent draws, fed by {@code random}. */
  DoubleSupplier draws(UniformRandomProvider random);
}
