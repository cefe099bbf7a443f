package haochaping.measure.operators;

import haochaping.core.CityClock;
import haochaping.core.PaneBuffer;
import haochaping.core.PaneDelta;
import haochaping.core.ReviewChange;
import haochaping.platform.ChangeEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up changes by key and hour before the shuffle.
 *
 * <p>In: changes of reviews and heartbeats. Out: signed deltas; what nets to nothing is not sent.
 * The batch goes out when it is full, before every checkpoint, before a day closes and at the end,
 * so it is never state.
 */
public final class Combine extends AbstractStreamOperator<PaneDelta>
    implements OneInputStreamOperator<ChangeEvent, PaneDelta>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final String city;
  private final int capacity;

  private transient PaneBuffer buffer;
  private transient PaneDelta delta;
  private transient StreamRecord<PaneDelta> out;
  private transient int clock;
  private transient int day;

  /**
   * @param city key of the city
   * @param capacity pairs of key and hour in a batch
   */
  public Combine(String city, int capacity) {
    this.city = city;
    this.capacity = capacity;
  }

  @Override
  public void open() throws Exception {
    super.open();
    buffer = new PaneBuffer(city, capacity);
    delta = new PaneDelta();
    out = new StreamRecord<>(delta);
    clock = Integer.MIN_VALUE;
    day = Integer.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<ChangeEvent> element) {
    ReviewChange change = element.getValue().change();
    if (change == null) {
      return;
    }
    if (buffer.isFull(change)) {
      flush();
    }
    buffer.add(change);
    long seen = Math.min(change.after().review().eventTime(), change.cause().ingestTime());
    clock = Math.max(clock, CityClock.hour(seen));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    int next = mark.getTimestamp() == Long.MAX_VALUE ? day : CityClock.day(mark.getTimestamp());
    if (next > day) {
      flush();
      day = next;
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  private void flush() {
    if (buffer.size() > 0) {
      delta.clock = clock;
      buffer.drain(delta, ignored -> output.collect(out.replace(delta)));
    }
  }
}
