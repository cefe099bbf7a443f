package haochaping.core;

import static haochaping.core.Given.at;
import static haochaping.core.Given.review;
import static haochaping.core.Given.stage;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Meaning 2: whom a review is about. */
class AttributionTest {

  @Test
  void ownStageGoesBeforeANewerOne() {
    Told told =
        Told.live(
            stage("1").department("D1").matter("M1").staff("S1").sent(),
            stage("2")
                .department("D2")
                .matter("M2")
                .staff("S2")
                .service(at("2026-03-09 09:00:00"))
                .sent(),
            review("1").own("370499000000", "D9", "M9").sent());
    Attribution whom = told.image().attribution();
    assertThat(whom.department()).isEqualTo("D1");
    assertThat(whom.matter()).isEqualTo("M1");
    assertThat(whom.district()).isEqualTo("370402");
    assertThat(whom.staff()).containsExactly("D1/S1");
    assertThat(whom.hasCase()).isTrue();
  }

  @Test
  void newestStageOfTheProjectStandsInByServiceTime() {
    Told told =
        Told.live(
            stage("3").department("D3").service(at("2026-03-01 09:00:00")).sent(),
            stage("2").department("D2").service(at("2026-03-03 09:00:00")).sent(),
            stage("4").department("D4").service(at("2026-03-02 09:00:00")).sent(),
            review("1").sent());
    assertThat(told.image().attribution().department()).isEqualTo("D2");
  }

  @Test
  void ofEqualServiceTimesTheHighestNumberAsTextStandsIn() {
    // As text "9" is above "10".
    Told told =
        Told.live(
            stage("10").department("D10").sent(),
            stage("9").department("D9").sent(),
            stage("2").department("D2").sent(),
            review("1").sent());
    assertThat(told.image().attribution().department()).isEqualTo("D9");
  }

  @Test
  void wholeComesFromOnePlace() {
    // The stage names no member of staff: that of the review's own matter is not borrowed.
    Told told =
        Told.live(
            stage("1").department("D1").matter("M1").staff(null).sent(),
            review("1").own("370481000000", "D9", "M9").sent());
    Attribution whom = told.image().attribution();
    assertThat(whom.department()).isEqualTo("D1");
    assertThat(whom.matter()).isEqualTo("M1");
    assertThat(whom.district()).isEqualTo("370402");
    assertThat(whom.staff()).isEmpty();
  }

  @Test
  void ownFieldsStandInWhereNoStageIsKnown() {
    Told told = Told.live(review("1").own("370481000000", "D9", "M9").staff("SZ0001").sent());
    Attribution whom = told.image().attribution();
    assertThat(whom.department()).isEqualTo("D9");
    assertThat(whom.matter()).isEqualTo("M9");
    assertThat(whom.district()).isEqualTo("370481");
    assertThat(whom.staff()).containsExactly("D9/SZ0001");
    assertThat(whom.hasCase()).isFalse();
  }

  @Test
  void withoutOwnDepartmentNothingOfItsOwnCounts() {
    Told told = Told.live(review("1").own("370481000000", null, "M9").staff("SZ0001").sent());
    Attribution whom = told.image().attribution();
    assertThat(whom.department()).isEqualTo("unattributed");
    assertThat(whom.matter()).isNull();
    assertThat(whom.district()).isNull();
    assertThat(whom.staff()).isEmpty();
    assertThat(whom.hasCase()).isFalse();
  }

  @Test
  void staffNamedByTheReviewGoBeforeTheStage() {
    Told told =
        Told.live(
            stage("1").department("D1").staff("S1").sent(), review("1").staff("S7", "S8").sent());
    assertThat(told.image().attribution().staff()).containsExactly("D1/S7", "D1/S8");
  }

  @Test
  void staffNamedTwiceCountOnce() {
    Told told =
        Told.live(stage("1").department("D1").sent(), review("1").staff("S7", "S8", "S7").sent());
    assertThat(told.image().attribution().staff()).containsExactly("D1/S7", "D1/S8");
  }

  @Test
  void stageOfAnyStatusAttributes() {
    Told told = Told.live(stage("1").status(1).department("D1").sent(), review("1").sent());
    assertThat(told.image().attribution().department()).isEqualTo("D1");
    assertThat(told.image().attribution().hasCase()).isTrue();
  }

  @Test
  void laterCaseAmendsAnEarlierReviewOfEveryRound() {
    Told told = Told.live(review("1").sent(), review("1").round(2).sent());
    told.tell(stage("1").department("D1").sent());
    assertThat(told.image("1", 1).attribution().department()).isEqualTo("D1");
    assertThat(told.image("1", 2).attribution().department()).isEqualTo("D1");
    assertThat(told.changes).hasSize(4);
  }

  @Test
  void caseThatMovesNoReviewGivesNothingOut() {
    Told told =
        Told.live(
            stage("1").sent(),
            review("1").sent(),
            stage("2").service(at("2026-03-09 09:00:00")).sent());
    assertThat(told.changes).hasSize(1);
  }

  @Test
  void newestStageMovesWhenItIsReplaced() {
    // Stage 2 was the newest until its service was dated back.
    Told told =
        Told.live(
            stage("2").department("D2").update(1).service(at("2026-03-05 09:00:00")).sent(),
            stage("3").department("D3").service(at("2026-03-04 09:00:00")).sent(),
            review("1").sent());
    assertThat(told.image().attribution().department()).isEqualTo("D2");
    told.tell(stage("2").department("D2").update(2).service(at("2026-03-03 09:00:00")).sent());
    assertThat(told.image().attribution().department()).isEqualTo("D3");
  }

  @Test
  void reviewBeforeItsServiceIsFlaggedByTheCaseInForce() {
    long review = at("2026-03-02 09:26:10");
    Told told = Told.live(review("1").event(review).flags(Flag.UNKNOWN_TAG.bit()).sent());
    assertThat(Flag.names(told.image().flags())).containsExactly("UNKNOWN_TAG");
    told.tell(stage("1").update(1).service(review + 1).sent());
    assertThat(Flag.names(told.image().flags()))
        .containsExactly("REVIEW_BEFORE_SERVICE", "UNKNOWN_TAG");
    told.tell(stage("1").update(2).service(review).sent());
    assertThat(Flag.names(told.image().flags())).containsExactly("UNKNOWN_TAG");
  }

  @Test
  void reviewBeforeTheServiceItNamesItselfIsFlagged() {
    long review = at("2026-03-02 09:26:10");
    Told told =
        Told.live(review("1").event(review).service(review + 1).own(null, "D9", null).sent());
    assertThat(Flag.names(told.image().flags())).containsExactly("REVIEW_BEFORE_SERVICE");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "370402000000, 370402",
        "370499000000, 370499",
        "370402, 370402",
        "null, null",
        "Camden, Camden",
        "North London, North London"
      })
  void districtIsTheFirstSixDigits(String area, String district) {
    assertThat(Attribution.district(area)).isEqualTo(district);
  }
}
