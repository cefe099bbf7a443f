package haochaping.platform;

import haochaping.core.ReviewChange;

/**
 * What topic {@code hcp.review-changes} carries: a change, or a heartbeat that tells every
 * partition how far event time has come.
 *
 * @param watermark event time up to which ingest had seen everything, epoch ms
 * @param change the change, or null for a heartbeat
 * @param partition where a heartbeat goes; -1 for a change, whose key decides
 */
public record ChangeEvent(long watermark, ReviewChange change, int partition) {
  public static ChangeEvent of(long watermark, ReviewChange change) {
    return new ChangeEvent(watermark, change, -1);
  }

  public static ChangeEvent heartbeat(long watermark, int partition) {
    return new ChangeEvent(watermark, null, partition);
  }

  public boolean isHeartbeat() {
    return change == null;
  }
}
