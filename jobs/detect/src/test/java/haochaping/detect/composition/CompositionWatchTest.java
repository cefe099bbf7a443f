package haochaping.detect.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.core.CityClock;
import haochaping.core.Flag;
import haochaping.core.ReviewImage;
import haochaping.core.Versioned;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From reviews to findings: bursts, rules, their lives and corrections. */
class CompositionWatchTest {
  private static final int FIRST = 20_000;
  private static final int BURST = FIRST + 250;
  private static final double BELATED_EXPECTED = 3.315649867374005e-4;
  private static final double BELATED_P = 3.98298802026018565e-15;

  private final CompositionWatch watch = new CompositionWatch();
  private final BurstsHeard heard = new BurstsHeard();
  private final List<ReviewImage> injected = new ArrayList<>();

  /** Days of a quiet city; what is given on a day comes on it. */
  private void run(int until, Map<Integer, List<ReviewImage>> given) {
    run(new Hall(7, 6, 20, 60), until, given);
  }

  private void run(Hall hall, int until, Map<Integer, List<ReviewImage>> given) {
    watch.startAfter(FIRST - 1);
    for (int day = FIRST; day <= until; day++) {
      hall.day(day, 120, image -> watch.apply(Hall.given(image)));
      given.getOrDefault(day, List.of()).forEach(image -> watch.apply(Hall.given(image)));
      watch.close(day, day, heard);
    }
  }

  private static long at(int day, int second) {
    return CityClock.millis(CityClock.startHour(day)) + 1000L * (36_000 + second);
  }

  /** Reviews by nobody seen before, all with one combination of tags, one lag, one device. */
  private List<ReviewImage> brushed(int day, int count) {
    for (int i = 0; i < count; i++) {
      injected.add(
          Hall.review(
              "brushed-" + day + "-" + i,
              at(day, 97 * i * i),
              5,
              List.of("519", "518"),
              null,
              "ghost-" + day + "-" + i,
              "phone-" + i / 4,
              "farm",
              2400,
              "D2",
              "M2",
              "D2/S2"));
    }
    return injected;
  }

