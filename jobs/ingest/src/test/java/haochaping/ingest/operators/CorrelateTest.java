package haochaping.ingest.operators;

import static haochaping.ingest.decode.Sent.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.Rows;
import haochaping.ingest.decode.Sent;
import haochaping.platform.ChangeEvent;
import haochaping.platform.ChangeEventSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorrelateTest {
  private static final int PARTITIONS = 3;
  private static final Duration TTL = Duration.ofDays(400);

  private KeyedOneInputStreamOperatorTestHarness<String, Intake, ChangeEvent> harness;
  private long offset;

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  private void start(Duration timeToLive, boolean backfill, OperatorSubtaskState state)
      throws Exception {
    close();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Correlate(timeToLive, backfill, PARTITIONS), Intake::key, Types.STRING);
    harness.setup(new ChangeEventSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void live() throws Exception {
    start(TTL, false, null);
  }

  private void backfill() throws Exception {
    start(TTL, true, null);
  }

  /** Checkpoints and restores as a restart does. */
  private OperatorSubtaskState checkpoint() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 1);
  }

  @Test
  void reviewAndCaseBecomeChangesAndRows() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    take(Stream.CASES, Sent.stage());

    assertThat(changes()).hasSize(2);
    assertThat(changes().get(0).change().before()).isNull();
    assertThat(changes().get(0).change().after().attribution().department())
        .isEqualTo("unattributed");
    assertThat(changes().get(1).change().before()).isEqualTo(changes().get(0).change().after());
    assertThat(changes().get(1).change().after().attribution().department())
        .isEqualTo("11370402MB2857833P");
    assertThat(rows(Correlate.CHANGES))
        .extracting(row -> row.get("revision"))
        .containsExactly(1, 2);
    assertThat(rows(Correlate.CHANGES))
        .extracting(row -> row.get("cause"))
        .containsExactly("reviews", "cases");
    assertThat(rows(Correlate.SERVICES)).hasSize(1);
    assertThat(rows(Correlate.SERVICES).get(0)).containsEntry("in_force", true);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void everyVersionOfACaseALedgerAndAVerdictIsARow() throws Exception {
    live();
    take(Stream.CASES, Sent.stage());
    take(Stream.CASES, Sent.stage().put("updateTime", "2026-03-04 16:00:00"));
    take(Stream.CASES, Sent.stage().put("updateTime", "2026-03-01 00:00:00"));
    take(Stream.RECTIFICATIONS, Sent.ledger());
    take(Stream.RECTIFICATIONS, Sent.ledger().put("updateTime", "2026-03-01 00:00:00"));
    take(Stream.VERDICTS, Sent.verdict());
    take(Stream.VERDICTS, Sent.verdict().put("updateTime", "2026-03-05 11:30:00"));

    assertThat(rows(Correlate.SERVICES))
        .extracting(row -> row.get("revision") + " " + row.get("in_force"))
        .containsExactly("1 true", "2 true", "0 false");
    assertThat(rows(Correlate.RECTIFICATIONS))
        .extracting(
            row -> row.get("stream") + " " + row.get("revision") + " " + row.get("in_force"))
        .containsExactly(
            "rectifications 1 true",
            "rectifications 0 false",
            "verdicts 1 true",
            "verdicts 2 true");
    assertThat(rows(Correlate.CHANGES)).isEmpty();
  }

  @Test
  void textsOfPeopleAreInTheRowButNotInState() throws Exception {
    live();
    take(Stream.RECTIFICATIONS, Sent.ledger());
    take(Stream.VERDICTS, Sent.verdict());
    assertThat(rows(Correlate.RECTIFICATIONS))
        .extracting(row -> row.get("reply") + "/" + row.get("reason"))
        .containsExactly("已对窗口人员批评教育/null", "null/集中刷好评，已核实");
  }

  @Test
  void repeatsChangeNothingAndAreCountedOnceACheckpoint() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    for (int i = 0; i < 3; i++) {
      take(Stream.REVIEWS, Sent.review());
    }
    take(Stream.CASES, Sent.stage());
    take(Stream.CASES, Sent.stage());
    int changes = changes().size();
    assertThat(rows(Correlate.REPEATS)).isEmpty();

    harness.prepareSnapshotPreBarrier(1);
    assertThat(rows(Correlate.REPEATS))
        .extracting(row -> row.get("stream") + " " + row.get("source") + " " + row.get("n"))
        .containsExactlyInAnyOrder("reviews zz-zwfw 3", "cases zz-zwfw 1");
    assertThat(rows(Correlate.REPEATS))
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("kafka_partition", 0)
                    .containsEntry(
                        "ingest_date", (int) java.time.LocalDate.of(2026, 3, 5).toEpochDay()));
    harness.prepareSnapshotPreBarrier(2);
    assertThat(rows(Correlate.REPEATS)).hasSize(2);
    assertThat(changes()).hasSize(changes);
  }

  @Test
  void repeatsAreCountedAtTheEndToo() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    take(Stream.REVIEWS, Sent.review());
    harness.endInput();
    assertThat(rows(Correlate.REPEATS)).hasSize(1);
  }

  @Test
  void heartbeatGoesToEveryPartitionWhenAnHourBegins() throws Exception {
    live();
    watermark("2026-03-02 09:26:00");
    assertThat(heartbeats()).hasSize(PARTITIONS);
    assertThat(heartbeats()).extracting(ChangeEvent::partition).containsExactly(0, 1, 2);
    assertThat(heartbeats())
        .extracting(ChangeEvent::watermark)
        .containsOnly(at("2026-03-02 09:26:00"));
    watermark("2026-03-02 09:59:59");
    assertThat(heartbeats()).hasSize(PARTITIONS);
    watermark("2026-03-02 10:00:00");
    assertThat(heartbeats()).hasSize(2 * PARTITIONS);
    watermark("2026-03-04 00:00:00");
    assertThat(heartbeats()).hasSize(3 * PARTITIONS);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(heartbeats()).hasSize(3 * PARTITIONS);
  }

  @Test
  void changesCarryTheEventTimeSoFar() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    assertThat(changes().get(0).watermark()).isEqualTo(Long.MIN_VALUE);
    watermark("2026-03-02 11:00:00");
    take(Stream.CASES, Sent.stage());
    assertThat(changes().get(1).watermark()).isEqualTo(at("2026-03-02 11:00:00"));
  }

  @Test
  void orderClosesTheDayOfTheNewestReview() throws Exception {
    live();
    order();
    assertThat(heartbeats()).as("nothing to close").isEmpty();
    take(Stream.REVIEWS, Sent.review());
    take(Stream.REVIEWS, other("2", "2026-03-01 09:00:00"));
    take(Stream.CASES, Sent.stage().put("serviceTime", "2026-03-04 15:00:00"));
    order();
    assertThat(heartbeats()).hasSize(PARTITIONS);
    assertThat(heartbeats())
        .extracting(ChangeEvent::watermark)
        .containsOnly(at("2026-03-03 00:00:00"));
  }

  /** A review dated ahead is taken for as new as the ingest clock: 5 March, noon. */
  @Test
  void orderDoesNotCloseDaysAhead() throws Exception {
    live();
    take(Stream.REVIEWS, other("2", "2026-03-06 11:00:00"));
    order();
    assertThat(heartbeats())
        .extracting(ChangeEvent::watermark)
        .containsOnly(at("2026-03-06 00:00:00"));
  }

  @Test
  void newestReviewOutlivesARestart() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    start(TTL, false, checkpoint());
    order();
    assertThat(heartbeats())
        .extracting(ChangeEvent::watermark)
        .containsOnly(at("2026-03-03 00:00:00"));
  }

  @Test
  void reviewIsLateOnceItsDayIsClosed() throws Exception {
    live();
    watermark("2026-03-02 23:59:59");
    take(Stream.REVIEWS, Sent.review());
    watermark("2026-03-03 00:00:00");
    take(Stream.REVIEWS, other("2", "2026-03-02 23:59:59"));
    take(Stream.REVIEWS, other("3", "2026-03-03 00:00:00"));
    assertThat(rows(Correlate.CHANGES))
        .extracting(row -> row.get("late"))
        .containsExactly(false, true, false);
  }

  @Test
  void reviewIsLateAfterAnOrderToCloseToo() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    order();
    take(Stream.REVIEWS, other("2", "2026-03-02 20:00:00"));
    take(Stream.REVIEWS, other("3", "2026-03-03 08:00:00"));
    assertThat(rows(Correlate.CHANGES))
        .extracting(row -> row.get("late"))
        .containsExactly(false, true, false);
  }

  @Test
  void closedDaysStayClosedAcrossARestart() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    order();
    start(TTL, false, checkpoint());
    take(Stream.REVIEWS, other("2", "2026-03-02 20:00:00"));
    assertThat(rows(Correlate.CHANGES)).extracting(row -> row.get("late")).containsExactly(true);

    live();
    watermark("2026-03-03 00:05:00");
    start(TTL, false, checkpoint());
    take(Stream.REVIEWS, other("2", "2026-03-02 20:00:00"));
    assertThat(rows(Correlate.CHANGES)).extracting(row -> row.get("late")).containsExactly(true);
  }

  @Test
  void restoredProjectGoesOnWhereItWas() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    start(TTL, false, checkpoint());
    take(Stream.REVIEWS, Sent.review());
    take(Stream.CASES, Sent.stage());
    assertThat(changes()).hasSize(1);
    assertThat(changes().get(0).change().revision()).isEqualTo(2);
    assertThat(changes().get(0).change().before().attribution().department())
        .isEqualTo("unattributed");
    harness.prepareSnapshotPreBarrier(2);
    assertThat(rows(Correlate.REPEATS)).hasSize(1);
  }

  @Test
  void projectsAreKeptApart() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    take(Stream.REVIEWS, Sent.review().put("projectNo", "P2"));
    take(Stream.REVIEWS, Sent.review().put("dataSource", "other"));
    take(Stream.CASES, Sent.stage().put("projectNo", "P2"));
    assertThat(harness.numKeyedStateEntries()).isEqualTo(3);
    assertThat(changes()).hasSize(4);
    assertThat(changes().get(3).change().after().review().project()).isEqualTo("P2");
  }

  @Test
  void projectIsForgottenAfterItsTime() throws Exception {
    start(Duration.ofHours(10), false, null);
    harness.setStateTtlProcessingTime(0);
    take(Stream.REVIEWS, Sent.review());
    harness.setStateTtlProcessingTime(Duration.ofHours(9).toMillis());
    take(Stream.CASES, Sent.stage());
    assertThat(changes()).hasSize(2);
    // The case was the last record: the time runs from it.
    harness.setStateTtlProcessingTime(Duration.ofHours(18).toMillis());
    take(Stream.VERDICTS, Sent.verdict());
    assertThat(changes()).hasSize(3);
    harness.setStateTtlProcessingTime(Duration.ofHours(29).toMillis());
    take(
        Stream.VERDICTS,
        Sent.verdict().put("verdict", "adopted").put("updateTime", "2026-03-05 11:30:00"));
    assertThat(changes()).as("forgotten").hasSize(3);
  }

  @Test
  void projectIsRememberedForEverWhereTheTimeIsZero() throws Exception {
    start(Duration.ZERO, false, null);
    harness.setStateTtlProcessingTime(0);
    take(Stream.REVIEWS, Sent.review());
    harness.setStateTtlProcessingTime(Duration.ofDays(10_000).toMillis());
    take(Stream.VERDICTS, Sent.verdict());
    assertThat(changes()).hasSize(2);
  }

  @Test
  void backfillHoldsAReviewUntilItsCaseComes() throws Exception {
    backfill();
    take(Stream.REVIEWS, Sent.review());
    take(Stream.RECTIFICATIONS, Sent.ledger().put("isMistaken", 1));
    assertThat(changes()).isEmpty();
    take(Stream.CASES, Sent.stage());
    assertThat(changes()).hasSize(1);
    assertThat(changes().get(0).change().before()).isNull();
    assertThat(changes().get(0).change().after().handling().adopted()).isFalse();
    assertThat(rows(Correlate.CHANGES)).extracting(row -> row.get("revision")).containsExactly(1);
  }

  @Test
  void endOfABackfillGivesOutWhatWaitsAndClosesTheNewestDay() throws Exception {
    backfill();
    take(Stream.REVIEWS, Sent.review());
    take(Stream.REVIEWS, Sent.review().put("projectNo", "P2"));
    take(Stream.REVIEWS, Sent.review().put("projectNo", "P2"));
    harness.endInput();
    assertThat(changes()).hasSize(2);
    assertThat(rows(Correlate.REPEATS)).hasSize(1);
    assertThat(heartbeats())
        .extracting(ChangeEvent::watermark)
        .containsOnly(at("2026-03-03 00:00:00"));
    assertThat(harness.extractOutputValues()).last().matches(ChangeEvent::isHeartbeat);
    // After the end nothing may follow.
    int outputs = harness.extractOutputValues().size();
    harness.prepareSnapshotPreBarrier(2);
    assertThat(harness.extractOutputValues()).hasSize(outputs);
    assertThat(rows(Correlate.REPEATS)).hasSize(1);
  }

  @Test
  void backfillHoldsAcrossARestart() throws Exception {
    backfill();
    take(Stream.REVIEWS, Sent.review());
    start(TTL, true, checkpoint());
    harness.endInput();
    assertThat(changes()).hasSize(1);
    assertThat(changes().get(0).change().after().attribution().department())
        .isEqualTo("unattributed");
  }

  @Test
  void liveRunAfterABrokenBackfillGivesOutWhatWaits() throws Exception {
    backfill();
    take(Stream.REVIEWS, Sent.review());
    start(TTL, false, checkpoint());
    assertThat(changes()).isEmpty();
    harness.prepareSnapshotPreBarrier(2);
    assertThat(changes()).hasSize(1);
    harness.prepareSnapshotPreBarrier(3);
    take(Stream.CASES, Sent.stage());
    assertThat(changes()).hasSize(2);
    assertThat(changes().get(1).change().revision()).isEqualTo(2);
  }

  @Test
  void backfillDoesNotHoldWhatNeedsNoCase() throws Exception {
    backfill();
    Intake intake = Sent.at(Stream.REVIEWS, Sent.review().put("deptCode", "D"), 1);
    harness.processElement(new StreamRecord<>(Intake.of(intake.record(), false)));
    assertThat(changes()).hasSize(1);
  }

  @Test
  void endOfALiveRunClosesNothing() throws Exception {
    live();
    take(Stream.REVIEWS, Sent.review());
    harness.endInput();
    assertThat(heartbeats()).isEmpty();
    assertThat(changes()).hasSize(1);
  }

  @Test
  void namesComeFromTheCases() throws Exception {
    live();
    take(Stream.CASES, Sent.stage());
    take(Stream.CASES, Sent.stage().put("serviceNumber", "2"));
    assertThat(rows(Correlate.NAMES))
        .extracting(row -> row.get("dimension") + " " + row.get("key") + " " + row.get("name"))
        .containsExactly(
            "department 11370402MB2857833P 市中区行政审批服务局",
            "matter 11370402MB2857833P1000125004000 食品经营许可",
            "staff 11370402MB2857833P/SZ0173 王芳");
  }

  /** The newest row names the key: it must be the newest case's name in every order. */
  @Test
  void newestNameOfADepartmentDoesNotDependOnTheOrder() throws Exception {
    ObjectNode[] cases = {
      named("1", "old name", "2026-03-01 00:00:00"),
      named("2", "wrong name", "2026-03-02 00:00:00"),
      named("3", "old name", "2026-03-03 00:00:00"),
      named("4", "equal a", "2026-03-03 00:00:00")
    };
    int[][] orders = {
      {0, 1, 2, 3}, {0, 2, 1, 3}, {1, 0, 2, 3}, {3, 2, 1, 0}, {2, 3, 0, 1}, {3, 0, 1, 2}
    };
    for (int[] order : orders) {
      live();
      for (int i : order) {
        take(Stream.CASES, cases[i].deepCopy());
      }
      // As the view of names does: the newest, of equal times the last in the alphabet.
      String newest =
          rows(Correlate.NAMES).stream()
              .filter(row -> row.get("dimension").equals("department"))
              .max(
                  java.util.Comparator.<Map<String, Object>>comparingLong(
                          row -> (long) row.get("updated_at"))
                      .thenComparing(row -> (String) row.get("name")))
              .map(row -> (String) row.get("name"))
              .orElseThrow();
      assertThat(newest).as(java.util.Arrays.toString(order)).isEqualTo("old name");
    }
  }

  private static ObjectNode named(String stage, String name, String time) {
    return Sent.stage()
        .put("serviceNumber", stage)
        .put("orgName", name)
        .put("serviceTime", "2026-01-01 00:00:00")
        .put("updateTime", time);
  }

  private static ObjectNode other(String project, String time) {
    return Sent.review().put("projectNo", project).put("assessTime", time);
  }

  private void take(Stream stream, ObjectNode sent) throws Exception {
    Intake intake = Sent.at(stream, sent, offset++);
    assertThat(intake.record()).isNotNull();
    harness.processElement(new StreamRecord<>(intake));
  }

  private void order() throws Exception {
    harness.processElement(new StreamRecord<>(Intake.of(new CloseOrder(List.of()))));
  }

  private void watermark(String local) throws Exception {
    harness.processWatermark(at(local));
  }

  private List<ChangeEvent> changes() {
    return harness.extractOutputValues().stream().filter(event -> !event.isHeartbeat()).toList();
  }

  private List<ChangeEvent> heartbeats() {
    return harness.extractOutputValues().stream().filter(ChangeEvent::isHeartbeat).toList();
  }

  private List<Map<String, Object>> rows(OutputTag<RowData> table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (harness.getSideOutput(table) != null) {
      harness
          .getSideOutput(table)
          .forEach(record -> rows.add(Rows.read(table.getId(), record.getValue())));
    }
    return rows;
  }
}
