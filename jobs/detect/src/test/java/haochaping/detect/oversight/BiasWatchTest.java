package haochaping.detect.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import haochaping.core.CityClock;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Reported;
import haochaping.detect.state.PackedVerdicts;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.data.Percentage;

class BiasWatchTest {
  private static final int FIRST = (int) LocalDate.parse("2026-02-01").toEpochDay();
  private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  private final Reported reported = new Reported();
  private final BiasWatch watch = started(FIRST - 1);

  private static BiasWatch started(int closedDay) {
    BiasWatch watch = new BiasWatch(new BiasState());
    watch.startAfter(closedDay);
    return watch;
  }

  private static Decided decided(
      String id, int day, int hoursLater, String department, boolean notAdopted) {
    long time = CityClock.startMillis(day) + 9 * 3_600_000L;
    return new Decided(
        id,
        time,
        time + hoursLater * 3_600_000L,
        true,
        department,
        List.of(department + "/" + id.charAt(id.length() - 1)),
        notAdopted);
  }

  private static void give(BiasWatch watch, String department, int day, int notAdopted, int all) {
    for (int i = 0; i < all; i++) {
      watch.change(null, decided(department + "-" + i, day, i % 3, department, i < notAdopted));
    }
  }

  /** The golden five: 9/10 against 3/10, 5/10, 2/8, 4/12. */
  private static void giveFive(BiasWatch watch, int day) {
    give(watch, "A", day, 9, 10);
    give(watch, "B", day, 3, 10);
    give(watch, "C", day, 5, 10);
    give(watch, "D", day, 2, 8);
    give(watch, "E", day, 4, 12);
  }

  private void closeUntil(int first, int last) {
    for (int day = first; day <= last; day++) {
      watch.close(day, day, reported);
    }
  }

  /** p as in PeerTestTest: SciPy betabinom.sf(8, 10, 35.3658536585, 64.6341463415). */
  @Example
  void departmentThatAdoptsLittleIsFound() {
    giveFive(watch, FIRST + 3);
    closeUntil(FIRST, FIRST + 3);

    assertThat(reported.all).hasSize(1);
    Finding finding = reported.last();
    assertThat(finding.kind()).isEqualTo("VERDICT_BIAS");
    assertThat(finding.audience()).isEqualTo("supervisor");
    assertThat(finding.department()).isNull();
    assertThat(finding.state()).isEqualTo(Finding.State.NEW);
    assertThat(finding.dimension()).isEqualTo("department");
    assertThat(finding.key()).isEqualTo("A");
    assertThat(finding.id())
        .isEqualTo(Alert.id("verdicts", "department", "A", LocalDate.parse("2026-02-04")));
    assertThat(finding.observed()).isEqualTo(9);
    assertThat(finding.expected()).isCloseTo(3.5365853658536583, NINE_DIGITS);
    assertThat(finding.pValue()).isCloseTo(9.94054341460604e-4, NINE_DIGITS);
    assertThat(finding.recurrenceDays()).isBetween(100.0, 1 / 9.94054341460604e-4);
    assertThat(finding.qValue()).isBetween(9.9e-4, .05);
    assertThat(finding.windowStart()).isEqualTo(CityClock.startMillis(FIRST + 3 - 89));
    assertThat(finding.windowEnd()).isEqualTo(CityClock.startMillis(FIRST + 4));
    assertThat(reported.all.get(0).reviews())
        .hasSize(9)
        .contains(new FindingReview("A-0", "not_adopted"))
        .doesNotContain(new FindingReview("A-9", "not_adopted"));
  }

