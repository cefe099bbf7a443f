package haochaping.core;

import static haochaping.core.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Meaning 7, with java.time's Asia/Shanghai as the other source. */
class CityClockTest {
  private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

  @Test
  void everyHourSince2000HasTheDayOfTheCity() {
    long hour = at("2000-01-01 00:00:00") / 3_600_000L;
    long end = at("2040-01-01 00:00:00") / 3_600_000L;
    // 7 and 24 share no factor, so every hour of the day is met.
    for (; hour < end; hour += 7) {
      LocalDate day = Instant.ofEpochSecond(hour * 3600).atZone(CITY).toLocalDate();
      assertThat(CityClock.dayOfHour((int) hour)).isEqualTo((int) day.toEpochDay());
      assertThat(CityClock.day(hour * 3_600_000L + 3_599_999)).isEqualTo((int) day.toEpochDay());
    }
  }

  @Test
  void dayStartsAtLocalMidnight() {
    int day = (int) LocalDate.of(2026, 3, 2).toEpochDay();
    assertThat(CityClock.millis(CityClock.startHour(day))).isEqualTo(at("2026-03-02 00:00:00"));
    assertThat(CityClock.day(at("2026-03-02 00:00:00") - 1)).isEqualTo(day - 1);
    assertThat(CityClock.day(at("2026-03-02 00:00:00"))).isEqualTo(day);
  }

  @Test
  void hourIsHalfOpenAlsoBeforeTheEpoch() {
    assertThat(CityClock.hour(3_599_999)).isZero();
    assertThat(CityClock.hour(3_600_000)).isEqualTo(1);
    assertThat(CityClock.hour(-1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 2026-01-01", "2026-03-31, 2026-01-01", "2026-04-01, 2026-04-01",
    "2026-06-30, 2026-04-01", "2026-07-01, 2026-07-01", "2026-09-30, 2026-07-01",
    "2026-10-01, 2026-10-01", "2026-12-31, 2026-10-01", "2024-02-29, 2024-01-01"
  })
  void quarterIsTheCalendars(LocalDate day, LocalDate start) {
    assertThat(CityClock.quarterStart((int) day.toEpochDay())).isEqualTo((int) start.toEpochDay());
  }
}
