package haochaping.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CityOptionsTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);

  @Test
  void theUsualCityIsCutAtTheEndOfItsLastDay() {
    CityOptions options = CityOptions.of(1, START, 30, 500);

    assertThat(options)
        .isEqualTo(
            new CityOptions(
                1,
                START,
                30,
                500,
                3_000,
                0.9,
                0.77,
                0.002,
                0.002,
                LocalDate.of(2026, 1, 31),
                Scenario.NONE));
  }

  @Test
  void everyOptionCanBeChanged() {
    CityOptions options =
        CityOptions.of(1, START, 30, 500)
            .withStaff(70)
            .withReviewedShare(0.5)
            .withDefaultShare(0.1)
            .withBadShare(0.01)
            .withIrregularShare(0.05)
            .withUntil(LocalDate.of(2026, 3, 1))
            .withScenario(Scenario.demo());

    assertThat(options)
        .isEqualTo(
            new CityOptions(
                1,
                START,
                30,
                500,
                70,
                0.5,
                0.1,
                0.01,
                0.05,
                LocalDate.of(2026, 3, 1),
                Scenario.demo()));
  }

  @Test
  void allProblemsAreNamedAtOnceWithTheirValues() {
    assertThatThrownBy(
            () ->
                new CityOptions(
                    1,
                    LocalDate.of(1999, 1, 1),
                    0,
                    -3,
                    5,
                    1.5,
                    Double.NaN,
                    0.3,
                    0.6,
                    START,
                    Scenario.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            9 problems in the options of the city
              start = 1999-01-01: must be in 2001 to 2090
              days = 0: must be between 1 and 4000
              services-per-day = -3: must be between 1 and 600000
              staff = 5: must be between 60 and 90000
              reviewed-share = 1.5: must be between 0 and 1
              default-share = NaN: must be between 0 and 1
              bad-share = 0.3: must be between 0 and 0.2
              irregular-share = 0.6: must be between 0 and 0.5
              until = 2026-01-01: must be within 5,000 days of start = 1999-01-01""");
    assertThatThrownBy(() -> CityOptions.of(1, START, 3, 5).withUntil(START))
        .hasMessage(
            "1 problem in the options of the city\n"
                + "  until = 2026-01-01: must be after start = 2026-01-01");
  }

  @Test
  void aLiveFeedNeedsARate() {
    assertThatThrownBy(
            () -> CityFeed.live(CityOptions.of(1, START, 3, 5), java.time.Instant.EPOCH, 0))
        .hasMessage("events-per-second = 0.0: must be above 0 and at most 1,000,000");
  }
}
