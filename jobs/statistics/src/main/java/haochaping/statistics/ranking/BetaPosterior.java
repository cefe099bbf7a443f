package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Interval;
import haochaping.statistics.Quantile;
import java.util.function.DoubleSupplier;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;

/**
 * A rate known as Beta(a, c).
 *
 * @param a prior's and own bad reviews, above 0
 * @param c prior's and own other reviews, above 0
 */
public record BetaPosterior(double a, double c) implements Posterior {
  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public BetaPosterior {
    Argument.positive("a", a);
    Argument.positive("c", c);
  }

  @Override
  public double mean() {
    return a / (a + c);
  }

  @Override
  public double variance() {
    double total = a + c;
    return a / total * (c / total) / (total + 1);
  }

  @Override
  public Interval interval() {
    return new Interval(Quantile.beta(0.025, a, c), Quantile.beta(0.975, a, c));
  }

  @Override
  public double exceeds(double limit) {
    if (limit <= 0) {
      return 1;
    }
    return limit >= 1 ? 0 : RegularizedBeta.complement(limit, a, c);
  }

  @Override
  public DoubleSupplier draws(UniformRandomProvider random) {
    return ChengBetaSampler.of(random, a, c)::sample;
  }
}