  @Test
  void brushingIsFoundWithItsReviewsAndTheSupervisorIsTold() throws Exception {
    run(BURST, Map.of(BURST, brushed(BURST, 12)));

    Finding finding =
        heard.findings.stream()
            .filter(one -> one.kind().equals("BRUSHING") && one.key().equals("D2/S2"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.state()).isEqualTo(Finding.State.NEW);
    assertThat(finding.key()).isEqualTo("D2/S2");
    assertThat(finding.audience()).isEqualTo("supervisor");
    assertThat(finding.department()).isNull();
    assertThat(finding.detector()).isEqualTo("brushing");
    assertThat(finding.windowEnd()).isEqualTo(CityClock.millis(CityClock.startHour(BURST + 1)));
    assertThat(finding.recurrenceDays()).isGreaterThanOrEqualTo(100);
    assertThat(finding.qValue()).isLessThanOrEqualTo(.01);

    JsonNode evidence = new ObjectMapper().readTree(finding.evidence());
    assertThat(evidence.get("zh").asText()).startsWith("刷好评嫌疑：").contains("该工作人员");
    assertThat(evidence.get("en").asText()).contains("this member of staff");
    assertThat(evidence.get("template").asText()).isEqualTo("5:518,519");
    assertThat(evidence.get("lag_second").asInt()).isEqualTo(2400);
    assertThat(evidence.get("formula").asText()).isEqualTo("det-1");
    assertThat(evidence.get("config").asText()).hasSize(16);
    assertThat(evidence.get("m").asInt()).isPositive();
    assertThat(evidence.get("missing"))
        .extracting(JsonNode::asText)
        .contains("R6:services", "R7:staff-tokens")
        .doesNotContain("R5:ingest-time", "update-time");

    assertThat(heard.reviews.get(finding.id()))
        .filteredOn(review -> review.reviewId().startsWith("s/brushed"))
        .hasSize(12)
        .extracting(FindingReview::role)
        .containsOnly("repeated_origin");
    assertThat(heard.findings)
        .filteredOn(one -> one.key().equals("D2/S2"))
        .extracting(Finding::kind)
        .contains("RULE_R1", "RULE_R2", "RULE_R4")
        .doesNotContain("MALICIOUS");
  }

  /** What holds of the one about whom reviews were brushed. */
  private Map<String, Finding> ofBurst() {
    Map<String, Finding> held = heard.held();
    held.values().removeIf(finding -> !finding.key().equals("D2/S2"));
    return held;
  }

  @Test
  void retractionWithdrawsAndAnotherVerdictBringsItBack() {
    run(BURST, Map.of(BURST, brushed(BURST, 12)));
    Map<String, Finding> before = ofBurst();
    assertThat(before).hasSizeGreaterThanOrEqualTo(4);

    injected.forEach(image -> watch.apply(Hall.retracted(image)));
    watch.close(BURST + 1, 1, heard);
    assertThat(ofBurst()).isEmpty();
    assertThat(heard.newest().values())
        .filteredOn(finding -> before.containsKey(finding.id()))
        .allSatisfy(
            finding -> {
              assertThat(finding.state()).isEqualTo(Finding.State.WITHDRAWN);
              assertThat(finding.evidence()).contains("\"reason\":\"retracted\"", "撤销：");
            });

    injected.forEach(image -> watch.apply(Hall.given(image)));
    watch.close(BURST + 2, 2, heard);
    assertThat(ofBurst().keySet()).isEqualTo(before.keySet());
    assertThat(ofBurst().values())
        .allSatisfy(finding -> assertThat(finding.state()).isEqualTo(Finding.State.ONGOING));
  }

  @Test
  void findingClosesFourteenDaysAfterItsLastTile() {
    run(BURST + 21, Map.of(BURST, brushed(BURST, 12)));
    List<Finding> ofStaff =
        heard.findings.stream()
            .filter(one -> one.kind().equals("BRUSHING") && one.key().equals("D2/S2"))
            .toList();
    assertThat(ofStaff).extracting(Finding::id).containsOnly(ofStaff.get(0).id());
    assertThat(ofStaff)
        .extracting(Finding::state)
        .startsWith(Finding.State.NEW, Finding.State.ONGOING)
        .endsWith(Finding.State.CLOSED);
    // The week that holds the burst ends six days after it.
    assertThat(ofStaff.get(ofStaff.size() - 1).windowEnd())
        .isLessThanOrEqualTo(CityClock.millis(CityClock.startHour(BURST + 7)));
  }

  @Test
  void maliciousReviewsAreThreeAtLeast() {
    List<ReviewImage> bad = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      bad.add(
          Hall.review(
              "bad-" + i,
              at(BURST, 300 * i * i),
              1,
              List.of("101"),
              null,
              "angry-" + i,
              "one-phone",
              null,
              1800,
              "D1",
              "M1",
              "D1/S1"));
    }
    run(BURST, Map.of(BURST, bad.subList(0, 2)));
    assertThat(heard.findings).noneMatch(one -> one.kind().equals("MALICIOUS"));
    bad.subList(2, 5).forEach(image -> watch.apply(Hall.given(image)));
    watch.close(BURST + 1, 1, heard);
    Finding finding =
        heard.findings.stream()
            .filter(one -> one.kind().equals("MALICIOUS") && one.dimension().equals("staff"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.key()).isEqualTo("D1/S1");
    assertThat(finding.evidence()).contains("\"side\":\"bad\"");
    assertThat(heard.reviews.get(finding.id())).hasSize(5);
  }

  /** Volume alone is no burst: ten times as many reviews made up as ever. */
  @Test
  void tenfoldVolumeIsNothing() {
    Hall hall = new Hall(3, 6, 20, 60);
    run(hall, BURST - 1, Map.of());
    int before = heard.findings.size();
    for (int day = BURST; day < BURST + 5; day++) {
      int today = day;
      hall.day(today, 1200, image -> watch.apply(Hall.given(image)));
      watch.close(day, 1, heard);
    }
    assertThat(heard.findings.subList(before, heard.findings.size()))
        .noneMatch(one -> one.state() == Finding.State.NEW);
    assertThat(heard.figures).contains(BURST + " campaign staff 1.0");
  }

  @Test
  void factsAreRulesOfTheirShare() throws Exception {
    List<ReviewImage> odd = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      odd.add(
          Hall.review(
              "odd-" + i,
              at(BURST, 211 * i * i),
              5,
              List.of("510"),
              null,
              null,
              null,
              null,
              -1,
              true,
              Flag.PLACEHOLDER_IDENTITY.bit() | Flag.TAG_LEVEL_MISMATCH.bit(),
              "D3",
              "M3",
              "D3/S3"));
    }
    run(BURST, Map.of(BURST, odd));
    assertThat(heard.findings)
        .filteredOn(one -> one.key().equals("D3/S3"))
        .extracting(Finding::kind)
        .contains("RULE_R3", "RULE_R14")
        .doesNotContain("RULE_R10");
    Finding finding =
        heard.findings.stream()
            .filter(one -> one.kind().equals("RULE_R3") && one.key().equals("D3/S3"))
            .findFirst()
            .orElseThrow();
    JsonNode part =
        new ObjectMapper()
            .readTree(finding.evidence()).get("components").findParents("part").stream()
                .filter(node -> node.get("part").asText().equals("placeholder"))
                .findFirst()
                .orElseThrow();
    assertThat(part.get("count").asInt()).isEqualTo(12);
    assertThat(finding.observed()).isEqualTo(12);
    assertThat(finding.pValue()).isCloseTo(part.get("p").asDouble(), within(1e-15));
  }

