package haochaping.measure.operators;

import haochaping.core.CityClock;
import haochaping.core.Dimension;
import haochaping.core.MatterDays;
import haochaping.core.PaneDelta;
import haochaping.core.RollingCounts;
import haochaping.core.Window;
import haochaping.measure.MeasureRows;
import haochaping.measure.close.ClassRanking;
import haochaping.measure.close.DayClose;
import haochaping.measure.close.Estimate;
import haochaping.measure.close.Judgement;
import haochaping.measure.close.KeyRanking;
import haochaping.measure.close.Posteriors;
import haochaping.measure.close.Priors;
import haochaping.measure.state.MatterDaysSerializer;
import haochaping.measure.state.PriorsSerializer;
import haochaping.measure.state.RollingCountsSerializer;
import haochaping.platform.Lake;
import haochaping.platform.StatisticsProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Rolls the hourly panes of each key into its windows, and judges siblings at the close of a day.
 *
 * <p>In: signed deltas by key. Out: rows of {@code core.rates}: a keyframe of all live keys at each
 * day close, and before every checkpoint the keys whose windows moved since, by a delta or because
 * an hour left a window. Side outputs: rows of {@code core.counts}, and at each day close of {@code
 * core.rankings} and {@code core.funnels}. State: the panes of each key over its longest window,
 * and of districts and staff the matters of the ranking window; in operator state the last closed
 * day, the newest and the earliest hour, whether a delta came that no row tells of yet, and the
 * priors that were fitted at the last close and hold until the next.
 *
 * <p>One task only: a class of siblings can be judged by who sees all of it.
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

  public static final OutputTag<RowData> RANKINGS =
      new OutputTag<>("rankings", InternalTypeInfo.of(Lake.rowType("rankings")));

  public static final OutputTag<RowData> FUNNELS =
      new OutputTag<>("funnels", InternalTypeInfo.of(Lake.rowType("funnels")));

  /** Days before the first watermark that are still closed one by one. */
  private static final int DAYS_BACK = 400;

  private static final Window[] WINDOWS = Window.values();

  private final String city;
  private final boolean backfill;
  private final StatisticsProfile profile;

  private transient ValueStateDescriptor<RollingCounts> descriptor;
  private transient ValueState<RollingCounts> panes;
  private transient ValueStateDescriptor<MatterDays> mixDescriptor;
  private transient ValueState<MatterDays> mixes;
  private transient ListState<Integer> clockState;
  private transient ListState<Integer> earliestState;
  private transient ListState<Priors> priorState;
  private transient ListState<Boolean> correctedState;
  private transient Map<String, RollingCounts> moved;
  private transient Map<String, MatterDays> moreMixed;
  private transient StreamRecord<RowData> row;

  /** Of the last close. */
  private transient Priors priors;

  private transient Posteriors posteriors;

  /** The newest hour of the city's clock; windows end after it. */
  private transient int clock;

  /** The end of the windows when the keys were last looked through for hours that left. */
  private transient int lookedThrough;

  private transient int lastClosedDay;

  /** The earliest hour seen before the first watermark, from whose day on days are closed. */
  private transient int earliestHour;

  /** Whether a delta came since the last row was written of what moved. */
  private transient boolean isCorrected;

  /**
   * @param city key of the city, whose keyframe marks that a day is closed
   * @param backfill whether only keyframes are written, and at the end what they do not hold
   * @param profile what siblings are judged by
   */
  public Roll(String city, boolean backfill, StatisticsProfile profile) {
    this.city = PaneDelta.key(Dimension.CITY, city);
    this.backfill = backfill;
    this.profile = profile;
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
    correctedState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("corrected", Types.BOOLEAN));
    for (boolean stored : correctedState.get()) {
      isCorrected |= stored;
    }
    priorState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("priors", PriorsSerializer.TYPE));
    priors = Priors.NONE;
    for (Priors stored : priorState.get()) {
      priors = stored;
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    descriptor = new ValueStateDescriptor<>("panes", RollingCountsSerializer.TYPE);
    panes = getRuntimeContext().getState(descriptor);
    mixDescriptor = new ValueStateDescriptor<>("mix", MatterDaysSerializer.TYPE);
    mixes = getRuntimeContext().getState(mixDescriptor);
    moved = new HashMap<>();
    moreMixed = new HashMap<>();
    posteriors = new Posteriors(priors, profile);
    row = new StreamRecord<>(null);
    lookedThrough = clock == Integer.MIN_VALUE ? Integer.MIN_VALUE : clock + 1;
  }

  @Override
  public void processElement(StreamRecord<PaneDelta> element) throws Exception {
    PaneDelta delta = element.getValue();
    if (delta.matter != null) {
      mix(delta);
      return;
    }
    RollingCounts counts = moved.get(delta.key);
    if (counts == null) {
      counts = panes.value();
      if (counts == null) {
        counts = new RollingCounts();
      }
      moved.put(delta.key, counts);
    }
    counts.apply(delta);
    isCorrected = true;
    clock = Math.max(clock, delta.clock);
    if (lastClosedDay == Integer.MIN_VALUE) {
      earliestHour = Math.min(earliestHour, delta.hour);
    }
    output.collect(COUNTS, row.replace(MeasureRows.count(delta)));
  }

  private void mix(PaneDelta delta) throws IOException {
    MatterDays mix = moreMixed.get(delta.key);
    if (mix == null) {
      mix = mixes.value();
      if (mix == null) {
        mix = new MatterDays();
      }
      moreMixed.put(delta.key, mix);
    }
    mix.add(delta.matter, CityClock.dayOfHour(delta.hour), delta.adopted);
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

  /**
   * Judges the siblings of a day, then writes its keyframe: all keys with anything in any window.
   */
  private void close(int day) throws Exception {
    store();
    if (backfill) {
      // Only keyframes are written, and the next close need not store these keys again.
      moved.clear();
    }
    moreMixed.clear();
    Windows windows = new Windows(CityClock.startHour(day + 1));
    DayClose close = new DayClose(profile, day);
    List<Live> live = new ArrayList<>();
    List<String> dead = new ArrayList<>();
    eachKey(
        (key, state) -> {
          RollingCounts counts = state.value();
          int first = windows.firstHour();
          if (key.equals(city) || counts.any(first, windows.asOf)) {
            Live one = new Live(key, windows.counts(counts));
            live.add(one);
            tell(close, key, one.counts());
          } else if (!counts.any(first, Integer.MAX_VALUE)) {
            dead.add(key);
          }
        });
    List<String> unmixed = tellMatters(close, day, windows);
    long now = getProcessingTimeService().getCurrentProcessingTime();
    Optional<Judgement> judgement = close.judge();
    if (judgement.isPresent()) {
      priors = judgement.get().priors();
      posteriors = judgement.get().posteriors();
      judgement.get().rankings().forEach(peers -> write(peers, windows.asOf, now));
    }
    for (Live one : live) {
      write(one.key(), one.counts(), windows.asOf, true, now);
    }
    for (String key : dead) {
      // One that moved since the last checkpoint is still written: a row of it may be newer than
      // this day.
      setCurrentKey(key);
      panes.clear();
    }
    for (String key : unmixed) {
      setCurrentKey(key);
      mixes.clear();
    }
    lastClosedDay = day;
    isCorrected = false;
  }

  /** A key of a keyframe with its counts in all windows. */
  private record Live(String key, int[] counts) {}

  private void tell(DayClose close, String key, int[] counts) {
    int at = Windows.at(profile.rankingWindow());
    close.add(
        PaneDelta.dimension(key),
        PaneDelta.name(key),
        counts[at + RollingCounts.REVIEWS],
        counts[at + RollingCounts.DEFAULTS],
        counts[at + RollingCounts.ADOPTED],
        counts[at + RollingCounts.BAD_ADOPTED]);
  }

  /** Tells the matters of all keys; gives the keys that have none any more. */
  private List<String> tellMatters(DayClose close, int day, Windows windows) throws Exception {
    int first = CityClock.dayOfHour(windows.start(profile.rankingWindow()));
    List<String> unmixed = new ArrayList<>();
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            mixDescriptor,
            (key, state) -> {
              MatterDays mix = state.value();
              if (!mix.any(first)) {
                unmixed.add(key);
                return;
              }
              Dimension dimension = PaneDelta.dimension(key);
              String name = PaneDelta.name(key);
              mix.sum(
                  first,
                  day + 1,
                  (matter, adopted) -> close.addMatter(dimension, name, matter, adopted));
            });
    return unmixed;
  }

  private void write(ClassRanking peers, int asOf, long now) {
    for (KeyRanking key : peers.keys()) {
      output.collect(RANKINGS, row.replace(MeasureRows.ranking(peers, key, asOf, now)));
    }
    if (peers.funnel() != null) {
      output.collect(FUNNELS, row.replace(MeasureRows.funnel(peers, asOf, now)));
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    if (backfill) {
      store();
      moved.clear();
      moreMixed.clear();
    } else {
      writeMoved();
    }
  }

  @Override
  public void endInput() throws Exception {
    if (!backfill) {
      // The last checkpoint comes after the end, when a sink takes nothing more.
      writeMoved();
    } else if (isCorrected || clock >= CityClock.startHour(lastClosedDay + 1)) {
      // Something came, or is dated, after the last close: the keyframe does not hold it.
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
    Windows windows = new Windows(clock + 1);
    if (lookedThrough != Integer.MIN_VALUE && windows.asOf > lookedThrough) {
      Windows before = new Windows(lookedThrough);
      eachKey(
          (key, state) -> {
            if (!moved.containsKey(key) && windows.moved(state.value(), before)) {
              moved.put(key, state.value());
            }
          });
    }
    lookedThrough = windows.asOf;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    for (Map.Entry<String, RollingCounts> entry : moved.entrySet()) {
      write(entry.getKey(), windows.counts(entry.getValue()), windows.asOf, false, now);
    }
    moved.clear();
    moreMixed.clear();
    isCorrected = false;
  }

  /**
   * Writes the windows of a key; into a keyframe those that hold anything.
   *
   * @param counts of every window
   */
  private void write(String key, int[] counts, int asOf, boolean keyframe, long now) {
    Dimension dimension = PaneDelta.dimension(key);
    boolean sibling = Posteriors.isSibling(dimension, PaneDelta.name(key));
    int volume = volume(counts, profile.rankingWindow());
    for (Window window : WINDOWS) {
      if (keyframe && !key.equals(city) && volume(counts, window) == 0) {
        continue;
      }
      int at = Windows.at(window);
      Estimate estimate =
          sibling
              ? posteriors.of(
                  dimension,
                  volume,
                  counts[at + RollingCounts.ADOPTED],
                  counts[at + RollingCounts.BAD_ADOPTED])
              : null;
      output.collect(
          row.replace(MeasureRows.rate(key, window, asOf, keyframe, now, counts, estimate)));
    }
  }

  /** Counted reviews and defaults of a key in a window. */
  private static int volume(int[] counts, Window window) {
    int at = Windows.at(window);
    return counts[at + RollingCounts.REVIEWS] + counts[at + RollingCounts.DEFAULTS];
  }

  /** Puts the cached panes into state; they stay in the cache. */
  private void store() throws Exception {
    Windows oldest =
        lastClosedDay == Integer.MIN_VALUE
            ? null
            : new Windows(CityClock.startHour(lastClosedDay + 1));
    for (Map.Entry<String, RollingCounts> entry : moved.entrySet()) {
      setCurrentKey(entry.getKey());
      if (oldest != null) {
        entry.getValue().advance(oldest.firstHour());
      }
      if (entry.getValue().size() == 0 && !entry.getKey().equals(city)) {
        panes.clear();
      } else {
        panes.update(entry.getValue());
      }
    }
    for (Map.Entry<String, MatterDays> entry : moreMixed.entrySet()) {
      setCurrentKey(entry.getKey());
      if (oldest != null) {
        entry.getValue().advance(CityClock.dayOfHour(oldest.start(profile.rankingWindow())));
      }
      if (entry.getValue().size() == 0) {
        mixes.clear();
      } else {
        mixes.update(entry.getValue());
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
    priorState.clear();
    priorState.add(priors);
    correctedState.clear();
    correctedState.add(isCorrected);
  }
}
