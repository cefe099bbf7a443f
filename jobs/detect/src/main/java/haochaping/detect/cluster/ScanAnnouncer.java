package haochaping.detect.cluster;

import haochaping.detect.concentration.Announcer;

/** Receives what the watch for clusters has to say. */
public interface ScanAnnouncer extends Announcer {
  /**
   * A figure that the clusters of a day are judged by: {@code prior} of {@code group}, strength of
   * the groups' own risks; {@code ratio_screen} and {@code ratio_100} of {@code zone}, the ratios
   * up to which nothing, and above which everything, recurs in 100 days or more; {@code missing} of
   * {@code district}, 1 on the first day scanned without any district.
   */
  void scanned(int day, String part, String key, double value);
}
