package haochaping.detect.toogood;

import static haochaping.detect.concentration.Town.bad;
import static haochaping.detect.concentration.Town.day;
import static haochaping.detect.concentration.Town.good;
import static haochaping.detect.concentration.Town.retracted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import haochaping.core.CityClock;
import haochaping.detect.concentration.ConcentrationWatch;
import haochaping.detect.concentration.Heard;
import haochaping.detect.concentration.Settings;
import haochaping.detect.concentration.Tables;
import haochaping.detect.concentration.Town;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.state.PackedTooGood;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.Cusum;
import java.io.IOException;
import java.time.LocalDate;
import net.jqwik.api.Example;

/** Departments that each let one expect 8 bad reviews in the first quarter of 2026. */
class TooGoodWatchTest {
  private static final int FIRST = day("2026-01-01");
  private static final int LAST = day("2026-03-31");
  private static final double RATE = 1e-3;

  /** Peers do not differ: the number of bad reviews is that of a Poisson distribution. */
  private static final double FIRM = 1e12;

  private final Heard heard = new Heard();
  private final Tables tables = Town.tables(FIRST, LAST + 200, RATE, FIRM, new Cusum(2, 1e9));
  private final ConcentrationWatch city = new ConcentrationWatch(Settings.DEFAULT, false, tables);
  private TooGoodWatch watch = new TooGoodWatch(Settings.DEFAULT);
  private int next = FIRST;

  TooGoodWatchTest() {
    city.startAfter(FIRST - 1);
  }

  private void take(ReviewDelta delta) {
    city.apply(delta, 77, heard);
  }

  private static String department(int number) {
    return Level.DEPARTMENT.key("D" + (char) ('A' + number));
  }

  /** 21 departments with 8,000 reviews; all but the first have 8 bad ones. */
  private void quarter() {
    for (int number = 0; number < 21; number++) {
      int bads = number == 0 ? 0 : 8;
      take(good(department(number), FIRST + 40, 8000 - bads));
      for (int k = 0; k < bads; k++) {
        take(bad(department(number), FIRST + 10 * k, 9, "r" + number + "/" + k));
      }
    }
  }

  private void closeUpTo(int day) {
    for (; next <= day; next++) {
      city.close(next, 1000L + next, heard);
      watch.close(next, city, 1000L + next, heard);
    }
  }

  private Finding newest() {
    return heard.newest().get(ID);
  }

  private static final String ID =
      Alert.id("too-good", "department", "DA", LocalDate.ofEpochDay(LAST));

  @Example
  void noneWherePeersImplyEight() {
    quarter();
    closeUpTo(LAST - 1);
    assertThat(heard.all).isEmpty();
    closeUpTo(LAST);
    assertThat(heard.newest()).containsOnlyKeys(ID);
    Finding found = newest();
    assertThat(found.kind()).isEqualTo("TOO_GOOD");
    assertThat(found.audience()).isEqualTo("supervisor");
    assertThat(found.state()).isEqualTo(Finding.State.NEW);
    assertThat(found.dimension()).isEqualTo("department");
    assertThat(found.key()).isEqualTo("DA");
    assertThat(found.department()).isEqualTo("DA");
    assertThat(found.observed()).isZero();
    assertThat(found.expected()).isCloseTo(8, within(1e-9));
    // detection.md D3: e^-8; 21 targets that reach it alike: 21 p/(1 - p) by hand.
    assertThat(found.pValue()).isCloseTo(3.35462628e-4, within(1e-12));
    assertThat(found.qValue()).isCloseTo(21 * 3.35462628e-4 / (1 - 3.35462628e-4), within(1e-10));
    assertThat(found.windowStart()).isEqualTo(CityClock.millis(CityClock.startHour(FIRST)));
    assertThat(found.windowEnd()).isEqualTo(CityClock.millis(CityClock.startHour(LAST + 1)));
    assertThat(found.eventTime()).isEqualTo(found.windowEnd());
    assertThat(found.detectedAt()).isEqualTo(1000 + LAST);
    JsonNode evidence = Heard.evidence(found);
    assertThat(evidence.get("quarter").asText()).isEqualTo("2026Q1");
    assertThat(evidence.get("reviews").longValue()).isEqualTo(8000);
    assertThat(evidence.get("targets").intValue()).isEqualTo(21);
    assertThat(evidence.get("baseline").asText()).isEqualTo("2026-03-29");
    assertThat(evidence.get("zh").asText())
        .startsWith("2026Q1 收到有效评价 8000 条，没有一条差评")
        .contains("预计约 8.0 条")
        .contains("概率约 0.00034");
    assertThat(evidence.get("en").asText()).contains("expect about 8.0", "only points somewhere");
  }

