package haochaping.detect.operators;

import static haochaping.detect.composition.Hall.review;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.composition.Hall;
import haochaping.detect.state.ReportSerializer;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator around the watch for compositions: days, state, restarts, rows. */
class ComposeTest {
  private static final int FIRST = 20_000;
  private static final int DAYS = 200;

  private final List<Finding> findings = new ArrayList<>();
  private int figures;
  private KeyedOneInputStreamOperatorTestHarness<String, ChangeEvent, Report> harness;
  private long checkpoint;

  private void start(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(new Compose(), change -> "", Types.STRING);
    harness.setup(new ReportSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(5);
  }

  private void restart() throws Exception {
    harness.prepareSnapshotPreBarrier(++checkpoint);
    OperatorSubtaskState state = harness.snapshot(checkpoint, 0);
    harness.close();
    start(state);
  }

  private void give(ReviewImage image) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            ChangeEvent.of(0, new ReviewChange(image.review().position(), 1, null, image))));
  }

  private void run(int restartEvery) throws Exception {
    findings.clear();
    figures = 0;
    start(null);
    Hall hall = new Hall(7, 3, 6, 12);
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      List<ReviewImage> images = new ArrayList<>();
      hall.day(day, 30, images::add);
      for (int i = 0; day == FIRST + 150 && i < 12; i++) {
        long time = CityClock.millis(CityClock.startHour(day)) + 1000L * (40_000 + 97 * i * i);
        List<String> tags = List.of("519");
        images.add(
            review("b" + i, time, 5, tags, null, "g" + i, "p", null, 2400, "D2", "M2", "D2/S2"));
      }
      for (ReviewImage image : images) {
        give(image);
      }
      if (restartEvery > 0 && day % restartEvery == 0) {
        restart();
      }
      harness.processWatermark(CityClock.millis(CityClock.startHour(day + 1)) + 60_000);
      collect();
    }
    harness.close();
  }

  private void collect() {
    for (Object one = harness.getOutput().poll(); one != null; one = harness.getOutput().poll()) {
      if (one instanceof StreamRecord<?> element) {
        findings.add(((Report) element.getValue()).finding());
      }
    }
    var rows = harness.getSideOutput(Watch.BASELINES);
    while (rows != null && !rows.isEmpty()) {
      rows.poll();
      figures++;
    }
  }

  @Test
  void burstIsFoundAtTheCloseWhateverTheRestarts() throws Exception {
    run(0);
    Finding first =
        findings.stream().filter(one -> one.key().equals("D2/S2")).findFirst().orElseThrow();
    assertThat(first.kind()).isEqualTo("BRUSHING");
    assertThat(first.state()).isEqualTo(Finding.State.NEW);
    assertThat(first.eventTime()).isEqualTo(CityClock.millis(CityClock.startHour(FIRST + 151)));
    assertThat(first.detectedAt()).isEqualTo(5);
    List<Finding> told = List.copyOf(findings);
    int rows = figures;
    assertThat(rows).isGreaterThan(DAYS);

    run(7);
    assertThat(findings).isEqualTo(told);
    assertThat(figures).isEqualTo(rows);
  }
}
