package haochaping.measure.operators;

import static haochaping.measure.Reviews.at;
import static haochaping.measure.Reviews.hour;
import static haochaping.measure.operators.RollHarness.CITY;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.measure.Said;
import haochaping.platform.Lake;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