  @Example
  void evidenceHasEveryFigure() {
    giveFive(watch, FIRST + 3);
    closeUntil(FIRST, FIRST + 3);
    JsonNode evidence = Reported.evidence(reported.last());
    assertThat(evidence.path("zh").asText())
        .contains("该部门已核实的差评 10 条中有 9 条不予采纳（90%）", "同级其他 4 个部门的 40 条中不予采纳 14 条（35%）")
        .contains("1 小时内即作出认定的 7 条中不予采纳 6 条，此后认定的 3 条中 3 条");
    assertThat(evidence.path("en").asText())
        .contains("of 10 verified bad reviews of this department, 9 were not adopted (90%)")
        .contains("Of 40 of the 4 others at this level it was 14 (35%)");
    assertThat(evidence.path("others").path("strength").asDouble()).isEqualTo(100);
    assertThat(evidence.path("by_time_of_verdict").toString())
        .isEqualTo(
            "[{\"of\":\"hour\",\"decided\":7,\"not_adopted\":6},"
                + "{\"of\":\"later\",\"decided\":3,\"not_adopted\":3},"
                + "{\"of\":\"unknown\",\"decided\":0,\"not_adopted\":0}]");
    assertThat(evidence.path("by_part_of_quarter").get(1).path("decided").asInt()).isEqualTo(10);
    assertThat(evidence.path("by_staff")).hasSize(10);
    assertThat(evidence.path("missing").toString()).isEqualTo("[\"handler\"]");
    assertThat(evidence.path("formula").asText()).isEqualTo("det-1");
    assertThat(evidence.path("config").asText()).hasSize(16);
    assertThat(evidence.path("sample_reviews")).hasSize(9);
  }

