package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Root;
import java.util.List;

/**
 * How the rates of a class of siblings (one level, one peer class) vary beyond chance: an empirical
 * Bayes prior, fitted once a day.
 *
 * <p>The maximum of the beta-binomial likelihood over logit m and ln M, M in [1, 1e7]. If one rate
 * for all explains the counts as well (likelihood ratio, p &gt; 0.05) or M runs to its bound, the
 * class is marked {@code noDifference}: it has no ranking and nobody in it is worst. Its prior then
 * takes M from the lower end of what the counts allow, where the profile likelihood is 2.7055/2
 * below that of one rate for all, so that no target is pulled to the mean harder than the data say.
 *
 * @param prior to use for posteriors
 * @param noDifference whether the siblings cannot be told apart
 * @param estimate the prior of highest likelihood; {@code prior} itself unless {@code noDifference}
 * @param logLikelihood of {@code estimate}, without binomial coefficients
 * @param likelihoodRatio twice its lead over one rate for all, at least 0
 * @param p of that lead if one rate were true, in [0, 1/2]
 */
public record RateFit(
    BetaPrior prior,
    boolean noDifference,
    BetaPrior estimate,
    double logLikelihood,
    double likelihoodRatio,
    double p) {
  /** Fewer siblings with reviews than this say nothing about how siblings vary. */
  public static final int FEWEST_SIBLINGS = 5;

  private static final double LEAST = 1;
  private static final double MOST = 1e7;

  /**
   * Fits a class of its own. Takes 0.1 to 0.3 s for 100,000 targets.
   *
   * @param siblings as counted; those without a review say nothing
   * @throws IllegalArgumentException if no sibling has a review
   */
  public static RateFit of(List<RawRate> siblings) {
    Argument.atLeast(
        "siblings with reviews", siblings.stream().filter(one -> one.reviews() > 0).count(), 1);
    RateLikelihood likelihood = new RateLikelihood(siblings);
    if (!likelihood.varies()) {
      // Rates of 0 (or 1) only: any strength fits as well, so the weakest; half a review added
      // keeps the mean inside (0, 1).
      double reviews = siblings.stream().mapToDouble(RawRate::reviews).sum();
      BetaPrior weakest =
          new BetaPrior((likelihood.pooled() * reviews + 0.5) / (reviews + 1), LEAST);
      return new RateFit(weakest, true, weakest, 0, 0, 0.5);
    }
    double binomial = likelihood.binomial();
    RateLikelihood.Point best = likelihood.maximum(LEAST, MOST);
    BetaPrior estimate = new BetaPrior(best.mean, best.strength);
    double ratio = Math.max(0, 2 * (best.value - binomial));
    double p = NilOverdispersion.p(ratio);
    boolean nil = best.strength >= MOST || p > NilOverdispersion.LEVEL;
    return new RateFit(
        nil ? weakestAllowed(likelihood, binomial, best) : estimate,
        nil,
        estimate,
        best.value,
        ratio,
        p);
  }

  /**
   * The same, unless there are fewer than {@link #FEWEST_SIBLINGS} siblings with reviews.
   *
   * @param parent the fit of the class above, which then stands in
   */
  public static RateFit of(List<RawRate> siblings, RateFit parent) {
    return siblings.stream().filter(one -> one.reviews() > 0).count() < FEWEST_SIBLINGS
        ? parent
        : of(siblings);
  }

  private static BetaPrior weakestAllowed(
      RateLikelihood likelihood, double binomial, RateLikelihood.Point best) {
    double floor = binomial - NilOverdispersion.FALL;
    if (best.value <= floor) {
      // Only at the upper bound: so many reviews that even M = 1e7 is too weak.
      return new BetaPrior(best.mean, best.strength);
    }
    double[] mean = {best.mean};
    double logStrength = Math.log(LEAST);
    if (profile(likelihood, logStrength, mean) < floor) {
      mean[0] = best.mean;
      logStrength =
          Root.between(
              u -> profile(likelihood, u, mean) - floor, Math.log(best.strength), logStrength);
    }
    double strength = Math.exp(logStrength);
    return new BetaPrior(likelihood.profile(strength, mean[0]).mean, strength);
  }

  /** The profile at ln M, from the last mean, which it replaces. */
  private static double profile(RateLikelihood likelihood, double logStrength, double[] mean) {
    RateLikelihood.Point point = likelihood.profile(Math.exp(logStrength), mean[0]);
    mean[0] = point.mean;
    return point.value;
  }
}
