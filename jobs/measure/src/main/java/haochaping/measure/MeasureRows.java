package haochaping.measure;

import haochaping.core.CityClock;
import haochaping.core.Dimension;
import haochaping.core.PaneDelta;
import haochaping.core.RollingCounts;
import haochaping.core.Window;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The rows of measure's tables; the order of the fields is that of {@code schemas/tables}. */
public final class MeasureRows {
  private static final int RATE_FIELDS = 16;
  private static final StringData[] DIMENSIONS = new StringData[Dimension.values().length];
  private static final StringData[] WINDOWS = new StringData[Window.values().length];

  static {
    for (Dimension dimension : Dimension.values()) {
      DIMENSIONS[dimension.ordinal()] = StringData.fromString(dimension.word());
    }
    for (Window window : Window.values()) {
      WINDOWS[window.ordinal()] = StringData.fromString(window.word());
    }
  }

  private MeasureRows() {}

  private static StringData string(String text) {
    return StringData.fromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public static RowData count(PaneDelta delta) {
    GenericRowData row = new GenericRowData(9);
    row.setField(0, DIMENSIONS[PaneDelta.dimension(delta.key).ordinal()]);
    row.setField(1, string(PaneDelta.name(delta.key)));
    row.setField(2, TimestampData.fromEpochMillis(CityClock.millis(delta.hour)));
    row.setField(3, CityClock.dayOfHour(delta.hour));
    row.setField(4, delta.reviews);
    row.setField(5, delta.bad);
    row.setField(6, delta.adopted);
    row.setField(7, delta.badAdopted);
    row.setField(8, delta.defaults);
    return row;
  }

  /** A row of rates; what the prior says of the key is left empty. */
  public static RowData rate(
      String key, Window window, int asOf, boolean keyframe, long writtenAt, int[] sums) {
    GenericRowData row = new GenericRowData(RATE_FIELDS);
    row.setField(0, DIMENSIONS[PaneDelta.dimension(key).ordinal()]);
    row.setField(1, string(PaneDelta.name(key)));
    row.setField(2, WINDOWS[window.ordinal()]);
    row.setField(3, TimestampData.fromEpochMillis(CityClock.millis(asOf)));
    row.setField(4, keyframe);
    row.setField(5, TimestampData.fromEpochMillis(writtenAt));
    row.setField(6, sums[RollingCounts.REVIEWS]);
    row.setField(7, sums[RollingCounts.BAD]);
    row.setField(8, sums[RollingCounts.ADOPTED]);
    row.setField(9, sums[RollingCounts.BAD_ADOPTED]);
    row.setField(10, sums[RollingCounts.DEFAULTS]);
    return row;
  }
}
