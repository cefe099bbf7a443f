package haochaping.detect.composition;

import haochaping.detect.evidence.FindingAnnouncer;

/** Receives what the watch for compositions has to say. */
public interface BurstAnnouncer extends FindingAnnouncer {
  /**
   * A figure that the tiles of a day are judged by: {@code tiles} and {@code campaign} of a level,
   * {@code share_…} of a level and side, the usual share among siblings; {@code not_evaluated} of a
   * rule whose input nobody sends, 1.
   */
  void figure(int day, String part, String key, double value);
}
