package haochaping.detect.operators;

import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import haochaping.core.Handling;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.state.ReportSerializer;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.Finding;
import haochaping.platform.Reviews.Given;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator around the watches: images, days, state, restarts. */
class OverseeTest {
  private static final long DAY = 86_400_000L;
  private static final long FIRST = at("2026-03-02 10:00:00");

  private final List<Report> reports = new ArrayList<>();
  private OneInputStreamOperatorTestHarness<ChangeEvent, Report> harness;
  private long checkpoint;

  @BeforeEach
  void begin() throws Exception {
    start(null);
  }

  @AfterEach
  void end() throws Exception {
    harness.close();
  }

  private void start(OperatorSubtaskState state) throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new Oversee(DeadlineProfile.read()));
    harness.setup(new ReportSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(5);
  }

  /** A checkpoint, then a new task from it. */
  private void restart() throws Exception {
    OperatorSubtaskState state = harness.snapshot(++checkpoint, 0);
    collect();
    harness.close();
    start(state);
  }

  private void collect() {
    harness
        .extractOutputStreamRecords()
        .forEach(record -> reports.add(((StreamRecord<Report>) record).getValue()));
    harness.getOutput().clear();
  }

  private void give(ReviewImage before, ReviewImage after) throws Exception {
    ReviewChange one = change(before, after);
    harness.processElement(new StreamRecord<>(ChangeEvent.of(0, one)));
  }

  private void watermark(long time) throws Exception {
    harness.processElement(new StreamRecord<>(ChangeEvent.heartbeat(time, 0)));
    harness.processWatermark(time);
    collect();
  }

  private static ReviewImage verified(ReviewImage given, boolean adopted) {
    return new ReviewImage(
        given.review(),
        given.attribution(),
        new Handling(
            adopted ? null : Handling.Verdict.MISTAKEN,
            adopted,
            1,
            given.review().eventTime() + DAY,
            null,
            2,
            Long.MIN_VALUE,
            null));
  }

  /** Ten bad reviews each of five departments, of which D0 adopts one; verified a day later. */
  private void story(int restartEvery) throws Exception {
    List<ReviewImage> waiting = new ArrayList<>();
    for (int day = 0; day < 62; day++) {
      for (ReviewImage one : waiting) {
        boolean isOfFirst = one.attribution().department().equals("D0");
        give(one, verified(one, isOfFirst ? day == 3 : day % 3 != 0));
      }
      waiting.clear();
      for (int i = 0; day < 10 && i < 5; i++) {
        Given bad = Given.of("bad" + day + i, FIRST + day * DAY, 1).about("D" + i, "M", "D" + i);
        waiting.add(bad.image());
        give(null, bad.image());
      }
      // Good reviews of the one source, none on the last two days.
      for (int i = 0; day < 60 && i < 12; i++) {
        give(null, Given.of("p" + day + "-" + i, FIRST + day * DAY + i, 5).image());
      }
      if (restartEvery > 0 && day % restartEvery == 0) {
        restart();
      }
      watermark(FIRST + (day + 1) * DAY);
    }
  }

  private Object[] told() {
    return reports.stream()
        .map(Report::finding)
        .map(finding -> tuple(finding.kind(), finding.dimension(), finding.key(), finding.state()))
        .distinct()
        .toArray();
  }

  @Test
  void bothKindsAreFound() throws Exception {
    story(0);
    assertThat(told())
        .containsExactly(
            tuple("VERDICT_BIAS", "department", "D0", Finding.State.NEW),
            tuple("VERDICT_BIAS", "staff", "D0", Finding.State.NEW),
            tuple("VERDICT_BIAS", "department", "D0", Finding.State.ONGOING),
            tuple("VERDICT_BIAS", "staff", "D0", Finding.State.ONGOING),
            tuple("SILENT_SOURCE", "source", "s", Finding.State.NEW),
            tuple("SILENT_SOURCE", "source", "s", Finding.State.ONGOING));
  }

  @Test
  void restartsChangeNothing() throws Exception {
    story(0);
    List<Report> once = List.copyOf(reports);
    reports.clear();
    harness.close();
    start(null);
    story(1);
    assertThat(reports).isEqualTo(once);
  }

  @Test
  void supervisorsVerdictsWithdrawWhatTheyTouch() throws Exception {
    story(0);
    for (int day = 0; day < 10; day++) {
      ReviewImage was =
          verified(
              Given.of("bad" + day + "0", FIRST + day * DAY, 1).about("D0", "M", "D0").image(),
              day + 1 == 3);
      Handling handling = was.handling();
      Handling judged =
          new Handling(
              handling.verdict(),
              handling.adopted(),
              handling.calledBack(),
              handling.callbackTime(),
              handling.handlingLevel(),
              handling.status(),
              handling.rectifyTime(),
              "f");
      give(was, new ReviewImage(was.review(), was.attribution(), judged));
    }
    reports.clear();
    watermark(FIRST + 63 * DAY);
    assertThat(told())
        .contains(
            tuple("VERDICT_BIAS", "department", "D0", Finding.State.WITHDRAWN),
            tuple("VERDICT_BIAS", "staff", "D0", Finding.State.WITHDRAWN));
  }

  @Test
  void lateReviewsWithdrawASilence() throws Exception {
    story(0);
    reports.clear();
    for (int day = 60; day < 63; day++) {
      give(null, Given.of("late" + day, FIRST + day * DAY, 5).image());
    }
    watermark(FIRST + 63 * DAY);
    assertThat(told()).contains(tuple("SILENT_SOURCE", "source", "s", Finding.State.WITHDRAWN));
  }

  @Test
  void endOfAFeedClosesNothing() throws Exception {
    give(null, Given.of("p", FIRST, 5).image());
    harness.processWatermark(Long.MAX_VALUE);
    restart();
    story(0);
    assertThat(reports).isNotEmpty();
  }
}
