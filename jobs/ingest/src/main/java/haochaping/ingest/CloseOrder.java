package haochaping.ingest;

import java.util.List;

/**
 * An order to close every day up to the newest event, once all records before it are taken in.
 *
 * @param ends the raw partitions' end offsets when the order was given
 */
public record CloseOrder(List<End> ends) {
  /** End offset of a raw partition: the ordinal of its stream, its number, the offset. */
  public record End(int stream, int partition, long offset) {}
}
