package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Channel;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewChange;
import haochaping.core.Stream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

/** Event time of the sources. Times are minutes; the out-of-orderness is five of them. */
class ClocksTest {
  private static final long MINUTE = 60_000;
  private static final long LATENESS = 5 * MINUTE;
  private static final long ASIDE = Long.MIN_VALUE;

  private final Downstream downstream = new Downstream();
  private long wall = 1_000_000 * MINUTE;
  private final KafkaEdges.LiveClocks<String> live =
      new KafkaEdges.LiveClocks<>(LATENESS, () -> wall, new ReviewsLead());

  @Test
  void boundedRunIsMovedByEventsOnly() {
    var clock = new KafkaEdges.EventClock<String>(LATENESS);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isNull();
    clock.onEvent("", 100 * MINUTE, downstream);
    clock.onEvent("", 90 * MINUTE, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(95 * MINUTE);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(95 * MINUTE);
  }

  @Test
  void splitWithoutDrivingEventsIsIdleInABoundedRun() {
    var clock = new KafkaEdges.EventClock<String>(LATENESS);
    clock.onEvent("a verdict", ASIDE, downstream);
    assertThat(downstream.idle).isTrue();
    clock.onEvent("a review", 100 * MINUTE, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.idle).isFalse();
    assertThat(downstream.time).isEqualTo(95 * MINUTE);
    clock.onEvent("a verdict", ASIDE, downstream);
    assertThat(downstream.idle).isFalse();
  }

  @Test
  void eventsMoveALiveRun() {
    var clock = live.createWatermarkGenerator(null);
    clock.onEvent("", wall - 60 * MINUTE, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(wall - 65 * MINUTE);
    // An old event comes late: time does not go back.
    clock.onEvent("", wall - 90 * MINUTE, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(wall - 65 * MINUTE);
  }

  @Test
  void quietSplitMovesOnWithTheWallClock() {
    var clock = live.createWatermarkGenerator(null);
    long event = wall - 60 * MINUTE;
    clock.onEvent("", event, downstream);
    clock.onPeriodicEmit(downstream);
    wall += 2_000;
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).as("not quiet yet").isEqualTo(event - LATENESS);
    wall += 8_000;
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(event - LATENESS + 10_000);
    wall += 24 * 60 * MINUTE;
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(event - LATENESS + 10_000 + 24 * 60 * MINUTE);
  }

  @Test
  void liveRunNeverPassesTheWallClock() {
    var clock = live.createWatermarkGenerator(null);
    clock.onEvent("dated ahead", wall + 20 * 60 * MINUTE, downstream);
    for (int i = 0; i < 50; i++) {
      clock.onPeriodicEmit(downstream);
      assertThat(downstream.time).isEqualTo(wall - LATENESS);
      wall += 30 * MINUTE;
    }
  }

  @Test
  void splitWithoutDrivingEventsIsIdleInALiveRun() {
    var other = live.createWatermarkGenerator(null);
    other.onEvent("a review", wall, new Downstream());
    wall += 60_000;
    var clock = live.createWatermarkGenerator(null);
    clock.onEvent("a verdict", ASIDE, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.idle).isTrue();
    assertThat(downstream.time).isNull();
    clock.onEvent("a review", wall, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.idle).isFalse();
    assertThat(downstream.time).isEqualTo(wall - LATENESS);
  }

  @Test
  void casesHoldReviewsBackWhileTheyFlowAndNeverMoveTimeOn() {
    var reviews = live.createWatermarkGenerator(null);
    var cases = live.createWatermarkGenerator(null);
    Downstream ofCases = new Downstream();
    cases.onEvent("a case", wall - 120 * MINUTE, ofCases);
    cases.onPeriodicEmit(ofCases);
    assertThat(ofCases.idle).isTrue();
    assertThat(ofCases.time).isNull();

    long event = wall - 60 * MINUTE;
    reviews.onEvent("a review", event, downstream);
    reviews.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(wall - 125 * MINUTE);
    cases.onEvent("a case", wall - 90 * MINUTE, ofCases);
    reviews.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(wall - 95 * MINUTE);

    wall += 60_001;
    reviews.onEvent("a review", event, downstream);
    reviews.onPeriodicEmit(downstream);
    assertThat(downstream.time).as("no case for a minute").isEqualTo(event - LATENESS);
  }

  @Test
  void splitThatMayNotHaveBeenReadYetIsWaitedFor() {
    var read = live.createWatermarkGenerator(null);
    var unread = live.createWatermarkGenerator(null);
    Downstream ofUnread = new Downstream();
    wall += 60_000;
    unread.onPeriodicEmit(ofUnread);
    assertThat(ofUnread.idle).as("no review anywhere yet").isFalse();
    read.onEvent("a review", wall, downstream);
    wall += 59_999;
    unread.onPeriodicEmit(ofUnread);
    assertThat(ofUnread.idle).isFalse();
    assertThat(ofUnread.time).isNull();
    wall += 1;
    unread.onPeriodicEmit(ofUnread);
    assertThat(ofUnread.idle).as("a minute after the first review").isTrue();
  }

  @Test
  void changelogCarriesItsTime() {
    var clock = new KafkaEdges.CarriedClock();
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isNull();
    ReviewChange change =
        new ReviewChange(
            new Position(Stream.REVIEWS, 0, 0, 0),
            1,
            null,
            Images.full(Channel.PC, Handling.Verdict.ADOPTED));
    clock.onEvent(ChangeEvent.of(Long.MIN_VALUE, change), 0, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).as("ingest did not know yet").isNull();
    clock.onEvent(ChangeEvent.of(7, change), 0, downstream);
    clock.onPeriodicEmit(downstream);
    assertThat(downstream.time).isEqualTo(7);
    clock.onEvent(ChangeEvent.heartbeat(9, 0), 0, downstream);
    assertThat(downstream.time).as("a heartbeat closes days at once").isEqualTo(9);
    clock.onEvent(ChangeEvent.heartbeat(8, 0), 0, downstream);
    assertThat(downstream.time).isEqualTo(9);
    assertThat(downstream.all).isSorted();
  }

  /** Records that are their own kind. */
  private static final class ReviewsLead implements RawDecoder<String> {
    @Override
    public void open() {}

    @Override
    public String decode(RawRecord record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String order(byte[] value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long eventTime(String decoded) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean leads(String decoded) {
      return !decoded.equals("a case");
    }
  }

  /** Keeps the newest watermark, as Flink does: one that goes back is dropped. */
  private static final class Downstream implements WatermarkOutput {
    final List<Long> all = new ArrayList<>();
    Long time;
    boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      idle = false;
      all.add(watermark.getTimestamp());
      if (time == null || watermark.getTimestamp() > time) {
        time = watermark.getTimestamp();
      }
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }
}
