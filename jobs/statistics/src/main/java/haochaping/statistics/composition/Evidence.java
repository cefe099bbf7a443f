package haochaping.statistics.composition;

import haochaping.statistics.CountDistribution;

/**
 * What one component says of a tile.
 *
 * @param component which
 * @param standing whether it says anything
 * @param logP ln p of a tile as striking as this one if nothing were wrong, at most 0; 0 unless
 *     {@link Standing#TESTED}
 */
public record Evidence(Component component, Standing standing, double logP) {
  /** Whether a component takes part. */
  public enum Standing {
    TESTED,
    /** The source does not send what it needs. Not a pass. */
    MISSING,
    /** It could not be striking, whatever the reviews were, or must not count today. */
    DROPPED
  }

  /** A component whose smallest possible p is above this is dropped: it would only dilute. */
  public static final double USELESS = .1;

  /**
   * @throws IllegalArgumentException if {@code logP} is above 0 or not a number, or not 0 where
   *     nothing was tested
   */
  public Evidence {
    if (!(logP <= 0) || (standing != Standing.TESTED && logP != 0)) {
      throw new IllegalArgumentException(
          "logP = " + logP + ": must be at most 0, and 0 unless tested, of " + component);
    }
  }

  /** The component was tested. */
  public static Evidence tested(Component component, double logP) {
    return new Evidence(component, Standing.TESTED, logP);
  }

  /** The source does not send what the component needs. */
  public static Evidence missing(Component component) {
    return new Evidence(component, Standing.MISSING, 0);
  }

  /** The component must not count. */
  public static Evidence dropped(Component component) {
    return new Evidence(component, Standing.DROPPED, 0);
  }

  /** {@link #tested} unless the smallest possible p is too large to be of use. */
  static Evidence tested(Component component, double logP, double smallestLogP) {
    return smallestLogP > Math.log(USELESS) ? dropped(component) : tested(component, logP);
  }

  /**
   * A share against the usual one: the upper mid-p of the beta-binomial distribution.
   *
   * @param component which share it is
   * @param tile of the tile
   * @param usual of the target
   */
  public static Evidence share(Component component, Share tile, UsualShare usual) {
    CountDistribution counts = usual.tile(tile.total());
    return tested(
        component, counts.logMidUpperTail(tile.count()), counts.logMidUpperTail(tile.total()));
  }

  /**
   * The volume where services are known: reviews as a share of them. p is at least 0.001.
   *
   * @param reviews of the services of the tile
   * @param usual of the target
   */
  public static Evidence volume(Share reviews, UsualShare usual) {
    return floored(share(Component.VOLUME, reviews, usual));
  }

  /**
   * The volume where services are not known. p is at least 0.001.
   *
   * @param reviews in the tile, at least 0
   * @param usual of the target, see {@link UsualVolume}
   */
  public static Evidence volume(long reviews, CountDistribution usual) {
    return floored(tested(Component.VOLUME, usual.logMidUpperTail(reviews)));
  }

  private static Evidence floored(Evidence volume) {
    return volume.standing == Standing.TESTED
        ? tested(Component.VOLUME, Math.max(UsualVolume.LOG_FLOOR, volume.logP))
        : volume;
  }

  /** p, 0 where it is too small for a double. */
  public double p() {
    return Math.exp(logP);
  }
}
