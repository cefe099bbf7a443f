package haochaping.detect.operators;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Terms;
import haochaping.detect.deadlines.DeadlineState;
import haochaping.detect.deadlines.DeadlineWatch;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.oversight.BiasState;
import haochaping.detect.oversight.BiasWatch;
import haochaping.detect.oversight.Decided;
import haochaping.detect.oversight.SilenceState;
import haochaping.detect.oversight.SilenceWatch;
import haochaping.detect.state.PackedDeadlines;
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
 * Watches those who verify bad reviews, what is due, and those who send reviews: one task.
 *
 * <p>In: changes and heartbeats. Out: revisions of findings. State: decided bad reviews and what
 * was told of them, steps that are due and what was told of them, counts of each source and what
 * was told of it, each packed; the last closed day and the earliest day seen before it. A day
 * closes when the watermark enters the next one.
 */
public final class Oversee extends AbstractStreamOperator<Report>
    implements OneInputStreamOperator<ChangeEvent, Report> {
  private static final long serialVersionUID = 1L;

  private final Terms terms;

  private transient DayClock clock;
  private transient PackedValue verdictsState;
  private transient PackedValue sourcesState;
  private transient PackedValue deadlinesState;
  private transient BiasWatch verdicts;
  private transient DeadlineWatch deadlines;
  private transient SilenceWatch sources;
  private transient FindingAnnouncer reports;
  private transient StreamRecord<Report> record;

  public Oversee(Terms terms) {
    this.terms = terms;
  }

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
    deadlinesState = new PackedValue(context, "deadlines");
    byte[] ofDeadlines = deadlinesState.stored();
    deadlines =
        new DeadlineWatch(
            terms, ofDeadlines == null ? new DeadlineState() : PackedDeadlines.unpack(ofDeadlines));
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
    deadlines.startAfter(day);
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
      deadlines.change(before, after, now(), reports);
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

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void close(int day) {
    long now = now();
    verdicts.close(day, now, reports);
    deadlines.close(day, now, reports);
    sources.close(day, now, reports);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    clock.store();
    verdictsState.store(PackedVerdicts.pack(verdicts.state()));
    deadlinesState.store(PackedDeadlines.pack(deadlines.state()));
    sourcesState.store(PackedSources.pack(sources.state()));
  }
}
