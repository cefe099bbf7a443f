package haochaping.ingest;

import haochaping.core.FeedRecord;
import haochaping.platform.ErasureOrder;

/**
 * What comes out of the raw topics and those beside them, one of: a record, a rejection, an order
 * to close the days so far, an order to erase the people of a project.
 *
 * @param holdable whether a review may wait for its case in a backfill
 */
public record Intake(
    FeedRecord record,
    Rejection rejection,
    CloseOrder order,
    ErasureOrder erasure,
    boolean holdable) {
  static final String ORDER_KEY = "\u0001close";

  public static Intake of(FeedRecord record, boolean holdable) {
    return new Intake(record, null, null, null, holdable);
  }

  public static Intake of(Rejection rejection) {
    return new Intake(null, rejection, null, null, false);
  }

  public static Intake of(CloseOrder order) {
    return new Intake(null, null, order, null, false);
  }

  public static Intake of(ErasureOrder erasure) {
    return new Intake(null, null, null, erasure, false);
  }

  /** The key of the state that it changes. */
  public String key() {
    if (record != null) {
      return record.projectKey();
    }
    return erasure == null ? ORDER_KEY : FeedRecord.projectKey(erasure.source(), erasure.project());
  }
}
