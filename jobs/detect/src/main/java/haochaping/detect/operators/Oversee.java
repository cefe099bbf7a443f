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
import haochaping.detect.state.PackedSources;
import haochaping.detect.state.PackedVerdicts;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import java.util.Objects;
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

  private transient DayClock clock;
  private transient PackedValue verdictsState;
  private transient PackedValue sourcesState;
  private transient BiasWatch verdicts;
  private transient SilenceWatch sources;
  private transient FindingAnnouncer reports;
  private transient StreamRecord<Report> record;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clock = new DayClock(context);
    verdictsState = new PackedValue(context, "verdicts");
    sourcesState = new PackedValue(context, "sources");
    byte[] ofVerdicts = verdictsState.stored();
    verdicts =
        new BiasWatch(ofVerdicts == null ? new BiasState() : PackedVerdicts.unpack(ofVerdicts));
    byte[] ofSources = sourcesState.stored();
    sources =
        new SilenceWatch(ofSources == null ? new SilenceState() : PackedSources.unpack(ofSources));
    if (clock.isStarted()) {
      startAfter(clock.lastClosed());
    }
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
    clock.see(day);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    clock.advance(mark, this::startAfter, this::close);
    super.processWatermark(mark);
  }

  private void close(int day) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    verdicts.close(day, now, reports);
    sources.close(day, now, reports);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    clock.store();
    verdictsState.store(PackedVerdicts.pack(verdicts.state()));
    sourcesState.store(PackedSources.pack(sources.state()));
  }
}
