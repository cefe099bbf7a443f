package haochaping.ingest;

import haochaping.platform.Lake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Rows by the names that the table's contract gives the columns. */
public final class Rows {
  private Rows() {}

  /**
   * The values of a row: texts, numbers, times in epoch ms, lists of texts.
   *
   * @throws AssertionError where a column that the contract requires is null
   */
  public static Map<String, Object> read(String table, RowData row) {
    RowType type = Lake.rowType(table);
    if (row.getArity() != type.getFieldCount()) {
      throw new AssertionError(
          table + " has " + type.getFieldCount() + " columns, not " + row.getArity());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      LogicalType column = type.getTypeAt(i);
      Object value = RowData.createFieldGetter(column, i).getFieldOrNull(row);
      if (value == null && !column.isNullable()) {
        throw new AssertionError(table + "." + type.getFieldNames().get(i) + " is null");
      }
      values.put(type.getFieldNames().get(i), plain(value));
    }
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof StringData text) {
      return text.toString();
    }
    if (value instanceof TimestampData time) {
      return time.getMillisecond();
    }
    if (value instanceof ArrayData array) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        texts.add(array.getString(i).toString());
      }
      return texts;
    }
    return value;
  }
}
