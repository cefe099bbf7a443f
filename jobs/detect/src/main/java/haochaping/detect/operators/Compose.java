package haochaping.detect.operators;

import haochaping.core.CityClock;
import haochaping.core.ReviewImage;
import haochaping.detect.FindingRows;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionForm;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.state.Packed;
import haochaping.detect.state.PackedComposition;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/**
 * Watches what bursts of reviews are made of: the one task that sees every unit when a day closes.
 *
 * <p>In: changes of reviews, under one key. Out: revisions of findings. Side output {@link
 * Watch#BASELINES}: rows of {@code core.baselines}. State: by day, its reviews, packed; in operator
 * state the tables and findings, the last closed day and the earliest day seen before it. Days that
 * changed are packed before a checkpoint. A day closes when the watermark enters the next one.
 */
public final class Compose extends AbstractStreamOperator<Report>
    implements OneInputStreamOperator<ChangeEvent, Report> {
  private static final long serialVersionUID = 1L;

  private transient ValueStateDescriptor<byte[]> dayDescriptor;
  private transient ValueState<byte[]> days;
  private transient ListState<Integer> clockState;
  private transient ListState<byte[]> tablesState;
  private transient CompositionWatch watch;
  private transient CompositionForm form;
  private transient BurstAnnouncer announcer;
  private transient byte[] restoredTables;
  private transient int lastClosedDay;

  /** The earliest day seen before the first watermark, from which days are closed. */
  private transient int earliestDay;

  /** The key of a day's state. */
  private static String key(int day) {
    return Integer.toString(day);
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
      restoredTables = packed;
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    dayDescriptor = new ValueStateDescriptor<>("day", Packed.TYPE);
    days = getRuntimeContext().getState(dayDescriptor);
    announcer = new Rows();
    watch = new CompositionWatch();
    form = new CompositionForm(watch);
    TreeMap<Integer, byte[]> stored = new TreeMap<>();
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            dayDescriptor,
            (key, state) -> stored.put(Integer.parseInt(key), state.value()));
    for (Map.Entry<Integer, byte[]> day : stored.entrySet()) {
      PackedComposition.unpackDay(form, day.getKey(), day.getValue());
    }
    if (lastClosedDay != Integer.MIN_VALUE && restoredTables != null) {
      PackedComposition.unpackTables(form, lastClosedDay, restoredTables);
    }
    restoredTables = null;
    getMetricGroup().gauge("afterHorizon", watch::afterHorizon);
    getMetricGroup().gauge("units", watch::units);
    getMetricGroup().gauge("reviews", watch::reviews);
  }

  @Override
  public void processElement(StreamRecord<ChangeEvent> element) {
    ChangeEvent event = element.getValue();
    if (event.isHeartbeat()) {
      return;
    }
    if (lastClosedDay == Integer.MIN_VALUE) {
      note(event.change().before());
      note(event.change().after());
    }
    watch.apply(event.change());
  }

  private void note(ReviewImage image) {
    if (image != null) {
      earliestDay = Math.min(earliestDay, CityClock.day(image.review().eventTime()));
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
      lastClosedDay = Math.max(Math.min(earliestDay, today), today - Watch.DAYS_BACK) - 1;
      watch.startAfter(lastClosedDay);
    }
    while (lastClosedDay < today - 1) {
      watch.close(lastClosedDay + 1, now(), announcer);
      lastClosedDay++;
    }
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    form.drainTouched(
        (day, isHeld) -> {
          setCurrentKey(key(day));
          if (isHeld) {
            days.update(PackedComposition.packDay(form, day));
          } else {
            days.clear();
          }
        });
    clockState.clear();
    clockState.add(lastClosedDay);
    clockState.add(earliestDay);
    tablesState.clear();
    tablesState.add(PackedComposition.packTables(form));
  }

  /** Turns what the watch says into records. */
  private final class Rows implements BurstAnnouncer {
    @Override
    public void finding(Finding told, List<FindingReview> reviews) {
      output.collect(new StreamRecord<>(Report.of(told, reviews)));
    }

    @Override
    public void figure(int day, String part, String key, double value) {
      RowData row = FindingRows.figure(day, part, key, value, now());
      output.collect(Watch.BASELINES, new StreamRecord<>(row));
    }
  }
}
