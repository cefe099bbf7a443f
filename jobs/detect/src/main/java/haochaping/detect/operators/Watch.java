package haochaping.detect.operators;

import haochaping.core.CityClock;
import haochaping.detect.FindingRows;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.cluster.ClusterWatch;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.cluster.ScanAnnouncer;
import haochaping.detect.cluster.ScanSettings;
import haochaping.detect.concentration.ConcentrationWatch;
import haochaping.detect.concentration.Settings;
import haochaping.detect.concentration.Standard;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.state.Packed;
import haochaping.detect.state.PackedCells;
import haochaping.detect.state.PackedLeaf;
import haochaping.detect.state.PackedScan;
import haochaping.detect.state.PackedTables;
import haochaping.detect.state.PackedTarget;
import haochaping.detect.state.PackedTooGood;
import haochaping.detect.toogood.TooGoodWatch;
import haochaping.detect.verdicts.Report;
import haochaping.platform.Finding;
import haochaping.platform.Lake;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Watches all targets for concentrations and for quarters that are too good, and the city for
 * clusters: the one task that sees every target when a day closes.
 *
 * <p>In: signed deltas by key. Out: revisions of findings. Side output: rows of {@code
 * core.baselines}. State: by key, a target, the cells of a matter or a leaf of the scan, packed; in
 * operator state the versioned tables, what the scan keeps beside its leaves, the quarters, the
 * last closed day and the earliest day seen before it.
 *
 * <p>Between checkpoints the watches work on their own objects; what changed is packed before a
 * checkpoint. A day closes when the watermark enters the next one.
 */
