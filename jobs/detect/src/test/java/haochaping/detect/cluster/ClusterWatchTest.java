package haochaping.detect.cluster;

import static haochaping.detect.cluster.Boroughs.bad;
import static haochaping.detect.cluster.Boroughs.day;
import static haochaping.detect.cluster.Boroughs.good;
import static haochaping.detect.cluster.Boroughs.retracted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import haochaping.core.CityClock;
import haochaping.detect.concentration.Tables;
import haochaping.detect.concentration.Town;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.ReviewDelta;
import haochaping.platform.Finding;
import haochaping.statistics.Seeds;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.scan.Group;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.LeafDay;
import haochaping.statistics.scan.Neighbourhoods;
import haochaping.statistics.scan.NullMaxima;
import haochaping.statistics.scan.Scan;
import haochaping.statistics.scan.ScanGrid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/** A city of four leaves in each of four districts, 10 reviews a leaf and day at a rate of .001. */
class ClusterWatchTest {
  private static final int D = day("2026-03-02");
  private static final int LAST = D + 100;
  private static final List<String> DISTRICTS = List.of("A", "B", "C", "D");
  private static final double RATE = .001;

  private final ScanHeard heard = new ScanHeard();
  private final Tables tables = Boroughs.tables(D - 40, LAST, RATE);
  private List<String> districts = DISTRICTS;
  private ClusterWatch watch;
  private int next;

  private void start(List<String> ofCity) {
    districts = ofCity;
    watch =
        new ClusterWatch(
            ScanSettings.DEFAULT,
            Boroughs.GAZETTEER,
            Boroughs.standards(D - 40, LAST, Boroughs.FIRM));
    next = D - 30;
    tables.judgesFrom(next);
    watch.startAfter(next - 1);
  }

  private void take(ReviewDelta delta) {
    watch.apply(delta, tables.baselines());
  }

  private void closeUpTo(int day) {
    for (; next <= day; next++) {
      for (String district : districts) {
        for (String department : List.of("P", "Q")) {
          take(good(district, department, "M", next, 10));
          take(good(district, department, "N" + department, next, 10));
        }
      }
      watch.close(next, tables, 1000L + next, heard);
    }
  }

  /** Six about department P in the neighbours A and B within three days, one elsewhere. */
  private void planted() {
    start(DISTRICTS);
    closeUpTo(D - 3);
    take(bad("C", "Q", "NQ", D - 3, 9, "elsewhere"));
    for (int i = 0; i < 6; i++) {
      take(bad(i % 2 == 0 ? "A" : "B", "P", i < 4 ? "M" : "NP", D - 2 + i / 2, 10 + i, "r" + i));
    }
    closeUpTo(D);
  }

  @Example
  void freshDaysLetOneExpectWhatVerificationWillTake() {
    tables.verifications().add(Town.verification(D - 40, 2, 1.5, .8));
    planted();
    Finding found = heard.all.get(heard.all.size() - 1);
    assertThat(found.key()).isEqualTo("A+B/department:P");
    // 40 good ones and 2 bad on each day: that of the scan, and two older ones.
    assertThat(found.expected()).isCloseTo(RATE * 42 * (2 + 1.5 + 1.5), within(1e-9));
    JsonNode evidence = ScanHeard.evidence(found);
    double inA = RATE * (10 * (2 + 1.5 + 1.5) + 2 * 1.5);
    assertThat(evidence.get("top_leaves").get(0).get("E").doubleValue())
        .isCloseTo(inA, within(RATE));
    assertThat(evidence.get("still_counted").doubleValue()).isCloseTo(.4, within(1e-12));
    assertThat(evidence.get("zh").asText()).contains("通常约 60% 的差评此后不予采纳");
  }

