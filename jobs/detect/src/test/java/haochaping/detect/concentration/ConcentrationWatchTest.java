package haochaping.detect.concentration;

import static haochaping.detect.concentration.Town.bad;
import static haochaping.detect.concentration.Town.day;
import static haochaping.detect.concentration.Town.good;
import static haochaping.detect.concentration.Town.retracted;
import static haochaping.detect.concentration.Town.tables;
import static haochaping.detect.concentration.Town.verification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import haochaping.core.CityClock;
import haochaping.detect.baseline.Verification;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.Cusum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/** One target from its panes to its findings, tables given. */
class ConcentrationWatchTest {
  private static final int D = day("2026-03-02");
  private static final String STAFF = Level.STAFF.key("A/S1");

  /** Own risk stays at 1 whatever happened. */
  private static final double FIRM = 1e12;

  private final Heard heard = new Heard();
  private ConcentrationWatch watch;
  private int next;

  private void start(int first, Tables tables, boolean duringDay) {
    watch = new ConcentrationWatch(Settings.DEFAULT, duringDay, tables);
    watch.startAfter(first - 1);
    next = first;
  }

  private void take(ReviewDelta delta) {
    watch.apply(delta, 77, heard);
  }

  private void closeUpTo(int day) {
    for (; next <= day; next++) {
      watch.close(next, 1000L + next, heard);
    }
  }

  /** detection.md B1, daily: OR 4, p0 1.5e-4. */
  private void golden(double threshold) {
    golden(tables(D, D + 200, 1.5e-4, FIRM, new Cusum(4, threshold)));
  }

  private void golden(Tables tables) {
    start(D, tables, false);
    int[] reviews = {2000, 1500, 1800, 2500, 1000};
    int[] bads = {0, 1, 2, 0, 1};
    for (int i = 0; i < 5; i++) {
      take(good(STAFF, D + i, reviews[i] - bads[i]));
      for (int k = 0; k < bads[i]; k++) {
        take(bad(STAFF, D + i, 10 + k, "r" + i + k));
      }
    }
    closeUpTo(D + 4);
  }

  @Example
  void chartIsThatOfTheSpecification() {
    golden(2.6);
    assertThat(heard.newest()).hasSize(1);
    Finding first = heard.all.get(0);
    assertThat(first.state()).isEqualTo(Finding.State.NEW);
    assertThat(first.revision()).isEqualTo(1);
    assertThat(first.id())
        .isEqualTo(Alert.id("cusum", "staff", "A/S1", LocalDate.ofEpochDay(D + 2)));
    assertThat(first.dimension()).isEqualTo("staff");
    assertThat(first.key()).isEqualTo("A/S1");
    assertThat(first.department()).isEqualTo("A");
    assertThat(first.audience()).isEqualTo("department");
    assertThat(first.kind()).isEqualTo("CONCENTRATION");
    assertThat(first.detector()).isEqualTo("cusum");
    assertThat(first.detectorVersion()).isEqualTo("det-1");
    JsonNode cusum = Heard.evidence(first).get("cusum");
    assertThat(cusum.get("S").doubleValue()).isCloseTo(2.67421710816, within(1e-9));
    assertThat(cusum.get("h").doubleValue()).isEqualTo(2.6);
    assertThat(cusum.get("arl0").doubleValue()).isEqualTo(100);
    assertThat(cusum.get("change_day").asText()).isEqualTo("2026-03-03");
    assertThat(cusum.get("bad_since").longValue()).isEqualTo(3);
    // 3 of 3300 reviews at 1.5e-4.
    assertThat(cusum.get("rr_since").doubleValue()).isCloseTo(3 / .495, within(1e-7));
    assertThat(first.windowStart()).isEqualTo(CityClock.millis(CityClock.startHour(D + 1)));
    assertThat(first.windowEnd()).isEqualTo(CityClock.millis(CityClock.startHour(D + 3)));
    assertThat(first.observed()).isEqualTo(3);
    assertThat(first.expected()).isCloseTo(.495, within(1e-9));
    assertThat(first.ratio()).isCloseTo(3 / .495, within(1e-7));
    // 0.7114 + ln 4 - 0.81 is below 2.6: it takes both reviews of the day.
    assertThat(first.eventTime()).isEqualTo(CityClock.millis(CityClock.startHour(D + 2) + 11));
    assertThat(first.detectedAt()).isEqualTo(1000 + D + 2);

    // The day after it is ongoing; a bad review more is told too.
    assertThat(heard.all.stream().map(Finding::state))
        .containsExactly(Finding.State.NEW, Finding.State.ONGOING, Finding.State.ONGOING);
    Finding last = heard.all.get(2);
    assertThat(last.observed()).isEqualTo(4);
    assertThat(last.revision()).isEqualTo(3);
    assertThat(last.detectedAt()).isEqualTo(first.detectedAt());
    assertThat(last.writtenAt()).isEqualTo(1000 + D + 4);
    assertThat(heard.reviews.get(first.id()))
        .containsExactly(
            new FindingReview("r10", "evidence"),
            new FindingReview("r20", "evidence"),
            new FindingReview("r21", "trigger"),
            new FindingReview("r40", "evidence"));
  }

