package haochaping.measure;

import haochaping.platform.Lake;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Rows by the names of their table's contract. */
public final class Fields {
  private Fields() {}

  /** The values of a row, null where empty; times in hours since the epoch. */
  public static Map<String, Object> read(RowData row, String table) {
    RowType type = Lake.rowType(table);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      values.put(
          type.getFieldNames().get(i), row.isNullAt(i) ? null : value(row, i, type.getTypeAt(i)));
    }
    return values;
  }

  private static Object value(RowData row, int i, LogicalType type) {
    return switch (type.getTypeRoot()) {
      case VARCHAR -> row.getString(i).toString();
      case INTEGER -> row.getInt(i);
      case DOUBLE -> row.getDouble(i);
      case BOOLEAN -> row.getBoolean(i);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          (int) (row.getTimestamp(i, 6).getMillisecond() / 3_600_000L);
      default -> throw new AssertionError("no rows hold a " + type);
    };
  }
}
