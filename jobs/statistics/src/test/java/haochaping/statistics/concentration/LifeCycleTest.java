package haochaping.statistics.concentration;

import static haochaping.statistics.concentration.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LifeCycleTest {
  private static final LocalDate OPEN = LocalDate.of(2026, 3, 1);
  private static final LifeCycle LIFE = LifeCycle.DEFAULT;

  private static DayEvidence crossing(int day) {
    return new DayEvidence(OPEN.plusDays(day), true, false, 3, OPEN.plusDays(day), false);
  }

  private static DayEvidence windowOnly(int day, boolean calm) {
    return new DayEvidence(OPEN.plusDays(day), false, true, 2, OPEN.plusDays(day), calm);
  }

  private static DayEvidence quiet(int day, int lastBad, boolean calm) {
    return new DayEvidence(OPEN.plusDays(day), false, false, 0, OPEN.plusDays(lastBad), calm);
  }

  private static Optional<Alert> close(Optional<Alert> last, DayEvidence evidence) {
    return LIFE.atClose("staff", "S0001", last, evidence);
  }

  private static Optional<Alert> during(Optional<Alert> last, DayEvidence evidence) {
    return LIFE.duringDay("staff", "S0001", last, evidence);
  }

  @Example
  void goldenId() {
    assertThat(Alert.id("cusum", "staff", "S0001", OPEN))
        .isEqualTo("06f2b3a3a10cd1996cb853ea0ff13e07");
    assertThat(close(Optional.empty(), crossing(0)).orElseThrow().id())
        .isEqualTo("06f2b3a3a10cd1996cb853ea0ff13e07");
  }

  @Example
  void opensAtACrossingWithTwoBadReviews() {
    assertThat(close(Optional.empty(), quiet(0, 0, false))).isEmpty();
    assertThat(during(Optional.empty(), new DayEvidence(OPEN, true, true, 1, OPEN, false)))
        .isEmpty();
    Alert alert =
        during(Optional.empty(), new DayEvidence(OPEN, true, true, 2, OPEN, false)).orElseThrow();
    assertThat(alert)
        .isEqualTo(
            new Alert(
                "06f2b3a3a10cd1996cb853ea0ff13e07",
                "cusum",
                "staff",
                "S0001",
                OPEN,
                AlertState.NEW,
                OPEN,
                null,
                null,
                null,
                Response.NONE));
    assertThat(during(Optional.empty(), windowOnly(0, true)).orElseThrow().detector())
        .isEqualTo(Alert.WINDOW);
  }

  @Example
  void twoDetectorsAreOneAlert() {
    Optional<Alert> alert = close(Optional.empty(), windowOnly(0, false));
    Optional<Alert> next = close(alert, crossing(1));
    assertThat(next.orElseThrow().id()).isEqualTo(alert.orElseThrow().id());
    assertThat(next.orElseThrow().detector()).isEqualTo(Alert.WINDOW);
  }

  @Example
  void isNewOnItsDayAndOngoingAfter() {
    Optional<Alert> alert = during(Optional.empty(), crossing(0));
    alert = during(alert, crossing(0));
    alert = close(alert, crossing(0));
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.NEW);
    assertThat(during(alert, crossing(1))).isEqualTo(alert);
    alert = close(alert, quiet(1, 0, false));
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.ONGOING);
    assertThat(alert.orElseThrow().stateDay()).isEqualTo(OPEN.plusDays(1));
    alert = close(alert, crossing(2));
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.ONGOING);
    assertThat(alert.orElseThrow().stateDay()).isEqualTo(OPEN.plusDays(1));
  }

  @Example
  void closesAfterThirtyDaysWithoutABadReview() {
    Optional<Alert> alert = close(Optional.empty(), crossing(0));
    for (int day = 1; day < 30; day++) {
      alert = close(alert, new DayEvidence(OPEN.plusDays(day), true, false, 3, OPEN, false));
      assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.ONGOING);
    }
    alert = close(alert, new DayEvidence(OPEN.plusDays(30), true, false, 3, OPEN, false));
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.CLOSED);
    assertThat(alert.orElseThrow().stateDay()).isEqualTo(OPEN.plusDays(30));
  }

  @Example
  void aBadReviewKeepsItOpen() {
    Optional<Alert> alert = close(Optional.empty(), crossing(0));
    for (int day = 1; day < 59; day++) {
      alert = close(alert, quiet(day, day < 29 ? 0 : 29, false));
      assertThat(alert.orElseThrow().state().isOpen()).isTrue();
    }
    assertThat(close(alert, quiet(59, 29, false)).orElseThrow().state())
        .isEqualTo(AlertState.CLOSED);
  }

  @Example
  void closesAfterFourteenCalmDaysInARow() {
    Optional<Alert> alert = close(Optional.empty(), crossing(0));
    for (int day = 1; day <= 13; day++) {
      alert = close(alert, quiet(day, day, true));
      assertThat(alert.orElseThrow().calmSince()).isEqualTo(OPEN.plusDays(1));
    }
    assertThat(close(alert, quiet(14, 14, true)).orElseThrow().state())
        .isEqualTo(AlertState.CLOSED);

    // Neither a window's crossing nor S at h/2 is calm: the days count from the start again.
    for (DayEvidence broken : new DayEvidence[] {windowOnly(14, true), quiet(14, 14, false)}) {
      Optional<Alert> other = close(alert, broken);
      assertThat(other.orElseThrow().calmSince()).isNull();
      for (int day = 15; day <= 27; day++) {
        other = close(other, quiet(day, day, true));
        assertThat(other.orElseThrow().state()).isEqualTo(AlertState.ONGOING);
      }
      assertThat(close(other, quiet(28, 28, true)).orElseThrow().state())
          .isEqualTo(AlertState.CLOSED);
    }
  }

  private static Optional<Alert> closedOnDay30() {
    Optional<Alert> alert = close(Optional.empty(), crossing(0));
    for (int day = 1; day <= 30; day++) {
      alert = close(alert, quiet(day, 0, false));
    }
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.CLOSED);
    return alert;
  }

  @Example
  void comesBackWithinThirtyDaysUnderItsId() {
    Optional<Alert> closed = closedOnDay30();
    assertThat(close(closed, quiet(45, 0, true))).isEqualTo(closed);
    Optional<Alert> alert = during(closed, crossing(60));
    assertThat(alert.orElseThrow().id()).isEqualTo(closed.orElseThrow().id());
    assertThat(alert.orElseThrow().openDay()).isEqualTo(OPEN);
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.REOPENED);
    assertThat(alert.orElseThrow().stateDay()).isEqualTo(OPEN.plusDays(60));
    alert = close(alert, crossing(60));
    assertThat(alert.orElseThrow().state()).isEqualTo(AlertState.REOPENED);
    assertThat(close(alert, crossing(61)).orElseThrow().state()).isEqualTo(AlertState.ONGOING);
  }

  @Example
  void isAnotherAlertAfterThirtyDays() {
    Optional<Alert> closed = closedOnDay30();
    Alert other = during(closed, crossing(61)).orElseThrow();
    assertThat(other.state()).isEqualTo(AlertState.NEW);
    assertThat(other.openDay()).isEqualTo(OPEN.plusDays(61));
    assertThat(other.id()).isNotEqualTo(closed.orElseThrow().id());
  }

  @Example
  void isWithdrawnWithAReasonAndComesBackWhenTheRetractionIsUndone() {
    Alert alert = close(Optional.empty(), crossing(0)).orElseThrow();
    Alert withdrawn = LIFE.withdraw(alert, OPEN.plusDays(4), "2 of 3 reviews not adopted");
    assertThat(withdrawn.state()).isEqualTo(AlertState.WITHDRAWN);
    assertThat(withdrawn.reason()).isEqualTo("2 of 3 reviews not adopted");
    assertThat(LIFE.withdraw(withdrawn, OPEN.plusDays(5), "again")).isEqualTo(withdrawn);
    Alert back = during(Optional.of(withdrawn), crossing(9)).orElseThrow();
    assertThat(back.state()).isEqualTo(AlertState.REOPENED);
    assertThat(back.id()).isEqualTo(alert.id());
    assertThat(back.reason()).isNull();
    refused(() -> LIFE.withdraw(alert, OPEN, " "), "reason =  : must say why");
    refused(
        () -> LIFE.withdraw(alert, OPEN.minusDays(1), "x"),
        "day = 2026-02-28: must not be before stateDay 2026-03-01");
  }

  @Example
  void whatPeopleSayStandsBesideTheState() {
    Alert alert = close(Optional.empty(), crossing(0)).orElseThrow();
    Alert rejected = alert.with(Response.REJECTED);
    assertThat(rejected.state()).isEqualTo(AlertState.NEW);
    assertThat(rejected.with(Response.NONE)).isEqualTo(alert);
    Alert next = close(Optional.of(rejected), crossing(1)).orElseThrow();
    assertThat(next.state()).isEqualTo(AlertState.ONGOING);
    assertThat(next.response()).isEqualTo(Response.REJECTED);
  }

  @Example
  void aParentThatTheChildExplainsFolds() {
    Alert child = close(Optional.empty(), crossing(0)).orElseThrow();
    Alert parent = LIFE.atClose("department", "D1", Optional.empty(), crossing(0)).orElseThrow();
    Alert folded = LIFE.fold(parent, child, quiet(0, 0, false));
    assertThat(folded.foldedInto()).isEqualTo(child.id());
    assertThat(folded.state()).isEqualTo(AlertState.NEW);
    assertThat(LIFE.fold(folded, child, crossing(1)).foldedInto()).isNull();
  }

  private static final Map<AlertState, Set<AlertState>> NEXT =
      Map.of(
          AlertState.NEW,
          EnumSet.of(AlertState.NEW, AlertState.ONGOING, AlertState.CLOSED, AlertState.WITHDRAWN),
          AlertState.ONGOING,
          EnumSet.of(AlertState.ONGOING, AlertState.CLOSED, AlertState.WITHDRAWN),
          AlertState.CLOSED,
          EnumSet.of(AlertState.CLOSED, AlertState.REOPENED, AlertState.WITHDRAWN),
          AlertState.REOPENED,
          EnumSet.of(
              AlertState.REOPENED, AlertState.ONGOING, AlertState.CLOSED, AlertState.WITHDRAWN),
          AlertState.WITHDRAWN,
          EnumSet.of(AlertState.WITHDRAWN, AlertState.REOPENED));

  @Property(tries = 500, seed = "20260301")
  void livesAreAsThePictureShows(@ForAll Random random) {
    Optional<Alert> last = Optional.empty();
    LocalDate lastBad = null;
    int calmness = 1 + random.nextInt(20);
    int badness = 1 + random.nextInt(60);
    for (int i = 0; i < 400; i++) {
      LocalDate day = OPEN.plusDays(i);
      if (random.nextInt(badness) == 0) {
        lastBad = day;
      }
      boolean crosses = random.nextInt(badness) == 0;
      DayEvidence evidence =
          new DayEvidence(
              day,
              crosses && random.nextBoolean(),
              crosses && random.nextBoolean(),
              random.nextInt(4),
              lastBad,
              random.nextInt(calmness) > 0);
      Optional<Alert> next = last;
      if (random.nextBoolean()) {
        next = LIFE.duringDay("staff", "S", next, evidence);
        check(last, next, evidence);
        assertThat(LIFE.duringDay("staff", "S", next, evidence)).isEqualTo(next);
        last = next;
      }
      next = LIFE.atClose("staff", "S", last, evidence);
      check(last, next, evidence);
      last = next;
      if (last.isPresent() && random.nextInt(100) == 0) {
        next = last.map(alert -> LIFE.withdraw(alert, day, "retracted"));
        check(last, next, evidence);
        last = next;
      }
    }
  }

  private static void check(Optional<Alert> before, Optional<Alert> after, DayEvidence evidence) {
    if (after.isEmpty()) {
      assertThat(before).isEmpty();
      return;
    }
    Alert alert = after.get();
    assertThat(alert.id()).isEqualTo(Alert.id(alert.detector(), "staff", "S", alert.openDay()));
    assertThat(alert.reason() != null).isEqualTo(alert.state() == AlertState.WITHDRAWN);
    if (before.isPresent() && before.get().id().equals(alert.id())) {
      assertThat(NEXT.get(before.get().state())).contains(alert.state());
      if (alert.state() == AlertState.REOPENED && before.get().state() != AlertState.REOPENED) {
        assertThat(ChronoUnit.DAYS.between(before.get().stateDay(), evidence.day()))
            .isLessThanOrEqualTo(30);
      }
    } else {
      assertThat(alert.state()).isEqualTo(AlertState.NEW);
      assertThat(evidence.crosses()).isTrue();
      assertThat(evidence.bad()).isGreaterThanOrEqualTo(2);
      before.ifPresent(
          ended -> {
            assertThat(ended.state().isOpen()).isFalse();
            assertThat(ChronoUnit.DAYS.between(ended.stateDay(), evidence.day())).isGreaterThan(30);
          });
    }
  }

  @Example
  void wrongArgumentsAreNamed() {
    refused(() -> new LifeCycle(0, 1, 1, 1), "daysWithoutBad = 0: must be at least 1");
    refused(() -> new LifeCycle(1, 0, 1, 1), "calmDays = 0: must be at least 1");
    refused(() -> new LifeCycle(1, 1, -1, 1), "reopenDays = -1: must be at least 0");
    refused(() -> new LifeCycle(1, 1, 1, 0), "fewestBad = 0: must be at least 1");
    refused(
        () -> new DayEvidence(OPEN, false, false, -1, null, true), "bad = -1: must be at least 0");
    refused(
        () -> new DayEvidence(OPEN, false, false, 1, OPEN.plusDays(1), true),
        "lastBad = 2026-03-02: must not be after day 2026-03-01");
    Optional<Alert> alert = close(Optional.empty(), crossing(5));
    refused(
        () -> close(alert, crossing(4)),
        "day = 2026-03-05: must not be before stateDay 2026-03-06");
  }
}