  /** Without a past, of siblings that differ much: .495 to expect, a prior worth .1. */
  @Example
  void whoHasNoPastMayAlwaysHaveBeenSo() {
    golden(tables(D, D + 200, 1.5e-4, .1, new Cusum(4, 2.6)));
    JsonNode evidence = Heard.evidence(heard.all.get(0));
    assertThat(evidence.get("missing")).extracting(JsonNode::asText).containsExactly("own-history");
    assertThat(evidence.get("zh").asText()).contains("其自身以往数据尚少，按同级水平以及所办事项", "如其历来多于同级，则并非近期上升");
    assertThat(evidence.get("en").asText())
        .contains("it has little past of its own yet", "always had more than its siblings");
    // The chart crosses, yet no window does.
    assertThat(evidence.get("grade").asText()).isEqualTo("none");
  }

  @Example
  void evidenceSpeaksToADepartmentHead() {
    golden(2.6);
    JsonNode evidence = Heard.evidence(heard.all.get(0));
    assertThat(evidence.get("zh").asText())
        .startsWith("2026-03-03 至 2026-03-04，该工作人员收到差评 3 条；")
        .contains("预计约 0.50 条（6.1 倍）")
        .contains("累积和 2.7 超过阈值 2.6")
        .contains("每年误报约 1 次");
    assertThat(evidence.get("en").asText())
        .startsWith("From 2026-03-03 to 2026-03-04 this member of staff received 3 bad reviews;")
        .contains("risen since 2026-03-03");
    assertThat(evidence.get("grade").asText()).isEqualTo("leaders");
    assertThat(evidence.get("baseline").asText()).isEqualTo("2026-03-02");
    assertThat(evidence.get("formula").asText()).isEqualTo("det-1");
    assertThat(evidence.get("config").asText()).isEqualTo(Settings.DEFAULT.hash()).hasSize(16);
    assertThat(evidence.get("missing").isEmpty()).isTrue();
    assertThat(evidence.get("after_horizon").intValue()).isZero();
    List<String> sample = new ArrayList<>();
    evidence.get("sample_reviews").forEach(id -> sample.add(id.asText()));
    assertThat(sample).containsExactly("r10", "r20", "r21");
    // The most surprising window is the one day: 2 of 0.27; scipy.stats.poisson.sf(1, .27).
    JsonNode windows = evidence.get("windows");
    assertThat(windows.get(0).get("days").intValue()).isEqualTo(1);
    assertThat(windows.get(0).get("b").intValue()).isEqualTo(2);
    assertThat(windows.get(0).get("p").doubleValue()).isCloseTo(.03050804219219647, within(1e-9));
    assertThat(heard.all.get(0).pValue()).isCloseTo(.03050804219219647, within(1e-9));
  }

