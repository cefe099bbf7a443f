package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
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
    assertThat(WorkingDays.ANNOUNCED.after(day(year - 1 + "-12-31"), day(year + "-12-31")))
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
    assertThat(WorkingDays.ANNOUNCED.isWorking(day(date))).isEqualTo(worked);
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
    assertThat(WorkingDays.ANNOUNCED.after(day(from), day(to))).isEqualTo(working);
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
    assertThat(WorkingDays.ANNOUNCED.isMoreThan(5, day(from), day(to))).isEqualTo(isMore);
  }

  @Test
  void onlyAnnouncedYearsAreKnown() {
    assertThat(WorkingDays.ANNOUNCED.isKnown(day("2026-12-31"))).isTrue();
    assertThat(WorkingDays.ANNOUNCED.isKnown(day("2035-01-01"))).isFalse();
    assertThat(WorkingDays.ANNOUNCED.isKnown(day("1999-01-01"))).isFalse();
  }

  /** The last days by Python's chinesecalendar 1.11.0, which keeps the announcements by itself. */
  @ParameterizedTest
  @CsvSource({
    "2024-01-31, 5, 2024-02-06",
    "2024-02-04, 1, 2024-02-05",
    "2024-02-09, 1, 2024-02-18",
    "2024-02-09, 5, 2024-02-22",
    "2024-02-08, 15, 2024-03-06",
    "2024-02-17, 1, 2024-02-18",
    "2024-02-18, 5, 2024-02-23",
    "2024-04-03, 1, 2024-04-07",
    "2024-04-06, 5, 2024-04-11",
    "2024-04-30, 1, 2024-05-06",
    "2024-04-28, 5, 2024-05-08",
    "2024-05-10, 5, 2024-05-16",
    "2024-06-07, 1, 2024-06-11",
    "2024-06-07, 5, 2024-06-17",
    "2024-09-13, 1, 2024-09-14",
    "2024-09-14, 1, 2024-09-18",
    "2024-09-13, 5, 2024-09-23",
    "2024-09-29, 5, 2024-10-11",
    "2024-09-30, 1, 2024-10-08",
    "2024-10-11, 1, 2024-10-12",
    "2024-12-31, 1, 2025-01-02",
    "2025-01-24, 5, 2025-02-07",
    "2025-01-27, 1, 2025-02-05",
    "2025-01-26, 15, 2025-02-21",
    "2025-02-04, 1, 2025-02-05",
    "2025-02-07, 1, 2025-02-08",
    "2025-04-03, 1, 2025-04-07",
    "2025-04-25, 5, 2025-05-06",
    "2025-04-26, 1, 2025-04-27",
    "2025-05-30, 1, 2025-06-03",
    "2025-05-30, 5, 2025-06-09",
    "2025-09-26, 5, 2025-10-10",
    "2025-09-28, 5, 2025-10-11",
    "2025-09-30, 1, 2025-10-09",
    "2025-09-30, 5, 2025-10-14",
    "2025-10-09, 5, 2025-10-15",
    "2025-12-31, 1, 2026-01-04",
    "2025-12-31, 5, 2026-01-08",
    "2026-01-01, 1, 2026-01-04",
    "2026-01-04, 5, 2026-01-09",
    "2026-02-13, 1, 2026-02-14",
    "2026-02-13, 5, 2026-02-27",
    "2026-02-14, 1, 2026-02-24",
    "2026-02-14, 15, 2026-03-13",
    "2026-02-23, 1, 2026-02-24",
    "2026-02-27, 1, 2026-02-28",
    "2026-02-28, 5, 2026-03-06",
    "2026-04-03, 1, 2026-04-07",
    "2026-04-30, 1, 2026-05-06",
    "2026-05-08, 5, 2026-05-14",
    "2026-06-18, 1, 2026-06-22",
    "2026-09-18, 5, 2026-09-24",
    "2026-09-24, 5, 2026-10-09",
    "2026-09-30, 1, 2026-10-08",
    "2026-09-30, 5, 2026-10-13",
    "2026-10-09, 1, 2026-10-10"
  })
  void termEndsOnItsLastWorkingDay(String from, int days, String last) {
    assertThat(LocalDate.ofEpochDay(WorkingDays.ANNOUNCED.last(day(from), days)))
        .isEqualTo(LocalDate.parse(last));
  }

  @Test
  void termHasAtLeastADay() {
    assertThatThrownBy(() -> WorkingDays.ANNOUNCED.last(day("2026-03-02"), 0))
        .hasMessage("a term of 0 working days");
  }

  @Test
  void whatTheCitySaysWins() {
    WorkingDays said =
        WorkingDays.ANNOUNCED.with(
            Map.of(
                LocalDate.parse("2026-03-03"), false, // a Tuesday on which the halls are shut
                LocalDate.parse("2026-03-07"), true, // a Saturday instead
                LocalDate.parse("2027-01-01"), false));
    assertThat(LocalDate.ofEpochDay(said.last(day("2026-03-02"), 5))).isEqualTo("2026-03-09");
    assertThat(said.isWorking(day("2026-03-03"))).isFalse();
    assertThat(said.isKnown(day("2026-12-30"), day("2027-01-05"))).isTrue();
    assertThat(WorkingDays.ANNOUNCED.isKnown(day("2026-12-30"), day("2027-01-05"))).isFalse();
    assertThat(said.isKnown(day("2027-12-30"), day("2028-01-05"))).isFalse();
  }
}
