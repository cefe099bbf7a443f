package haochaping.core;

import static haochaping.core.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  @ParameterizedTest
  @CsvSource({
    "1d, 2026-03-02 00:00:00, 2026-03-01 00:00:00",
    "1d, 2026-03-02 10:00:00, 2026-03-01 10:00:00",
    "7d, 2026-03-02 00:00:00, 2026-02-23 00:00:00",
    "30d, 2026-03-02 00:00:00, 2026-01-31 00:00:00",
    // At its close a day belongs to its own quarter, at the next hour the new one has begun.
    "qtd, 2026-04-01 00:00:00, 2026-01-01 00:00:00",
    "qtd, 2026-04-01 01:00:00, 2026-04-01 00:00:00",
    "qtd, 2026-03-31 23:00:00, 2026-01-01 00:00:00",
    "qtd, 2027-01-01 00:00:00, 2026-10-01 00:00:00"
  })
  void startsWhereTheWordSays(String word, String asOf, String start) {
    Window window = null;
    for (Window one : Window.values()) {
      if (one.word().equals(word)) {
        window = one;
      }
    }
    assertThat(window).isNotNull();
    assertThat(CityClock.millis(window.start(CityClock.hour(at(asOf))))).isEqualTo(at(start));
  }

  @Test
  void longestIsTheQuarterLateInItAndThirtyDaysEarlyInIt() {
    assertThat(CityClock.millis(Window.longestStart(CityClock.hour(at("2026-03-20 00:00:00")))))
        .isEqualTo(at("2026-01-01 00:00:00"));
    assertThat(CityClock.millis(Window.longestStart(CityClock.hour(at("2026-01-11 00:00:00")))))
        .isEqualTo(at("2025-12-12 00:00:00"));
  }

  @Test
  void longestNeverMovesBack() {
    int last = Integer.MIN_VALUE;
    for (int hour = CityClock.hour(at("2025-12-01 00:00:00")),
            end = CityClock.hour(at("2027-02-01 00:00:00"));
        hour < end;
        hour++) {
      int start = Window.longestStart(hour);
      assertThat(start).isGreaterThanOrEqualTo(last);
      last = start;
    }
  }

  @Test
  void orderIsThatOfTheTable() {
    assertThat(Window.values())
        .containsExactly(Window.DAY, Window.WEEK, Window.MONTH, Window.QUARTER_TO_DATE);
  }
}
