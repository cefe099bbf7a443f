package haochaping.measure.operators;

import haochaping.core.PaneDelta;
import haochaping.measure.Fields;
import haochaping.measure.Said;
import haochaping.platform.Lake;
import haochaping.platform.StatisticsProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;

/** {@link Roll} in Flink's harness, restarts included. Keys carry their dimension in front. */
final class RollHarness implements AutoCloseable {
  static final String CITY = "a370400";

  private final boolean backfill;
  private final List<Said> all = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, PaneDelta, RowData> harness;
  private final StatisticsProfile profile = StatisticsProfile.read();
  private final List<Map<String, Object>> rankings = new ArrayList<>();
  private final List<Map<String, Object>> funnels = new ArrayList<>();
  private long checkpoint;
  private long now;
  private int said;

  RollHarness(boolean backfill) throws Exception {
    this.backfill = backfill;
    start(null);
  }

  private void start(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Roll("370400", backfill, profile), delta -> delta.key, Types.STRING);
    harness.setup(InternalTypeInfo.of(Lake.rowType("rates")).toSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  /** Gives a delta whose city's clock shows an hour. */
  void take(String key, int hour, int clock, int... counts) throws Exception {
    PaneDelta delta = new PaneDelta();
    delta.key = key;
    delta.hour = hour;
    delta.clock = clock;
    delta.reviews = counts[0];
    delta.bad = counts[1];
    delta.adopted = counts[2];
    delta.badAdopted = counts[3];
    delta.defaults = counts[4];
    harness.processElement(new StreamRecord<>(delta));
  }

  /** Gives adopted reviews of a key in a matter. */
  void takeMatter(String key, String matter, int hour, int adopted) throws Exception {
    PaneDelta delta = new PaneDelta();
    delta.key = key;
    delta.matter = matter;
    delta.hour = hour;
    delta.adopted = adopted;
    harness.processElement(new StreamRecord<>(delta));
  }

  void watermark(long time) throws Exception {
    tick();
    harness.processWatermark(time);
  }

  void checkpoint() throws Exception {
    tick();
    harness.prepareSnapshotPreBarrier(++checkpoint);
    harness.snapshot(checkpoint, now);
  }

  /** A checkpoint, then a new task from it. */
  void restart() throws Exception {
    tick();
    harness.prepareSnapshotPreBarrier(++checkpoint);
    OperatorSubtaskState state = harness.snapshot(checkpoint, now);
    all();
    rankings();
    funnels();
    harness.close();
    start(state);
    harness.setProcessingTime(now);
  }

  void end() throws Exception {
    tick();
    harness.endInput();
  }

  private void tick() throws Exception {
    harness.setProcessingTime(++now);
  }

  /** All rows of rates, across restarts. */
  List<Said> all() {
    for (Object record = harness.getOutput().poll();
        record != null;
        record = harness.getOutput().poll()) {
      if (record instanceof StreamRecord<?> row) {
        all.add(Said.read((RowData) row.getValue()));
      }
    }
    return List.copyOf(all);
  }

  /** The rows since the last call. */
  List<Said> fresh() {
    List<Said> all = all();
    List<Said> fresh = List.copyOf(all.subList(said, all.size()));
    said = all.size();
    return fresh;
  }

  List<RowData> counts() {
    List<RowData> rows = new ArrayList<>();
    if (harness.getSideOutput(Roll.COUNTS) != null) {
      harness.getSideOutput(Roll.COUNTS).forEach(record -> rows.add(record.getValue()));
    }
    return rows;
  }

  /** All rows of rankings, across restarts, by the names of the contract. */
  List<Map<String, Object>> rankings() {
    drain(Roll.RANKINGS, "rankings", rankings);
    return List.copyOf(rankings);
  }

  /** All rows of funnels, across restarts, by the names of the contract. */
  List<Map<String, Object>> funnels() {
    drain(Roll.FUNNELS, "funnels", funnels);
    return List.copyOf(funnels);
  }

  private void drain(OutputTag<RowData> tag, String table, List<Map<String, Object>> rows) {
    ConcurrentLinkedQueue<StreamRecord<RowData>> records = harness.getSideOutput(tag);
    while (records != null && !records.isEmpty()) {
      rows.add(Fields.read(records.poll().getValue(), table));
    }
  }

  int keys() {
    return harness.numKeyedStateEntries();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
