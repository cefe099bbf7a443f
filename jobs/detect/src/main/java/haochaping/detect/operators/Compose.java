package haochaping.detect.operators;

import haochaping.core.CityClock;
import haochaping.core.ReviewImage;
import haochaping.detect.FindingRows;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionForm;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.state.PackedComposition;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
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

  private transient DayClock clock;
  private transient PackedByKey days;
  private transient PackedValue tables;
  private transient CompositionWatch watch;
  private transient CompositionForm form;
  private transient BurstAnnouncer announcer;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clock = new DayClock(context);
    tables = new PackedValue(context, "tables");
  }

  @Override
  public void open() throws Exception {
    super.open();
    days = new PackedByKey(this, "day");
    announcer = new Rows();
    watch = new CompositionWatch();
    form = new CompositionForm(watch);
    TreeMap<Integer, byte[]> stored = new TreeMap<>();
    days.forEach((key, packed) -> stored.put(Integer.parseInt(key), packed));
    for (Map.Entry<Integer, byte[]> day : stored.entrySet()) {
      PackedComposition.unpackDay(form, day.getKey(), day.getValue());
    }
    byte[] packed = tables.stored();
    if (clock.isStarted() && packed != null) {
      PackedComposition.unpackTables(form, clock.lastClosed(), packed);
    }
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
    see(event.change().before());
    see(event.change().after());
    watch.apply(event.change());
  }

  private void see(ReviewImage image) {
    if (image != null) {
      clock.see(CityClock.day(image.review().eventTime()));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    clock.advance(mark, watch::startAfter, day -> watch.close(day, now(), announcer));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    form.drainTouched(
        (day, isHeld) ->
            days.store(
                Integer.toString(day), isHeld ? PackedComposition.packDay(form, day) : null));
    tables.store(PackedComposition.packTables(form));
    clock.store();
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
