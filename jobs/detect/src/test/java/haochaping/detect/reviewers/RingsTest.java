package haochaping.detect.reviewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.composition.Lockstep;
import haochaping.statistics.composition.Side;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** People in step, against the plain definition and by hand. */
class RingsTest {
  private static final int TODAY = 20_000;

  private final FewRows held = new FewRows();

  private List<Flag> met(Side side) {
    return new Rings(held, new Indexes(held)).met(TODAY, side);
  }

  /** Rings of {@link Lockstep#of} of which two in step met today are those that are found. */
  @Test
  void ringsAreThoseOfTheDefinition() {
    SplittableRandom random = new SplittableRandom(1);
    int rings = 0;
    for (int city = 0; city < 300; city++) {
      FewRows rows = new FewRows();
      List<Lockstep.Visit> visits = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        int day = TODAY - (random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(6));
        int reviewer = 10 + random.nextInt(14);
        int target =
            random.nextInt(6) == 0 ? random.nextInt(90) : reviewer / 4 * 4 + random.nextInt(4);
        rows.give(day, reviewer, target, 5);
        visits.add(
            new Lockstep.Visit(
                Integer.toString(reviewer), Integer.toString(target), LocalDate.ofEpochDay(day)));
      }
      List<String> expected = new ArrayList<>();
      LocalDate today = LocalDate.ofEpochDay(TODAY);
      for (Lockstep.Ring ring : Lockstep.of(visits, today).rings()) {
        if (metToday(ring, visits, today)) {
          expected.add(ring.tokens() + " " + new TreeSet<>(ring.targets()).size());
        }
      }
      List<String> found = new ArrayList<>();
      for (Flag flag : new Rings(rows, new Indexes(rows)).met(TODAY, Side.GOOD)) {
        List<String> tokens = new ArrayList<>();
        for (long link : flag.links()) {
          tokens.add(Long.toString(link >> 32));
        }
        found.add(tokens + " " + (int) flag.figures()[Flag.TARGETS]);
      }
      assertThat(found).as("city %d", city).containsExactlyInAnyOrderElementsOf(expected);
      rings += found.size();
    }
    assertThat(rings).isGreaterThan(30);
  }

  /** Whether two of a ring who are in step were on a target within 3 days, the later one today. */
  private static boolean metToday(
      Lockstep.Ring ring, List<Lockstep.Visit> visits, LocalDate today) {
    for (String one : ring.tokens()) {
      for (String other : ring.tokens()) {
        if (!one.equals(other) && isPair(one, other, visits, today)) {
          for (Lockstep.Visit mine : visits) {
            for (Lockstep.Visit theirs : visits) {
              if (mine.token().equals(one)
                  && theirs.token().equals(other)
                  && mine.target().equals(theirs.target())
                  && mine.day().equals(today)
                  && theirs.day().isAfter(today.minusDays(3))) {
                return true;
              }
            }
          }
        }
      }
    }
    return false;
  }

  /** Two are in step if with a double of the one they are a ring. */
  private static boolean isPair(
      String one, String other, List<Lockstep.Visit> visits, LocalDate today) {
    List<Lockstep.Visit> both = new ArrayList<>();
    for (Lockstep.Visit visit : visits) {
      if (visit.token().equals(one) || visit.token().equals(other)) {
        both.add(visit);
      }
      if (visit.token().equals(one)) {
        both.add(new Lockstep.Visit("double", visit.target(), visit.day()));
      }
    }
    return Lockstep.of(both, today).rings().stream().anyMatch(r -> r.tokens().contains(other));
  }

  /**
   * Three people at staff 11, 12 and 13, on three days, the last one today; the third was at 14
   * too. By hand: 3 pairs; Jaccard 1, 3/4 and 3/4; each pair has three targets in common, of which
   * one visit each meets by chance on 5 of 90 days: 3 x 5/90 = 1/6.
   */
  @Test
  void figuresOfARingByHand() {
    for (int i = 0; i < 3; i++) {
      for (int reviewer = 1; reviewer <= 3; reviewer++) {
        held.give(TODAY - 20 + 10 * i, reviewer, 11 + i, 5);
      }
    }
    held.give(TODAY - 5, 3, 14, 5);
    List<Flag> found = met(Side.GOOD);
    assertThat(found).hasSize(1);
    Flag flag = found.get(0);
    assertThat(flag.suspicion()).isEqualTo(Suspicion.LOCKSTEP_GOOD);
    assertThat(flag.observed()).isEqualTo(3);
    assertThat(flag.figures()).containsExactly(3, 3, .75, 0);
    assertThat(flag.expected()).isCloseTo(1 / 6., within(1e-12));
    assertThat(flag.p()).isNaN();
    assertThat(flag.key()).isEqualTo("U1");
    assertThat(flag.firstDay()).isEqualTo(TODAY - 20);
    assertThat(flag.reviews()).hasSize(9);
    assertThat(met(Side.BAD)).isEmpty();
  }

  /** The same three where each day's reviews come from a device of five people. */
  @Test
  void reviewsOnDevicesOfManyAreLeftOut() {
    for (int i = 0; i < 3; i++) {
      for (int reviewer = 1; reviewer <= 3; reviewer++) {
        held.give(TODAY - 20 + 10 * i, reviewer, 11 + i, 5, 0, 7);
      }
      held.give(TODAY - 20 + 10 * i, 100 + i, 11 + i, 5, 0, 7);
    }
    assertThat(met(Side.GOOD)).hasSize(1);
    for (int i = 0; i < 3; i++) {
      held.give(TODAY - 20 + 10 * i, 200 + i, 11 + i, 5, 0, 7);
    }
    assertThat(met(Side.GOOD)).isEmpty();
  }

  /** Whoever reviews on 31 of 90 days is an agent. */
  @Test
  void agentsAreLeftOut() {
    for (int i = 0; i < 30; i++) {
      for (int reviewer = 1; reviewer <= 3; reviewer++) {
        held.give(TODAY - i, reviewer, 11 + i % 3, 5);
      }
    }
    assertThat(met(Side.GOOD)).hasSize(1);
    for (int reviewer = 1; reviewer <= 3; reviewer++) {
      held.give(TODAY - 60, reviewer, 11, 5);
    }
    assertThat(met(Side.GOOD)).isEmpty();
  }

  /** 198 others at one of the targets leave 201 people there within 3 days: nobody meets there. */
  @Test
  void targetOfMoreThanTwoHundredIsCapped() {
    TreeMap<Integer, Integer> targets = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      targets.put(TODAY - 30 + 10 * i, 11 + i);
    }
    targets.forEach(
        (day, target) -> {
          for (int reviewer = 1; reviewer <= 3; reviewer++) {
            held.give(day, reviewer, target, 5);
          }
        });
    for (int i = 0; i < 198; i++) {
      held.give(TODAY - 30, 1000 + i, 11, 5);
    }
    Flag flag = met(Side.GOOD).get(0);
    assertThat(flag.figures()[Flag.TARGETS]).isEqualTo(3);
    assertThat(flag.figures()[Flag.CAPPED]).isEqualTo(1);
  }
}
