package haochaping.assess.score;

import haochaping.core.Dimension;
import haochaping.statistics.ranking.RateFit;
import java.util.List;

/**
 * Keys that are compared with each other.
 *
 * @param word {@link #ALL}, {@link #LARGER} or {@link #SMALLER}
 * @param fit how their rates vary, or where they are few, those of the class above
 * @param members in the order of their keys
 */
record PeerClass(Dimension dimension, String word, RateFit fit, List<KeyInputs> members) {
  static final String ALL = "all";

  /** Those of the median volume and above. */
  static final String LARGER = "A";

  /** Those below the median volume. */
  static final String SMALLER = "B";
}
