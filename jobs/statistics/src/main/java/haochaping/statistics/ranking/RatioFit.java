package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Root;
import java.util.List;

/**
 * How the standardised ratios of a class of siblings vary beyond chance: observed counts are
 * negative binomial with size nu and mean E (Clayton and Kaldor 1987, with the mean fixed at 1).
 *
 * <p>nu of highest likelihood in [0.5, 1e4]; nil overdispersion is treated as in {@link RateFit}.
 *
 * @param prior to use for posteriors
 * @param noDifference whether the siblings cannot be told apart
 * @param estimate the prior of highest likelihood
 * @param likelihoodRatio twice its lead over one risk for all, at least 0
 * @param p of that lead if one risk were true, in [0, 1/2]
 */
public record RatioFit(
    GammaPrior prior, boolean noDifference, GammaPrior estimate, double likelihoodRatio, double p) {
  private static final double LEAST = 0.5;
  private static final double MOST = 1e4;

  /** The stretches of ln nu in which a highest point is looked for. */
  private static final int STRETCHES = 20;

  /**
   * Fits a class of its own. Takes about 0.1 s for 100,000 targets.
   *
   * @param siblings as counted, in the order of ids; those of whom nothing is expected say nothing
   * @throws IllegalArgumentException if nothing is expected of any
   */
  public static RatioFit of(List<StandardisedRatio> siblings) {
    Argument.atLeast(
        "siblings with expectations",
        siblings.stream().filter(one -> one.expected() > 0).count(),
        1);
    RatioLikelihood likelihood = new RatioLikelihood(siblings);
    double nu = highest(likelihood);
    double ratio = Math.max(0, 2 * likelihood.lead(nu));
    double p = NilOverdispersion.p(ratio);
    boolean nil = nu >= MOST || p > NilOverdispersion.LEVEL;
    GammaPrior estimate = new GammaPrior(nu);
    return new RatioFit(nil ? weakestAllowed(likelihood, nu) : estimate, nil, estimate, ratio, p);
  }

  /**
   * The same, unless there are fewer than {@link RateFit#FEWEST_SIBLINGS} siblings with
   * expectations.
   *
   * @param parent the fit of the class above, which then stands in
   */
  public static RatioFit of(List<StandardisedRatio> siblings, RatioFit parent) {
    return siblings.stream().filter(one -> one.expected() > 0).count() < RateFit.FEWEST_SIBLINGS
        ? parent
        : of(siblings);
  }

  /** The higher end of the range or the highest inner point where the slope turns. */
  private static double highest(RatioLikelihood likelihood) {
    double best = LEAST;
    double lead = likelihood.lead(LEAST);
    double left = LEAST;
    double slope = likelihood.slope(left);
    for (int i = 1; i <= STRETCHES; i++) {
      double right = i == STRETCHES ? MOST : LEAST * Math.pow(MOST / LEAST, (double) i / STRETCHES);
      double next = likelihood.slope(right);
      double candidate = right;
      if (slope > 0 && next < 0) {
        candidate =
            Math.exp(
                Root.between(u -> likelihood.slope(Math.exp(u)), Math.log(left), Math.log(right)));
      }
      double value = likelihood.lead(candidate);
      if (value > lead) {
        best = candidate;
        lead = value;
      }
      left = right;
      slope = next;
    }
    return best;
  }

  private static GammaPrior weakestAllowed(RatioLikelihood likelihood, double nu) {
    if (likelihood.lead(nu) <= -NilOverdispersion.FALL) {
      // Only at the upper bound: so many reviews that even nu = 1e4 is too weak.
      return new GammaPrior(nu);
    }
    if (likelihood.lead(LEAST) >= -NilOverdispersion.FALL) {
      return new GammaPrior(LEAST);
    }
    return new GammaPrior(
        Math.exp(
            Root.between(
                u -> likelihood.lead(Math.exp(u)) + NilOverdispersion.FALL,
                Math.log(nu),
                Math.log(LEAST))));
  }
}