  /** Ten reviews of one day, of usual make-up, written down so many days later. */
  private List<ReviewImage> belated(int day, int written) {
    Hall hall = new Hall(11, 6, 20, 60);
    List<ReviewImage> reviews = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ReviewImage usual = hall.review(day, 4, 5);
      ReviewImage one =
          Hall.review(
              "belated-" + i,
              usual.review().eventTime(),
              5,
              usual.review().tags(),
              usual.review().text(),
              usual.review().reviewer(),
              null,
              null,
              -1,
              "D4",
              "M4",
              "D4/S4");
      reviews.add(Hall.written(one, CityClock.startMillis(day + written)));
    }
    return reviews;
  }

  /**
   * A day is judged again when reviews of it are entered long after. None of the past was, nor any
   * of siblings' 21,111 reviews: share .5/21,112 of 14 reviews, firmness 100. p by mpmath, the sum
   * of the beta-binomial probabilities of 10 to 14.
   */
  @Test
  void reviewsEnteredLongAfterAreRuleR5() throws Exception {
    run(BURST, Map.of());
    belated(BURST - 12, 12).forEach(image -> watch.apply(Hall.given(image)));
    watch.close(BURST + 1, 1, heard);

    Finding finding =
        heard.findings.stream()
            .filter(one -> one.kind().equals("RULE_R5") && one.dimension().equals("staff"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.key()).isEqualTo("D4/S4");
    assertThat(finding.observed()).isEqualTo(10);
    assertThat(finding.expected()).isCloseTo(BELATED_EXPECTED, within(1e-15));
    assertThat(finding.pValue()).isCloseTo(BELATED_P, within(1e-23));
    assertThat(finding.evidence()).contains("事后补评：", "entered long after: ");
    assertThat(heard.reviews.get(finding.id()))
        .hasSize(10)
        .allSatisfy(review -> assertThat(review.reviewId()).startsWith("s/belated-"))
        .extracting(FindingReview::role)
        .containsOnly("belated");
  }

  @Test
  void fiveWorkingDaysAreNotLong() {
    run(BURST, Map.of());
    // From Wednesday 2025-06-04 to Wednesday; and from Friday 2025-05-30 to Monday of the week
    // after next, with the Monday of the dragon boat festival between them.
    assertThat(LocalDate.ofEpochDay(BURST)).isEqualTo("2025-06-11");
    belated(BURST - 7, 7).forEach(image -> watch.apply(Hall.given(image)));
    belated(BURST - 12, 10).forEach(image -> watch.apply(Hall.given(image)));
    watch.close(BURST + 1, 1, heard);
    assertThat(heard.findings).noneMatch(one -> one.kind().equals("RULE_R5"));
  }

  @Test
  void whoNamesNoTimeOfWritingIsNotJudgedByIt() throws Exception {
    Hall hall = new Hall(7, 6, 20, 60);
    watch.startAfter(FIRST - 1);
    for (int day = FIRST; day <= BURST; day++) {
      hall.day(day, 120, one -> watch.apply(Hall.given(Hall.written(one, Versioned.NO_TIME))));
      if (day == BURST) {
        brushed(day, 12)
            .forEach(one -> watch.apply(Hall.given(Hall.written(one, Versioned.NO_TIME))));
      }
      watch.close(day, day, heard);
    }
    JsonNode evidence =
        new ObjectMapper().readTree(ofBurst().values().iterator().next().evidence());
    assertThat(evidence.get("missing")).extracting(JsonNode::asText).contains("update-time");
  }

  @Test
  void whatIsTooLateIsCountedAndChangesNothing() {
    run(BURST, Map.of(BURST, brushed(BURST, 12)));
    for (int day = BURST + 1; day <= BURST + CompositionWatch.HORIZON; day++) {
      watch.close(day, day, heard);
    }
    int told = heard.findings.size();
    injected.forEach(image -> watch.apply(Hall.retracted(image)));
    watch.close(BURST + CompositionWatch.HORIZON + 1, 0, heard);
    assertThat(watch.afterHorizon()).isEqualTo(12);
    assertThat(heard.findings).hasSize(told);
  }

  @Test
  void nobodyIsNewBeforeTheHistoryIs() throws Exception {
    int early = FIRST + 40;
    run(early, Map.of(early, brushed(early, 12)));
    Finding finding = ofBurst().values().iterator().next();
    JsonNode evidence = new ObjectMapper().readTree(finding.evidence());
    assertThat(evidence.get("missing")).extracting(JsonNode::asText).contains("identity-history");
    assertThat(evidence.get("components"))
        .extracting(node -> node.get("part").asText())
        .doesNotContain("new_identities");
  }
}
