package haochaping.assess.formula;

/**
 * A part of the score: the line from a figure to points.
 *
 * @param measure a {@link Measure}'s word, or the name of a measure from elsewhere
 * @param weight relative to the other parts, above 0
 * @param full the figure that gets all of the weight
 * @param none the figure that gets nothing of it; other than {@code full}
 */
public record Component(String measure, double weight, double full, double none) {

  /** The share of the weight that a figure gets, in [0, 1]. */
  public double share(double figure) {
    return Math.min(1, Math.max(0, (none - figure) / (none - full)));
  }
}
