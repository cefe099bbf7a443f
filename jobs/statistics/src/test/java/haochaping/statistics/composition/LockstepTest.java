package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.statistics.composition.Lockstep.Ring;
import haochaping.statistics.composition.Lockstep.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class LockstepTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @Example
  void threeWhoMeetThriceAreARing() {
    List<Visit> visits = new ArrayList<>();
    for (String token : List.of("c", "a", "b")) {
      visits.add(visit(token, "T1", 1));
      visits.add(visit(token, "T2", 20));
      visits.add(visit(token, "T3", 40));
    }
    assertThat(Lockstep.of(visits, TODAY).rings())
        .containsExactly(new Ring(List.of("a", "b", "c"), List.of("T1", "T2", "T3")));
    assertThat(Lockstep.of(visits, TODAY).capped()).isEmpty();
    assertThat(Lockstep.of(visits.subList(0, 6), TODAY).rings()).as("two people").isEmpty();
    assertThat(Lockstep.of(visits, TODAY.plusDays(50)).rings()).as("90 days later").isEmpty();
    assertThat(Lockstep.of(visits, TODAY.minusDays(2)).rings()).as("T1 yet to come").isEmpty();
  }

  @Example
  void meetingIsWithinThreeDays() {
    assertThat(Lockstep.of(apart(2), TODAY).rings()).hasSize(1);
    assertThat(Lockstep.of(apart(3), TODAY).rings()).isEmpty();
  }

  /** A ring whose members come one after another, so many days from the first to the last. */
  private static List<Visit> apart(int days) {
    List<Visit> visits = new ArrayList<>();
    for (int target = 0; target < 3; target++) {
      visits.add(visit("a", "T" + target, 10 * target + days));
      visits.add(visit("b", "T" + target, 10 * target));
      visits.add(visit("c", "T" + target, 10 * target));
    }
    return visits;
  }

  /** Whoever reviews a lot meets many people by chance. */
  @Example
  void thoseWhoReviewEverythingAreNotInStep() {
    List<Visit> visits = new ArrayList<>();
    for (int person = 0; person < 3; person++) {
      for (int target = 0; target < 3; target++) {
        visits.add(visit("p" + person, "common" + target, 5));
      }
      for (int target = 0; target < 2; target++) {
        visits.add(visit("p" + person, "own" + person + target, 5));
      }
    }
    // 3 common of 3 + 2 + 2
    assertThat(Lockstep.of(visits, TODAY).rings()).isEmpty();
    visits.removeIf(visit -> visit.target().equals("own00"));
    visits.removeIf(visit -> visit.target().equals("own10"));
    visits.removeIf(visit -> visit.target().equals("own20"));
    // 3 of 3 + 1 + 1
    assertThat(Lockstep.of(visits, TODAY).rings()).hasSize(1);
    // targets of one alone are not the ring's
    assertThat(Lockstep.of(visits, TODAY).rings().get(0).targets())
        .containsExactly("common0", "common1", "common2");
  }

  @Example
  void crowdedTargetsAreCapped() {
    List<Visit> visits = new ArrayList<>(apart(0));
    for (int person = 0; person < 197; person++) {
      visits.add(visit("x" + person, "T1", 11));
    }
    assertThat(Lockstep.of(visits, TODAY).rings()).hasSize(1);
    assertThat(Lockstep.of(visits, TODAY).capped()).isEmpty();
    visits.add(visit("x197", "T1", 12));
    assertThat(Lockstep.of(visits, TODAY).rings()).isEmpty();
    assertThat(Lockstep.of(visits, TODAY).capped()).containsExactly("T1");
  }

  /** The definition: all pairs, all pairs of their visits; then whoever can be reached. */
  @Property(seed = "20260301", tries = 300, shrinking = ShrinkingMode.OFF)
  void findsWhatTheDefinitionFindsInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Visit> visits = new ArrayList<>();
    int people = 3 + random.nextInt(8);
    for (int i = 20 + random.nextInt(60); i > 0; i--) {
      visits.add(
          visit("p" + random.nextInt(people), "T" + random.nextInt(6), random.nextInt(25) - 2));
    }
    Set<Set<String>> expected = new HashSet<>();
    List<Visit> counted = visits.stream().filter(visit -> !visit.day().isAfter(TODAY)).toList();
    Set<String> tokens = new TreeSet<>();
    counted.forEach(visit -> tokens.add(visit.token()));
    for (String token : tokens) {
      Set<String> ring = new TreeSet<>(Set.of(token));
      boolean grown = true;
      while (grown) {
        grown = false;
        for (String member : List.copyOf(ring)) {
          for (String other : tokens) {
            if (!other.equals(member) && inStep(counted, member, other)) {
              grown |= ring.add(other);
            }
          }
        }
      }
      if (ring.size() >= 3) {
        expected.add(ring);
      }
    }
    Lockstep lockstep = Lockstep.of(visits, TODAY);
    assertThat(lockstep.rings().stream().<Set<String>>map(ring -> new TreeSet<>(ring.tokens())))
        .containsExactlyInAnyOrderElementsOf(expected);
    Collections.shuffle(visits, random);
    assertThat(Lockstep.of(visits, TODAY)).isEqualTo(lockstep);
  }

  private static boolean inStep(List<Visit> visits, String one, String other) {
    Set<String> met = new HashSet<>();
    Set<String> ones = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Visit a : visits) {
      if (a.token().equals(one)) {
        ones.add(a.target());
      }
      if (a.token().equals(other)) {
        others.add(a.target());
      }
      for (Visit b : visits) {
        if (a.token().equals(one)
            && b.token().equals(other)
            && a.target().equals(b.target())
            && Math.abs(a.day().toEpochDay() - b.day().toEpochDay()) < 3) {
          met.add(a.target());
        }
      }
    }
    Set<String> both = new HashSet<>(ones);
    both.retainAll(others);
    Set<String> either = new HashSet<>(ones);
    either.addAll(others);
    return met.size() >= 3 && 2 * both.size() >= either.size();
  }

  private static Visit visit(String token, String target, int daysAgo) {
    return new Visit(token, target, TODAY.minusDays(daysAgo));
  }
}
