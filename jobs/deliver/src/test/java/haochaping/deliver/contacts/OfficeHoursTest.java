package haochaping.deliver.contacts;

import static haochaping.deliver.Told.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.WorkingDays;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2025-10-01 to 08 were free, Saturday 2025-10-11 was worked for it. */
class OfficeHoursTest {
  private static final long HOUR = 3_600_000;
  private static final OfficeHours HOURS =
      new OfficeHours(
          LocalTime.of(8, 30),
          LocalTime.of(17, 30),
          LocalTime.of(9, 0),
          WorkingDays.ANNOUNCED::isWorking);

  @ParameterizedTest
  @CsvSource({
    "2025-10-10T08:29, 2025-10-10T08:30",
    "2025-10-10T08:30, 2025-10-10T08:30",
    "2025-10-10T17:29, 2025-10-10T17:29",
    "2025-10-10T17:30, 2025-10-11T08:30",
    "2025-10-11T12:00, 2025-10-11T12:00",
    "2025-10-11T18:00, 2025-10-13T08:30",
    "2025-09-30T20:00, 2025-10-09T08:30",
    "2025-10-18T12:00, 2025-10-20T08:30"
  })
  void opensOnWorkedSaturdaysAndNotOnHolidays(String from, String open) {
    assertThat(HOURS.nextOpen(at(from))).isEqualTo(at(open));
    assertThat(HOURS.isOpen(at(from))).isEqualTo(from.equals(open));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-10T08:00, 2025-10-10T09:00",
    "2025-10-10T09:00, 2025-10-11T09:00",
    "2025-10-11T09:01, 2025-10-13T09:00"
  })
  void digestComesOncePerWorkingDay(String from, String digest) {
    assertThat(HOURS.nextDigest(at(from))).isEqualTo(at(digest));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-10T08:30, 9, 2025-10-10T17:30",
    "2025-10-10T16:30, 4, 2025-10-11T11:30",
    "2025-10-11T16:30, 4, 2025-10-13T11:30",
    "2025-10-10T20:00, 1, 2025-10-11T09:30",
    "2025-09-30T16:30, 20, 2025-10-11T09:30"
  })
  void workingTimeGoesByAtWorkAlone(String from, int hours, String to) {
    assertThat(HOURS.after(at(from), hours * HOUR)).isEqualTo(at(to));
  }

  @Test
  void digestLiesWithinTheDay() {
    assertThatThrownBy(
            () ->
                new OfficeHours(
                    LocalTime.of(8, 30),
                    LocalTime.of(17, 30),
                    LocalTime.of(7, 0),
                    WorkingDays.ANNOUNCED::isWorking))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hours from 08:30 to 17:30, digest at 07:00");
  }
}
