package haochaping.statistics.composition;

import haochaping.statistics.Argument;

/**
 * How many of a number of reviews have something about them.
 *
 * @param count those that have it, in [0, {@code total}]
 * @param total those that could, at least 0
 */
public record Share(long count, long total) {
  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public Share {
    Argument.atLeast("total", total, 0);
    Argument.within("count", count, 0, total);
  }

  /**
   * Reviews beyond the first of each origin, of all.
   *
   * @param distinct devices, addresses or telephones, at least 1 if there is a review
   * @param total reviews with a known origin
   * @throws IllegalArgumentException if {@code distinct} does not fit {@code total}
   */
  public static Share repeats(long distinct, long total) {
    Argument.atLeast("total", total, 0);
    Argument.within("distinct", distinct, Math.min(1, total), total);
    return new Share(total - distinct, total);
  }

  /**
   * Within (0, 1) even where nothing or everything was counted: half a review is added to either.
   */
  double inner() {
    return (count + 0.5) / (total + 1.0);
  }
}
