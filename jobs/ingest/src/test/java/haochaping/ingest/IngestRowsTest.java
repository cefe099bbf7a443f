package haochaping.ingest;

import static haochaping.ingest.decode.Sent.at;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.CaseRecord;
import haochaping.core.LedgerRecord;
import haochaping.core.Project;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import haochaping.ingest.decode.Sent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The samples of the feed as rows: each value under its column's name. */
class IngestRowsTest {
  private static final int DAY = (int) LocalDate.of(2026, 3, 2).toEpochDay();

  @Test
  void changeOfAReview() {
    Project project = new Project();
    List<ReviewChange> changes = new ArrayList<>();
    project.apply((CaseRecord) Sent.at(Stream.CASES, Sent.stage(), 1).record(), changes::add);
    project.apply(
        (LedgerRecord)
            Sent.at(Stream.RECTIFICATIONS, Sent.ledger().put("isMistaken", 1), 2).record(),
        changes::add);
    ReviewRecord review =
        (ReviewRecord)
            Sent.at(Stream.REVIEWS, Sent.review().put("certKey", "370402199001011238"), 77)
                .record();
    project.apply(review, false, changes::add);

    Map<String, Object> row = Rows.read("review_changes", IngestRows.change(changes.get(0), true));
    assertThat(row)
        .containsEntry("source", "zz-zwfw")
        .containsEntry("project_no", "37040220260302000017")
        .containsEntry("assess_number", "1")
        .containsEntry("review_round", 1)
        .containsEntry("revision", 1)
        .containsEntry("cause", "reviews")
        .containsEntry("kafka_partition", 0)
        .containsEntry("kafka_offset", 77L)
        .containsEntry("change_time", Sent.INGEST)
        .containsEntry("ingest_time", Sent.INGEST)
        .containsEntry("event_time", at("2026-03-02 09:26:10"))
        .containsEntry("event_date", DAY)
        .containsEntry("late", true)
        .containsEntry("district", "370402")
        .containsEntry("department", "11370402MB2857833P")
        .containsEntry("department_name", "市中区行政审批服务局")
        .containsEntry("matter", "11370402MB2857833P1000125004000")
        .containsEntry("matter_name", "食品经营许可")
        .containsEntry("staff", List.of("11370402MB2857833P/SZ0173"))
        .containsEntry("has_case", true)
        .containsEntry("service_time", at("2026-03-02 09:25:00"))
        .containsEntry("channel", "tablet")
        .containsEntry("mode", "visit")
        .containsEntry("level", 2)
        .containsEntry("is_default", false)
        .containsEntry("effective", true)
        .containsEntry("real_name", true)
        .containsEntry("tags", List.of("213", "214"))
        .containsEntry("text", "等了很久，窗口换人三次")
        .containsEntry("flags", List.of())
        .containsEntry("verdict", "mistaken")
        .containsEntry("adopted", false)
        .containsEntry("called_back", true)
        .containsEntry("callback_time", at("2026-03-02 14:00:00"))
        .containsEntry("handling_level", "simple")
        .containsEntry("rectify_status", "done")
        .containsEntry("rectify_time", at("2026-03-05 10:00:00"))
        .containsEntry("reviewer", review.reviewer())
        .containsEntry("phone", review.phone())
        .containsEntry("device", "PAD-0312")
        .containsEntry("address", review.address())
        .containsEntry("window_name", "综合窗口3号")
        .containsEntry("reviewer_kind", "natural_person")
        .containsEntry("upload_time", null);
  }

  @Test
  void changeOfABareReview() {
    List<ReviewChange> changes = new ArrayList<>();
    new Project()
        .apply(
            (ReviewRecord)
                Sent.at(
                        Stream.REVIEWS,
                        Sent.review()
                            .without(
                                List.of(
                                    "pf",
                                    "evalDetail",
                                    "writingEvaluation",
                                    "userProp",
                                    "userName",
                                    "certKey",
                                    "mobile",
                                    "winname",
                                    "winusername",
                                    "winuserno",
                                    "deviceId",
                                    "ip",
                                    "updateTime")),
                        1)
                    .record(),
            false,
            changes::add);
    assertThat(Rows.read("review_changes", IngestRows.change(changes.get(0), false)))
        .containsEntry("department", "unattributed")
        .containsEntry("district", null)
        .containsEntry("matter", null)
        .containsEntry("staff", List.of())
        .containsEntry("has_case", false)
        .containsEntry("service_time", null)
        .containsEntry("channel", "other")
        .containsEntry("mode", "unknown")
        .containsEntry("flags", List.of("NO_TAG_NO_TEXT"))
        .containsEntry("verdict", null)
        .containsEntry("adopted", true)
        .containsEntry("called_back", null)
        .containsEntry("rectify_status", null);
  }

