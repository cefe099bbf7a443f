package haochaping.measure.operators;

import static haochaping.measure.Departments.image;
import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.change;
import static haochaping.platform.Reviews.hour;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.PaneDelta;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.measure.state.PaneDeltaSerializer;
import haochaping.platform.ChangeEvent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombineTest {
  private OneInputStreamOperatorTestHarness<ChangeEvent, PaneDelta> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new Combine("370400", 64));
    harness.setup(new PaneDeltaSerializer());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void changesAddUpBeforeTheyAreSent() throws Exception {
    long time = at("2026-03-02 09:26:10");
    ReviewImage first = image("p1", "D1", time, 1);
    take(change(time, null, first));
    take(change(time, null, image("p2", "D1", time, 5)));
    take(change(time, first, image("p1", "D2", time, 1)));
    assertThat(deltas()).isEmpty();
    harness.prepareSnapshotPreBarrier(1);
    assertThat(sums())
        .isEqualTo(
            Map.of(
                "a370400 " + hour("2026-03-02 09:00:00"), "2 1 2 1 0",
                "cD1 " + hour("2026-03-02 09:00:00"), "1 0 1 0 0",
                "cD2 " + hour("2026-03-02 09:00:00"), "1 1 1 1 0",
                "gterminal " + hour("2026-03-02 09:00:00"), "2 1 2 1 0"));
  }

  @Test
  void checkpointLeavesNothingBehind() throws Exception {
    take(change(at("2026-03-02 09:26:10"), null, image("p1", "D1", at("2026-03-02 09:26:10"), 1)));
    harness.prepareSnapshotPreBarrier(1);
    int deltas = deltas().size();
    harness.prepareSnapshotPreBarrier(2);
    harness.endInput();
    assertThat(deltas()).hasSize(deltas);
  }

  @Test
  void deltasOfADayGoBeforeTheWatermarkThatClosesIt() throws Exception {
    long time = at("2026-03-02 23:26:10");
    harness.processWatermark(at("2026-03-02 23:00:00"));
    take(change(time, null, image("p1", "D1", time, 1)));
    harness.processWatermark(at("2026-03-02 23:59:59"));
    assertThat(deltas()).as("the day goes on").isEmpty();
    harness.processWatermark(at("2026-03-03 00:00:00"));
    List<Object> output = List.copyOf(harness.getOutput());
    assertThat(output).last().isEqualTo(new Watermark(at("2026-03-03 00:00:00")));
    assertThat(deltas()).hasSize(3);
  }

  @Test
  void endSendsTheRest() throws Exception {
    long time = at("2026-03-02 09:26:10");
    take(change(time, null, image("p1", "D1", time, 1)));
    harness.endInput();
    assertThat(deltas()).hasSize(3);
  }

  @Test
  void heartbeatsCountNothing() throws Exception {
    harness.processElement(new StreamRecord<>(ChangeEvent.heartbeat(at("2026-03-02 09:00:00"), 0)));
    harness.endInput();
    assertThat(deltas()).isEmpty();
  }

  /** The clock is the newest event seen, but no event is newer than when the broker took it. */
  @Test
  void deltasCarryTheCitysClock() throws Exception {
    long noon = at("2026-03-02 12:30:00");
    take(change(noon, null, image("p1", "D1", at("2026-03-02 09:26:10"), 1)));
    harness.prepareSnapshotPreBarrier(1);
    assertThat(deltas()).allMatch(delta -> delta.clock == hour("2026-03-02 09:00:00"));
    take(change(noon, null, image("p2", "D1", at("2026-03-03 11:00:00"), 1)));
    harness.prepareSnapshotPreBarrier(2);
    assertThat(deltas()).last().matches(delta -> delta.clock == hour("2026-03-02 12:00:00"));
    take(change(noon, null, image("p3", "D1", at("2026-03-01 11:00:00"), 1)));
    harness.prepareSnapshotPreBarrier(3);
    assertThat(deltas()).last().matches(delta -> delta.clock == hour("2026-03-02 12:00:00"));
  }

  @Test
  void sumsAreThoseOfCountingOneByOneHoweverOftenTheBufferFills() throws Exception {
    Random random = new Random(5);
    Map<String, int[]> naive = new TreeMap<>();
    for (int i = 0; i < 3000; i++) {
      ReviewImage before = random.nextInt(3) == 0 ? random(random) : null;
      ReviewImage after = random(random);
      take(change(at("2026-03-09 00:00:00"), before, after));
      count(naive, before, -1);
      count(naive, after, 1);
      if (random.nextInt(500) == 0) {
        harness.prepareSnapshotPreBarrier(i);
      }
    }
    harness.endInput();
    Map<String, String> expected = new TreeMap<>();
    naive.forEach(
        (key, counts) -> {
          String text =
              counts[0] + " " + counts[1] + " " + counts[2] + " " + counts[3] + " " + counts[4];
          if (!text.equals("0 0 0 0 0")) {
            expected.put(key, text);
          }
        });
    assertThat(sums()).isEqualTo(expected);
    assertThat(deltas()).hasSizeLessThan(3000 * 3).noneMatch(PaneDelta::isZero);
  }

  private static ReviewImage random(Random random) {
    return image(
        "p",
        "D" + random.nextInt(30),
        at("2026-03-02 09:00:00") + random.nextInt(48) * 1_800_000L,
        1 + random.nextInt(5),
        random.nextInt(6) != 0,
        random.nextInt(6) != 0);
  }

  private static void count(Map<String, int[]> naive, ReviewImage image, int sign) {
    if (image == null || !image.review().effective()) {
      return;
    }
    boolean bad = image.review().level() <= 2;
    boolean adopted = image.handling().adopted();
    for (String key : List.of("a370400", "c" + image.attribution().department(), "gterminal")) {
      int[] counts =
          naive.computeIfAbsent(
              key + " " + image.review().eventTime() / 3_600_000L, ignored -> new int[5]);
      counts[0] += sign;
      counts[1] += bad ? sign : 0;
      counts[2] += adopted ? sign : 0;
      counts[3] += bad && adopted ? sign : 0;
    }
  }

  private void take(ReviewChange change) throws Exception {
    harness.processElement(new StreamRecord<>(ChangeEvent.of(0, change)));
  }

  private List<PaneDelta> deltas() {
    return harness.extractOutputValues();
  }

  private Map<String, String> sums() {
    Map<String, int[]> sums = new TreeMap<>();
    for (PaneDelta delta : deltas()) {
      int[] sum = sums.computeIfAbsent(delta.key + " " + delta.hour, ignored -> new int[5]);
      sum[0] += delta.reviews;
      sum[1] += delta.bad;
      sum[2] += delta.adopted;
      sum[3] += delta.badAdopted;
      sum[4] += delta.defaults;
    }
    Map<String, String> texts = new TreeMap<>();
    sums.forEach(
        (key, sum) -> {
          String text = sum[0] + " " + sum[1] + " " + sum[2] + " " + sum[3] + " " + sum[4];
          if (!text.equals("0 0 0 0 0")) {
            texts.put(key, text);
          }
        });
    return texts;
  }
}
