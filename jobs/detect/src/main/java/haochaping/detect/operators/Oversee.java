package haochaping.detect.operators;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.oversight.BiasState;
import haochaping.detect.oversight.BiasWatch;
import haochaping.detect.oversight.Decided;
import haochaping.detect.oversight.SilenceState;
import haochaping.detect.oversight.SilenceWatch;
import haochaping.detect.state.Packed;
import haochaping.detect.state.PackedSources;
import haochaping.detect.state.PackedVerdicts;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Watches those who verify bad reviews and those who send reviews: one task.
 *
 * <p>In: changes and heartbeats. Out: revisions of findings. State: decided bad reviews and what
 * was told of them, counts of each source and what was told of it, each packed; the last closed day
 * and the earliest day seen before it. A day closes when the watermark enters the next one.
 */
public final class Oversee extends AbstractStreamOperator<Report>
    implements OneInputStreamOperator<ChangeEvent, Report> {
  private static final long serialVersionUID = 1L;

  /** Days before the first watermark that are still closed one by one, as watch does. */
  private static final int DAYS_BACK = 400;

  private transient ListState<Integer> clockState;
  private transient ListState<byte[]> verdictsState;
  private transient ListState<byte[]> sourcesState;
  private transient BiasWatch verdicts;
  private transient SilenceWatch sources;
  private transient FindingAnnouncer reports;
  private transient StreamRecord<Report> record;
  private transient int lastClosedDay;

  /** The earliest day seen before the first watermark, from which days are closed. */
  private transient int earliestDay;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clockState = union(context, new ListStateDescriptor<>("clock", Types.INT));
    verdictsState = union(context, new ListStateDescriptor<>("verdicts", Packed.TYPE));
    sourcesState = union(context, new ListStateDescriptor<>("sources", Packed.TYPE));
    lastClosedDay = Integer.MIN_VALUE;
    earliestDay = Integer.MAX_VALUE;
    boolean isClosed = true;
    for (int day : clockState.get()) {
      if (isClosed) {
        lastClosedDay = day;
      } else {
        earliestDay = day;
      }
      isClosed = !isClosed;
    }
    BiasState ofVerdicts = new BiasState();
    for (byte[] packed : verdictsState.get()) {
      ofVerdicts = PackedVerdicts.unpack(packed);
    }
    SilenceState ofSources = new SilenceState();
    for (byte[] packed : sourcesState.get()) {
      ofSources = PackedSources.unpack(packed);
    }
    verdicts = new BiasWatch(ofVerdicts);
    sources = new SilenceWatch(ofSources);
    if (lastClosedDay != Integer.MIN_VALUE) {
      startAfter(lastClosedDay);
    }
  }

  private static <T> ListState<T> union(
      StateInitializationContext context, ListStateDescriptor<T> descriptor) throws Exception {
    return context.getOperatorStateStore().getUnionListState(descriptor);
  }

  @Override
  public void open() throws Exception {
    super.open();
    record = new StreamRecord<>(null);
    reports = (finding, reviews) -> output.collect(record.replace(Report.of(finding, reviews)));
    getMetricGroup().gauge("verdictsAfterHorizon", verdicts::afterHorizon);
    getMetricGroup().gauge("reviewsAfterHorizon", sources::afterHorizon);
  }

  private void startAfter(int day) {
    lastClosedDay = day;
    verdicts.startAfter(day);
    sources.startAfter(day);
  }

  @Override
  public void processElement(StreamRecord<ChangeEvent> element) {
    ReviewChange change = element.getValue().change();
    if (change == null) {
      return;
    }
    ReviewImage before = change.before();
    ReviewImage after = change.after();
    count(before == null ? null : before.review(), after.review());
    if (after.review().isBad() || (before != null && before.review().isBad())) {
      Decided was = before == null ? null : Decided.of(before);
      Decided is = Decided.of(after);
      if (!Objects.equals(was, is)) {
        verdicts.change(was, is);
      }
    }
  }

  private void count(ReviewRecord before, ReviewRecord after) {
    int day = CityClock.day(after.eventTime());
    if (before != null) {
      int dayBefore = CityClock.day(before.eventTime());
      if (day == dayBefore && before.channel() == after.channel()) {
        return;
      }
      sources.add(before.source(), before.channel(), dayBefore, -1);
    }
    sources.add(after.source(), after.channel(), day, 1);
    if (lastClosedDay == Integer.MIN_VALUE) {
      earliestDay = Math.min(earliestDay, day);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long time = mark.getTimestamp();
    if (time != Long.MAX_VALUE && time != Long.MIN_VALUE) {
      closeUntil(CityClock.day(time));
    }
    super.processWatermark(mark);
  }

  private void closeUntil(int today) {
    if (lastClosedDay == Integer.MIN_VALUE) {
      startAfter(Math.max(Math.min(earliestDay, today), today - DAYS_BACK) - 1);
    }
    while (lastClosedDay < today - 1) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      lastClosedDay++;
      verdicts.close(lastClosedDay, now, reports);
      sources.close(lastClosedDay, now, reports);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    clockState.clear();
    clockState.add(lastClosedDay);
    clockState.add(earliestDay);
    verdictsState.clear();
    verdictsState.add(PackedVerdicts.pack(verdicts.state()));
    sourcesState.clear();
    sourcesState.add(PackedSources.pack(sources.state()));
  }
}
