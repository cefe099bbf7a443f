package haochaping.measure;

import haochaping.platform.Lake;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A row of {@code core.rates} by the names of its contract.
 *
 * @param asOf end of the window, in hours since the epoch
 * @param counts reviews, bad, adopted, bad adopted, defaults
 */
public record Said(
    String dimension,
    String key,
    String window,
    int asOf,
    boolean keyframe,
    long writtenAt,
    String counts) {

  public static Said read(RowData row) {
    RowType type = Lake.rowType("rates");
    StringBuilder counts = new StringBuilder();
    for (String name : new String[] {"reviews", "bad", "adopted", "bad_adopted", "defaults"}) {
      counts.append(counts.isEmpty() ? "" : " ").append(row.getInt(type.getFieldIndex(name)));
    }
    for (String name : new String[] {"shrunk", "low", "high", "enough", "prior_version"}) {
      if (!row.isNullAt(type.getFieldIndex(name))) {
        throw new AssertionError(name + " is not empty");
      }
    }
    return new Said(
        row.getString(type.getFieldIndex("dimension")).toString(),
        row.getString(type.getFieldIndex("key")).toString(),
        row.getString(type.getFieldIndex("window")).toString(),
        (int) (row.getTimestamp(type.getFieldIndex("as_of"), 6).getMillisecond() / 3_600_000L),
        row.getBoolean(type.getFieldIndex("keyframe")),
        row.getTimestamp(type.getFieldIndex("written_at"), 6).getMillisecond(),
        counts.toString());
  }

  /** Dimension, key and window. */
  public String what() {
    return dimension + " " + key + " " + window;
  }
}
