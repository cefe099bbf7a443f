package haochaping.detect.deadlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import haochaping.core.Handling.Verdict;
import haochaping.core.ReviewImage;
import haochaping.detect.evidence.Reported;
import haochaping.detect.state.PackedDeadlines;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.Finding;
import haochaping.platform.Finding.State;
import haochaping.platform.Reviews;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Days counted by hand: 2 March 2026 is a Monday, and March 2026 has no holiday. */
class DeadlineWatchTest {
  private static final BadReviewStory BAD = BadReviewStory.of("p");

  private final Reported reported = new Reported();
  private DeadlineWatch watch = started("2026-03-01");

  private static DeadlineWatch started(String closed) {
    DeadlineWatch watch = new DeadlineWatch(DeadlineProfile.read(), new DeadlineState());
    watch.startAfter(day(closed));
    return watch;
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private void change(BadReviewStory before, BadReviewStory after) {
    watch.change(before == null ? null : before.image(), after.image(), 7, reported);
  }

  /** Closes all days until one; what was told before is not asked for again. */
  private List<Finding> close(String from, String until) {
    reported.all.clear();
    for (int day = day(from); day <= day(until); day++) {
      watch.close(day, 7, reported);
    }
    return told();
  }

  private List<Finding> told() {
    return reported.all.stream().map(report -> report.finding()).toList();
  }

  private static String stage(Finding finding) {
    JsonNode evidence = Reported.evidence(finding);
    return evidence.path("step").asText() + " " + evidence.path("stage").asText();
  }

  @Example
  void departmentIsWarnedThenToldThenEscalated() {
    change(null, BAD);
    List<Finding> told = close("2026-03-02", "2026-03-12");
    assertThat(told)
        .extracting(DeadlineWatchTest::stage, Finding::state)
        .containsExactly(
            tuple("callback warning", State.NEW),
            tuple("callback overdue", State.ONGOING),
            tuple("callback escalated", State.ONGOING),
            tuple("rectification warning", State.NEW),
            tuple("rectification overdue", State.ONGOING),
            tuple("rectification escalated", State.ONGOING));
    Finding first = told.get(0);
    assertThat(first.kind()).isEqualTo("OVERDUE");
    assertThat(first.audience()).isEqualTo("department");
    assertThat(first.dimension()).isEqualTo("department");
    assertThat(first.key()).isEqualTo("D");
    assertThat(first.department()).isEqualTo("D");
    assertThat(first.observed()).isEqualTo(1);
    assertThat(first.windowStart()).isEqualTo(Reviews.at("2026-03-02 00:00:00"));
    assertThat(first.windowEnd()).isEqualTo(Reviews.at("2026-03-04 00:00:00"));
    assertThat(first.eventTime()).isEqualTo(Reviews.at("2026-03-03 00:00:00"));
    assertThat(told.get(2).revision()).isEqualTo(3);
    assertThat(told.get(2).id()).isEqualTo(first.id());
    JsonNode evidence = Reported.evidence(told.get(4));
    assertThat(evidence.path("zh").asText())
        .isEqualTo("2026-03-02 的差评应于 2026-03-09 前（含当日）完成整改，已逾期，尚未完成。");
    assertThat(evidence.path("en").asText())
        .isEqualTo(
            "The bad review of 2026-03-02 was to be rectified by 2026-03-09: overdue and not"
                + " done.");
    assertThat(evidence.path("escalated_after").asText()).isEqualTo("2026-03-11");
    assertThat(evidence.path("sample_reviews").toString()).isEqualTo("[\"s/p/1/1\"]");
    assertThat(reported.lastReviews()).containsExactly("s/p/1/1");
  }

  @Example
  void stagesComeAtTheCloseOfTheirDays() {
    change(null, BAD);
    Map<String, List<String>> byDay = new TreeMap<>();
    for (int day = day("2026-03-02"); day <= day("2026-03-12"); day++) {
      String date = LocalDate.ofEpochDay(day).toString();
      List<String> stages = close(date, date).stream().map(DeadlineWatchTest::stage).toList();
      if (!stages.isEmpty()) {
        byDay.put(date, stages);
      }
    }
    // The call is due on Tuesday, the rectification on Monday after; two working days later all
    // is escalated.
    assertThat(byDay)
        .isEqualTo(
            Map.of(
                "2026-03-02", List.of("callback warning"),
                "2026-03-03", List.of("callback overdue"),
                "2026-03-05", List.of("callback escalated"),
                "2026-03-08", List.of("rectification warning"),
                "2026-03-09", List.of("rectification overdue"),
                "2026-03-11", List.of("rectification escalated")));
  }

  @Example
  void whatIsDoneInTimeIsNeverTold() {
    change(null, BAD);
    BadReviewStory called = BAD.called("2026-03-02 15:00:00", "simple");
    change(BAD, called);
    BadReviewStory done = called.rectified("2026-03-06 17:00:00");
    change(called, done);
    assertThat(close("2026-03-02", "2026-04-30")).isEmpty();
  }

  @Example
  void whatIsDoneClosesAtOnce() {
    change(null, BAD);
    close("2026-03-02", "2026-03-03");
    reported.all.clear();
    BadReviewStory called = BAD.called("2026-03-04 09:00:00", "complex");
    change(BAD, called);
    assertThat(told())
        .extracting(DeadlineWatchTest::stage, Finding::state)
        .containsExactly(tuple("callback overdue", State.CLOSED));
    assertThat(Reported.evidence(reported.last()).path("zh").asText())
        .isEqualTo("2026-03-02 的实名差评应于 2026-03-03 前（含当日）完成回访；已于 2026-03-04 完成，已逾期。");
    // Complex: 15 working days.
    assertThat(close("2026-03-04", "2026-03-21")).isEmpty();
    assertThat(close("2026-03-22", "2026-03-22"))
        .extracting(DeadlineWatchTest::stage)
        .containsExactly("rectification warning");
    assertThat(reported.last().windowEnd()).isEqualTo(Reviews.at("2026-03-24 00:00:00"));
  }

  @Example
  void ledgerThatComesLateTakesItBack() {
    change(null, BAD);
    close("2026-03-02", "2026-03-06");
    reported.all.clear();
    BadReviewStory called = BAD.called("2026-03-02 11:00:00", "simple");
    change(BAD, called);
    assertThat(told()).extracting(Finding::state).containsExactly(State.WITHDRAWN);
    assertThat(Reported.evidence(reported.last()).path("reason").asText()).isEqualTo("late");
  }

  @Example
  void callWithinTheLastDayIsInTime() {
    change(null, BAD);
    close("2026-03-02", "2026-03-02");
    BadReviewStory called = BAD.called("2026-03-03 23:59:59", null);
    change(BAD, called);
    assertThat(stage(reported.last())).isEqualTo("callback warning");
    assertThat(reported.last().state()).isEqualTo(State.CLOSED);
    assertThat(Reported.evidence(reported.last()).path("en").asText()).endsWith("in time.");
  }

  @Example
  void verdictCancelsAndItsReversalBringsItBack() {
    change(null, BAD.given("2026-03-02 09:26:00", 2, false));
    BadReviewStory bad = BAD.given("2026-03-02 09:26:00", 2, false);
    close("2026-03-02", "2026-03-10");
    reported.all.clear();
    BadReviewStory mistaken = bad.of("D", Verdict.MISTAKEN);
    change(bad, mistaken);
    assertThat(told()).extracting(Finding::state).containsExactly(State.WITHDRAWN);
    assertThat(Reported.evidence(reported.last()).path("reason").asText()).isEqualTo("retracted");
    assertThat(close("2026-03-11", "2026-03-12")).isEmpty();
    change(mistaken, bad);
    assertThat(reported.last().state()).isEqualTo(State.ONGOING);
    assertThat(stage(reported.last())).isEqualTo("rectification escalated");
  }

  @Example
  void caseOfAnotherDepartmentIsToldThere() {
    change(null, BAD);
    close("2026-03-02", "2026-03-03");
    reported.all.clear();
    change(BAD, BAD.of("E", null));
    assertThat(told())
        .extracting(Finding::key, Finding::department, Finding::state)
        .containsExactly(tuple("E", "E", State.ONGOING));
  }

  @Example
  void unattributedReviewGoesToTheSupervisor() {
    change(null, BAD.of("unattributed", null));
    Finding told = close("2026-03-02", "2026-03-02").get(0);
    assertThat(told.audience()).isEqualTo("supervisor");
    assertThat(told.department()).isNull();
  }

  @Example
  void sourceWithoutLedgerIsNotHeldToIt() {
    change(null, BAD.from("minimal"));
    assertThat(close("2026-03-02", "2026-04-30")).isEmpty();
  }

  @Example
  void holidaysAreNotCountedAndUnknownOnesAreSaidToBeUnknown() {
    // Before the spring festival: 15 to 23 February are free, Saturday the 14th and 28th worked.
    watch = started("2026-02-11");
    BadReviewStory bad = BAD.given("2026-02-12 10:00:00", 1, false);
    change(null, bad);
    // 13, 14, 24, 25, 26 February.
    List<Finding> told = close("2026-02-12", "2026-02-25");
    assertThat(told).extracting(DeadlineWatchTest::stage).containsExactly("rectification warning");
    assertThat(told.get(0).windowEnd()).isEqualTo(Reviews.at("2026-02-27 00:00:00"));
    assertThat(Reported.evidence(told.get(0)).path("provisional").asBoolean()).isFalse();

    watch = started("2026-12-29");
    BadReviewStory atYearsEnd = BAD.given("2026-12-30 10:00:00", 1, false);
    change(null, atYearsEnd);
    told = close("2026-12-30", "2027-01-06");
    assertThat(told)
        .extracting(DeadlineWatchTest::stage)
        .containsExactly("rectification warning", "rectification overdue");
    assertThat(Reported.evidence(told.get(1)).path("zh").asText()).contains("暂定");
    assertThat(Reported.evidence(told.get(1)).path("provisional").asBoolean()).isTrue();
  }

  @Example
  void daysCloseInOrder() {
    assertThatThrownBy(() -> watch.close(day("2026-03-03"), 7, reported))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("day = 20515: must be the day after 20513, the last closed one");
  }

  @Example
  void stepsOfLongAgoAreForgotten() {
    change(null, BAD);
    close("2026-03-02", "2027-04-30");
    assertThat(watch.state().dues).isEmpty();
    assertThat(watch.state().telling.told()).isEmpty();
  }

  /** Whatever the order and the pace of the news, and with restarts, the same holds in the end. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whatIsHeldInTheEndDependsOnNoOrder(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<List<BadReviewStory>> stories = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      stories.add(story(random, "p" + i));
    }
    assertThat(heldAfter(stories, random, true)).isEqualTo(heldAfter(stories, null, false));
  }

  /** What is said of a review, the last thing the truth. */
  private static List<BadReviewStory> story(Random random, String project) {
    List<BadReviewStory> told = new ArrayList<>();
    int first = day("2026-02-20") + random.nextInt(20);
    BadReviewStory now =
        BadReviewStory.of(project)
            .given(LocalDate.ofEpochDay(first) + " 10:00:00", 1, random.nextBoolean());
    told.add(now);
    for (int i = random.nextInt(4); i > 0; i--) {
      String when = LocalDate.ofEpochDay(first + random.nextInt(20)) + " 12:00:00";
      now =
          switch (random.nextInt(4)) {
            case 0 -> now.called(when, random.nextBoolean() ? "complex" : "simple");
            case 1 -> now.rectified(random.nextInt(4) == 0 ? null : when);
            case 2 -> now.of("E", random.nextBoolean() ? null : Verdict.MISTAKEN);
            default -> now.withdrawn();
          };
      told.add(now);
    }
    return told;
  }

  /**
   * @param random when each thing is said, or null: all before the first day closes
   */
  private static Map<String, Object> heldAfter(
      List<List<BadReviewStory>> stories, Random random, boolean restarts) throws IOException {
    Reported reported = new Reported();
    int first = day("2026-02-19");
    int last = day("2026-04-20");
    DeadlineWatch watch = new DeadlineWatch(DeadlineProfile.read(), new DeadlineState());
    watch.startAfter(first - 1);
    TreeMap<Integer, List<ReviewImage[]>> byDay = new TreeMap<>();
    for (List<BadReviewStory> story : stories) {
      List<Integer> days = new ArrayList<>();
      story.forEach(said -> days.add(random == null ? first : first + random.nextInt(60)));
      days.sort(Comparator.naturalOrder());
      for (int i = 0; i < story.size(); i++) {
        byDay
            .computeIfAbsent(days.get(i), ignored -> new ArrayList<>())
            .add(
                new ReviewImage[] {i == 0 ? null : story.get(i - 1).image(), story.get(i).image()});
      }
    }
    for (int day = first; day <= last; day++) {
      for (ReviewImage[] change : byDay.getOrDefault(day, List.of())) {
        watch.change(change[0], change[1], 7, reported);
      }
      watch.close(day, 7, reported);
      if (restarts && random.nextInt(5) == 0) {
        watch =
            new DeadlineWatch(
                DeadlineProfile.read(),
                PackedDeadlines.unpack(PackedDeadlines.pack(watch.state())));
        watch.startAfter(day);
      }
    }
    return reported.held();
  }
}
