package haochaping.measure.operators;

import static haochaping.measure.operators.RollHarness.CITY;
import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.measure.Said;
import haochaping.measure.close.Estimate;
import haochaping.platform.Lake;
import haochaping.statistics.ranking.BetaPosterior;
import haochaping.statistics.ranking.RateFit;
import haochaping.statistics.ranking.RawRate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollTest {
  private static final int NINE = hour("2026-03-02 09:00:00");

  private RollHarness roll;

  @AfterEach
  void close() throws Exception {
    roll.close();
  }

  @Test
  void everyDeltaIsARowOfCounts() throws Exception {
    roll = new RollHarness(false);
    roll.take("cD1", NINE, NINE, 3, 2, 2, 1, 4);
    assertThat(roll.counts()).hasSize(1);
    RowData row = roll.counts().get(0);
    RowType type = Lake.rowType("counts");
    assertThat(row.getString(type.getFieldIndex("dimension")).toString()).isEqualTo("department");
    assertThat(row.getString(type.getFieldIndex("key")).toString()).isEqualTo("D1");
    assertThat(row.getTimestamp(type.getFieldIndex("hour"), 6).getMillisecond())
        .isEqualTo(at("2026-03-02 09:00:00"));
    assertThat(row.getInt(type.getFieldIndex("day")))
        .isEqualTo((int) LocalDate.of(2026, 3, 2).toEpochDay());
    assertThat(row.getInt(type.getFieldIndex("reviews"))).isEqualTo(3);
    assertThat(row.getInt(type.getFieldIndex("bad"))).isEqualTo(2);
    assertThat(row.getInt(type.getFieldIndex("adopted"))).isEqualTo(2);
    assertThat(row.getInt(type.getFieldIndex("bad_adopted"))).isEqualTo(1);
    assertThat(row.getInt(type.getFieldIndex("defaults"))).isEqualTo(4);
  }

  @Test
  void keyframeAtADaysCloseHoldsEveryLiveKey() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 2, 1, 2, 1, 0);
    roll.take("cD1", NINE, NINE, 2, 1, 2, 1, 0);
    roll.take("cD2", hour("2026-02-27 09:00:00"), NINE, 1, 0, 1, 0, 0);
    roll.take("cD3", hour("2025-12-30 09:00:00"), NINE, 1, 0, 1, 0, 0);
    roll.take("cD4", NINE, NINE, 0, 0, 0, 0, 7);
    roll.watermark(at("2026-03-02 10:00:00"));
    roll.fresh();
    roll.watermark(at("2026-03-03 00:00:00"));
    assertThat(texts(roll.fresh()))
        .isEqualTo(
            map(
                "city 370400 1d 2026-03-03T00 true", "2 1 2 1 0",
                "city 370400 7d 2026-03-03T00 true", "2 1 2 1 0",
                "city 370400 30d 2026-03-03T00 true", "2 1 2 1 0",
                "city 370400 qtd 2026-03-03T00 true", "2 1 2 1 0",
                "department D1 1d 2026-03-03T00 true", "2 1 2 1 0",
                "department D1 7d 2026-03-03T00 true", "2 1 2 1 0",
                "department D1 30d 2026-03-03T00 true", "2 1 2 1 0",
                "department D1 qtd 2026-03-03T00 true", "2 1 2 1 0",
                "department D2 7d 2026-03-03T00 true", "1 0 1 0 0",
                "department D2 30d 2026-03-03T00 true", "1 0 1 0 0",
                "department D2 qtd 2026-03-03T00 true", "1 0 1 0 0",
                "department D4 1d 2026-03-03T00 true", "0 0 0 0 7",
                "department D4 7d 2026-03-03T00 true", "0 0 0 0 7",
                "department D4 30d 2026-03-03T00 true", "0 0 0 0 7",
                "department D4 qtd 2026-03-03T00 true", "0 0 0 0 7"));
  }

  @Test
  void severalDaysCloseOneByOne() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 10:00:00"));
    roll.watermark(at("2026-03-05 10:00:00"));
    assertThat(closes()).containsExactly("2026-03-03T00", "2026-03-04T00", "2026-03-05T00");
    assertThat(texts(roll.all()))
        .containsEntry("city 370400 1d 2026-03-03T00 true", "1 0 1 0 0")
        .containsEntry("city 370400 1d 2026-03-04T00 true", "0 0 0 0 0")
        .containsEntry("city 370400 7d 2026-03-05T00 true", "1 0 1 0 0");
  }

  @Test
  void daysBeforeTheFirstWatermarkCloseToo() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, hour("2026-03-01 09:00:00"), NINE, 1, 0, 1, 0, 0);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-03 00:00:00"));
    assertThat(closes()).containsExactly("2026-03-02T00", "2026-03-03T00");
    assertThat(texts(roll.all())).containsEntry("city 370400 1d 2026-03-02T00 true", "1 0 1 0 0");
  }

  @Test
  void dayDoesNotCloseBeforeItsMidnight() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 10:00:00"));
    roll.watermark(at("2026-03-03 00:00:00") - 1);
    assertThat(closes()).isEmpty();
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.watermark(at("2026-03-03 00:00:01"));
    assertThat(closes()).containsExactly("2026-03-03T00");
  }

  @Test
  void quarterEndsWithItsLastDaysClose() throws Exception {
    roll = new RollHarness(false);
    int march = hour("2026-03-31 10:00:00");
    roll.take(CITY, march, march, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-04-01 00:00:00"));
    roll.watermark(at("2026-04-02 00:00:00"));
    assertThat(texts(roll.all()))
        .containsEntry("city 370400 qtd 2026-04-01T00 true", "1 0 1 0 0")
        .containsEntry("city 370400 qtd 2026-04-02T00 true", "0 0 0 0 0")
        .containsEntry("city 370400 30d 2026-04-02T00 true", "1 0 1 0 0");
  }

  @Test
  void betweenClosesTheKeysThatMovedAreWrittenOnceACheckpoint() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.take("cD1", NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 09:30:00"));
    assertThat(roll.fresh()).isEmpty();
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .hasSize(8)
        .containsEntry("department D1 1d 2026-03-02T10 false", "1 0 1 0 0")
        .containsEntry("department D1 qtd 2026-03-02T10 false", "1 0 1 0 0");
    roll.checkpoint();
    assertThat(roll.fresh()).isEmpty();
    roll.take("cD2", NINE, NINE, 1, 1, 1, 1, 0);
    roll.checkpoint();
    assertThat(roll.fresh()).extracting(Said::key).containsOnly("D2").hasSize(4);
  }

  @Test
  void keyWhoseHourLeftAWindowIsWrittenToo() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.take("cD1", NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 09:30:00"));
    roll.checkpoint();
    roll.fresh();
    // 9:00 to 10:00 of the day before is in the day that ends at 9:00, and not at 10:00.
    roll.watermark(at("2026-03-03 08:30:00"));
    roll.checkpoint();
    assertThat(roll.fresh()).allMatch(Said::keyframe);
    roll.watermark(at("2026-03-03 09:30:00"));
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .containsEntry("department D1 1d 2026-03-03T10 false", "0 0 0 0 0")
        .containsEntry("department D1 7d 2026-03-03T10 false", "1 0 1 0 0");
  }

  @Test
  void retractionOfAnyAgeIsCountedAndMovesWhatItIsIn() throws Exception {
    roll = new RollHarness(false);
    int january = hour("2026-01-05 09:00:00");
    roll.take(CITY, january, january, 1, 1, 1, 1, 0);
    roll.watermark(at("2026-01-05 10:00:00"));
    roll.watermark(at("2026-03-02 10:00:00"));
    roll.checkpoint();
    roll.fresh();
    roll.take(CITY, january, NINE, 0, 0, -1, -1, 0);
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .containsEntry("city 370400 qtd 2026-03-02T10 false", "1 1 0 0 0")
        .containsEntry("city 370400 30d 2026-03-02T10 false", "0 0 0 0 0");
    assertThat(roll.counts()).hasSize(2);
  }

  @Test
  void deadKeysLeaveStateAndTheCityStays() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.take("cD1", NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 10:00:00"));
    roll.checkpoint();
    assertThat(roll.keys()).isEqualTo(2);
    // The quarter is over on 1 April, thirty days a little later.
    roll.watermark(at("2026-04-01 00:00:00"));
    roll.checkpoint();
    assertThat(roll.keys()).isEqualTo(2);
    roll.fresh();
    roll.watermark(at("2026-04-03 00:00:00"));
    assertThat(roll.keys()).isEqualTo(1);
    assertThat(texts(roll.fresh()))
        .containsEntry("city 370400 1d 2026-04-03T00 true", "0 0 0 0 0")
        .containsEntry("city 370400 qtd 2026-04-03T00 true", "0 0 0 0 0")
        .doesNotContainKey("department D1 30d 2026-04-03T00 true");
    roll.checkpoint();
    roll.take("cD1", hour("2026-04-03 09:00:00"), hour("2026-04-03 09:00:00"), 1, 0, 1, 0, 0);
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .containsEntry("department D1 30d 2026-04-03T10 false", "1 0 1 0 0");
  }

  /** After midnight and before the close a key is written, then its only review is withdrawn. */
  @Test
  void keyRetractedJustBeforeTheCloseDoesNotKeepItsLastRow() throws Exception {
    roll = new RollHarness(false);
    int midnight = hour("2026-03-03 00:00:00");
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 23:55:00"));
    roll.take("cD1", midnight, midnight, 1, 1, 1, 1, 0);
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .containsEntry("department D1 1d 2026-03-03T01 false", "1 1 1 1 0");
    roll.take("cD1", midnight, midnight, -1, -1, -1, -1, 0);
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .containsEntry("department D1 1d 2026-03-03T01 false", "0 0 0 0 0");
    assertThat(roll.keys()).isEqualTo(1);
  }

  @Test
  void restartClosesNoDayTwiceAndLosesNone() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-03 10:00:00"));
    roll.restart();
    roll.watermark(at("2026-03-03 10:00:00"));
    roll.watermark(at("2026-03-04 10:00:00"));
    roll.restart();
    roll.take(CITY, hour("2026-03-04 11:00:00"), hour("2026-03-04 11:00:00"), 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-06 10:00:00"));
    assertThat(closes())
        .containsExactly("2026-03-03T00", "2026-03-04T00", "2026-03-05T00", "2026-03-06T00");
    assertThat(texts(roll.all())).containsEntry("city 370400 7d 2026-03-06T00 true", "2 0 2 0 0");
  }

  @Test
  void restartBeforeTheFirstWatermarkStillClosesTheDaysBefore() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, hour("2026-03-01 09:00:00"), NINE, 1, 0, 1, 0, 0);
    roll.restart();
    roll.watermark(at("2026-03-03 00:00:00"));
    assertThat(closes()).containsExactly("2026-03-02T00", "2026-03-03T00");
  }

  @Test
  void hoursThatLeaveDuringARestartAreNotForgotten() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 09:30:00"));
    roll.restart();
    roll.watermark(at("2026-03-03 09:30:00"));
    roll.checkpoint();
    assertThat(texts(roll.fresh()))
        .containsEntry("city 370400 1d 2026-03-03T10 false", "0 0 0 0 0");
  }

  @Test
  void backfillWritesKeyframesOnly() throws Exception {
    roll = new RollHarness(true);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.checkpoint();
    roll.watermark(at("2026-03-02 23:00:00"));
    roll.take(CITY, hour("2026-03-02 22:00:00"), hour("2026-03-02 22:00:00"), 1, 1, 1, 1, 0);
    roll.checkpoint();
    assertThat(roll.fresh()).isEmpty();
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.checkpoint();
    roll.end();
    roll.checkpoint();
    assertThat(roll.all()).hasSize(4).allMatch(Said::keyframe);
    assertThat(texts(roll.all())).containsEntry("city 370400 1d 2026-03-03T00 true", "2 1 2 1 0");
  }

  @Test
  void backfillWhoseLastDayDidNotCloseWritesWhatIsNow() throws Exception {
    roll = new RollHarness(true);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.take("cD1", NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.take(CITY, hour("2026-03-03 08:00:00"), hour("2026-03-03 08:00:00"), 1, 1, 1, 1, 0);
    roll.checkpoint();
    roll.fresh();
    roll.end();
    assertThat(texts(roll.fresh()))
        .containsEntry("city 370400 1d 2026-03-03T09 false", "2 1 2 1 0")
        .containsEntry("department D1 1d 2026-03-03T09 false", "1 0 1 0 0");
  }

  @Test
  void backfillThatCorrectsAClosedDayWritesWhatIsNow() throws Exception {
    roll = new RollHarness(true);
    roll.take("cD1", NINE, NINE, 1, 0, 1, 0, 0);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.checkpoint();
    roll.fresh();
    roll.take("cD1", NINE, NINE, 2, 1, 2, 1, 0);
    roll.restart();
    roll.end();
    assertThat(texts(roll.fresh()))
        .containsEntry("department D1 1d 2026-03-03T00 false", "3 1 3 1 0")
        .containsEntry("city 370400 1d 2026-03-03T00 false", "1 0 1 0 0");
    // Nothing came since: nothing more is to be said.
    roll.restart();
    roll.end();
    assertThat(roll.fresh()).isEmpty();
  }

  @Test
  void endOfALiveRunWritesWhatMovedAndNothingFollows() throws Exception {
    roll = new RollHarness(false);
    roll.take(CITY, NINE, NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-02 09:30:00"));
    roll.end();
    assertThat(texts(roll.fresh()))
        .containsEntry("city 370400 1d 2026-03-02T10 false", "1 0 1 0 0");
    // The last checkpoint comes after the end; a sink takes nothing more then.
    roll.checkpoint();
    assertThat(roll.fresh()).isEmpty();
  }

  /** Six districts with a hundred to six hundred reviews each at nine, and their city. */
  private void districts(int day, int sign) throws Exception {
    int hour = hour("2026-03-01 09:00:00") + 24 * (day - 1);
    int[] city = new int[2];
    for (int i = 1; i <= 6; i++) {
      int reviews = sign * 100 * i;
      int bad = sign * (i == 2 ? 20 : i);
      roll.take("b37040" + i, hour, hour, reviews, bad, reviews, bad, 0);
      city[0] += reviews;
      city[1] += bad;
    }
    roll.take(CITY, hour, hour, city[0], city[1], city[0], city[1], 0);
  }

  @Test
  void keyframeSaysWhatThePriorOfItsOwnDaySays() throws Exception {
    roll = new RollHarness(false);
    districts(1, 1);
    roll.take("fD1/M1", hour("2026-03-01 09:00:00"), NINE, 5, 0, 5, 0, 0);
    roll.take("gterminal", hour("2026-03-01 09:00:00"), NINE, 5, 0, 5, 0, 0);
    roll.take("cunattributed", hour("2026-03-01 09:00:00"), NINE, 5, 0, 5, 0, 0);
    roll.watermark(at("2026-03-02 00:00:00"));
    List<RawRate> rates =
        List.of(
            new RawRate(1, 100),
            new RawRate(20, 200),
            new RawRate(3, 300),
            new RawRate(4, 400),
            new RawRate(5, 500),
            new RawRate(6, 600));
    BetaPosterior second = RateFit.of(rates).prior().posterior(new RawRate(20, 200));
    Map<String, Estimate> estimates = estimates(roll.all());
    assertThat(estimates.get("district 370402 30d"))
        .isEqualTo(
            new Estimate(
                second.mean(),
                second.interval().lower(),
                second.interval().upper(),
                true,
                20260301));
    assertThat(estimates.get("district 370402 1d")).isEqualTo(estimates.get("district 370402 30d"));
    assertThat(estimates)
        .containsEntry("city 370400 30d", null)
        .containsEntry("department_matter D1/M1 30d", null)
        .containsEntry("channel terminal 30d", null)
        .containsEntry("department unattributed 30d", null);
  }

  @Test
  void beforeTheFirstCloseNothingIsKnownOfSiblings() throws Exception {
    roll = new RollHarness(false);
    districts(2, 1);
    roll.watermark(at("2026-03-02 09:30:00"));
    roll.checkpoint();
    assertThat(roll.all()).isNotEmpty().allMatch(said -> said.estimate() == null);
    assertThat(roll.rankings()).isEmpty();
  }

  @Test
  void priorHoldsUntilTheNextCloseAndAcrossARestart() throws Exception {
    roll = new RollHarness(false);
    districts(1, 1);
    roll.watermark(at("2026-03-02 00:00:00"));
    Estimate said = estimates(roll.fresh()).get("district 370402 30d");
    roll.restart();
    // Nothing of the second day is in the prior yet, but all of it in the counts.
    districts(2, 1);
    roll.watermark(at("2026-03-02 09:30:00"));
    roll.checkpoint();
    Map<String, Estimate> between = estimates(roll.fresh());
    assertThat(between).hasSize(4 * 7);
    assertThat(between.get("district 370402 1d").priorVersion()).isEqualTo(20260301);
    // The same rate, of twice as many reviews.
    assertThat(between.get("district 370402 30d").shrunk()).isGreaterThan(said.shrunk());
    roll.watermark(at("2026-03-03 00:00:00"));
    assertThat(estimates(roll.fresh()).get("district 370402 1d").priorVersion())
        .isEqualTo(20260302);
  }

  @Test
  void fewerReviewsThanNeededAreNotEnoughWindowByWindow() throws Exception {
    roll = new RollHarness(false);
    districts(1, 1);
    roll.take("b370401", hour("2026-03-01 10:00:00"), NINE, -1, 0, -1, 0, 0);
    roll.watermark(at("2026-03-02 00:00:00"));
    roll.take("b370401", hour("2026-03-02 01:00:00"), NINE, 1, 0, 1, 0, 0);
    roll.watermark(at("2026-03-03 00:00:00"));
    Map<String, Estimate> estimates = new TreeMap<>();
    for (Said row : roll.all()) {
      if (row.key().equals("370401") && row.window().matches("1d|30d")) {
        estimates.put(row.window() + " " + hourText(row.asOf()), row.estimate());
      }
    }
    assertThat(estimates.get("30d 2026-03-02T00").enough()).isFalse();
    assertThat(estimates.get("30d 2026-03-03T00").enough()).isTrue();
    assertThat(estimates.get("1d 2026-03-03T00").enough()).isFalse();
  }

  @Test
  void dayWithoutAnythingToJudgeByKeepsThePrior() throws Exception {
    roll = new RollHarness(false);
    districts(1, 1);
    roll.watermark(at("2026-03-02 00:00:00"));
    // By April the thirty days are empty, but the quarter before its end was not.
    roll.watermark(at("2026-04-01 00:00:00"));
    assertThat(roll.rankings())
        .extracting(row -> row.get("prior_version"))
        .contains(20260301, 20260330)
        .doesNotContain(20260331);
    assertThat(
            roll.all().stream()
                .filter(said -> said.what().equals("district 370402 qtd"))
                .reduce((first, last) -> last)
                .orElseThrow()
                .estimate()
                .priorVersion())
        .isEqualTo(20260330);
  }

  @Test
  void everyCloseRanksTheLiveKeys() throws Exception {
    roll = new RollHarness(false);
    districts(1, 1);
    roll.watermark(at("2026-03-02 00:00:00"));
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.restart();
    roll.watermark(at("2026-03-04 00:00:00"));
    assertThat(roll.rankings()).hasSize(3 * 6);
    Map<String, Object> worst =
        roll.rankings().stream()
            .filter(row -> Integer.valueOf(1).equals(row.get("rank")))
            .findFirst()
            .orElseThrow();
    assertThat(worst)
        .containsEntry("as_of", hour("2026-03-02 00:00:00"))
        .containsEntry("dimension", "district")
        .containsEntry("peer_class", "all")
        .containsEntry("key", "370402")
        .containsEntry("reviews", 200)
        .containsEntry("adopted", 200)
        .containsEntry("bad_adopted", 20)
        .containsEntry("expected", 200 * (39.0 / 2100))
        .containsEntry("rank_low", 1)
        .containsEntry("of", 6)
        .containsEntry("enough", true)
        .containsEntry("no_difference", false)
        .containsEntry("prior_version", 20260301)
        .containsEntry("formula_version", "det-1");
    assertThat((double) worst.get("ratio")).isGreaterThan(1);
    assertThat((double) worst.get("ratio_low")).isLessThan((double) worst.get("ratio"));
    assertThat((double) worst.get("ratio_high")).isGreaterThan((double) worst.get("ratio"));
    assertThat((double) worst.get("reliability")).isBetween(0.5, 1.0);
    assertThat(worst.get("standing")).isIn("worse", "not_worse");
    // Five expected bad reviews need 270 reviews here: four districts are in the funnel.
    assertThat(worst.get("distance")).isNull();
    assertThat(roll.rankings())
        .filteredOn(row -> row.get("key").equals("370406"))
        .allSatisfy(
            row -> {
              assertThat((double) row.get("distance")).isNegative();
              assertThat((double) row.get("action_low"))
                  .isLessThanOrEqualTo((double) row.get("warning_low"));
              assertThat((double) row.get("action_high"))
                  .isGreaterThan((double) row.get("warning_high"));
            });
    assertThat(roll.funnels())
        .hasSize(3)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("dimension", "district")
                    .containsEntry("peer_class", "all")
                    .containsEntry("center", 39.0 / 2100)
                    .containsEntry("units", 4));
  }

  /** District 370401 has the hard matter, 370403 the easy one; neither is in a table. */
  @Test
  void mixOfMattersCountsInStateAndIsInNoTable() throws Exception {
    roll = new RollHarness(false);
    districts(2, 1);
    int day = hour("2026-03-02 00:00:00");
    roll.takeMatter("b370401", "M1", day, 100);
    roll.takeMatter("b370403", "M2", day, 300);
    roll.takeMatter("eD1/S1", "M1", day, 100);
    roll.takeMatter("b370402", "M1", hour("2026-02-10 00:00:00"), 5);
    roll.take("dM1", NINE, NINE, 100, 30, 100, 30, 0);
    roll.take("dM2", NINE, NINE, 300, 0, 300, 0, 0);
    int entries = 7 + 2 + 4;
    roll.watermark(at("2026-03-02 09:30:00"));
    roll.checkpoint();
    assertThat(roll.keys()).isEqualTo(entries);
    roll.watermark(at("2026-03-03 00:00:00"));
    roll.checkpoint();
    roll.watermark(at("2026-03-03 09:30:00"));
    roll.checkpoint();
    assertThat(roll.all()).extracting(Said::dimension).containsOnly("city", "district", "matter");
    assertThat(roll.counts())
        .hasSize(7 + 2)
        .allMatch(row -> row.getString(0).toString().matches("city|district|matter"));
    Map<Object, Double> expected = new TreeMap<>();
    for (Map<String, Object> row : roll.rankings()) {
      expected.put(row.get("key"), (double) row.get("expected"));
    }
    double rate = 39.0 / 2100;
    assertThat(expected.get("370401")).isCloseTo(100 * rate * 50 / (100 * rate + 20), within(1e-9));
    assertThat(expected.get("370403")).isCloseTo(300 * rate * 20 / (300 * rate + 20), within(1e-9));
    // Out of the thirty days, matters go; the quarter's counts stay.
    roll.watermark(at("2026-03-12 00:00:00"));
    assertThat(roll.keys()).isEqualTo(entries);
    roll.watermark(at("2026-03-13 00:00:00"));
    assertThat(roll.keys()).isEqualTo(entries - 1);
    roll.watermark(at("2026-04-02 00:00:00"));
    assertThat(roll.keys()).as("the city alone").isEqualTo(1);
  }

  /** What several tasks would have sent comes in any order between two closes. */
  @Test
  void orderOfDeltasChangesNoRanking() throws Exception {
    List<List<Map<String, Object>>> judged = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      List<Object[]> deltas = new ArrayList<>();
      Random random = new Random(42);
      for (int i = 0; i < 3000; i++) {
        int staff = random.nextInt(40);
        int bad = random.nextInt(30) < staff / 10 ? 1 : 0;
        String matter = "M" + (staff + random.nextInt(3)) % 9;
        for (String key :
            List.of(CITY, "cD" + staff % 8, "eD" + staff % 8 + "/S" + staff, "d" + matter)) {
          deltas.add(new Object[] {key, bad});
        }
        deltas.add(new Object[] {"fD" + staff % 8 + "/" + matter, bad});
        deltas.add(new Object[] {"eD" + staff % 8 + "/S" + staff, matter});
      }
      Collections.shuffle(deltas, new Random(seed));
      try (RollHarness one = new RollHarness(false)) {
        for (Object[] delta : deltas) {
          if (delta[1] instanceof Integer bad) {
            one.take((String) delta[0], NINE, NINE, 1, bad, 1, bad, 0);
          } else {
            one.takeMatter((String) delta[0], (String) delta[1], NINE, 1);
          }
        }
        one.watermark(at("2026-03-03 00:00:00"));
        judged.add(one.rankings().stream().sorted(Comparator.comparing(Object::toString)).toList());
      }
    }
    assertThat(judged.get(0)).hasSize(40 + 8 + 9);
    assertThat(judged).allMatch(rows -> rows.equals(judged.get(0)));
    roll = new RollHarness(false);
  }

  private static Map<String, Estimate> estimates(List<Said> rows) {
    Map<String, Estimate> estimates = new TreeMap<>();
    rows.forEach(said -> estimates.put(said.what(), said.estimate()));
    return estimates;
  }

  private List<String> closes() {
    return roll.all().stream()
        .filter(
            said -> said.keyframe() && said.window().equals("1d") && said.key().equals("370400"))
        .map(said -> hourText(said.asOf()))
        .toList();
  }

  private static String hourText(int hour) {
    return java.time.LocalDateTime.ofEpochSecond(hour * 3600L, 0, java.time.ZoneOffset.ofHours(8))
        .toString()
        .substring(0, 13);
  }

  private static Map<String, String> texts(List<Said> rows) {
    Map<String, String> texts = new TreeMap<>();
    for (Said said : rows) {
      String what = said.what() + " " + hourText(said.asOf()) + " " + said.keyframe();
      assertThat(texts.put(what, said.counts())).as("%s twice", what).isNull();
    }
    return texts;
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
