package haochaping.measure.close;

import haochaping.statistics.ranking.RateFit;
import haochaping.statistics.ranking.RatioFit;
import java.util.List;

/**
 * How siblings vary.
 *
 * @param rates their rates
 * @param ratios their standardised ratios, or null where nobody has a bad review
 */
record Fits(RateFit rates, RatioFit ratios) {

  /** The fits of siblings of whom one has an adopted review. */
  static Fits of(List<Sibling> siblings) {
    boolean anyExpected = siblings.stream().anyMatch(sibling -> sibling.expected > 0);
    return new Fits(
        RateFit.of(siblings.stream().map(Sibling::rate).toList()),
        anyExpected ? RatioFit.of(siblings.stream().map(Sibling::ratio).toList()) : null);
  }

  /** Whether the mix of matters explains all differences, as far as one can tell. */
  boolean noDifference() {
    return ratios == null || ratios.noDifference();
  }

  /** Whether there are too few siblings with reviews to see how siblings vary. */
  static boolean areFew(List<Sibling> siblings) {
    return siblings.stream().filter(sibling -> sibling.adopted > 0).count()
        < RateFit.FEWEST_SIBLINGS;
  }
}
