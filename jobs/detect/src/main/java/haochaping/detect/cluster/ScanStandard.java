package haochaping.detect.cluster;

import haochaping.statistics.scan.NullTail;

/**
 * What the clusters of one day are judged by, each part fixed when it is first needed.
 *
 * @param strength nu of the groups' own risks
 * @param screen ratios up to this are no alert; {@link #NOT_SCREENED} where no zone ever had enough
 *     bad reviews
 * @param tail the highest ratios of cities without clusters; null where none was above the screen
 */
public record ScanStandard(double strength, double screen, NullTail tail) {
  /** In place of a screen. */
  public static final double NOT_SCREENED = -1;

  boolean isScreened() {
    return screen >= 0;
  }
}
