package haochaping.core;

import static haochaping.core.Given.at;
import static haochaping.core.Given.ledger;
import static haochaping.core.Given.review;
import static haochaping.core.Given.stage;
import static haochaping.core.Given.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.Told;
import haochaping.core.Handling.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Meanings 3 to 6: withdrawal, adoption, rounds. */
class DecisionsTest {
  private static final long EARLY = at("2026-03-05 10:00:00");
  private static final long LATE = at("2026-04-10 16:00:00");

  /** -1 stands for a code that was not sent; verdict: none, adopted or not_adopted. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // mistaken, malicious, confirmed, verdict -> adopted, word
        "-1, -1, -1, none, true, -",
        " 0,  0,  0, none, true, -",
        " 1,  0,  0, none, false, mistaken",
        " 1, -1, -1, none, false, mistaken",
        " 0,  1,  1, none, false, malicious",
        " 0,  1,  0, none, true, -",
        " 0,  1, -1, none, true, -",
        " 0,  0,  1, none, true, -",
        " 1,  1,  1, none, false, mistaken",
        " 0,  0,  0, not_adopted, false, not_adopted",
        " 0,  0,  0, adopted, true, adopted",
        " 0,  1,  0, adopted, true, adopted",
        " 1,  0,  0, adopted, false, mistaken",
        " 0,  1,  1, adopted, false, malicious",
        " 1,  0,  0, not_adopted, false, mistaken",
        " 0,  1,  1, not_adopted, false, malicious"
      })
  void reviewIsNotAdoptedWhenEitherSaysSo(
      int mistaken, int malicious, int confirmed, String verdict, boolean adopted, String word) {
    Told told = Told.live(stage("1").sent(), review("1").level(1).sent());
    told.tell(ledger("1").mistaken(mistaken).malicious(malicious, confirmed).sent());
    if (verdict.equals("adopted")) {
      told.tell(verdict("1").adopted().sent());
    } else if (verdict.equals("not_adopted")) {
      told.tell(verdict("1").sent());
    }
    Handling handling = told.image().handling();
    assertThat(handling.adopted()).isEqualTo(adopted);
    assertThat(handling.verdict() == null ? null : handling.verdict().word()).isEqualTo(word);
  }

  @Test
  void laterLedgerReversesAndOlderDoesNot() {
    Told told = Told.live(review("1").level(1).sent(), ledger("1").update(LATE).mistaken(1).sent());
    assertThat(told.image().handling().adopted()).isFalse();
    told.tell(ledger("1").update(EARLY).mistaken(0).sent());
    assertThat(told.image().handling().adopted()).isFalse();
    told.tell(ledger("1").update(LATE + 1).mistaken(0).sent());
    assertThat(told.image().handling().adopted()).isTrue();
    assertThat(told.image().handling().verdict()).isNull();
  }

  @Test
  void laterVerdictReversesAndOlderDoesNot() {
    Told told = Told.live(review("1").sent(), verdict("1").update(LATE).sent());
    assertThat(told.image().handling().verdict()).isEqualTo(Verdict.NOT_ADOPTED);
    told.tell(verdict("1").update(EARLY).adopted().sent());
    assertThat(told.image().handling().verdict()).isEqualTo(Verdict.NOT_ADOPTED);
    told.tell(verdict("1").update(LATE + 1).adopted().sent());
    assertThat(told.image().handling().verdict()).isEqualTo(Verdict.ADOPTED);
    assertThat(told.image().handling().adopted()).isTrue();
  }

  @Test
  void ledgerReversedLeavesTheVerdictInForce() {
    Told told =
        Told.live(
            review("1").level(1).sent(),
            ledger("1").update(EARLY).mistaken(1).sent(),
            verdict("1").sent(),
            ledger("1").update(LATE).mistaken(0).sent());
    assertThat(told.image().handling().verdict()).isEqualTo(Verdict.NOT_ADOPTED);
    assertThat(told.image().handling().adopted()).isFalse();
  }

  @Test
  void decisionThatComesBeforeItsReviewWaitsForIt() {
    Told told = new Told();
    told.tell(ledger("1").mistaken(1).calledBack(1).status(2).sent());
    told.tell(verdict("1").adopted().sent());
    assertThat(told.changes).isEmpty();
    told.tell(review("1").level(1).sent());
    Handling handling = told.image().handling();
    assertThat(handling.verdict()).isEqualTo(Verdict.MISTAKEN);
    assertThat(handling.calledBack()).isEqualTo(1);
    assertThat(handling.status()).isEqualTo(2);
  }

  @Test
  void decisionHoldsForItsRoundOnly() {
    Told told =
        Told.live(
            review("1").level(1).sent(),
            review("1").round(2).sent(),
            ledger("1").mistaken(1).sent(),
            verdict("1").round(2).sent());
    assertThat(told.image("1", 1).handling().verdict()).isEqualTo(Verdict.MISTAKEN);
    assertThat(told.image("1", 2).handling().verdict()).isEqualTo(Verdict.NOT_ADOPTED);
  }

  @Test
  void stateOfTheRectificationTravelsWithTheImage() {
    Told told = Told.live(review("1").level(1).sent(), ledger("1").calledBack(1).status(1).sent());
    assertThat(told.changes).hasSize(2);
    assertThat(told.image().handling().calledBack()).isEqualTo(1);
    told.tell(ledger("1").update(LATE).calledBack(1).status(3).sent());
    assertThat(told.image().handling().status()).isEqualTo(3);
  }

  @Test
  void ledgerThatMovesNothingHeldTrueGivesNothingOut() {
    Told told = Told.live(review("1").level(1).sent(), ledger("1").status(1).sent());
    told.tell(ledger("1").update(LATE).status(1).reply("spoken to").sent());
    assertThat(told.changes).hasSize(2);
    assertThat(told.project.entryOf("1", 1).ledgerRevision()).isEqualTo(2);
  }

  @Test
  void textsOfPeopleAreNotKept() {
    Told told =
        Told.live(review("1").level(1).sent(), ledger("1").reply("x").sent(), verdict("1").sent());
    Project.Entry entry = told.project.entryOf("1", 1);
    assertThat(entry.ledger().reply()).isNull();
    assertThat(entry.verdict().reason()).isNull();
    assertThat(entry.verdict().by()).isNull();
  }

  @Test
  void withdrawnReviewIsInNoCountUntilItIsPutBack() {
    Told told = Told.live(review("1").update(1).sent());
    assertThat(told.image().effective()).isTrue();
    told.tell(review("1").update(2).withdrawn().sent());
    assertThat(told.last().before().counted()).isTrue();
    assertThat(told.last().after().effective()).isFalse();
    assertThat(told.last().after().counted()).isFalse();
    told.tell(review("1").update(3).sent());
    assertThat(told.last().before().counted()).isFalse();
    assertThat(told.last().after().counted()).isTrue();
  }

  @Test
  void firstRoundIsCountedAndTheSecondIsShownOnly() {
    Told told = Told.live(review("1").sent(), review("1").round(2).sent());
    assertThat(told.image("1", 1).counted()).isTrue();
    assertThat(told.image("1", 2).counted()).isFalse();
    assertThat(told.image("1", 2).effective()).isTrue();
  }

  @Test
  void verdictOnADefaultReviewIsKept() {
    Told told = Told.live(review("1").byDefault().sent(), verdict("1").sent());
    assertThat(told.image().review().isDefault()).isTrue();
    assertThat(told.image().handling().adopted()).isFalse();
  }

  @Test
  void reviewIdNamesSourceProjectStageAndRound() {
    Told told = Told.live(review("1").round(2).sent());
    assertThat(told.image("1", 2).reviewId()).isEqualTo("zz-zwfw/37040220260302000017/1/2");
  }
}