  @Test
  void service() {
    CaseRecord stage = (CaseRecord) Sent.at(Stream.CASES, Sent.stage(), 5).record();
    assertThat(Rows.read("services", IngestRows.service(stage, 3, true)))
        .containsEntry("source", "zz-zwfw")
        .containsEntry("project_no", "37040220260302000017")
        .containsEntry("service_number", "1")
        .containsEntry("revision", 3)
        .containsEntry("in_force", true)
        .containsEntry("kafka_offset", 5L)
        .containsEntry("ingest_time", Sent.INGEST)
        .containsEntry("update_time", at("2026-03-04 15:00:02"))
        .containsEntry("service_time", at("2026-03-02 09:25:00"))
        .containsEntry("service_date", DAY)
        .containsEntry("district", "370402")
        .containsEntry("department", "11370402MB2857833P")
        .containsEntry("staff", "11370402MB2857833P/SZ0173")
        .containsEntry("staff_name", "王芳")
        .containsEntry("status", 3)
        .containsEntry("is_service", true)
        .containsEntry("handling", "on_site")
        .containsEntry("accept_time", at("2026-03-02 09:10:11"))
        .containsEntry("result_time", at("2026-03-04 15:00:00"))
        .containsEntry("promised", 5)
        .containsEntry("promise_unit", "working_day")
        .containsEntry("promise_kind", "promised")
        .containsEntry("service_name", "受理")
        .containsEntry("matter_item", "11370402MB2857833P100012500400001")
        .containsEntry("matter_type", "permit")
        .containsEntry("applicant_kind", "natural_person")
        .containsEntry("applicant", stage.applicant())
        .containsEntry("applicant_phone", stage.applicantPhone())
        .containsEntry("agent", null)
        .containsEntry("flags", List.of("PLACEHOLDER_IDENTITY"));
    CaseRecord waiting =
        (CaseRecord)
            Sent.at(Stream.CASES, Sent.stage().put("proStatus", 1).putNull("proManagerNo"), 6)
                .record();
    assertThat(Rows.read("services", IngestRows.service(waiting, 0, false)))
        .containsEntry("is_service", false)
        .containsEntry("in_force", false)
        .containsEntry("staff", null);
  }

  @Test
  void ledgerAndVerdict() {
    LedgerRecord ledger = (LedgerRecord) Sent.at(Stream.RECTIFICATIONS, Sent.ledger(), 5).record();
    assertThat(Rows.read("rectifications", IngestRows.ledger(ledger, 2, true)))
        .containsEntry("stream", "rectifications")
        .containsEntry("assess_number", "1")
        .containsEntry("review_round", 1)
        .containsEntry("revision", 2)
        .containsEntry("in_force", true)
        .containsEntry("update_time", at("2026-03-05 10:00:05"))
        .containsEntry("ledger_no", "ZG20260302-0007")
        .containsEntry("called_back", true)
        .containsEntry("callback_time", at("2026-03-02 14:00:00"))
        .containsEntry("is_true", true)
        .containsEntry("is_reasonable", true)
        .containsEntry("is_mistaken", false)
        .containsEntry("is_malicious", false)
        .containsEntry("malicious_confirmed", false)
        .containsEntry("handling_level", "simple")
        .containsEntry("status", "done")
        .containsEntry("rectify_time", at("2026-03-05 10:00:00"))
        .containsEntry("reply", "已对窗口人员批评教育")
        .containsEntry("finding_id", null)
        .containsEntry("verdict", null);
    VerdictRecord verdict = (VerdictRecord) Sent.at(Stream.VERDICTS, Sent.verdict(), 6).record();
    assertThat(Rows.read("rectifications", IngestRows.verdict(verdict, 1, true)))
        .containsEntry("stream", "verdicts")
        .containsEntry("finding_id", "brushing/department/11370402MB2857833P/2026-03-02")
        .containsEntry("verdict", "not_adopted")
        .containsEntry("reason", "集中刷好评，已核实")
        .containsEntry("decided_by", "督查室")
        .containsEntry("ledger_no", null)
        .containsEntry("is_mistaken", null)
        .containsEntry("status", null);
  }

  @Test
  void rejection() {
    Intake intake = Sent.at(Stream.REVIEWS, Sent.review().put("satisfaction", 9), 5);
    assertThat(Rows.read("rejected", IngestRows.rejection(intake.rejection())))
        .containsEntry("stream", "reviews")
        .containsEntry("kafka_partition", 0)
        .containsEntry("kafka_offset", 5L)
        .containsEntry("ingest_time", Sent.INGEST)
        .containsEntry("ingest_date", (int) LocalDate.of(2026, 3, 5).toEpochDay())
        .containsEntry("source", "zz-zwfw")
        .containsEntry("code", "INVALID_LEVEL")
        .containsEntry("detail", "satisfaction = 9")
        .containsEntry("payload", intake.rejection().payload());
  }
}
