package haochaping.deliver.plan;

import static haochaping.deliver.Told.at;
import static haochaping.deliver.Told.cluster;
import static haochaping.deliver.Told.concentration;
import static haochaping.deliver.Told.overdue;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.deliver.Told;
import haochaping.platform.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A day with everything in it, and the next morning. */
class ScriptedDayTest {
  private static final List<String> TOLD =
      List.of(
          "03-05T08:45 mail department:A new [conc-a@1 new, late-a@1 overdue]",
          "03-05T08:45 webhook department:A new [conc-a@1 new, late-a@1 overdue]",
          "03-05T10:05 mail department:A growth [conc-a@2 growth]",
          "03-05T10:05 webhook department:A growth [conc-a@2 growth]",
          "03-05T11:07 mail supervisor new [cluster@1 new]",
          "03-05T11:15 mail department:B overdue [late-b@1 overdue]",
          "03-05T13:05 mail supervisor no-contact [conc-d@1 no-contact]",
          "03-05T15:15 mail department-deputy:B escalation [late-b@1 escalation]",
          "03-05T16:05 mail department:B new [conc-b@1 new]",
          "03-05T16:05 mail department:A growth [conc-a@4 growth]",
          "03-05T16:05 webhook department:A growth [conc-a@4 growth]",
          "03-05T16:05 mail supervisor all-clear [cluster@2 all-clear]",
          "03-06T08:30 mail integrity new [bribe@1 new]",
          "03-06T08:30 mail department:C new [conc-c@1 new]",
          "03-06T09:00 mail department:A digest [late-a@2 digest]",
          "03-06T09:00 webhook department:A digest [late-a@2 digest]",
          "03-06T10:15 mail supervisor escalation [late-b@1 escalation]");

  private static Office day(Set<Integer> cuts) {
    Office office = new Office(cuts);
    put(office, concentration("conc-a", 1, "A", 6, at("2026-03-05T08:40")));
    put(office, overdue("late-a", 1, "A", 1, at("2026-03-05T08:42")));
    office.at(at("2026-03-05T09:30"), new Order.Acknowledge("conc-a", "A", "seen"));
    office.at(at("2026-03-05T09:31"), new Order.Acknowledge("late-a", "A", "seen"));
    put(office, concentration("conc-a", 2, "A", 9, at("2026-03-05T10:00")));
    put(office, concentration("conc-a", 3, "A", 10, at("2026-03-05T10:30")));
    put(office, concentration("conc-b", 1, "B", 7, at("2026-03-05T11:00")));
    put(office, cluster("cluster", 1, List.of("A", "B", "C"), 30, at("2026-03-05T11:02")));
    put(office, concentration("conc-a", 4, "A", 20, at("2026-03-05T11:03")));
    put(office, overdue("late-b", 1, "B", 1, at("2026-03-05T11:10")));
    put(office, concentration("conc-d", 1, "D", 8, at("2026-03-05T13:00")));
    office.at(at("2026-03-05T14:00"), new Order.Acknowledge("cluster", "supervisor", null));
    office.at(at("2026-03-05T14:01"), new Order.Acknowledge("conc-d", "supervisor", null));
    put(office, withdrawn(cluster("cluster", 2, List.of(), 12, at("2026-03-05T16:00"))));
    office.at(at("2026-03-05T16:30"), new Order.Acknowledge("conc-b", "B", "seen"));
    put(
        office,
        Told.finding("bribe", 1, "INTEGRITY", "integrity", "A", 1, at("2026-03-05T18:00"), "{}"));
    put(office, concentration("conc-c", 1, "C", 9, at("2026-03-05T22:00")));
    Finding closed = overdue("late-a", 2, "A", 1, at("2026-03-05T23:00"));
    put(office, closed.in(Finding.State.CLOSED, closed.evidence()));
    return office.run(at("2026-03-05T08:00"), at("2026-03-06T12:00"));
  }

  private static void put(Office office, Finding finding) {
    office.at(finding.writtenAt(), finding);
  }

  private static Finding withdrawn(Finding finding) {
    return finding.in(Finding.State.WITHDRAWN, finding.evidence());
  }

  @Test
  void everyoneIsToldWhatIsTheirsWhenItIsDueAndNothingElse() {
    assertThat(day(Set.of()).received()).containsExactlyElementsOf(TOLD);
  }

  @Test
  void theLedgerSaysWhatBecameOfEachRevision() {
    List<String> ofB =
        day(Set.of()).ledger().stream()
            .filter(e -> "B".equals(e.department()))
            .map(e -> e.finding() + " " + e.recipient() + " " + e.purpose() + " " + e.state())
            .toList();
    assertThat(ofB)
        .containsExactly(
            "conc-b department:B new inhibited",
            "late-b department:B overdue queued",
            "late-b department:B overdue sent",
            "late-b department:B escalation escalated",
            "late-b department-deputy:B escalation queued",
            "late-b department-deputy:B escalation sent",
            "conc-b department:B new queued",
            "conc-b department:B new sent",
            "conc-b department:B null acknowledged",
            "late-b department-deputy:B escalation escalated",
            "late-b supervisor escalation queued",
            "late-b supervisor escalation sent");
  }

  /** One cut after each step; the same notices come, in the same order, each acted on once. */
  @Test
  void cutOffAnywhereItGoesOnAsIfNothingHadBeen() {
    Office whole = day(Set.of());
    for (int step = 0; step < whole.steps(); step++) {
      Office cut = day(Set.of(step));
      assertThat(cut.received()).as("cut after step %d", step).isEqualTo(TOLD);
      assertThat(cut.ledger()).as("cut after step %d", step).isEqualTo(whole.ledger());
    }
  }

  @Test
  void cutOffAgainAndAgainItGoesOnAsIfNothingHadBeen() {
    Office whole = day(Set.of());
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Set<Integer> cuts = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        cuts.add(random.nextInt(whole.steps()));
      }
      Office cut = day(cuts);
      assertThat(cut.received()).as("seed %d", seed).isEqualTo(TOLD);
      assertThat(cut.ledger()).as("seed %d", seed).isEqualTo(whole.ledger());
    }
  }
}
