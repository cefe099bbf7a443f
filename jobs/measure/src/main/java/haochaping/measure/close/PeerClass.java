package haochaping.measure.close;

import haochaping.core.Dimension;

/**
 * The siblings that a key is compared with.
 *
 * @param dimension of the siblings
 * @param word {@link #ALL}, {@link #LARGER} or {@link #SMALLER}
 */
public record PeerClass(Dimension dimension, String word) {
  /** The one class of a dimension that is not split. */
  static final String ALL = "all";

  /** Those of the median volume and above. */
  static final String LARGER = "A";

  /** Those below the median volume. */
  static final String SMALLER = "B";
}
