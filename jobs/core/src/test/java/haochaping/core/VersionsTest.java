package haochaping.core;

import static haochaping.core.Given.at;
import static haochaping.core.Given.ledger;
import static haochaping.core.Given.review;
import static haochaping.core.Given.stage;
import static haochaping.core.Given.verdict;
import static haochaping.core.Versioned.NO_TIME;
import static haochaping.core.Versioned.Standing.IN_FORCE;
import static haochaping.core.Versioned.Standing.REPEATED;
import static haochaping.core.Versioned.Standing.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.Told;
import org.junit.jupiter.api.Test;

/** Meaning 1: which of the records of one identity holds. */
class VersionsTest {
  private static final long EARLY = at("2026-03-02 09:26:11");
  private static final long LATE = at("2026-03-09 12:00:00");

  @Test
  void higherUpdateTimeWinsWhicheverComesFirst() {
    ReviewRecord old = review("1").update(EARLY).level(1).sent();
    ReviewRecord fresh = review("1").update(LATE).level(5).sent();

    Told inOrder = new Told();
    assertThat(inOrder.tell(old)).isEqualTo(IN_FORCE);
    assertThat(inOrder.tell(fresh)).isEqualTo(IN_FORCE);
    assertThat(inOrder.image().review()).isEqualTo(fresh);

    Told reversed = new Told();
    assertThat(reversed.tell(fresh)).isEqualTo(IN_FORCE);
    assertThat(reversed.tell(old)).isEqualTo(SUPERSEDED);
    assertThat(reversed.image().review()).isEqualTo(fresh);
  }

  @Test
  void absentUpdateTimeIsOlderThanAnyPresentOne() {
    ReviewRecord undated = review("1").update(NO_TIME).level(1).sent();
    ReviewRecord dated = review("1").update(at("2000-01-01 00:00:00")).level(5).sent();

    Told datedFirst = new Told();
    datedFirst.tell(dated);
    assertThat(datedFirst.tell(undated)).isEqualTo(SUPERSEDED);
    assertThat(datedFirst.image().review()).isEqualTo(dated);

    Told undatedFirst = new Told();
    undatedFirst.tell(undated);
    assertThat(undatedFirst.tell(dated)).isEqualTo(IN_FORCE);
    assertThat(undatedFirst.image().review()).isEqualTo(dated);
  }

  @Test
  void ofEqualUpdateTimesTheLaterArrivalWins() {
    Told told = new Told();
    told.tell(review("1").level(1).offset(1).sent());
    assertThat(told.tell(review("1").level(4).offset(2).sent())).isEqualTo(IN_FORCE);
    assertThat(told.image().review().level()).isEqualTo(4);
  }

  @Test
  void ofTwoAbsentUpdateTimesTheLaterArrivalWins() {
    Told told = new Told();
    told.tell(review("1").update(NO_TIME).level(1).offset(1).sent());
    assertThat(told.tell(review("1").update(NO_TIME).level(4).offset(2).sent()))
        .isEqualTo(IN_FORCE);
    assertThat(told.image().review().level()).isEqualTo(4);
  }

  @Test
  void laterVersionReplacesTheWholeRecord() {
    Told told = new Told();
    told.tell(review("1").update(EARLY).text("slow").staff("SZ0001").own(null, "D1", "M1").sent());
    told.tell(review("1").update(LATE).sent());

    ReviewRecord held = told.image().review();
    assertThat(held.text()).isNull();
    assertThat(held.staff()).isEmpty();
    assertThat(held.department()).isNull();
    assertThat(told.image().attribution().department()).isEqualTo("unattributed");
  }

