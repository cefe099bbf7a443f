package haochaping.detect.operators;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.detect.evidence.FindingReview;
import haochaping.detect.state.ReportSerializer;
import haochaping.detect.verdicts.Report;
import haochaping.platform.Finding;
import haochaping.platform.FindingSerializer;
import haochaping.platform.Lake;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator that publishes findings: state, restarts, rows. */
class PublishTest {
  private KeyedOneInputStreamOperatorTestHarness<String, Report, Finding> harness;

  @BeforeEach
  void begin() throws Exception {
    start(null);
  }

  @AfterEach
  void end() throws Exception {
    harness.close();
  }

  private void start(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Publish()), Report::findingId, Types.STRING);
    harness.setup(new FindingSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(77);
  }

  private static Finding finding(String id, long observed) {
    return Finding.draft(id)
        .state(Finding.State.NEW)
        .audience("department")
        .about("CONCENTRATION", "staff", "D/1")
        .department("D")
        .days(20_514, 20_514)
        .counts(observed, 0.25)
        .chance(null, 1e-3, 1000.0)
        .detector("window", "det-1")
        .raisedAt(1_772_380_700_000L)
        .with("{\"zh\":\"差评集中。\",\"en\":\"Bad reviews.\"}")
        .told(1, 7, 9);
  }

  private static Report opinion(String id, String review, Report.Opinion opinion) {
    return new Report(id, null, List.of(), review, opinion);
  }

  private void give(Report report) throws Exception {
    harness.processElement(new StreamRecord<>(report));
  }

  @Test
  void verdictsHoldAfterARestart() throws Exception {
    give(opinion("f1", "r1", Report.Opinion.ADOPTED));
    OperatorSubtaskState state = harness.snapshot(1, 0);
    assertThat(harness.getOutput()).isEmpty();
    harness.close();
    start(state);
    give(Report.of(finding("f1", 1), List.of(new FindingReview("r1", FindingReview.TRIGGER))));
    give(Report.of(finding("f2", 1), List.of(new FindingReview("r1", FindingReview.TRIGGER))));
    assertThat(harness.extractOutputValues())
        .extracting(Finding::id, Finding::verdict, Finding::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("f1", "rejected", Finding.State.CLOSED),
            org.assertj.core.groups.Tuple.tuple("f2", null, Finding.State.NEW));
  }

  @Test
  void revisionsGoOnAfterARestart() throws Exception {
    give(Report.of(finding("f1", 1), List.of(new FindingReview("r1", "evidence"))));
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();
    start(state);
    give(Report.of(finding("f1", 1), List.of(new FindingReview("r1", "evidence"))));
    give(
        Report.of(
            finding("f1", 2),
            List.of(new FindingReview("r1", "evidence"), new FindingReview("r2", "evidence"))));
    assertThat(harness.extractOutputValues())
        .extracting(Finding::revision, Finding::observed)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 2L));
  }

  @Test
  void rowsSayWhatTheStreamSays() throws Exception {
    give(Report.of(finding("f1", 1), List.of(new FindingReview("r1", "trigger"))));
    give(opinion("f1", "r1", Report.Opinion.NOT_ADOPTED));
    RowType type = Lake.rowType("findings");
    List<Finding> findings = harness.extractOutputValues();
    List<RowData> rows =
        harness.getSideOutput(Publish.FINDINGS).stream().map(StreamRecord::getValue).toList();
    assertThat(rows).hasSize(2).hasSameSizeAs(findings);
    for (int i = 0; i < rows.size(); i++) {
      RowData row = rows.get(i);
      Finding finding = findings.get(i);
      assertThat(row.getArity()).isEqualTo(type.getFieldCount());
      assertThat(row.getString(type.getFieldIndex("finding_id"))).hasToString(finding.id());
      assertThat(row.getInt(type.getFieldIndex("revision"))).isEqualTo(i + 1);
      assertThat(row.getString(type.getFieldIndex("state"))).hasToString(finding.state().word());
      assertThat(row.getTimestamp(type.getFieldIndex("window_start"), 6).getMillisecond())
          .isEqualTo(finding.windowStart());
      assertThat(row.getLong(type.getFieldIndex("observed"))).isEqualTo(finding.observed());
      assertThat(row.isNullAt(type.getFieldIndex("p_value"))).isTrue();
      assertThat(row.getTimestamp(type.getFieldIndex("written_at"), 6).getMillisecond())
          .isEqualTo(77);
      assertThat(row.getString(type.getFieldIndex("evidence"))).hasToString(finding.evidence());
      assertThat(row.isNullAt(type.getFieldIndex("verdict"))).isEqualTo(i == 0);
    }
    assertThat(rows.get(1).getString(type.getFieldIndex("verdict"))).hasToString("confirmed");
    assertThat(
            harness.getSideOutput(Publish.FINDING_REVIEWS).stream()
                .map(StreamRecord::getValue)
                .map(row -> row.getString(0) + " " + row.getInt(1) + " " + row.getString(2)))
        .containsExactly("f1 1 r1", "f1 2 r1");
  }

  @Test
  void reportComesBack() throws Exception {
    Finding finding = finding("f1", 3);
    Finding rejected = finding.judged(finding.state(), finding.evidence(), Finding.REJECTED);
    for (Report report :
        List.of(
            Report.of(rejected, List.of(new FindingReview("r1", "trigger"))),
            opinion("f1", "r1", Report.Opinion.NOT_ADOPTED),
            opinion("f1", "r1", null))) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      new ReportSerializer().serialize(report, out);
      assertThat(
              new ReportSerializer().deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(report);
    }
  }
}
