package haochaping.detect.oversight;

import static haochaping.platform.Reviews.at;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Attribution;
import haochaping.core.Handling;
import haochaping.core.Handling.Verdict;
import haochaping.core.ReviewImage;
import haochaping.core.Versioned;
import haochaping.platform.Reviews.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidedTest {
  private static final long GIVEN = at("2026-03-20 10:00:00");
  private static final int UNSAID = -1;

  private static Decided decided(Given given, Handling handling) {
    ReviewImage image = given.image();
    return Decided.of(new ReviewImage(image.review(), image.attribution(), handling));
  }

  private static Decided decided(
      Verdict verdict, boolean adopted, int calledBack, long called, int status, String finding) {
    return decided(
        Given.of("p", GIVEN, 1),
        new Handling(
            verdict, adopted, calledBack, called, null, status, Versioned.NO_TIME, finding));
  }

  @Test
  void verdictOrProgressDecides() {
    long none = Versioned.NO_TIME;
    assertThat(decided(null, true, UNSAID, none, UNSAID, null)).isNull();
    assertThat(decided(null, true, 0, none, 0, null)).isNull();
    assertThat(decided(null, true, 1, none, UNSAID, null).notAdopted()).isFalse();
    assertThat(decided(null, true, UNSAID, none, 2, null).notAdopted()).isFalse();
    assertThat(decided(Verdict.MISTAKEN, false, UNSAID, none, UNSAID, null))
        .isEqualTo(new Decided("s/p/1/1", GIVEN, GIVEN, false, "D", List.of("D/1"), true));
  }

  @Test
  void verdictThroughAFindingIsNotTheOffices() {
    assertThat(decided(Verdict.NOT_ADOPTED, false, 1, GIVEN, 2, "f")).isNull();
    assertThat(decided(Verdict.MISTAKEN, false, 1, GIVEN, 2, "f")).isNull();
  }

  @Test
  void onlyBadReviewsThatCountInRates() {
    Handling mistaken = Given.of("p", GIVEN, 1).where(1, false, true, false).image().handling();
    assertThat(decided(Given.of("p", GIVEN, 2), mistaken)).isNotNull();
    assertThat(decided(Given.of("p", GIVEN, 3), mistaken)).isNull();
    assertThat(decided(Given.of("p", GIVEN, 1).where(2, false, true, false), mistaken)).isNull();
    assertThat(decided(Given.of("p", GIVEN, 1).where(1, true, true, false), mistaken)).isNull();
    assertThat(decided(Given.of("p", GIVEN, 1).where(1, false, false, false), mistaken)).isNull();
    assertThat(decided(Given.of("p", GIVEN, 1).about(Attribution.UNATTRIBUTED, "M"), mistaken))
        .isNull();
  }

  @Test
  void hasteIsAnHourFromReviewToCallback() {
    assertThat(decided(Verdict.MISTAKEN, false, 1, GIVEN + 3_600_000, 0, null).isHasty()).isTrue();
    assertThat(decided(Verdict.MISTAKEN, false, 1, GIVEN + 3_600_001, 0, null).isHasty()).isFalse();
    // A clock that is behind: not before the review.
    assertThat(decided(Verdict.MISTAKEN, false, 1, GIVEN - 5, 0, null).decidedAt())
        .isEqualTo(GIVEN);
    assertThat(decided(Verdict.MISTAKEN, false, 1, Versioned.NO_TIME, 0, null).isHasty()).isFalse();
  }

  @Test
  void quarterEndsWithItsLastTenDays() {
    assertThat(quarterEnd("2026-03-21 23:59:59")).isFalse();
    assertThat(quarterEnd("2026-03-22 00:00:00")).isTrue();
    assertThat(quarterEnd("2026-03-31 23:59:59")).isTrue();
    assertThat(quarterEnd("2026-04-01 00:00:00")).isFalse();
  }

  private static boolean quarterEnd(String time) {
    return new Decided("r", at(time), at(time), true, "D", List.of(), false).isOfQuarterEnd();
  }
}
