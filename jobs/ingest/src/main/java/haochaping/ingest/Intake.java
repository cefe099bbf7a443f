package haochaping.ingest;

import haochaping.core.FeedRecord;

/**
 * What comes out of the raw topics, one of: a record, a rejection, an order to close the days so
 * far.
 *
 * @param holdable whether a review may wait for its case in a backfill
 */
public record Intake(FeedRecord record, Rejection rejection, CloseOrder order, boolean holdable) {
  static final String ORDER_KEY = "\u0001close";

  public static Intake of(FeedRecord record, boolean holdable) {
    return new Intake(record, null, null, holdable);
  }

  public static Intake of(Rejection rejection) {
    return new Intake(null, rejection, null, false);
  }

  public static Intake of(CloseOrder order) {
    return new Intake(null, null, order, false);
  }

  /** The key of the state that it changes. */
  public String key() {
    return record == null ? ORDER_KEY : record.projectKey();
  }
}