  @Example
  void plantedClusterIsFoundWhereAndSinceWhenItIs() {
    planted();
    Finding found = heard.all.get(heard.all.size() - 1);
    assertThat(found.kind()).isEqualTo("CLUSTER");
    assertThat(found.dimension()).isEqualTo("zone");
    assertThat(found.key()).isEqualTo("A+B/department:P");
    assertThat(found.department()).isEqualTo("P");
    assertThat(found.audience()).isEqualTo("department");
    assertThat(found.detector()).isEqualTo("scan");
    assertThat(found.detectorVersion()).isEqualTo("det-1");
    assertThat(found.windowStart()).isEqualTo(CityClock.millis(CityClock.startHour(D - 2)));
    assertThat(found.windowEnd()).isEqualTo(CityClock.millis(CityClock.startHour(D + 1)));
    assertThat(found.observed()).isEqualTo(6);
    // 2 districts, 2 matters, 3 days of 10 reviews; the 6 bad ones are reviews too.
    double expected = RATE * (2 * 2 * 3 * 10 + 6);
    assertThat(found.expected()).isCloseTo(expected, within(1e-9));
    assertThat(found.ratio()).isCloseTo(6 / expected, within(1e-7));
    JsonNode evidence = ScanHeard.evidence(found);
    assertThat(evidence.get("llr").doubleValue())
        .isCloseTo(6 * Math.log(6 / expected) - (6 - expected), within(1e-8));
    assertThat(evidence.get("extrapolated").booleanValue()).isTrue();
    assertThat(found.pValue()).isEqualTo(evidence.get("p").doubleValue()).isLessThan(1e-4);
    assertThat(found.qValue()).isNull();
    assertThat(found.recurrenceDays()).isEqualTo(Math.min(1e6, 1 / found.pValue()));
    assertThat(evidence.get("reviews").longValue()).isEqualTo(126);
    assertThat(evidence.get("grade").asText()).isEqualTo("leaders");
    assertThat(evidence.get("start").asText()).isEqualTo("2026-02-28");
    assertThat(evidence.get("until").asText()).isEqualTo("2026-03-02");
    assertThat(evidence.get("zone").toString())
        .isEqualTo(
            "{\"code\":\"A+B/department:P\",\"districts\":[\"A\",\"B\"],\"department\":\"P\"}");
    assertThat(evidence.get("leaves").intValue()).isEqualTo(4);
    // 4 about M, two each in A and B; one each about NP. 3 days of 10 reviews and the bad ones.
    assertThat(evidence.get("top_leaves")).hasSize(4);
    assertThat(evidence.get("top_leaves").get(0).toString())
        .startsWith(
            "{\"district\":\"A\",\"department\":\"P\",\"matter\":\"M\",\"b\":2,\"E\":0.032");
    assertThat(evidence.has("kulldorff")).isFalse();
    assertThat(evidence.get("missing")).isEmpty();
    assertThat(evidence.get("baseline").asText()).isEqualTo("2026-02-28");
    assertThat(evidence.get("formula").asText()).isEqualTo("det-1");
    assertThat(evidence.get("config").asText())
        .isEqualTo(ScanSettings.DEFAULT.hash(Boroughs.GAZETTEER))
        .hasSize(16);
    assertThat(evidence.get("after_horizon").intValue()).isZero();
    assertThat(evidence.get("zh").asText())
        .startsWith("2026-02-28 至 2026-03-02，甲区、乙区的部门“公安局”收到差评 6 条；")
        .contains("预计约 0.13 条（48 倍）");
    assertThat(evidence.get("en").asText())
        .startsWith("From 2026-02-28 to 2026-03-02 department 公安局 in 甲区, 乙区 received 6 bad")
        .contains("let one expect about 0.13 (48 times as many)");
    assertThat(heard.reviews.get(found.id()))
        .containsExactly(
            new FindingReview("r0", "evidence"),
            new FindingReview("r1", "evidence"),
            new FindingReview("r2", "evidence"),
            new FindingReview("r3", "evidence"),
            new FindingReview("r4", "evidence"),
            new FindingReview("r5", "evidence"));
  }

