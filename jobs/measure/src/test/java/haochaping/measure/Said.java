package haochaping.measure;

import haochaping.measure.close.Estimate;
import haochaping.platform.Lake;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A row of {@code core.rates} by the names of its contract.
 *
 * @param asOf end of the window, in hours since the epoch
 * @param counts reviews, bad, adopted, bad adopted, defaults
 * @param estimate what the prior says, or null where all its columns are empty
 */
public record Said(
    String dimension,
    String key,
    String window,
    int asOf,
    boolean keyframe,
    long writtenAt,
    String counts,
    Estimate estimate) {

  public static Said read(RowData row) {
    RowType type = Lake.rowType("rates");
    StringBuilder counts = new StringBuilder();
    for (String name : new String[] {"reviews", "bad", "adopted", "bad_adopted", "defaults"}) {
      counts.append(counts.isEmpty() ? "" : " ").append(row.getInt(type.getFieldIndex(name)));
    }
    return new Said(
        row.getString(type.getFieldIndex("dimension")).toString(),
        row.getString(type.getFieldIndex("key")).toString(),
        row.getString(type.getFieldIndex("window")).toString(),
        (int) (row.getTimestamp(type.getFieldIndex("as_of"), 6).getMillisecond() / 3_600_000L),
        row.getBoolean(type.getFieldIndex("keyframe")),
        row.getTimestamp(type.getFieldIndex("written_at"), 6).getMillisecond(),
        counts.toString(),
        estimate(row, type));
  }

  private static Estimate estimate(RowData row, RowType type) {
    int empty = 0;
    String[] names = {"shrunk", "low", "high", "enough", "prior_version"};
    for (String name : names) {
      empty += row.isNullAt(type.getFieldIndex(name)) ? 1 : 0;
    }
    if (empty == names.length) {
      return null;
    }
    if (empty > 0) {
      throw new AssertionError("only some of the prior's columns are empty");
    }
    return new Estimate(
        row.getDouble(type.getFieldIndex("shrunk")),
        row.getDouble(type.getFieldIndex("low")),
        row.getDouble(type.getFieldIndex("high")),
        row.getBoolean(type.getFieldIndex("enough")),
        row.getInt(type.getFieldIndex("prior_version")));
  }

  /** Dimension, key and window. */
  public String what() {
    return dimension + " " + key + " " + window;
  }
}
