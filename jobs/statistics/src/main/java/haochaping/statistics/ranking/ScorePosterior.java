package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Interval;
import java.util.function.DoubleSupplier;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What is believed of a score of which one part follows from a rate that is not known exactly:
 *
 * <pre>
 * score = rest + weight min(1, max(0, (none - rate) / (none - full)))
 * </pre>
 *
 * <p>Higher is better, so rank 1 of {@link RankBands} is the best.
 *
 * @param rate what is believed of the rate
 * @param full the rate that gets the whole weight, at least 0
 * @param none the rate that gets nothing of it, above {@code full}
 * @param weight points of the part, at least 0
 * @param rest points of what is known exactly
 */
public record ScorePosterior(
    BetaPosterior rate, double full, double none, double weight, double rest) implements Posterior {
  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public ScorePosterior {
    Argument.notNegative("full", full);
    Argument.positive("none - full", none - full);
    Argument.notNegative("weight", weight);
  }

  @Override
  public double mean() {
    return rest + weight * moment(1);
  }

  @Override
  public double variance() {
    double mean = moment(1);
    return weight * weight * Math.max(0, moment(2) - mean * mean);
  }

  /**
   * E[share^k] of the share of the weight, k 1 or 2. With x^j Beta(a, c) = m_j Beta(a + j, c), m_j
   * the j-th moment, the sloping stretch is a sum of incomplete betas.
   */
  private double moment(int k) {
    double width = none - full;
    double stretch =
        k == 1
            ? (none * within(0) - within(1)) / width
            : (none * none * within(0) - 2 * none * within(1) + within(2)) / (width * width);
    return below(full, 0) + stretch;
  }

  /** E[x^j] over full &lt; x &lt;= none. */
  private double within(int j) {
    double a = rate.a();
    double c = rate.c();
    double moment =
        switch (j) {
          case 0 -> 1;
          case 1 -> a / (a + c);
          default -> a / (a + c) * ((a + 1) / (a + c + 1));
        };
    return moment * (below(none, j) - below(full, j));
  }

  /** P(x &lt;= limit) of Beta(a + j, c). */
  private double below(double limit, int j) {
    if (limit <= 0) {
      return 0;
    }
    return limit >= 1 ? 1 : RegularizedBeta.value(limit, rate.a() + j, rate.c());
  }

  @Override
  public Interval interval() {
    Interval rates = rate.interval();
    return new Interval(at(rates.upper()), at(rates.lower()));
  }

  /** The score where the rate is known. */
  public double at(double knownRate) {
    return rest + weight * Math.min(1, Math.max(0, (none - knownRate) / (none - full)));
  }

  @Override
  public double exceeds(double limit) {
    if (limit < rest) {
      return 1;
    }
    if (limit >= rest + weight) {
      return 0;
    }
    return below(none - (limit - rest) / weight * (none - full), 0);
  }

  @Override
  public DoubleSupplier draws(UniformRandomProvider random) {
    DoubleSupplier rates = rate.draws(random);
    return () -> at(rates.getAsDouble());
  }
}