  @Example
  void verdictsTakenBackWithdrawIt() {
    giveFive(watch, FIRST + 3);
    closeUntil(FIRST, FIRST + 5);
    assertThat(reported.last().state()).isEqualTo(Finding.State.ONGOING);
    for (int i = 0; i < 5; i++) {
      Decided was = decided("A-" + i, FIRST + 3, i % 3, "A", true);
      watch.change(was, decided("A-" + i, FIRST + 3, i % 3, "A", false));
    }
    closeUntil(FIRST + 6, FIRST + 6);
    assertThat(reported.last().state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(reported.last().revision()).isEqualTo(3);
    assertThat(reported.lastReviews()).isEmpty();
    JsonNode evidence = Reported.evidence(reported.last());
    assertThat(evidence.path("reason").asText()).isEqualTo("retracted");
    assertThat(evidence.path("zh").asText()).contains("原有 9 条自行认定不予采纳的差评，现仅余 4 条");
  }

  @Example
  void othersThatTurnOutAlikeWithdrawIt() {
    giveFive(watch, FIRST + 3);
    closeUntil(FIRST, FIRST + 4);
    give(watch, "F", FIRST + 3, 9, 10);
    give(watch, "G", FIRST + 3, 9, 10);
    closeUntil(FIRST + 5, FIRST + 5);
    assertThat(reported.last().state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(Reported.evidence(reported.last()).path("reason").asText()).isEqualTo("restated");
  }

  @Example
  void alertClosesOnceItsVerdictsAreOld() {
    giveFive(watch, FIRST);
    closeUntil(FIRST, FIRST + 89 + 13);
    assertThat(reported.last().state()).isEqualTo(Finding.State.ONGOING);
    closeUntil(FIRST + 89 + 14, FIRST + 89 + 14);
    assertThat(reported.last().state()).isEqualTo(Finding.State.CLOSED);
    assertThat(reported.all).hasSize(3);
    assertThat(watch.state().decided).hasSize(50);
    closeUntil(FIRST + 104, FIRST + 400);
    assertThat(reported.all).hasSize(3);
    assertThat(watch.state().decided).isEmpty();
    assertThat(watch.state().telling.told()).isEmpty();
    assertThat(watch.state().base.values()).allMatch(List::isEmpty);
  }

  @Example
  void fourUnitsAreTooFew() {
    give(watch, "A", FIRST, 10, 10);
    give(watch, "B", FIRST, 0, 10);
    give(watch, "C", FIRST, 0, 10);
    give(watch, "D", FIRST, 0, 10);
    closeUntil(FIRST, FIRST);
    assertThat(reported.all).isEmpty();
  }

  @Example
  void daysCloseInOrder() {
    assertThatThrownBy(() -> watch.close(FIRST + 1, 0, reported))
        .hasMessage(
            "day = %d: must be the day after %d, the last closed one", FIRST + 1, FIRST - 1);
  }

  /** What becomes of one review, and when it is heard. */
  private record Step(int arrives, Decided before, Decided after) {}

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void findingsAreAFunctionOfWhatWasDecided(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<List<Step>> stories = new ArrayList<>();
    int days = 110;
    for (int i = 0; i < 400; i++) {
      int unit = random.nextInt(7);
      int day = FIRST + random.nextInt(days);
      boolean notAdopted = random.nextDouble() < (unit == 0 ? .95 : .3);
      Decided one = decided("r" + i, day, random.nextInt(60), "U" + unit, notAdopted);
      List<Step> story = new ArrayList<>();
      story.add(new Step(one.day(), null, one));
      if (random.nextInt(4) == 0) {
        Decided other =
            decided("r" + i, day, random.nextInt(60), "U" + random.nextInt(7), !notAdopted);
        story.add(new Step(other.day() + 5, one, random.nextBoolean() ? other : null));
      }
      stories.add(story);
    }
    Reported once = run(stories, days, random, 0);
    assertThat(once.held()).as("seed %d", seed).isNotEmpty();
    for (int again = 0; again < 2; again++) {
      List<List<Step>> shuffled = new ArrayList<>();
      for (List<Step> story : stories) {
        List<Integer> arrivals = new ArrayList<>();
        story.forEach(step -> arrivals.add(FIRST + random.nextInt(days)));
        Collections.sort(arrivals);
        List<Step> other = new ArrayList<>();
        for (int i = 0; i < story.size(); i++) {
          Step step = story.get(i);
          other.add(new Step(arrivals.get(i), step.before(), step.after()));
        }
        shuffled.add(other);
      }
      Collections.shuffle(shuffled, random);
      Reported other = run(shuffled, days, random, 12);
      assertThat(other.held()).as("seed %d", seed).isEqualTo(once.held());
    }
  }

  /** All steps are heard by the last close; some of them twice. */
  private static Reported run(List<List<Step>> stories, int days, Random random, int restarts)
      throws IOException {
    Reported heard = new Reported();
    BiasWatch watch = started(FIRST - 1);
    for (int day = FIRST; day < FIRST + days + 10; day++) {
      for (List<Step> story : stories) {
        for (Step step : story) {
          if (step.arrives() == day) {
            watch.change(step.before(), step.after());
            if (random.nextInt(3) == 0) {
              watch.change(step.before(), step.after());
            }
          }
        }
      }
      watch.close(day, day, heard);
      if (random.nextInt(100) < restarts) {
        watch = new BiasWatch(PackedVerdicts.unpack(PackedVerdicts.pack(watch.state())));
        watch.startAfter(day);
      }
    }
    assertThat(watch.afterHorizon()).isZero();
    return heard;
  }

  /**
   * Forty departments with the same share for five years: at most 365/100 findings a year and two
   * standard errors of a Poisson count.
   */
  @Example
  void departmentsThatAreAlikeAreSeldomFound() {
    Random random = new Random(20261128);
    int years = 5;
    Set<String> departments = new HashSet<>();
    Set<String> staff = new HashSet<>();
    for (int day = FIRST; day < FIRST + 365 * years; day++) {
      for (int i = 0; i < 40; i++) {
        // A Zipf-like city with about 960 bad reviews a year.
        if (random.nextDouble() < .8 / (i + 2.0)) {
          Decided one =
              decided(
                  "r" + day + "-" + i + "-" + random.nextInt(4),
                  day,
                  random.nextInt(100),
                  "U" + i,
                  random.nextDouble() < .35);
          watch.change(null, one);
        }
      }
      watch.close(
          day,
          day,
          (finding, reviews) ->
              (finding.dimension().equals("staff") ? staff : departments).add(finding.id()));
    }
    double bound = 3.65 * years + 2 * Math.sqrt(3.65 * years);
    assertThat((double) departments.size()).isLessThan(bound);
    assertThat((double) staff.size()).isLessThan(bound);
    assertThat(departments.size() + " " + staff.size()).as("as in the README").isEqualTo("0 2");
    assertThat(bound).isCloseTo(26.8, within(.1));
  }
}
