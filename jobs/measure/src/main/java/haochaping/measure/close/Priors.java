package haochaping.measure.close;

import haochaping.core.Dimension;
import haochaping.statistics.ranking.BetaPrior;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the rates of each class of siblings vary, as fitted at the close of one day.
 *
 * @param version the closed day as the number yyyyMMdd; 0 where none was fitted yet
 * @param splits by dimension; empty where none was fitted yet
 */
public record Priors(int version, Map<Dimension, Split> splits) {
  /** Before the first close. */
  public static final Priors NONE = new Priors(0, new EnumMap<>(Dimension.class));

  /**
   * The classes of a dimension.
   *
   * @param volume counted reviews and defaults in the ranking window from which on a key is in the
   *     larger class; 0 where there is one class for all
   * @param larger prior of the larger class
   * @param smaller prior of the smaller class, and the larger's again where there is one
   */
  public record Split(int volume, BetaPrior larger, BetaPrior smaller) {
    boolean isLarger(int volumeOfKey) {
      return volumeOfKey >= volume;
    }
  }
}