  /** Two a day: the day before there were four, and the alert keeps its first day and name. */
  @Example
  void alertGoesOnUnderItsName() {
    planted();
    Finding first = heard.all.get(0);
    assertThat(first.state()).isEqualTo(Finding.State.NEW);
    assertThat(first.observed()).isEqualTo(4);
    assertThat(first.id())
        .isEqualTo(Alert.id("scan", "zone", first.key(), LocalDate.ofEpochDay(D - 1)));
    assertThat(first.eventTime()).isEqualTo(CityClock.millis(CityClock.startHour(D)));
    assertThat(first.detectedAt()).isEqualTo(1000 + D - 1);
    assertThat(heard.newest()).hasSize(1);
    assertThat(heard.all.stream().map(Finding::revision)).containsExactly(1, 2);
    assertThat(heard.all.get(1).state()).isEqualTo(Finding.State.ONGOING);
    assertThat(heard.all.get(1).detectedAt()).isEqualTo(first.detectedAt());
  }

  /** It stands out while its ratio is above that day's cut; then 14 days without close it. */
  @Example
  void alertClosesAndComesBack() {
    planted();
    closeUpTo(D + 31);
    Finding last = heard.all.get(heard.all.size() - 1);
    assertThat(last.state()).isEqualTo(Finding.State.CLOSED);
    assertThat(last.observed()).isEqualTo(6);
    int lastAbove = D;
    for (String figure : heard.figures) {
      String[] words = figure.split(" ");
      int day = Integer.parseInt(words[0]);
      // All six within a window from D - 2 on.
      double expected = RATE * (2 * 2 * 10 * (day - D + 3) + 6);
      double ratio = 6 * Math.log(6 / expected) - (6 - expected);
      if (words[1].equals("ratio_100") && ratio > Double.parseDouble(words[3])) {
        lastAbove = Math.max(lastAbove, day);
      }
    }
    assertThat(lastAbove).isBetween(D + 10, D + 15);
    assertThat(last.writtenAt()).isEqualTo(1000 + lastAbove + 14);
    for (int i = 0; i < 4; i++) {
      take(bad(i % 2 == 0 ? "A" : "B", "P", i < 2 ? "M" : "NP", D + 40, i, "s" + i));
    }
    closeUpTo(D + 40);
    assertThat(heard.newest()).hasSize(1);
    assertThat(heard.all.get(heard.all.size() - 1).state()).isEqualTo(Finding.State.ONGOING);
    closeUpTo(D + 71);
    assertThat(heard.all.get(heard.all.size() - 1).state()).isEqualTo(Finding.State.CLOSED);
  }

  @Example
  void pIsThatOfTheReplicates() {
    start(DISTRICTS);
    closeUpTo(D - 1);
    // Three in one leaf within two days against .063: striking, but not beyond 9999 cities.
    for (int i = 0; i < 3; i++) {
      take(bad("C", "P", "M", D - i / 2, i, "r" + i));
    }
    closeUpTo(D);
    Finding found = heard.all.get(0);
    List<LeafDay> panes = new ArrayList<>();
    Map<Group, OwnRisk> risks = new HashMap<>();
    for (String district : DISTRICTS) {
      for (String department : List.of("P", "Q")) {
        risks.put(new Group(district, department), new OwnRisk(Boroughs.FIRM, Boroughs.FIRM));
        for (String matter : List.of("M", "N" + department)) {
          for (int day = D - 29; day <= D; day++) {
            boolean planted = district.equals("C") && department.equals("P") && matter.equals("M");
            int bad = planted && day == D ? 2 : planted && day == D - 1 ? 1 : 0;
            long units = Math.round(RATE / 0x1p-48) * (10 + bad);
            panes.add(
                new LeafDay(
                    new Leaf(district, department, matter),
                    LocalDate.ofEpochDay(day),
                    bad,
                    units * 0x1p-48));
          }
        }
      }
    }
    ScanGrid grid =
        ScanGrid.of(
            Neighbourhoods.ofPositions(Boroughs.GAZETTEER.positions(), 3),
            panes,
            risks,
            LocalDate.ofEpochDay(D),
            30);
    String config = ScanSettings.DEFAULT.hash(Boroughs.GAZETTEER);
    NullMaxima maxima =
        Scan.STANDARD.nullMaxima(grid, Seeds.seed("scan", config, "city", LocalDate.ofEpochDay(D)));
    double ratio = ScanHeard.evidence(found).get("llr").doubleValue();
    assertThat(found.pValue()).isEqualTo(maxima.significance(ratio).p()).isBetween(1e-4, .01);
    assertThat(found.recurrenceDays()).isEqualTo(1 / found.pValue());
    assertThat(heard.figures)
        .contains(
            D
                + " ratio_screen zone "
                + new Scan(Scan.STANDARD.statistic(), 3, 199, 5)
                    .nullMaxima(grid, Seeds.seed("scan", config, "city", LocalDate.ofEpochDay(D)))
                    .highest(10),
            D + " ratio_100 zone " + maxima.highest(100));
  }

