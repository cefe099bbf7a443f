package haochaping.deliver.plan;

import static haochaping.deliver.Told.at;
import static haochaping.deliver.Told.cluster;
import static haochaping.deliver.Told.concentration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.deliver.City;
import haochaping.deliver.Told;
import haochaping.platform.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeskTest {
  private static final long MORNING = at("2026-03-05T09:00");
  private static final long MINUTE = 60_000;

  private static Office office() {
    return new Office(Set.of());
  }

  @Test
  void nightsNoticesComeTogetherOnAWorkedSaturday() {
    List<String> received =
        office()
            .at(at("2025-10-10T18:00"), concentration("a1", 1, "A", 6, at("2025-10-10T18:00")))
            .at(at("2025-10-11T02:00"), concentration("a2", 1, "A", 7, at("2025-10-11T02:00")))
            .at(at("2025-10-11T18:00"), concentration("c", 1, "C", 7, at("2025-10-11T18:00")))
            .at(at("2025-10-11T09:00"), new Order.Acknowledge("a1", "A", null))
            .at(at("2025-10-11T09:00"), new Order.Acknowledge("a2", "A", null))
            .run(at("2025-10-10T17:00"), at("2025-10-13T08:31"))
            .received();
    assertThat(received)
        .containsExactly(
            "10-11T08:30 mail department:A new [a1@1 new, a2@1 new]",
            "10-11T08:30 webhook department:A new [a1@1 new, a2@1 new]",
            "10-13T08:30 mail department:C new [c@1 new]");
  }

  @Test
  void aTermIsWarnedOfThenOverdueThenTheSupervisors() {
    List<String> received =
        office()
            .at(at("2026-03-03T00:01"), Told.due("t", 1, "C", "warning", at("2026-03-03T00:01")))
            .at(at("2026-03-04T00:01"), Told.due("t", 2, "C", "overdue", at("2026-03-04T00:01")))
            .at(at("2026-03-04T09:00"), new Order.Acknowledge("t", "C", null))
            .at(at("2026-03-06T00:01"), Told.due("t", 3, "C", "escalated", at("2026-03-06T00:01")))
            .run(at("2026-03-03T00:00"), at("2026-03-06T09:00"))
            .received();
    assertThat(received)
        .containsExactly(
            "03-03T08:30 mail department:C warning [t@1 warning]",
            "03-04T08:30 mail department:C overdue [t@2 overdue]",
            "03-06T08:30 mail supervisor overdue [t@3 overdue]");
  }

  @Test
  void aSilenceHoldsNoticesBackUntilItExpires() {
    Silence silence = new Silence("s1", null, "B", null, at("2026-03-05T14:00"), "搬迁", "督查室");
    Office office =
        office()
            .at(MORNING, new Order.Quiet(silence))
            .at(MORNING + MINUTE, concentration("b", 1, "B", 6, MORNING + MINUTE))
            .at(MORNING + 2 * MINUTE, concentration("c", 1, "C", 6, MORNING + 2 * MINUTE))
            .run(MORNING, at("2026-03-05T13:00"));
    assertThat(office.received()).containsExactly("03-05T09:07 mail department:C new [c@1 new]");
    assertThat(office.ledger().get(0).state()).isEqualTo("silenced");
    assertThat(office.ledger().get(0).reason()).isEqualTo("搬迁");
    assertThat(office.desk().silences(at("2026-03-05T13:59"))).containsOnlyKeys("s1");
    assertThat(office.desk().silences(at("2026-03-05T14:00"))).isEmpty();

    office.run(at("2026-03-05T13:01"), at("2026-03-05T14:30"));
    assertThat(office.received())
        .containsExactly(
            "03-05T09:07 mail department:C new [c@1 new]",
            "03-05T13:07 mail supervisor escalation [c@1 escalation]",
            "03-05T14:05 mail department:B new [b@1 new]");
  }

  @Test
  void aSilenceThatIsEndedEndsAtOnceAndOneMadeTwiceIsOne() {
    Silence silence = new Silence("s1", "b", null, null, at("2026-03-06T14:00"), "r", "w");
    Office office =
        office()
            .at(MORNING, concentration("b", 1, "B", 6, MORNING))
            .at(MORNING + MINUTE, new Order.Quiet(silence))
            .at(MORNING + 2 * MINUTE, new Order.Quiet(silence))
            .at(MORNING + 30 * MINUTE, new Order.Speak("s1", "w"))
            .run(MORNING, MORNING + 60 * MINUTE);
    assertThat(office.received()).containsExactly("03-05T09:35 mail department:B new [b@1 new]");
    assertThat(office.ledger().stream().map(Entry::state))
        .containsExactly("silenced", "queued", "sent");
  }

  @Test
  void anAcknowledgementThroughTheLinkEndsTheEscalation() {
    Office office = office().at(MORNING, concentration("b", 1, "B", 6, MORNING));
    office.run(MORNING, MORNING + 10 * MINUTE);
    String notice = notice(office, "b");
    office
        .at(MORNING + 20 * MINUTE, new Order.AcknowledgeNotice(notice))
        .at(MORNING + 21 * MINUTE, new Order.AcknowledgeNotice(notice))
        .run(MORNING + 11 * MINUTE, at("2026-03-06T17:00"));
    assertThat(office.received()).containsExactly("03-05T09:05 mail department:B new [b@1 new]");
    assertThat(office.ledger().get(2).state()).isEqualTo("acknowledged");
    assertThat(office.ledger().get(2).reason()).isEqualTo("department:B");
    assertThat(office.ledger()).hasSize(3);
  }

  private static String notice(Office office, String finding) {
    String key =
        Keys.notice(
            haochaping.deliver.contacts.Recipient.department("B"),
            Purpose.NEW,
            List.of(new Item(finding, 1, Purpose.NEW)),
            null);
    assertThat(office.desk().notice(key)).isPresent();
    return key;
  }

  @Test
  void nobodyIsAskedAgainAboutWhatIsOver() {
    Finding gone = concentration("b", 2, "B", 2, MORNING + 30 * MINUTE);
    assertThat(
            office()
                .at(MORNING, concentration("b", 1, "B", 6, MORNING))
                .at(MORNING + 30 * MINUTE, gone.in(Finding.State.WITHDRAWN, gone.evidence()))
                .run(MORNING, at("2026-03-06T17:00"))
                .received())
        .containsExactly(
            "03-05T09:05 mail department:B new [b@1 new]",
            "03-05T09:35 mail department:B all-clear [b@2 all-clear]");
  }

  @Test
  void whatComesBackIsNewAndAsksForAnAnswerAgain() {
    Finding gone = concentration("b", 2, "B", 2, MORNING + 30 * MINUTE);
    assertThat(
            office()
                .at(MORNING, concentration("b", 1, "B", 6, MORNING))
                .at(MORNING + 10 * MINUTE, new Order.Acknowledge("b", "B", null))
                .at(MORNING + 30 * MINUTE, gone.in(Finding.State.WITHDRAWN, gone.evidence()))
                .at(MORNING + 60 * MINUTE, concentration("b", 3, "B", 6, MORNING + 60 * MINUTE))
                .run(MORNING, at("2026-03-05T15:00"))
                .received())
        .containsExactly(
            "03-05T09:05 mail department:B new [b@1 new]",
            "03-05T09:35 mail department:B all-clear [b@2 all-clear]",
            "03-05T10:05 mail department:B new [b@3 new]",
            "03-05T14:05 mail department-deputy:B escalation [b@3 escalation]");
  }

  @Test
  void whatIsWithdrawnBeforeItWasToldIsNotTold() {
    Finding gone = concentration("b", 2, "B", 2, MORNING + MINUTE);
    assertThat(
            office()
                .at(MORNING, concentration("b", 1, "B", 6, MORNING))
                .at(MORNING + MINUTE, gone.in(Finding.State.WITHDRAWN, gone.evidence()))
                .run(MORNING, MORNING + 60 * MINUTE)
                .received())
        .isEmpty();
  }

  @Test
  void aSilencedClusterMutesNobody() {
    Silence silence = new Silence("s1", "z", null, null, at("2026-03-06T14:00"), "r", "w");
    assertThat(
            office()
                .at(MORNING, new Order.Quiet(silence))
                .at(MORNING, cluster("z", 1, List.of("B", "C"), 30, MORNING))
                .at(MORNING + MINUTE, concentration("b", 1, "B", 6, MORNING + MINUTE))
                .run(MORNING, MORNING + 30 * MINUTE)
                .received())
        .containsExactly("03-05T09:06 mail department:B new [b@1 new]");
  }

  @Test
  void aDepartmentNeverHearsThatItIsSuspected() {
    Finding suspected = Told.finding("x", 1, "BRUSHING", "supervisor", "B", 9, MORNING, "{}");
    Finding unknown = Told.finding("y", 1, "RULE_R9", "press", "B", 9, MORNING, "{}");
    assertThat(
            office()
                .at(MORNING, suspected)
                .at(MORNING, unknown)
                .run(MORNING, at("2026-03-06T17:00"))
                .received())
        .containsExactly(
            "03-05T09:05 mail supervisor new [x@1 new, y@1 new]",
            "03-05T13:05 mail supervisor-deputy escalation [x@1 escalation, y@1 escalation]");
  }

  @Test
  void whatABulkLoadFoundInThePastIsNoNews() {
    Finding old = concentration("b", 1, "B", 6, MORNING);
    Finding found =
        Finding.draft("b")
            .state(Finding.State.NEW)
            .audience("department")
            .about("CONCENTRATION", "department", "B")
            .department("B")
            .days(20_000, 20_005)
            .counts(6, 1)
            .detector("cusum", "det-1")
            .raisedAt(MORNING - 4L * 86_400_000)
            .with(old.evidence())
            .told(1, MORNING, MORNING);
    Office office =
        office()
            .at(MORNING, found)
            .at(MORNING + MINUTE, found.told(2, MORNING, MORNING + MINUTE))
            .run(MORNING, MORNING + 60 * MINUTE);
    assertThat(office.received()).isEmpty();
    assertThat(office.desk().knows("b")).isTrue();
    assertThat(office.desk().standings()).isEmpty();
  }

  @Test
  void repeatsAndOlderRevisionsChangeNothing() {
    Desk desk = new Desk(City.contacts());
    assertThat(desk.take(concentration("b", 2, "B", 6, MORNING), MORNING)).isNotEmpty();
    assertThat(desk.take(concentration("b", 2, "B", 6, MORNING), MORNING)).isEmpty();
    assertThat(desk.take(concentration("b", 1, "B", 5, MORNING), MORNING)).isEmpty();
    assertThat(desk.order(new Order.Acknowledge("unknown", "w", null), MORNING)).isEmpty();
    assertThat(desk.order(new Order.Speak("unknown", "w"), MORNING)).isEmpty();
    assertThat(desk.sent("unknown", MORNING)).isEmpty();
    assertThat(desk.failed("unknown", MORNING, "x", true)).isEmpty();
  }

  @Test
  void aTargetThatFailsIsTriedLessAndLessAndComesBack() {
    Office office =
        office()
            .at(MORNING, concentration("b", 1, "B", 6, MORNING))
            .at(MORNING, concentration("c", 1, "C", 6, MORNING))
            .receiver(one -> "connection refused");
    office.run(MORNING, MORNING + 125 * MINUTE);
    assertThat(office.received()).isEmpty();
    assertThat(office.desk().targetsDown()).isEqualTo(1);
    assertThat(office.attempts()).isBetween(8, 14);
    office.receiver(one -> null).run(MORNING + 126 * MINUTE, MORNING + 180 * MINUTE);
    assertThat(office.received()).hasSize(2);
    assertThat(office.desk().targetsDown()).isZero();
  }

  @Test
  void whatCannotBeDeliveredIsADeadLetterWithAnAlarm() {
    Office office =
        office()
            .at(MORNING, concentration("b", 1, "B", 6, MORNING))
            .receiver(
                one -> one.recipient().word().equals("department:B") ? "550 no such mailbox" : null)
            .run(MORNING, MORNING + 10 * MINUTE);
    assertThat(office.received()).containsExactly("03-05T09:06 mail supervisor dead-letter []");
    assertThat(office.ledger().stream().map(e -> e.recipient() + " " + e.state()))
        .containsExactly(
            "department:B queued", "department:B dead", "supervisor queued", "supervisor sent");
    assertThat(office.ledger().get(1).reason()).isEqualTo("550 no such mailbox");
    assertThat(office.ledger().get(2).reason())
        .endsWith("|department:B|mail|b…@city.example|550 no such mailbox");
  }

  @Test
  void sendingIsGivenUpAfterADay() {
    Office office =
        office()
            .at(MORNING, concentration("b", 1, "B", 6, MORNING))
            .receiver(one -> "connection refused")
            .run(MORNING, at("2026-03-06T18:00"));
    List<Entry> dead = office.ledger().stream().filter(e -> e.state().equals("dead")).toList();
    assertThat(dead.get(0).recipient()).isEqualTo("department:B");
    assertThat(dead.get(0).at()).isBetween(at("2026-03-06T09:05"), at("2026-03-06T11:00"));
  }

  @Test
  void theKeySaysWhatIsToldToWhom() {
    Desk one = new Desk(City.contacts());
    Desk other = new Desk(City.contacts());
    for (Desk desk : List.of(one, other)) {
      desk.take(concentration("b", 1, "B", 6, MORNING), MORNING);
    }
    one.advance(MORNING + 5 * MINUTE);
    other.advance(MORNING + 9 * MINUTE);
    assertThat(one.due(MORNING + 9 * MINUTE))
        .extracting(Outgoing::delivery)
        .containsExactlyElementsOf(
            other.due(MORNING + 9 * MINUTE).stream().map(Outgoing::delivery).toList())
        .allSatisfy(key -> assertThat(key).matches("[0-9a-f]{32}"));
  }

  @Test
  void nothingOfReviewsOrReviewersIsKept() {
    Finding finding =
        Told.finding(
            "b",
            1,
            "CONCENTRATION",
            "department",
            "B",
            6,
            MORNING,
            "{\"sample_reviews\": [\"zz/P17/1/1\"], \"token\": \"t0ken\"}");
    Event event = new Desk(City.contacts()).take(finding, MORNING).get(0).event();
    String json = new String(PlanJson.encode(event), StandardCharsets.UTF_8);
    assertThat(json).contains("差评 6 条").doesNotContain("P17").doesNotContain("t0ken");
    assertThat(PlanJson.event(PlanJson.encode(event))).isEqualTo(event);
  }

  @Test
  void theLogsFormIsFixed() {
    assertThat(new String(PlanJson.encode(new Event.Sent(5, "k", 2)), StandardCharsets.UTF_8))
        .isEqualTo("{\"event\":\"sent\",\"at\":5,\"delivery\":\"k\",\"attempt\":2}");
    assertThat(
            new String(
                PlanJson.encode((Order) new Order.AcknowledgeNotice("n")), StandardCharsets.UTF_8))
        .isEqualTo("{\"order\":\"acknowledge-notice\",\"notice\":\"n\"}");
    assertThatThrownBy(() -> PlanJson.order("{\"order\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no Order: ");
  }
}