public final class Watch extends AbstractStreamOperator<Report>
    implements OneInputStreamOperator<ReviewDelta, Report> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<RowData> BASELINES =
      new OutputTag<>("baselines", InternalTypeInfo.of(Lake.rowType("baselines")));

  /** Days before the first watermark that are still closed one by one, as measure does. */
  static final int DAYS_BACK = 400;

  private final Settings settings;
  private final boolean backfill;

  private transient ValueStateDescriptor<byte[]> targetDescriptor;
  private transient ValueStateDescriptor<byte[]> cellsDescriptor;
  private transient ValueStateDescriptor<byte[]> leafDescriptor;
  private transient ValueState<byte[]> leaves;
  private transient ListState<byte[]> scanState;
  private transient ClusterWatch clusters;
  private transient byte[] restoredScan;
  private transient ListState<byte[]> quarterState;
  private transient TooGoodWatch tooGood;
  private transient byte[] restoredQuarters;
  private transient ValueState<byte[]> targets;
  private transient ValueState<byte[]> cells;
  private transient ListState<Integer> clockState;
  private transient ListState<byte[]> tablesState;
  private transient ConcentrationWatch watch;
  private transient ScanAnnouncer announcer;
  private transient StreamRecord<Report> report;
  private transient StreamRecord<RowData> row;

  /** The tables as they are stored; they change at day closes alone. */
  private transient byte[] packedTables;

  private transient int lastClosedDay;

  /** The earliest day seen before the first watermark, from which days are closed. */
  private transient int earliestDay;

  /**
   * @param backfill whether alerts are opened at day closes alone
   */
  public Watch(Settings settings, boolean backfill) {
    this.settings = settings;
    this.backfill = backfill;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clockState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clock", Types.INT));
    tablesState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("tables", Packed.TYPE));
    scanState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("scan", Packed.TYPE));
    quarterState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("quarters", Packed.TYPE));
    lastClosedDay = Integer.MIN_VALUE;
    earliestDay = Integer.MAX_VALUE;
    boolean isClosed = true;
    for (int day : clockState.get()) {
      if (isClosed) {
        lastClosedDay = Math.max(lastClosedDay, day);
      } else {
        earliestDay = Math.min(earliestDay, day);
      }
      isClosed = !isClosed;
    }
    for (byte[] packed : tablesState.get()) {
      packedTables = packed;
    }
    for (byte[] packed : scanState.get()) {
      restoredScan = packed;
    }
    for (byte[] packed : quarterState.get()) {
      restoredQuarters = packed;
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    targetDescriptor = new ValueStateDescriptor<>("target", Packed.TYPE);
    cellsDescriptor = new ValueStateDescriptor<>("cells", Packed.TYPE);
    targets = getRuntimeContext().getState(targetDescriptor);
    cells = getRuntimeContext().getState(cellsDescriptor);
    announcer = new Rows();
    report = new StreamRecord<>(null);
    row = new StreamRecord<>(null);
    watch = new ConcentrationWatch(settings, !backfill);
    if (lastClosedDay != Integer.MIN_VALUE && packedTables != null) {
      watch.restore(lastClosedDay, PackedTables.unpack(packedTables));
    }
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            targetDescriptor,
            (key, state) -> watch.restore(PackedTarget.unpack(state.value())));
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            cellsDescriptor,
            (key, state) ->
                watch.restore(ReviewDelta.matter(key), PackedCells.unpack(state.value())));
    restoreClusters();
    tooGood = new TooGoodWatch(settings);
    if (restoredQuarters != null) {
      tooGood.restore(PackedTooGood.unpack(restoredQuarters));
      restoredQuarters = null;
    }
    getMetricGroup().gauge("afterHorizon", watch::afterHorizon);
    getMetricGroup().gauge("targets", watch::targets);
  }

  /** The leaves first: alerts are followed from the panes. */
  private void restoreClusters() throws Exception {
    leafDescriptor = new ValueStateDescriptor<>("leaf", Packed.TYPE);
    leaves = getRuntimeContext().getState(leafDescriptor);
    clusters = new ClusterWatch(ScanSettings.DEFAULT, Gazetteer.ofReference());
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            leafDescriptor,
            (key, state) -> clusters.restore(PackedLeaf.unpack(state.value())));
    if (lastClosedDay != Integer.MIN_VALUE) {
      clusters.restore(
          lastClosedDay, restoredScan == null ? clusters.state() : PackedScan.unpack(restoredScan));
    }
    restoredScan = null;
    getMetricGroup().gauge("leaves", clusters::leaves);
    getMetricGroup().gauge("scans", clusters::scans);
  }

  @Override
  public void processElement(StreamRecord<ReviewDelta> element) {
    ReviewDelta delta = element.getValue();
    if (lastClosedDay == Integer.MIN_VALUE) {
      earliestDay = Math.min(earliestDay, delta.day);
    }
    if (ReviewDelta.isLeaf(delta.key)) {
      clusters.apply(delta, watch.tables().baselines());
    } else {
      watch.apply(delta, now(), announcer);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    long time = mark.getTimestamp();
    if (time == Long.MAX_VALUE || time == Long.MIN_VALUE) {
      return;
    }
    int today = CityClock.day(time);
    if (lastClosedDay == Integer.MIN_VALUE) {
      lastClosedDay = Math.max(Math.min(earliestDay, today), today - DAYS_BACK) - 1;
      watch.startAfter(lastClosedDay);
      clusters.startAfter(lastClosedDay);
    }
    while (lastClosedDay < today - 1) {
      watch.close(lastClosedDay + 1, now(), announcer);
      clusters.close(lastClosedDay + 1, watch.tables(), now(), announcer);
      tooGood.close(lastClosedDay + 1, watch, now(), announcer);
      lastClosedDay++;
      packedTables = null;
    }
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watch.drainTouched(
        (key, target) -> {
          setCurrentKey(key);
          if (target == null) {
            targets.clear();
          } else {
            targets.update(PackedTarget.pack(target));
          }
        });
    watch
        .cells()
        .drainTouched(
            (matter, ofMatter) -> {
              setCurrentKey(ReviewDelta.cells(matter));
              if (ofMatter == null) {
                cells.clear();
              } else {
                cells.update(PackedCells.pack(ofMatter));
              }
            });
    clusters.drainTouched(
        (key, leaf) -> {
          setCurrentKey(key);
          if (leaf == null) {
            leaves.clear();
          } else {
            leaves.update(PackedLeaf.pack(leaf));
          }
        });
    scanState.clear();
    scanState.add(PackedScan.pack(clusters.state()));
    quarterState.clear();
    quarterState.add(PackedTooGood.pack(tooGood.state()));
    if (packedTables == null) {
      packedTables = PackedTables.pack(watch.tables());
    }
    clockState.clear();
    clockState.add(lastClosedDay);
    clockState.add(earliestDay);
    tablesState.clear();
    tablesState.add(packedTables);
  }

  /** Turns what the watches say into records. */
  private final class Rows implements ScanAnnouncer {
    @Override
    public void finding(Finding told, List<FindingReview> reviews) {
      output.collect(report.replace(Report.of(told, reviews)));
    }

    @Override
    public void baseline(Baseline version) {
      FindingRows.baseline(version, now(), line -> output.collect(BASELINES, row.replace(line)));
    }

    @Override
    public void verification(Verification version) {
      FindingRows.verification(
          version, now(), line -> output.collect(BASELINES, row.replace(line)));
    }

    @Override
    public void standard(int day, Level level, Standard standard) {
      FindingRows.standard(
          day, level, standard, now(), line -> output.collect(BASELINES, row.replace(line)));
    }

    @Override
    public void scanned(int day, String part, String key, double value) {
      output.collect(BASELINES, row.replace(FindingRows.figure(day, part, key, value, now())));
    }
  }
}