  @Test
  void repeatChangesNothingOnAnyStream() {
    Told told =
        Told.live(
            stage("1").sent(),
            review("1").level(1).sent(),
            ledger("1").mistaken(1).sent(),
            verdict("1").sent());
    int changes = told.changes.size();

    assertThat(told.tell(stage("1").offset(9).sent())).isEqualTo(REPEATED);
    assertThat(told.tell(review("1").level(1).offset(9).sent())).isEqualTo(REPEATED);
    assertThat(told.tell(ledger("1").mistaken(1).sent())).isEqualTo(REPEATED);
    assertThat(told.tell(verdict("1").sent())).isEqualTo(REPEATED);
    assertThat(told.changes).hasSize(changes);
  }

  @Test
  void oldVersionThatComesAgainIsSupersededAndChangesNothingHeldTrue() {
    Told told = new Told();
    told.tell(review("1").update(EARLY).level(1).sent());
    told.tell(review("1").update(LATE).level(5).sent());
    ReviewImage held = told.image();

    assertThat(told.tell(review("1").update(EARLY).level(1).sent())).isEqualTo(SUPERSEDED);
    assertThat(told.last().before()).isEqualTo(held);
    assertThat(told.last().after()).isEqualTo(held);
  }

  @Test
  void replayFromTheStartEndsTheSame() {
    FeedRecord[] feed = {
      review("1").update(NO_TIME).level(1).offset(1).sent(),
      stage("1").update(EARLY).staff("SZ0001").sent(),
      review("1").update(NO_TIME).level(4).offset(2).sent(),
      ledger("1").update(EARLY).mistaken(1).sent(),
      stage("1").update(LATE).staff("SZ0002").sent(),
      ledger("1").update(LATE).mistaken(0).sent()
    };
    Told told = Told.live(feed);
    ReviewImage held = told.image();
    for (FeedRecord record : feed) {
      told.tell(record);
    }
    assertThat(told.image().handling()).isEqualTo(held.handling());
    assertThat(told.image().attribution()).isEqualTo(held.attribution());
    assertThat(told.image().review()).isEqualTo(held.review());
  }

  @Test
  void supersededCaseMovesNoReview() {
    Told told = new Told();
    told.tell(stage("1").update(LATE).department("D2").sent());
    told.tell(review("1").sent());
    int changes = told.changes.size();

    assertThat(told.tell(stage("1").update(EARLY).department("D1").sent())).isEqualTo(SUPERSEDED);
    assertThat(told.changes).hasSize(changes);
    assertThat(told.image().attribution().department()).isEqualTo("D2");
  }

  @Test
  void revisionsOfAReviewCountFromOneWithoutAGap() {
    Told told =
        Told.live(
            review("1").update(EARLY).level(1).sent(),
            stage("1").sent(),
            review("1").update(LATE).level(2).sent(),
            verdict("1").sent());
    assertThat(told.changes).extracting(ReviewChange::revision).containsExactly(1, 2, 3, 4);
  }

  @Test
  void everyChangeStartsWhereTheLastOneEnded() {
    Told told =
        Told.live(
            review("1").update(EARLY).level(1).sent(),
            ledger("1").mistaken(1).sent(),
            stage("1").sent(),
            review("1").update(LATE).level(2).sent());
    assertThat(told.changes.get(0).before()).isNull();
    for (int i = 1; i < told.changes.size(); i++) {
      assertThat(told.changes.get(i).before()).isEqualTo(told.changes.get(i - 1).after());
    }
  }

  @Test
  void changeNamesTheRecordThatBroughtIt() {
    CaseRecord stage = stage("1").offset(77).sent();
    Told told = Told.live(review("1").sent(), stage);
    assertThat(told.last().cause()).isEqualTo(stage.position());
  }

  @Test
  void stageRevisionCountsVersionsInForceOnly() {
    Told told = new Told();
    told.tell(stage("1").update(LATE).sent());
    told.tell(stage("1").update(EARLY).staff("X").sent());
    assertThat(told.project.stage("1").revision()).isEqualTo(1);
    told.tell(stage("1").update(LATE).staff("Y").sent());
    assertThat(told.project.stage("1").revision()).isEqualTo(2);
  }
}