  /** A rate of 1e-4 when all is verified, of which a fresh day is to have 1.5 times as many. */
  @Example
  void freshDaysLetOneExpectWhatVerificationWillTake() {
    Tables tables = tables(D, D + 200, 1e-4, FIRM, new Cusum(4, 2.6));
    Verification version = verification(D, 1.5, 1.2, .975);
    tables.verifications().add(version);
    for (int day = D; day <= D + 200; day++) {
      Standard standard = tables.standards(day).get(Level.STAFF);
      tables.put(
          day,
          Map.of(
              Level.STAFF, new Standard(FIRM, standard.threshold(), standard.windows(), version)));
    }
    golden(tables);
    Finding first = heard.all.get(0);
    JsonNode evidence = Heard.evidence(first);
    // The chart is that of the specification, 1.5 times 1e-4 on each of its days.
    JsonNode cusum = evidence.get("cusum");
    assertThat(cusum.get("S").doubleValue()).isCloseTo(2.67421710816, within(1e-9));
    assertThat(cusum.get("rr_since").doubleValue()).isCloseTo(3 / .495, within(1e-7));
    // 1500 reviews a day old, 1800 of the day; the 2000 of the day before are in the window too.
    assertThat(first.expected()).isCloseTo(1e-4 * (1500 * 1.2 + 1800 * 1.5), within(1e-9));
    JsonNode week = evidence.get("windows").get(1);
    assertThat(week.get("days").intValue()).isEqualTo(7);
    assertThat(week.get("E").doubleValue())
        .isCloseTo(1e-4 * (3500 * 1.2 + 1800 * 1.5), within(1e-9));
    assertThat(evidence.get("still_counted").doubleValue()).isCloseTo(.65, within(1e-12));
    assertThat(evidence.get("zh").asText()).contains("通常约 35% 的差评此后不予采纳，预计数已考虑这一点");
    assertThat(evidence.get("en").asText())
        .contains("allowing for the 35 % of bad reviews that are usually not adopted later");
  }