  @Example
  void quarterIsMeasuredByWhatIsLeftOnceAllIsVerified() {
    tables.verifications().add(Town.verification(FIRST, 1.2, 1, .9));
    quarter();
    closeUpTo(LAST);
    // .9 times 8; e^-7.2 by hand.
    assertThat(newest().expected()).isCloseTo(7.2, within(1e-9));
    assertThat(newest().pValue()).isCloseTo(7.465858083766792e-4, within(1e-12));
    assertThat(Heard.evidence(newest()).get("still_counted").doubleValue())
        .isCloseTo(.75, within(1e-12));
    assertThat(newest().evidence()).contains("通常约 25% 的差评此后不予采纳");
  }

  @Example
  void aLateBadReviewWithdrawsItAndItsRetractionBringsItBack() throws IOException {
    quarter();
    closeUpTo(LAST + 3);
    assertThat(heard.all).hasSize(1);
    ReviewDelta late = bad(department(0), LAST - 5, 11, "late");
    take(late);
    closeUpTo(LAST + 4);
    assertThat(newest().state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(newest().revision()).isEqualTo(2);
    assertThat(Heard.evidence(newest()).get("zh").asText()).startsWith("撤销");

    byte[] packed = PackedTooGood.pack(watch.state());
    watch = new TooGoodWatch(Settings.DEFAULT);
    watch.restore(PackedTooGood.unpack(packed));
    assertThat(PackedTooGood.pack(watch.state())).isEqualTo(packed);
    closeUpTo(LAST + 6);
    assertThat(heard.all).hasSize(2);
    take(retracted(late));
    closeUpTo(LAST + 7);
    assertThat(newest().state()).isEqualTo(Finding.State.NEW);
    assertThat(newest().revision()).isEqualTo(3);
    assertThat(newest().pValue()).isCloseTo(3.35462628e-4, within(1e-12));
  }

  @Example
  void othersAreWeighedAsTheyWereAtTheQuartersClose() {
    quarter();
    closeUpTo(LAST);
    // One more department has 8 bad reviews retracted: it is weighed by the quarter's table.
    for (int k = 0; k < 8; k++) {
      take(retracted(bad(department(5), FIRST + 10 * k, 9, "r5/" + k)));
    }
    take(good(department(5), FIRST + 40, 8));
    closeUpTo(LAST + 1);
    String other = Alert.id("too-good", "department", "DF", LocalDate.ofEpochDay(LAST));
    assertThat(heard.newest()).containsOnlyKeys(ID, other);
    assertThat(heard.newest().get(other).qValue()).isEqualTo(newest().qValue());
  }

  @Example
  void closesAfterThirtyDaysAndIsForgottenWithTheHorizon() {
    quarter();
    closeUpTo(LAST + 29);
    assertThat(heard.all).hasSize(1);
    closeUpTo(LAST + 30);
    assertThat(newest().state()).isEqualTo(Finding.State.CLOSED);
    closeUpTo(LAST + 119);
    assertThat(watch.state().telling.told()).hasSize(1);
    closeUpTo(LAST + 121);
    assertThat(watch.state().telling.told()).isEmpty();
    assertThat(heard.all).hasSize(2);
  }
}
