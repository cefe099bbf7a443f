package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Interval;
import haochaping.statistics.Quantile;
import java.util.function.DoubleSupplier;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * A relative risk known as Gamma(shape, rate).
 *
 * @param shape prior's and own bad reviews, above 0
 * @param rate prior's and own expected bad reviews, above 0
 */
public record GammaPosterior(double shape, double rate) implements Posterior {
  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public GammaPosterior {
    Argument.positive("shape", shape);
    Argument.positive("rate", rate);
  }

  @Override
  public double mean() {
    return shape / rate;
  }

  @Override
  public double variance() {
    return shape / rate / rate;
  }

  @Override
  public Interval interval() {
    return new Interval(Quantile.gamma(0.025, shape) / rate, Quantile.gamma(0.975, shape) / rate);
  }

  @Override
  public double exceeds(double limit) {
    return limit <= 0 ? 1 : RegularizedGamma.Q.value(shape, limit * rate);
  }

  @Override
  public DoubleSupplier draws(UniformRandomProvider random) {
    return AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1 / rate)::sample;
  }
}