  @Example
  void retractionWithdraws() {
    golden(2.6);
    take(retracted(bad(STAFF, D + 2, 11, "r21")));
    closeUpTo(D + 5);
    Finding last = heard.all.get(heard.all.size() - 1);
    assertThat(last.state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(last.revision()).isEqualTo(4);
    JsonNode evidence = Heard.evidence(last);
    assertThat(evidence.get("reason").asText()).isEqualTo("retracted");
    assertThat(evidence.get("en").asText())
        .isEqualTo(
            "Withdrawn. Of its 4 bad reviews only 3 still count: they are no concentration any"
                + " more.");
    assertThat(evidence.get("zh").asText()).startsWith("撤销：所依据的差评 4 条中仅有 3 条仍然有效");
    assertThat(heard.reviews.get(last.id())).isEmpty();

    // The verdict is reversed: the finding comes back under its id.
    take(bad(STAFF, D + 2, 11, "r21"));
    closeUpTo(D + 6);
    Finding back = heard.all.get(heard.all.size() - 1);
    assertThat(back.id()).isEqualTo(last.id());
    assertThat(back.state()).isEqualTo(Finding.State.ONGOING);
    assertThat(back.revision()).isEqualTo(5);
  }

  /** detection.md B1: from day 3 with (1799, 1) after a retraction. */
  @Example
  void correctionReplaysFromItsDay() {
    golden(1.2);
    take(retracted(bad(STAFF, D + 2, 10, "r20")));
    closeUpTo(D + 5);
    Finding last = heard.all.get(heard.all.size() - 1);
    assertThat(last.state()).isEqualTo(Finding.State.ONGOING);
    assertThat(Heard.evidence(last).get("cusum").get("S").doubleValue())
        .isCloseTo(1.28837264582, within(1e-9));
    assertThat(last.observed()).isEqualTo(3);
  }

  /** detection.md B1, the 104 cases of de Leval, one a day. */
  @Example
  void deLeval() {
    List<Integer> deaths = List.of(34, 53, 55, 59, 63, 64, 67, 68, 100);
    double[] thresholds = {3, 4.5, 7};
    int[] crossings = {59, 64, 68};
    for (int k = 0; k < 3; k++) {
      Heard told = new Heard();
      ConcentrationWatch series =
          new ConcentrationWatch(
              Settings.DEFAULT,
              false,
              tables(D + 1, D + 104, .02, FIRM, new Cusum(3.127659574468, thresholds[k])));
      series.startAfter(D);
      for (int i = 1; i <= 104; i++) {
        series.apply(
            deaths.contains(i) ? bad(STAFF, D + i, 9, "c" + i) : good(STAFF, D + i, 1), 0, told);
        series.close(D + i, 0, told);
      }
      assertThat(told.all.get(0).id())
          .isEqualTo(Alert.id("cusum", "staff", "A/S1", LocalDate.ofEpochDay(D + crossings[k])));
      if (k == 2) {
        assertThat(Heard.evidence(told.all.get(0)).get("cusum").get("S").doubleValue())
            .isCloseTo(7.663735506530, within(1e-9));
      }
    }
  }

  @Example
  void badReviewOpensAnAlertWithinTheDay() {
    start(D, tables(D, D + 200, 1.5e-4, FIRM, new Cusum(4, 2.6)), true);
    closeUpTo(D);
    take(good(STAFF, D + 1, 100));
    take(bad(STAFF, D + 1, 9, "a"));
    assertThat(heard.all).isEmpty();
    take(bad(STAFF, D + 1, 10, "b"));
    assertThat(heard.all).hasSize(1);
    Finding finding = heard.all.get(0);
    assertThat(finding.state()).isEqualTo(Finding.State.NEW);
    assertThat(finding.eventTime()).isEqualTo(CityClock.millis(CityClock.startHour(D + 1) + 10));
    assertThat(finding.detectedAt()).isEqualTo(77);
    // A third one is told at once as well; the close confirms and says nothing new.
    take(bad(STAFF, D + 1, 11, "c"));
    assertThat(heard.all).hasSize(2);
    assertThat(heard.all.get(1).observed()).isEqualTo(3);
    closeUpTo(D + 1);
    Finding closed = heard.newest().get(finding.id());
    assertThat(closed.state()).isEqualTo(Finding.State.NEW);
    assertThat(closed.observed()).isEqualTo(3);
  }

  @Example
  void closeIsCanonical() {
    start(D, tables(D, D + 200, 1.5e-4, FIRM, new Cusum(4, 2.6)), true);
    closeUpTo(D);
    take(bad(STAFF, D + 1, 9, "a"));
    take(bad(STAFF, D + 1, 10, "b"));
    assertThat(heard.all).hasSize(1);
    // 2 ln 4 - 1000 log1p(3 * 1.5e-4) = 2.32
    take(good(STAFF, D + 1, 998));
    closeUpTo(D + 1);
    Finding last = heard.all.get(heard.all.size() - 1);
    assertThat(last.state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(Heard.evidence(last).get("reason").asText()).isEqualTo("not_at_close");
  }

  @Example
  void retractionWithinTheDayWithdrawsAtOnce() {
    start(D, tables(D, D + 200, 1.5e-4, FIRM, new Cusum(4, 2.6)), true);
    closeUpTo(D);
    take(bad(STAFF, D + 1, 9, "a"));
    take(bad(STAFF, D + 1, 10, "b"));
    take(retracted(bad(STAFF, D + 1, 9, "a")));
    assertThat(heard.all.stream().map(Finding::state))
        .containsExactly(Finding.State.NEW, Finding.State.WITHDRAWN);
  }

  @Example
  void lateBadReviewMovesTheFirstDayAndWithItTheName() {
    golden(2.6);
    String id = heard.all.get(0).id();
    // With one more on the second day it already crosses then.
    take(bad(STAFF, D + 1, 15, "late1"));
    take(bad(STAFF, D + 1, 16, "late2"));
    closeUpTo(D + 5);
    assertThat(heard.newest().get(id).state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(Heard.evidence(heard.newest().get(id)).get("reason").asText()).isEqualTo("moved");
    String moved = Alert.id("cusum", "staff", "A/S1", LocalDate.ofEpochDay(D + 1));
    assertThat(Heard.evidence(heard.newest().get(id)).get("en").asText()).contains(moved);
    assertThat(heard.newest().get(moved).state()).isEqualTo(Finding.State.ONGOING);
  }

  @Example
  void deltaBelowTheHorizonIsCountedAndChangesNothing() {
    golden(2.6);
    // The alert ended, its last day is D + 4; the horizon still holds D + 2.
    closeUpTo(D + 2 + Settings.HORIZON - 1);
    int told = heard.all.size();
    assertThat(heard.newest().values().iterator().next().state()).isEqualTo(Finding.State.CLOSED);
    assertThat(watch.afterHorizon()).isZero();
    take(good(STAFF, D + 3, 1));
    assertThat(watch.afterHorizon()).isZero();
    // One good review more within its days: its figures are told again.
    closeUpTo(D + 2 + Settings.HORIZON);
    assertThat(heard.all).hasSize(told + 1);
    take(retracted(bad(STAFF, D + 2, 11, "r21")));
    assertThat(watch.afterHorizon()).isEqualTo(1);
    closeUpTo(D + 2 + Settings.HORIZON + 5);
    assertThat(heard.newest().values().iterator().next().state()).isEqualTo(Finding.State.CLOSED);
    assertThat(heard.all).hasSize(told + 1);
  }

  @Example
  void alertClosesAfterThirtyDaysWithoutABadReview() {
    golden(2.6);
    closeUpTo(D + 4 + 29);
    assertThat(heard.all.get(heard.all.size() - 1).state()).isEqualTo(Finding.State.ONGOING);
    int told = heard.all.size();
    closeUpTo(D + 4 + 30);
    assertThat(heard.all).hasSize(told + 1);
    assertThat(heard.all.get(told).state()).isEqualTo(Finding.State.CLOSED);
    // Its figures are those of its life.
    assertThat(heard.all.get(told).observed()).isEqualTo(4);
    closeUpTo(D + 195);
    assertThat(heard.all).hasSize(told + 1);
  }

  @Example
  void nothingOfAQuietTargetIsKeptForEver() {
    start(D, tables(D, D + 700, 1.5e-4, FIRM, new Cusum(4, 2.6)), false);
    take(good(STAFF, D, 5));
    closeUpTo(D + 500);
    assertThat(watch.targets()).isEqualTo(1);
    closeUpTo(D + 600);
    assertThat(watch.targets()).isZero();
    List<String> stored = new ArrayList<>();
    watch.drainTouched((key, target) -> stored.add(key + " " + (target == null)));
    assertThat(stored).containsExactly(STAFF + " true");
  }

  @Example
  void daysCloseInOrder() {
    start(D, new Tables(), false);
    closeUpTo(D);
    assertThatThrownBy(() -> watch.close(D + 2, 0, heard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("day = " + (D + 2) + ": must be the day after " + D + ", the last closed one");
  }

  @Example
  void matterIsToldToItsDepartmentIfThereIsOne() {
    start(D, tables(D, D + 200, 1.5e-4, FIRM, new Cusum(4, 2.6)), false);
    String matter = Level.MATTER.key("M1");
    String shared = Level.MATTER.key("M2");
    for (String key : List.of(matter, shared)) {
      take(bad(key, D, 9, "a"));
      ReviewDelta other = bad(key, D, 10, "b");
      other.department = key.equals(shared) ? "B" : "A";
      take(other);
    }
    take(bad(Level.DISTRICT.key("370402"), D, 9, "a"));
    take(bad(Level.DISTRICT.key("370402"), D, 10, "b"));
    closeUpTo(D);
    assertThat(heard.all.stream().map(f -> f.key() + " " + f.department()))
        .containsExactlyInAnyOrder("M1 A", "M2 null", "370402 null");
  }

  /** A yardstick by which a p of {@code cut} recurs in 200 days, and half of it in a million. */
  private static Tables windowTables(double cut) {
    double[] p = new double[Yardstick.size()];
    double[] q = new double[Yardstick.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = Yardstick.days(i) < 205 ? cut : cut / 2;
      q[i] = .01;
    }
    Tables tables = tables(D, D + 200, 1.5e-4, 2, new Cusum(4, 50));
    Standard charts = tables.standards(D).get(Level.STAFF);
    for (int day = D; day <= D + 200; day++) {
      tables.put(
          day,
          Map.of(
              Level.STAFF,
              new Standard(2, charts.threshold(), new Yardstick(p, q), Verification.NONE)));
    }
    return tables;
  }

  @Example
  void windowIsTestedAgainstTheYardstickOfItsDay() {
    start(D, windowTables(2e-4), false);
    take(good(STAFF, D, 98));
    take(bad(STAFF, D, 9, "a"));
    closeUpTo(D);
    // One is no concentration, however rare.
    assertThat(heard.all).isEmpty();
    take(good(STAFF, D + 1, 98));
    take(bad(STAFF, D + 1, 8, "b"));
    take(bad(STAFF, D + 1, 9, "c"));
    closeUpTo(D + 1);
    Finding finding = heard.all.get(0);
    assertThat(finding.detector()).isEqualTo("window");
    assertThat(finding.id())
        .isEqualTo(Alert.id("window", "staff", "A/S1", LocalDate.ofEpochDay(D + 1)));
    // The close raised it.
    assertThat(finding.eventTime()).isEqualTo(CityClock.millis(CityClock.startHour(D + 2)));
    JsonNode windows = Heard.evidence(finding).get("windows");
    assertThat(windows.get(0).get("p").doubleValue()).isCloseTo(P_ONE_DAY, within(1e-12));
    // Three of 0.03 within a week is rarer still.
    assertThat(finding.pValue()).isCloseTo(P_WEEK, within(1e-14));
    assertThat(finding.recurrenceDays()).isEqualTo(1e6);
    assertThat(finding.qValue()).isEqualTo(.01);
    assertThat(finding.windowStart()).isEqualTo(CityClock.millis(CityClock.startHour(D - 5)));
    assertThat(finding.observed()).isEqualTo(3);
    assertThat(Heard.evidence(finding).get("en").asText())
        .contains("3 of them within 7 days up to 2026-03-03")
        .contains("once in at least 1000000 days");
    assertThat(Heard.evidence(finding).get("grade").asText()).isEqualTo("leaders");
    assertThat(Heard.evidence(finding).get("cusum").get("crosses").booleanValue()).isFalse();
  }

  /** scipy 1.17.1: nbinom.sf(1, 2, 2 / (2 + .015)), nbinom.sf(2, 2, 2 / (2 + .02985)). */
  private static final double P_ONE_DAY = 0.00016542189757205367;

  private static final double P_WEEK = 1.2580116268716397e-05;

  @Example
  void lateReviewsAreTestedInTheWindowsOfTheirOwnDay() {
    start(D, windowTables(1e-4), false);
    closeUpTo(D + 10);
    take(bad(STAFF, D + 2, 8, "a"));
    take(bad(STAFF, D + 2, 9, "b"));
    closeUpTo(D + 11);
    assertThat(heard.all.get(0).id())
        .isEqualTo(Alert.id("window", "staff", "A/S1", LocalDate.ofEpochDay(D + 2)));
  }

  /** Its one review is retracted, it goes at the close, and another review brings it back. */
  @Example
  void targetThatGoesAndComesBackIsStored() {
    start(D, tables(D, D + 200, 1.5e-4, FIRM, new Cusum(4, 2.6)), false);
    take(bad(STAFF, D, 10, "r"));
    take(retracted(bad(STAFF, D, 10, "r")));
    closeUpTo(D);
    take(good(STAFF, D + 1, 5));
    List<Integer> stored = new ArrayList<>();
    watch.drainTouched((key, target) -> stored.add(target == null ? 0 : target.panes().size()));
    assertThat(stored.get(stored.size() - 1)).isEqualTo(1);
    assertThat(stored).doesNotContain(0);
  }
}
