package haochaping.detect.operators;

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
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
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

  private final Settings settings;
  private final boolean backfill;

  private transient DayClock clock;
  private transient PackedByKey targets;
  private transient PackedByKey cells;
  private transient PackedByKey leaves;
  private transient PackedValue tablesState;
  private transient PackedValue scanState;
  private transient PackedValue quarterState;
  private transient ConcentrationWatch watch;
  private transient ClusterWatch clusters;
  private transient TooGoodWatch tooGood;
  private transient ScanAnnouncer announcer;
  private transient StreamRecord<Report> report;
  private transient StreamRecord<RowData> row;

  /** The tables as they are stored; they change at day closes alone. */
  private transient byte[] packedTables;

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
    clock = new DayClock(context);
    tablesState = new PackedValue(context, "tables");
    scanState = new PackedValue(context, "scan");
    quarterState = new PackedValue(context, "quarters");
  }

  @Override
  public void open() throws Exception {
    super.open();
    targets = new PackedByKey(this, "target");
    cells = new PackedByKey(this, "cells");
    leaves = new PackedByKey(this, "leaf");
    announcer = new Rows();
    report = new StreamRecord<>(null);
    row = new StreamRecord<>(null);
    watch = new ConcentrationWatch(settings, !backfill);
    packedTables = tablesState.stored();
    if (clock.isStarted() && packedTables != null) {
      watch.restore(clock.lastClosed(), PackedTables.unpack(packedTables));
    }
    targets.forEach((key, packed) -> watch.restore(PackedTarget.unpack(packed)));
    cells.forEach(
        (key, packed) -> watch.restore(ReviewDelta.matter(key), PackedCells.unpack(packed)));
    restoreClusters();
    tooGood = new TooGoodWatch(settings);
    byte[] quarters = quarterState.stored();
    if (quarters != null) {
      tooGood.restore(PackedTooGood.unpack(quarters));
    }
    getMetricGroup().gauge("afterHorizon", watch::afterHorizon);
    getMetricGroup().gauge("targets", watch::targets);
  }

  /** The leaves first: alerts are followed from the panes. */
  private void restoreClusters() throws Exception {
    clusters = new ClusterWatch(ScanSettings.DEFAULT, Gazetteer.ofReference());
    leaves.forEach((key, packed) -> clusters.restore(PackedLeaf.unpack(packed)));
    if (clock.isStarted()) {
      byte[] scan = scanState.stored();
      clusters.restore(
          clock.lastClosed(), scan == null ? clusters.state() : PackedScan.unpack(scan));
    }
    getMetricGroup().gauge("leaves", clusters::leaves);
    getMetricGroup().gauge("scans", clusters::scans);
  }

  @Override
  public void processElement(StreamRecord<ReviewDelta> element) {
    ReviewDelta delta = element.getValue();
    clock.see(delta.day);
    if (ReviewDelta.isLeaf(delta.key)) {
      clusters.apply(delta, watch.tables().baselines());
    } else {
      watch.apply(delta, now(), announcer);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    clock.advance(mark, this::startAfter, this::close);
  }

  private void startAfter(int day) {
    watch.startAfter(day);
    clusters.startAfter(day);
  }

  private void close(int day) {
    watch.close(day, now(), announcer);
    clusters.close(day, watch.tables(), now(), announcer);
    tooGood.close(day, watch, now(), announcer);
    packedTables = null;
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watch.drainTouched(
        (key, target) -> targets.store(key, target == null ? null : PackedTarget.pack(target)));
    watch
        .cells()
        .drainTouched(
            (matter, ofMatter) ->
                cells.store(
                    ReviewDelta.cells(matter),
                    ofMatter == null ? null : PackedCells.pack(ofMatter)));
    clusters.drainTouched(
        (key, leaf) -> leaves.store(key, leaf == null ? null : PackedLeaf.pack(leaf)));
    scanState.store(PackedScan.pack(clusters.state()));
    quarterState.store(PackedTooGood.pack(tooGood.state()));
    if (packedTables == null) {
      packedTables = PackedTables.pack(watch.tables());
    }
    tablesState.store(packedTables);
    clock.store();
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
