package haochaping.statistics.ranking;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * By how much counts O with expectations E are likelier as NB(size nu, mean E) than as Poisson(E):
 * sum [ln Gamma(O + nu) - ln Gamma(nu) - O ln nu - (O + nu) log1p(E/nu) + E].
 */
final class RatioLikelihood {
  /** Up to here ln Gamma(O + nu) - ln Gamma(nu) - O ln nu is a sum of log1p(j/nu). */
  private static final int FEW = 64;

  private final double[] observed;
  private final double[] expected;

  /** {@code above[j]}: targets with {@code j < O <= FEW}. */
  private final double[] above = new double[FEW];

  RatioLikelihood(List<StandardisedRatio> counted) {
    StandardisedRatio[] informative =
        counted.stream().filter(one -> one.expected() > 0).toArray(StandardisedRatio[]::new);
    observed = Arrays.stream(informative).mapToDouble(StandardisedRatio::observed).toArray();
    expected = Arrays.stream(informative).mapToDouble(StandardisedRatio::expected).toArray();
    for (double o : observed) {
      for (int j = 0; o <= FEW && j < o; j++) {
        above[j]++;
      }
    }
  }

  /** The lead in log likelihood over Poisson. */
  double lead(double nu) {
    double sum = 0;
    for (int j = 1; j < FEW; j++) {
      sum += above[j] * Math.log1p(j / nu);
    }
    for (int i = 0; i < observed.length; i++) {
      double o = observed[i];
      if (o > FEW) {
        // Gamma(O + nu) / Gamma(nu) = Gamma(O) / B(O, nu)
        sum += LogGamma.value(o) - LogBeta.value(o, nu) - o * Math.log(nu);
      }
      sum += expected[i] - (o + nu) * Math.log1p(expected[i] / nu);
    }
    return sum;
  }

  /** Its derivative by nu. */
  double slope(double nu) {
    double sum = 0;
    for (int j = 0; j < FEW; j++) {
      sum += above[j] / (nu + j);
    }
    double digamma = Digamma.value(nu);
    for (int i = 0; i < observed.length; i++) {
      double o = observed[i];
      if (o > FEW) {
        sum += Digamma.value(o + nu) - digamma;
      }
      sum += (expected[i] - o) / (nu + expected[i]) - Math.log1p(expected[i] / nu);
    }
    return sum;
  }
}