  @Example
  void retractionWithdraws() {
    planted();
    for (int i = 0; i < 5; i++) {
      take(
          retracted(
              bad(
                  i % 2 == 0 ? "A" : "B",
                  "P",
                  i < 4 ? "M" : "NP",
                  D - 2 + i / 2,
                  10 + i,
                  "r" + i)));
    }
    closeUpTo(D + 1);
    Finding last = heard.all.get(heard.all.size() - 1);
    assertThat(last.state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(last.revision()).isEqualTo(3);
    JsonNode evidence = ScanHeard.evidence(last);
    assertThat(evidence.get("reason").asText()).isEqualTo("retracted");
    assertThat(evidence.get("en").asText())
        .isEqualTo(
            "Withdrawn. Of its 6 bad reviews only 1 still count: they are no cluster any more.");
    assertThat(evidence.get("zh").asText()).startsWith("撤销：所依据的差评 6 条中仅有 1 条仍然有效");
    assertThat(heard.reviews.get(last.id())).isEmpty();
    assertThat(heard.held()).isEmpty();
  }

  /** A late bad review lets the alert open a day earlier, under another name. */
  @Example
  void earlierFirstDayReplacesTheFinding() {
    planted();
    String id = heard.all.get(0).id();
    for (int i = 0; i < 3; i++) {
      take(bad("A", "P", "M", D - 2, 1, "late" + i));
    }
    closeUpTo(D + 1);
    Finding old = heard.newest().get(id);
    assertThat(old.state()).isEqualTo(Finding.State.WITHDRAWN);
    JsonNode evidence = ScanHeard.evidence(old);
    assertThat(evidence.get("reason").asText()).isEqualTo("moved");
    Finding instead = heard.newest().get(evidence.get("replaced_by").asText());
    assertThat(instead.state()).isNotEqualTo(Finding.State.WITHDRAWN);
    assertThat(instead.eventTime()).isEqualTo(CityClock.millis(CityClock.startHour(D - 1)));
    assertThat(heard.held()).hasSize(2);
  }

  @Example
  void wholeCityIsTheSupervisorsAndNamesItsWorstPart() {
    start(DISTRICTS);
    closeUpTo(D - 1);
    for (int i = 0; i < 24; i++) {
      String department = i % 3 == 0 ? "Q" : "P";
      String district = i < 8 ? "C" : DISTRICTS.get(i % 4);
      take(bad(district, department, "M", D, i % 24, "r" + i));
    }
    closeUpTo(D);
    Finding found = heard.all.get(0);
    assertThat(found.key()).isEqualTo("*/matter:M");
    assertThat(found.audience()).isEqualTo("supervisor");
    assertThat(found.department()).isNull();
    JsonNode evidence = ScanHeard.evidence(found);
    assertThat(evidence.get("zh").asText()).contains("全市的事项“身份证”收到差评 24 条");

    for (int i = 0; i < 24; i++) {
      String department = i % 8 < 4 ? "Q" : "P";
      take(bad(DISTRICTS.get(i % 4), department, "N" + department, D + 1, i % 24, "s" + i));
    }
    closeUpTo(D + 1);
    Finding whole =
        heard.newest().values().stream().filter(one -> one.key().equals("*")).findFirst().get();
    JsonNode kulldorff = ScanHeard.evidence(whole).get("kulldorff");
    assertThat(kulldorff.get("zone").get("code").asText()).isEqualTo("C/matter:M");
    // Two days of 16 leaves with 10 reviews and the 48 bad ones: C/matter:M has 52 of 368 reviews,
    // 48 * 52 / 368 = 6.7826; 12 ln(12 / 6.7826) + 36 ln(36 / 41.2174) = 1.974. C alone, 18 where
    // 98 reviews expect 12.783, has 1.353.
    assertThat(kulldorff.get("bad").intValue()).isEqualTo(12);
    double share = 48 * 52 / 368.0;
    assertThat(kulldorff.get("expected").doubleValue()).isCloseTo(share, within(1e-9));
    assertThat(kulldorff.get("llr").doubleValue())
        .isCloseTo(12 * Math.log(12 / share) + 36 * Math.log(36 / (48 - share)), within(1e-9));
    assertThat(ScanHeard.evidence(whole).get("en").asText())
        .contains(
            "The whole city is worse; against the rest, in the same days, matter 身份证 in C stands out most: 12 bad");
  }

  @Example
  void districtWithoutAPositionIsAloneAndTheEvidenceSaysSo() {
    start(List.of("A", "B", "X"));
    closeUpTo(D - 1);
    for (int i = 0; i < 4; i++) {
      take(bad("X", "P", "M", D, i, "r" + i));
    }
    closeUpTo(D);
    Finding found = heard.all.get(0);
    assertThat(found.key()).startsWith("X/");
    JsonNode evidence = ScanHeard.evidence(found);
    assertThat(evidence.get("missing").toString()).isEqualTo("[\"position:X\"]");
    assertThat(evidence.get("en").asText()).contains("position of these districts is not known");
    assertThat(heard.figures).noneMatch(figure -> figure.contains("missing"));
  }

  @Example
  void withoutDistrictsDepartmentsAndMattersAreScanned() {
    start(List.of(""));
    closeUpTo(D - 1);
    for (int i = 0; i < 4; i++) {
      take(bad("", "P", i % 2 == 0 ? "M" : "NP", D, i, "r" + i));
    }
    closeUpTo(D);
    Finding found = heard.all.get(0);
    assertThat(found.key()).isEqualTo("*/department:P");
    assertThat(found.audience()).isEqualTo("department");
    JsonNode evidence = ScanHeard.evidence(found);
    assertThat(evidence.get("missing").toString()).isEqualTo("[\"district\"]");
    assertThat(evidence.get("zh").asText()).contains("评价未注明区（市）");
    // Said once, on the first day with enough to be scanned.
    assertThat(heard.figures.stream().filter(figure -> figure.contains("missing")))
        .containsExactly(D + " missing district 1.0");
  }

  @Example
  void whatIsOlderThanTheHorizonIsCountedOnly() {
    planted();
    closeUpTo(D + 95);
    int told = heard.all.size();
    take(bad("A", "P", "M", D - 25, 1, "old"));
    assertThat(watch.afterHorizon()).isEqualTo(1);
    long scans = watch.scans();
    closeUpTo(D + 96);
    assertThat(watch.scans()).isEqualTo(scans + 1);
    assertThat(heard.all).hasSize(told);
  }

  /** What cannot change anything costs nothing. */
  @Example
  void goodReviewRepeatsTheScansOfAlertsAlone() {
    planted();
    closeUpTo(D + 2);
    long scans = watch.scans();
    // The days from D - 1 on have an alert, and today is scanned.
    take(good("D", "Q", "M", D - 20, 1));
    closeUpTo(D + 3);
    assertThat(watch.scans()).isEqualTo(scans + 5);
    take(retracted(good("D", "Q", "M", D - 20, 1)));
    closeUpTo(D + 4);
    assertThat(watch.scans()).isEqualTo(scans + 5 + 25);
  }

  @Example
  void daysAreClosedInTheirOrder() {
    start(DISTRICTS);
    closeUpTo(D);
    assertThatThrownBy(() -> watch.close(D + 2, tables, 0, heard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("day = " + (D + 2) + ": must be the day after " + D + ", the last closed one");
  }
}
