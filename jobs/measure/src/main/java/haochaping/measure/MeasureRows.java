package haochaping.measure;

import haochaping.core.CityClock;
import haochaping.core.Dimension;
import haochaping.core.PaneDelta;
import haochaping.core.RollingCounts;
import haochaping.core.Window;
import haochaping.measure.close.ClassRanking;
import haochaping.measure.close.Estimate;
import haochaping.measure.close.KeyRanking;
import haochaping.statistics.ranking.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The rows of measure's tables; the order of the fields is that of {@code schemas/tables}. */
public final class MeasureRows {
  private static final int RATE_FIELDS = 16;
  private static final int RANKING_FIELDS = 33;
  private static final int FUNNEL_FIELDS = 9;

  /** Version of the statistics behind rankings and funnels. */
  private static final StringData FORMULA = StringData.fromString("det-1");

  private static final StringData[] DIMENSIONS = new StringData[Dimension.values().length];
  private static final StringData[] WINDOWS = new StringData[Window.values().length];
  private static final StringData[] STANDINGS = new StringData[Standing.values().length];

  static {
    for (Dimension dimension : Dimension.values()) {
      DIMENSIONS[dimension.ordinal()] = StringData.fromString(dimension.word());
    }
    for (Window window : Window.values()) {
      WINDOWS[window.ordinal()] = StringData.fromString(window.word());
    }
    for (Standing standing : Standing.values()) {
      STANDINGS[standing.ordinal()] =
          StringData.fromString(standing.name().toLowerCase(Locale.ROOT));
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

  /**
   * A row of rates.
   *
   * @param counts of every window, {@link RollingCounts#COUNTS} each, in the order of the windows
   * @param estimate what the prior says of the key in this window, or null where it has none
   */
  public static RowData rate(
      String key,
      Window window,
      int asOf,
      boolean keyframe,
      long writtenAt,
      int[] counts,
      Estimate estimate) {
    GenericRowData row = new GenericRowData(RATE_FIELDS);
    int at = window.ordinal() * RollingCounts.COUNTS;
    row.setField(0, DIMENSIONS[PaneDelta.dimension(key).ordinal()]);
    row.setField(1, string(PaneDelta.name(key)));
    row.setField(2, WINDOWS[window.ordinal()]);
    row.setField(3, TimestampData.fromEpochMillis(CityClock.millis(asOf)));
    row.setField(4, keyframe);
    row.setField(5, TimestampData.fromEpochMillis(writtenAt));
    row.setField(6, counts[at + RollingCounts.REVIEWS]);
    row.setField(7, counts[at + RollingCounts.BAD]);
    row.setField(8, counts[at + RollingCounts.ADOPTED]);
    row.setField(9, counts[at + RollingCounts.BAD_ADOPTED]);
    row.setField(10, counts[at + RollingCounts.DEFAULTS]);
    if (estimate != null) {
      row.setField(11, estimate.shrunk());
      row.setField(12, estimate.low());
      row.setField(13, estimate.high());
      row.setField(14, estimate.enough());
      row.setField(15, estimate.priorVersion());
    }
    return row;
  }

  /** A row of rankings: one key of a class at a day's close. */
  public static RowData ranking(ClassRanking peers, KeyRanking key, int asOf, long writtenAt) {
    Row row = new Row(RANKING_FIELDS);
    row.add(TimestampData.fromEpochMillis(CityClock.millis(asOf)));
    row.add(DIMENSIONS[peers.peers().dimension().ordinal()]);
    row.add(string(peers.peers().word()));
    row.add(string(key.key()));
    row.add(key.reviews());
    row.add(key.adopted());
    row.add(key.badAdopted());
    row.add(key.expected());
    KeyRanking.Ratio ratio = key.ratio();
    row.add(ratio == null ? null : ratio.mean());
    row.add(ratio == null ? null : ratio.low());
    row.add(ratio == null ? null : ratio.high());
    row.add(key.estimate().shrunk());
    row.add(key.estimate().low());
    row.add(key.estimate().high());
    row.add(key.worst().probability());
    row.add(STANDINGS[key.worst().standing().ordinal()]);
    KeyRanking.Place place = key.place();
    row.add(place == null ? null : place.rank());
    row.add(place == null ? null : place.low());
    row.add(place == null ? null : place.high());
    row.add(peers.ranked());
    row.add(key.estimate().enough());
    row.add(peers.noDifference());
    row.add(peers.reliability());
    KeyRanking.Control control = key.control();
    row.add(control == null ? null : control.distance());
    row.add(control == null ? null : control.warning().lower());
    row.add(control == null ? null : control.warning().upper());
    row.add(control == null ? null : control.action().lower());
    row.add(control == null ? null : control.action().upper());
    row.add(peers.prior().mean());
    row.add(peers.prior().strength());
    row.add(peers.priorVersion());
    row.add(FORMULA);
    row.add(TimestampData.fromEpochMillis(writtenAt));
    return row.data;
  }

  /**
   * A row of funnels.
   *
   * @param peers a class that has one
   */
  public static RowData funnel(ClassRanking peers, int asOf, long writtenAt) {
    Row row = new Row(FUNNEL_FIELDS);
    row.add(TimestampData.fromEpochMillis(CityClock.millis(asOf)));
    row.add(DIMENSIONS[peers.peers().dimension().ordinal()]);
    row.add(string(peers.peers().word()));
    row.add(peers.funnel().center());
    row.add(peers.funnel().tauSquared());
    row.add(peers.funnel().phi());
    row.add(peers.funnel().units());
    row.add(FORMULA);
    row.add(TimestampData.fromEpochMillis(writtenAt));
    return row.data;
  }

  /** Fields in the order in which they are added. */
  private static final class Row {
    private final GenericRowData data;
    private int fields;

    Row(int fields) {
      data = new GenericRowData(fields);
    }

    void add(Object value) {
      data.setField(fields++, value);
    }
  }
}
