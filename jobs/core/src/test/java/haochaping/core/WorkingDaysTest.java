package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates of the announcements of the State Council's office, counted by hand. */
class WorkingDaysTest {
  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @ParameterizedTest
  @CsvSource({
    "2020, 249",
    "2021, 250",
    "2022, 249",
    "2023, 249",
    "2024, 251",
    "2025, 248",
    "2026, 248"
  })
  void everyYearHasAsManyAsWereAnnounced(int year, int working) {
    assertThat(WorkingDays.after(day(year - 1 + "-12-31"), day(year + "-12-31")))
        .isEqualTo(working);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-01, false", // National day
    "2026-02-14, true", // a Saturday worked for the spring festival
    "2026-03-02, true",
    "2026-03-07, false", // an ordinary Saturday
    "2035-10-01, true" // a Monday of a year not announced
  })
  void dayIsWorked(String date, boolean worked) {
    assertThat(WorkingDays.isWorking(day(date))).isEqualTo(worked);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-03, 1",
    "2026-03-06, 2026-03-08, 0",
    "2026-03-06, 2026-03-13, 5",
    "2026-03-06, 2026-03-06, 0",
    "2026-03-06, 2026-03-01, 0",
    "2025-09-30, 2025-10-09, 1" // eight days of holidays
  })
  void daysAfterADayAreCounted(String from, String to, int working) {
    assertThat(WorkingDays.after(day(from), day(to))).isEqualTo(working);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-06, 2026-03-13, false", // five
    "2026-03-06, 2026-03-16, true", // six
    "2025-09-30, 2025-10-14, false", // 9, 10, Saturday 11 (worked), 13, 14: five
    "2025-09-30, 2025-10-15, true",
    "2026-03-06, 2026-01-01, false",
    "2026-03-06, +999999-01-01, true"
  })
  void moreThanFiveDays(String from, String to, boolean isMore) {
    assertThat(WorkingDays.isMoreThan(5, day(from), day(to))).isEqualTo(isMore);
  }

  @Test
  void onlyAnnouncedYearsAreKnown() {
    assertThat(WorkingDays.isKnown(day("2026-12-31"))).isTrue();
    assertThat(WorkingDays.isKnown(day("2035-01-01"))).isFalse();
    assertThat(WorkingDays.isKnown(day("1999-01-01"))).isFalse();
  }
}
