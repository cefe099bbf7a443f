package haochaping.measure.operators;

import haochaping.core.CityClock;
import haochaping.core.Dimension;
import haochaping.core.PaneDelta;
import haochaping.core.RollingCounts;
import haochaping.core.Window;
import haochaping.measure.MeasureRows;
import haochaping.measure.state.RollingCountsSerializer;
import haochaping.platform.Lake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateFunction;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Rolls the hourly panes of each key into its windows.
 *
 * <p>In: signed deltas by key. Out: rows of {@code core.rates}: a keyframe of all live keys at each
 * day close, and before every checkpoint the keys whose windows moved since, by a delta or because
 * an hour left a window. Side output: rows of {@code core.counts}. State: the panes of each key
 * over its longest window; in operator state the last closed day, the newest and the earliest hour.
 *
 * <p>Between checkpoints the panes in use lie in a cache, so that a state backend on disk reads and
 * writes a busy key once a checkpoint. A backfill writes keyframes only: the last one, at its end,
 * holds everything.
 */
public final class Roll extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<PaneDelta, RowData>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<RowData> COUNTS =
      new OutputTag<>("counts", InternalTypeInfo.of(Lake.rowType("counts")));

  /** Days before the first watermark that are still closed one by one. */
  private static final int DAYS_BACK = 400;

  private static final Window[] WINDOWS = Window.values();

  private final String city;
  private final boolean backfill;

  private transient ValueStateDescriptor<RollingCounts> descriptor;
  private transient ValueState<RollingCounts> panes;
  private transient ListState<Integer> clockState;
  private transient ListState<Integer> earliestState;
  private transient Map<String, RollingCounts> moved;
  private transient int[] sums;
  private transient StreamRecord<RowData> row;

  /** The newest hour of the city's clock; windows end after it. */
  private transient int clock;

  /** The end of the windows when the keys were last looked through for hours that left. */
  private transient int lookedThrough;

  private transient int lastClosedDay;

  /** The earliest hour seen before the first watermark, from whose day on days are closed. */
  private transient int earliestHour;

  /**
   * @param city key of the city, whose keyframe marks that a day is closed
   * @param backfill whether only keyframes are written
   */
  public Roll(String city, boolean backfill) {
    this.city = PaneDelta.key(Dimension.CITY, city);
    this.backfill = backfill;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clockState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clock", Types.INT));
    clock = Integer.MIN_VALUE;
    lastClosedDay = Integer.MIN_VALUE;
    boolean isDay = true;
    for (int value : clockState.get()) {
      if (isDay) {
        lastClosedDay = Math.max(lastClosedDay, value);
      } else {
        clock = Math.max(clock, value);
      }
      isDay = !isDay;
    }
    earliestState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("earliest-hour", Types.INT));
    earliestHour = Integer.MAX_VALUE;
    for (int hour : earliestState.get()) {
      earliestHour = Math.min(earliestHour, hour);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    descriptor = new ValueStateDescriptor<>("panes", RollingCountsSerializer.TYPE);
    panes = getRuntimeContext().getState(descriptor);
    moved = new HashMap<>();
    sums = new int[RollingCounts.COUNTS];
    row = new StreamRecord<>(null);
    lookedThrough = clock == Integer.MIN_VALUE ? Integer.MIN_VALUE : clock + 1;
  }

  @Override
  public void processElement(StreamRecord<PaneDelta> element) throws Exception {
    PaneDelta delta = element.getValue();
    RollingCounts counts = moved.get(delta.key);
    if (counts == null) {
      counts = panes.value();
      if (counts == null) {
        counts = new RollingCounts();
      }
      moved.put(delta.key, counts);
    }
    counts.apply(delta);
    clock = Math.max(clock, delta.clock);
    if (lastClosedDay == Integer.MIN_VALUE) {
      earliestHour = Math.min(earliestHour, delta.hour);
    }
    output.collect(COUNTS, row.replace(MeasureRows.count(delta)));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    long time = mark.getTimestamp();
    if (time == Long.MAX_VALUE || time == Long.MIN_VALUE) {
      return;
    }
    int hour = CityClock.hour(time);
    int today = CityClock.dayOfHour(hour);
    if (lastClosedDay == Integer.MIN_VALUE) {
      int first = CityClock.dayOfHour(Math.min(earliestHour, hour));
      lastClosedDay = Math.max(first, today - DAYS_BACK) - 1;
    }
    // The hour of a watermark at midnight has not begun: the clock still shows the one before.
    clock = Math.max(clock, time == CityClock.millis(hour) ? hour - 1 : hour);
    while (lastClosedDay < today - 1) {
      close(lastClosedDay + 1);
    }
  }

  /** Writes the keyframe of a day: all keys with anything in any window. */
  private void close(int day) throws Exception {
    store();
    int asOf = CityClock.startHour(day + 1);
    int longest = Window.longestStart(asOf);
    long now = getProcessingTimeService().getCurrentProcessingTime();
    List<String> dead = new ArrayList<>();
    eachKey(
        (key, state) -> {
          RollingCounts counts = state.value();
          if (key.equals(city) || counts.any(longest, asOf)) {
            write(key, counts, asOf, true, now);
          } else if (!counts.any(longest, Integer.MAX_VALUE)) {
            dead.add(key);
          }
        });
    for (String key : dead) {
      // One that moved since the last checkpoint is still written: a row of it may be newer than
      // this day.
      setCurrentKey(key);
      panes.clear();
    }
    lastClosedDay = day;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    if (backfill) {
      store();
      moved.clear();
    } else {
      writeMoved();
    }
  }

  @Override
  public void endInput() throws Exception {
    if (!backfill) {
      // The last checkpoint comes after the end, when a sink takes nothing more.
      writeMoved();
    } else if (clock >= CityClock.startHour(lastClosedDay + 1)) {
      // Something is dated after the last close: the keyframe does not hold it.
      lookedThrough = Integer.MIN_VALUE;
      store();
      eachKey((key, state) -> moved.put(key, state.value()));
      writeMoved();
    }
  }

  /** Writes the keys whose windows moved since the last time, and puts their panes into state. */
  private void writeMoved() throws Exception {
    if (clock == Integer.MIN_VALUE) {
      return;
    }
    store();
    int asOf = clock + 1;
    if (lookedThrough != Integer.MIN_VALUE && asOf > lookedThrough) {
      int before = lookedThrough;
      eachKey(
          (key, state) -> {
            if (!moved.containsKey(key) && hasLeft(state.value(), before, asOf)) {
              moved.put(key, state.value());
            }
          });
    }
    lookedThrough = asOf;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    for (Map.Entry<String, RollingCounts> entry : moved.entrySet()) {
      for (Window window : WINDOWS) {
        entry.getValue().sum(window.start(asOf), asOf, sums);
        output.collect(
            row.replace(MeasureRows.rate(entry.getKey(), window, asOf, false, now, sums)));
      }
    }
    moved.clear();
  }

  /** Whether a pane lies in a window that ends at {@code before}, or began since, but moved. */
  private static boolean hasLeft(RollingCounts counts, int before, int asOf) {
    for (Window window : WINDOWS) {
      if (counts.any(window.start(before), window.start(asOf)) || counts.any(before, asOf)) {
        return true;
      }
    }
    return false;
  }

  private void write(String key, RollingCounts counts, int asOf, boolean keyframe, long now) {
    for (Window window : WINDOWS) {
      counts.sum(window.start(asOf), asOf, sums);
      if (key.equals(city)
          || sums[RollingCounts.REVIEWS] != 0
          || sums[RollingCounts.DEFAULTS] != 0) {
        output.collect(row.replace(MeasureRows.rate(key, window, asOf, keyframe, now, sums)));
      }
    }
  }

  /** Puts the cached panes into state; they stay in the cache. */
  private void store() throws Exception {
    int oldest =
        lastClosedDay == Integer.MIN_VALUE
            ? Integer.MIN_VALUE
            : Window.longestStart(CityClock.startHour(lastClosedDay + 1));
    for (Map.Entry<String, RollingCounts> entry : moved.entrySet()) {
      setCurrentKey(entry.getKey());
      entry.getValue().advance(oldest);
      if (entry.getValue().size() == 0 && !entry.getKey().equals(city)) {
        panes.clear();
      } else {
        panes.update(entry.getValue());
      }
    }
  }

  private void eachKey(KeyedStateFunction<String, ValueState<RollingCounts>> function)
      throws Exception {
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, function);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    clockState.clear();
    clockState.add(lastClosedDay);
    clockState.add(clock);
    earliestState.clear();
    earliestState.add(earliestHour);
  }
}
