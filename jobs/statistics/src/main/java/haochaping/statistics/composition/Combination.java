package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The components of a tile weighed together.
 *
 * <p>Several weak signs: X = -2 sum ln p against a chi-square distribution scaled to the moments of
 * past tiles (Fisher 1932; Brown 1975 for components that depend on each other). One strong sign: K
 * times the smallest p of the K components without the volume. p is twice the smaller one of the
 * two.
 *
 * @param tested the components that took part, J of them, at least one
 * @param statistic X
 * @param brownP p of X
 * @param logP ln p, at most 0
 */
public record Combination(List<Evidence> tested, double statistic, double brownP, double logP) {

  public Combination {
    tested = List.copyOf(tested);
  }

  /**
   * Weighs a tile's components.
   *
   * @param evidence of the components, each at most once; only those tested take part
   * @param moments of X in past tiles of the class; see {@link NullMoments#of}
   * @return nothing if no component was tested
   * @throws IllegalArgumentException if a component is there twice
   */
  public static Optional<Combination> of(List<Evidence> evidence, NullMoments moments) {
    if (evidence.stream().map(Evidence::component).distinct().count() < evidence.size()) {
      throw new IllegalArgumentException(
          "evidence = " + evidence + ": each component must be there once");
    }
    List<Evidence> tested =
        evidence.stream()
            .filter(one -> one.standing() == Evidence.Standing.TESTED)
            .sorted(Comparator.comparing(Evidence::component))
            .toList();
    if (tested.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    for (Evidence one : tested) {
      sum += one.logP();
    }
    double brown = brown(-2 * sum, moments);
    double logP =
        logP(
            -2 * sum,
            moments,
            (int) tested.stream().filter(Combination::isSign).count(),
            strongest(tested).map(Evidence::logP).orElse(0.0));
    return Optional.of(new Combination(tested, -2 * sum, brown, logP));
  }

  /**
   * ln p of a tile, from sums alone: min(1, 2 min(Brown's p, K times the smallest p of a sign)).
   *
   * @param statistic X of all components tested
   * @param moments of X
   * @param signs K, the components without the volume, at least 0
   * @param strongest ln of the smallest p among them; 0 if there is none
   */
  public static double logP(double statistic, NullMoments moments, int signs, double strongest) {
    double weak = Math.log(brown(statistic, moments));
    double strong = signs == 0 ? 0 : Math.log(signs) + strongest;
    return Math.min(0, Math.log(2) + Math.min(weak, strong));
  }

  /**
   * P(c chi²(f) &gt; X), c = v/(2u), f = 2u²/v, the chi-square distribution with the mean and
   * variance of the moments.
   *
   * @param statistic X, at least 0
   * @param moments u and v
   * @return at least {@link Double#MIN_NORMAL}
   * @throws IllegalArgumentException if {@code statistic} is negative
   */
  public static double brown(double statistic, NullMoments moments) {
    Argument.notNegative("statistic", statistic);
    double scale = moments.variance() / (2 * moments.mean());
    double freedom = 2 * moments.mean() * moments.mean() / moments.variance();
    return Math.max(
        Double.MIN_NORMAL, RegularizedGamma.Q.value(freedom / 2, statistic / scale / 2));
  }

  /** The component with the smallest p, the volume aside; nothing if there is no other. */
  public Optional<Evidence> strongest() {
    return strongest(tested);
  }

  private static Optional<Evidence> strongest(List<Evidence> tested) {
    return tested.stream()
        .filter(Combination::isSign)
        .min(Comparator.comparingDouble(Evidence::logP));
  }

  /** Whether a component can be a sign by itself: many reviews alone are none. */
  private static boolean isSign(Evidence one) {
    return one.component() != Component.VOLUME;
  }

  /** p, 0 where it is too small for a double. */
  public double p() {
    return Math.exp(logP);
  }
}
