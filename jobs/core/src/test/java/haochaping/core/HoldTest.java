package haochaping.core;

import static haochaping.core.Given.ledger;
import static haochaping.core.Given.review;
import static haochaping.core.Given.stage;
import static haochaping.core.Given.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.Told;
import org.junit.jupiter.api.Test;

/** A backfill: a review whose case has not come waits for it, or for the end. */
class HoldTest {

  @Test
  void reviewWaitsForItsCaseAndIsGivenOutOnceAndWhole() {
    Told told = new Told(true);
    told.tell(review("1").level(1).sent());
    told.tell(ledger("1").mistaken(1).sent());
    told.tell(verdict("1").sent());
    assertThat(told.changes).isEmpty();
    assertThat(told.project.holds()).isTrue();

    told.tell(stage("1").department("D1").sent());
    assertThat(told.project.holds()).isFalse();
    assertThat(told.changes).hasSize(1);
    assertThat(told.last().before()).isNull();
    assertThat(told.last().revision()).isEqualTo(1);
    assertThat(told.image().attribution().department()).isEqualTo("D1");
    assertThat(told.image().handling().adopted()).isFalse();
  }

  @Test
  void endGivesOutWhatStillWaits() {
    Told told = new Told(true);
    told.tell(review("1").sent());
    told.tell(review("2").sent());
    told.project.releaseAll(told.changes::add);
    assertThat(told.changes).hasSize(2);
    assertThat(told.changes)
        .allSatisfy(
            change ->
                assertThat(change.after().attribution().department()).isEqualTo("unattributed"));
    told.project.releaseAll(told.changes::add);
    assertThat(told.changes).hasSize(2);
  }

  @Test
  void everyVersionOfAHeldReviewIsAccountedFor() {
    Told told = new Told(true);
    told.tell(review("1").update(1).level(1).sent());
    told.tell(review("1").update(2).level(5).sent());
    told.project.releaseAll(told.changes::add);
    assertThat(told.changes).hasSize(2);
    assertThat(told.changes.get(0).before()).isNull();
    assertThat(told.changes.get(1).before()).isEqualTo(told.changes.get(0).after());
    assertThat(told.image().review().level()).isEqualTo(5);
  }

  @Test
  void repeatOfAHeldReviewIsARepeat() {
    Told told = new Told(true);
    told.tell(review("1").sent());
    assertThat(told.tell(review("1").sent())).isEqualTo(Versioned.Standing.REPEATED);
    assertThat(told.changes).isEmpty();
  }

  @Test
  void reviewOfAKnownCaseDoesNotWait() {
    Told told = new Told(true);
    told.tell(stage("2").sent());
    told.tell(review("1").sent());
    assertThat(told.changes).hasSize(1);
  }
}
