package haochaping.detect.reviewers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.core.CityClock;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From flags to findings: what is told, lives and corrections. */
class ReviewerWatchTest {
  private static final int FIRST = 20_003;

  private final FewRows held = new FewRows();
  private final ReviewerWatch watch = new ReviewerWatch(held, 120);
  private final List<Finding> findings = new ArrayList<>();
  private List<FindingReview> reviews = List.of();

  private void close(int from, int to) {
    for (int day = from; day <= to; day++) {
      watch.close(
          day,
          day,
          (finding, of) -> {
            findings.add(finding);
            reviews = of;
          });
    }
  }

  private Finding newest() {
    return findings.get(findings.size() - 1);
  }

  private static JsonNode evidence(Finding finding) throws Exception {
    return new ObjectMapper().readTree(finding.evidence());
  }

  private void behindOnePhone(int day) {
    for (int i = 0; i < 6; i++) {
      held.give(day, 10L * day + i, 11 + i, 5, 7);
    }
  }

  /** 3 people, bad reviews of staff 11, 12 and 21 on three days, the last one FIRST. */
  private void ring() {
    for (int i = 0; i < 3; i++) {
      for (int reviewer = 1; reviewer <= 3; reviewer++) {
        held.give(FIRST - 20 + 10 * i, reviewer, i == 2 ? 21 : 11 + i, 1);
      }
    }
  }

  @Test
  void originIsToldToTheSupervisorWithoutNamingAnybody() throws Exception {
    behindOnePhone(FIRST);
    close(FIRST, FIRST);
    assertThat(findings).hasSize(1);
    Finding finding = newest();
    assertThat(finding.kind()).isEqualTo("RULE_R8");
    assertThat(finding.state()).isEqualTo(Finding.State.NEW);
    assertThat(finding.audience()).isEqualTo("supervisor");
    assertThat(finding.department()).isNull();
    assertThat(finding.dimension()).isEqualTo("department");
    assertThat(finding.key()).isEqualTo("U1");
    assertThat(finding.observed()).isEqualTo(6);
    assertThat(finding.ratio()).isNull();
    assertThat(finding.windowStart()).isEqualTo(CityClock.millis(CityClock.startHour(FIRST)));
    assertThat(finding.windowEnd()).isEqualTo(CityClock.millis(CityClock.startHour(FIRST + 1)));
    // sha256sum of "rule_r8|department|U1|2024-10-07", first 32 digits.
    assertThat(finding.id()).isEqualTo("0a26654bc8fa17a51f670b7c1d84d6f5");
    JsonNode evidence = evidence(finding);
    assertThat(evidence.get("zh").asText())
        .startsWith("一个来源多人评价：2024-10-07，同一电话一天内有 6 名评价人，该来源同类日子通常约 0 名。");
    assertThat(evidence.get("en").asText())
        .startsWith(
            "many applicants behind one origin: on 2024-10-07 6 people reviewed from one phone in"
                + " a day; on such days it usually has about 0.");
    assertThat(evidence.get("applicants").asInt()).isEqualTo(6);
    assertThat(evidence.get("formula").asText()).isEqualTo("det-1");
    assertThat(evidence.get("config").asText()).hasSize(16);
    assertThat(reviews).hasSize(6).extracting(FindingReview::role).containsOnly("repeated_origin");
  }

  @Test
  void findingGoesOnClosesAndIsWithdrawn() throws Exception {
    behindOnePhone(FIRST);
    close(FIRST, FIRST + 3);
    assertThat(newest().state()).isEqualTo(Finding.State.ONGOING);
    close(FIRST + 4, FIRST + 13);
    assertThat(newest().state()).isEqualTo(Finding.State.ONGOING);
    close(FIRST + 14, FIRST + 14);
    assertThat(newest().state()).isEqualTo(Finding.State.CLOSED);
    assertThat(findings).hasSize(3);

    for (int left = 5; left >= 4; left--) {
      watch.late(FIRST, held.day(FIRST), left);
      held.takeLast(FIRST);
    }
    close(FIRST + 15, FIRST + 15);
    assertThat(newest().state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(newest().revision()).isEqualTo(4);
    assertThat(evidence(newest()).get("reason").asText()).isEqualTo("retracted");
    assertThat(evidence(newest()).get("zh").asText()).isEqualTo("撤销：所依据的评价 6 条中仅有 4 条仍然有效，不再突出。");
    assertThat(reviews).isEmpty();
  }

  @Test
  void ringAndComplainantsAreBothTold() throws Exception {
    ring();
    close(FIRST, FIRST);
    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder("LOCKSTEP", "RULE_R13", "RULE_R13", "RULE_R13");
    Finding ring = findings.get(0);
    assertThat(ring.key()).isEqualTo("U1");
    assertThat(ring.pValue()).isNull();
    assertThat(ring.observed()).isEqualTo(3);
    // sha256sum of "lockstep|department|U1/bad|2024-10-07", first 32 digits.
    assertThat(ring.id()).isEqualTo("91ef329e5b0c696cfd8e04b684a3d402");
    JsonNode evidence = evidence(ring);
    assertThat(evidence.get("side").asText()).isEqualTo("bad");
    assertThat(evidence.get("reviewers").asInt()).isEqualTo(3);
    assertThat(evidence.get("pairs_in_step").asInt()).isEqualTo(3);
    assertThat(evidence.get("least_jaccard").asDouble()).isEqualTo(1);
    assertThat(evidence.get("capped").asBoolean()).isFalse();
    assertThat(evidence.get("en").asText())
        .contains("from 2024-09-17 to 2024-10-07 3 people", "3 targets, all bad", "about 0.17");
    assertThat(findings.subList(1, 4))
        .allSatisfy(
            finding -> {
              assertThat(finding.dimension()).isEqualTo("reviewer");
              assertThat(finding.key()).startsWith(FIRST - 20 + "/");
              assertThat(evidence(finding).get("missing"))
                  .extracting(JsonNode::asText)
                  .containsExactly("R13:case-dates");
            });
  }

  /** A late review that makes a ring opens it on the day on which it met. */
  @Test
  void lateReviewsMakeAndMoveFindings() {
    ring();
    held.takeLast(FIRST);
    close(FIRST, FIRST + 5);
    assertThat(findings).extracting(Finding::kind).doesNotContain("LOCKSTEP");
    held.give(FIRST, 3, 21, 1);
    watch.late(FIRST, held.day(FIRST), 2);
    close(FIRST + 6, FIRST + 6);
    assertThat(findings)
        .filteredOn(finding -> finding.kind().equals("LOCKSTEP"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("91ef329e5b0c696cfd8e04b684a3d402");
              assertThat(finding.state()).isEqualTo(Finding.State.ONGOING);
            });
  }
}
