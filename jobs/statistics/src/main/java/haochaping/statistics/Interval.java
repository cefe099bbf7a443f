package haochaping.statistics;

/**
 * A closed interval.
 *
 * @param lower its lower end
 * @param upper its upper end, at least {@code lower}; may be infinite
 */
public record Interval(double lower, double upper) {
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "upper = " + upper + ": must be at least lower = " + lower);
    }
  }

  /** Whether the two have a point in common. */
  public boolean overlaps(Interval other) {
    return lower <= other.upper && other.lower <= upper;
  }

  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
