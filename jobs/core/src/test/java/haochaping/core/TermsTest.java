package haochaping.core;

import static haochaping.core.Given.at;
import static haochaping.core.Given.ledger;
import static haochaping.core.Given.review;
import static haochaping.core.Given.stage;
import static haochaping.core.Given.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Deadlines of the review of Monday, 2 March 2026, 09:26, counted by hand on a calendar. */
class TermsTest {
  private static final Terms TERMS =
      new Terms("city", 1, 5, 15, 5, 5, 2, Set.of("form"), WorkingDays.ANNOUNCED);

  private static List<Deadline> of(FeedRecord... records) {
    return TERMS.of(Told.live(records).image());
  }

  private static Deadline open(Step step, String dueAt) {
    return new Deadline(step, at(dueAt), false, Versioned.NO_TIME, false);
  }

  @Test
  void badReviewWantsACallAndARectification() {
    assertThat(of(stage("1").sent(), review("1").level(2).realName().sent()))
        .containsExactly(
            open(Step.CALLBACK, "2026-03-04 00:00:00"),
            open(Step.RECTIFICATION, "2026-03-10 00:00:00"));
  }

  @Test
  void nobodyCanCallWhoGaveNoName() {
    assertThat(of(stage("1").sent(), review("1").level(1).sent()))
        .containsExactly(open(Step.RECTIFICATION, "2026-03-10 00:00:00"));
  }

  @Test
  void goodDefaultAndWithdrawnReviewsWantNothing() {
    assertThat(of(stage("1").sent(), review("1").level(3).realName().sent())).isEmpty();
    assertThat(of(stage("1").sent(), review("1").level(1).byDefault().sent())).isEmpty();
    assertThat(of(stage("1").sent(), review("1").level(1).withdrawn().sent())).isEmpty();
  }

  @Test
  void ledgerSaysWhatWasDoneAndHowLongItMayTake() {
    long called = at("2026-03-03 23:59:59");
    assertThat(
            of(
                stage("1").sent(),
                review("1").level(2).realName().sent(),
                ledger("1").calledBack(1).callback(called).handlingLevel("complex").sent()))
        .containsExactly(
            new Deadline(Step.CALLBACK, at("2026-03-04 00:00:00"), true, called, false),
            open(Step.RECTIFICATION, "2026-03-24 00:00:00"));
    long rectified = at("2026-03-10 00:00:00");
    List<Deadline> late =
        of(
            stage("1").sent(),
            review("1").level(2).sent(),
            ledger("1").handlingLevel("simple").status(2).rectified(rectified).sent());
    assertThat(late)
        .containsExactly(
            new Deadline(Step.RECTIFICATION, at("2026-03-10 00:00:00"), true, rectified, false));
    assertThat(late.get(0).isOverdue(at("2026-03-05 00:00:00"))).isTrue();
  }

  @Test
  void whoWasNotReachedIsStillToBeCalled() {
    Deadline call =
        of(
                stage("1").sent(),
                review("1").level(2).realName().sent(),
                ledger("1").calledBack(0).callback(at("2026-03-02 14:00:00")).sent())
            .get(0);
    assertThat(call).isEqualTo(open(Step.CALLBACK, "2026-03-04 00:00:00"));
    assertThat(call.isOverdue(at("2026-03-03 23:59:59"))).isFalse();
    assertThat(call.isOverdue(at("2026-03-04 00:00:00"))).isTrue();
  }

  @Test
  void whatWasDoneNobodySaidWhenIsNotLate() {
    Deadline call =
        of(
                stage("1").sent(),
                review("1").level(2).realName().sent(),
                ledger("1").calledBack(1).sent())
            .get(0);
    assertThat(call)
        .isEqualTo(
            new Deadline(Step.CALLBACK, at("2026-03-04 00:00:00"), true, Versioned.NO_TIME, false));
    assertThat(call.isOverdue(at("2026-06-01 00:00:00"))).isFalse();
  }

  @Test
  void whatDoesNotCountOrHasNoBasisIsNotRectified() {
    assertThat(
            of(
                stage("1").sent(),
                review("1").level(2).realName().sent(),
                ledger("1").mistaken(1).sent()))
        .containsExactly(open(Step.CALLBACK, "2026-03-04 00:00:00"));
    assertThat(of(stage("1").sent(), review("1").level(2).sent(), verdict("1").sent())).isEmpty();
    assertThat(
            of(
                stage("1").sent(),
                review("1").level(2).sent(),
                ledger("1").handlingLevel("no_basis").sent()))
        .isEmpty();
  }

  @Test
  void paperIsTypedInWithinFiveWorkingDays() {
    long uploaded = at("2026-03-09 17:00:00");
    assertThat(
            of(
                review("1")
                    .level(4)
                    .channel(Channel.PAPER)
                    .event(at("2026-03-02 12:00:00"))
                    .upload(uploaded)
                    .sent()))
        .containsExactly(
            new Deadline(Step.PAPER_UPLOAD, at("2026-03-10 00:00:00"), true, uploaded, false));
  }

  @Test
  void reviewOfAnotherDayIsASupplementaryOne() {
    long given = at("2026-03-10 08:00:00");
    assertThat(of(stage("1").sent(), review("1").level(5).event(given).sent()))
        .containsExactly(
            new Deadline(Step.SUPPLEMENT, at("2026-03-10 00:00:00"), true, given, false));
  }

  @Test
  void termThatReachesIntoAYearNotAnnouncedIsProvisional() {
    assertThat(
            of(
                stage("1").service(at("2026-12-30 09:00:00")).sent(),
                review("1").level(1).event(at("2026-12-30 09:10:00")).sent()))
        .containsExactly(
            new Deadline(
                Step.RECTIFICATION, at("2027-01-07 00:00:00"), false, Versioned.NO_TIME, true));
  }
}
