package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.ReviewSent;
import haochaping.core.Given.Told;
import org.junit.jupiter.api.Test;

/** A project that forgets its people counts as before. */
class ErasureTest {

  private static ReviewSent bad() {
    return Given.review("1")
        .level(1)
        .realName()
        .text("等了两个小时")
        .from("reviewer-token", "phone-token", "device-7", "address-token");
  }

  private static void assertAnonymous(ReviewRecord review) {
    assertThat(review.reviewer()).isNull();
    assertThat(review.phone()).isNull();
    assertThat(review.device()).isNull();
    assertThat(review.address()).isNull();
    assertThat(review.text()).isNull();
  }

  @Test
  void whoAndWhatIsForgottenAndWhatCountsStays() {
    Told told = Told.live(Given.stage("1").sent(), bad().sent());
    ReviewChange first = told.last();

    told.project.erase(told.changes::add);

    assertThat(told.changes).hasSize(2);
    ReviewChange erased = told.last();
    assertThat(erased.revision()).isEqualTo(first.revision());
    assertThat(erased.cause()).isEqualTo(first.cause());
    assertThat(erased.before()).isEqualTo(first.after());
    assertAnonymous(erased.after().review());
    assertThat(erased.after().attribution()).isEqualTo(first.after().attribution());
    assertThat(erased.after().review())
        .usingRecursiveComparison()
        .ignoringFields("reviewer", "phone", "device", "address", "text")
        .isEqualTo(first.after().review());
    assertThat(told.project.isErased()).isTrue();
  }

  @Test
  void onceMoreTellsNothing() {
    Told told = Told.live(Given.stage("1").sent(), bad().sent());
    told.project.erase(told.changes::add);
    told.project.erase(told.changes::add);
    assertThat(told.changes).hasSize(2);
  }

  @Test
  void whatComesLaterIsAnonymousAndTheSameAgainIsARepeat() {
    Told told = Told.live(Given.stage("1").sent(), bad().sent());
    told.project.erase(told.changes::add);

    assertThat(told.tell(bad().sent())).isEqualTo(Versioned.Standing.REPEATED);
    assertThat(told.tell(bad().level(2).update(Given.at("2026-04-01 00:00:00")).sent()))
        .isEqualTo(Versioned.Standing.IN_FORCE);

    ReviewChange corrected = told.last();
    assertThat(corrected.revision()).isEqualTo(2);
    assertThat(corrected.before().review().level()).isEqualTo(1);
    assertThat(corrected.after().review().level()).isEqualTo(2);
    assertAnonymous(corrected.before().review());
    assertAnonymous(corrected.after().review());
  }

  @Test
  void aProjectThatNothingIsKnownOfStaysErased() {
    Told told = new Told();
    told.project.erase(told.changes::add);
    assertThat(told.changes).isEmpty();
    told.tell(bad().sent());
    assertThat(told.changes).hasSize(1);
    assertAnonymous(told.last().after().review());
  }

  @Test
  void aReviewThatWaitsForItsCaseIsGivenOutWithoutItsAuthor() {
    Told told = new Told(true);
    told.tell(bad().sent());
    told.project.erase(told.changes::add);
    assertThat(told.changes).isEmpty();
    told.tell(Given.stage("1").sent());
    assertThat(told.changes).hasSize(1);
    assertThat(told.last().before()).isNull();
    assertAnonymous(told.last().after().review());
  }
}
