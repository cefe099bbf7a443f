package haochaping.detect.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.detect.evidence.Reported;
import haochaping.detect.state.PackedSources;
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

class SilenceWatchTest {
  /** A Monday. */
  private static final int FIRST = (int) LocalDate.parse("2026-03-02").toEpochDay();

  private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  private final Reported reported = new Reported();
  private final SilenceWatch watch = started(FIRST - 1);

  private static SilenceWatch started(int closedDay) {
    SilenceWatch watch = new SilenceWatch(new SilenceState());
    watch.startAfter(closedDay);
    return watch;
  }

  private static boolean isWeekend(int day) {
    return Math.floorMod(day - FIRST, 7) >= 5;
  }

  private void close(int day) {
    watch.close(day, day, reported);
  }

  private Object[] told() {
    return reported.all.stream()
        .map(report -> report.finding())
        .map(finding -> tuple(finding.dimension(), finding.key(), finding.state()))
        .toArray();
  }

  /** Ten a day for eight weeks, by terminal; PC goes on. ln P0 = -1e6 log1p(1e-5) (SciPy). */
  private void eightWeeks() {
    for (int day = FIRST; day < FIRST + 56; day++) {
      watch.add("a", Channel.TERMINAL, day, 10);
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    assertThat(reported.all).isEmpty();
  }

  @Example
  void sourceThatStopsIsFoundAndClosesWhenItSpeaks() {
    eightWeeks();
    int silent = FIRST + 56;
    for (int day = silent; day < silent + 3; day++) {
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    watch.add("a", Channel.TERMINAL, silent + 3, 4);
    watch.add("b", Channel.PC, silent + 3, 12);
    close(silent + 3);
    assertThat(told())
        .containsExactly(
            tuple("source", "a", Finding.State.NEW),
            tuple("source", "a", Finding.State.ONGOING),
            tuple("source", "a", Finding.State.CLOSED));
    Finding opened = reported.all.get(0).finding();
    assertThat(opened.id())
        .isEqualTo(Alert.id("silence", "source", "a", LocalDate.parse("2026-04-27")));
    assertThat(opened.kind()).isEqualTo("SILENT_SOURCE");
    assertThat(opened.audience()).isEqualTo("supervisor");
    assertThat(opened.observed()).isZero();
    assertThat(opened.expected()).isEqualTo(10);
    assertThat(opened.pValue()).isCloseTo(Math.exp(-9.99995000033333), NINE_DIGITS);
    assertThat(opened.recurrenceDays()).isCloseTo(Math.exp(9.99995000033333) / 2, NINE_DIGITS);
    assertThat(opened.windowStart()).isEqualTo(CityClock.startMillis(silent));
    assertThat(opened.windowEnd()).isEqualTo(CityClock.startMillis(silent + 1));
    Finding closed = reported.last();
    assertThat(closed.windowEnd()).isEqualTo(CityClock.startMillis(silent + 3));
    assertThat(closed.expected()).isEqualTo(30);
    JsonNode evidence = Reported.evidence(closed);
    assertThat(evidence.path("zh").asText())
        .contains("数据来源“a”自 2026-04-27 至 2026-04-29 没有任何评价", "预计约 30 条", "已恢复报送");
    assertThat(evidence.path("en").asText())
        .contains("Source a sent no review from 2026-04-27 to 2026-04-29", "speaks again");
    assertThat(evidence.path("silent_days").asInt()).isEqualTo(3);
    assertThat(evidence.path("rhythm").path("like_days").asInt()).isEqualTo(8);
    assertThat(evidence.path("log_p").asDouble())
        .isCloseTo(-29.99985, Percentage.withPercentage(1e-5));
    assertThat(evidence.path("missing").toString()).isEqualTo("[\"holidays\"]");
  }

  @Example
  void channelThatStopsIsFoundWhereTheSourceHasOthers() {
    for (int day = FIRST; day < FIRST + 57; day++) {
      if (day < FIRST + 56) {
        watch.add("a", Channel.TERMINAL, day, 10);
      }
      watch.add("a", Channel.PC, day, 12);
      close(day);
    }
    assertThat(told()).containsExactly(tuple("channel", "a/terminal", Finding.State.NEW));
  }

  @Example
  void lateReviewsWithdrawIt() {
    eightWeeks();
    int silent = FIRST + 56;
    watch.add("b", Channel.PC, silent, 12);
    close(silent);
    assertThat(reported.all).hasSize(1);
    watch.add("a", Channel.TERMINAL, silent, 9);
    watch.add("a", Channel.TERMINAL, silent + 1, 9);
    watch.add("b", Channel.PC, silent + 1, 9);
    close(silent + 1);
    assertThat(told()).endsWith(tuple("source", "a", Finding.State.WITHDRAWN));
    JsonNode evidence = Reported.evidence(reported.last());
    assertThat(evidence.path("reason").asText()).isEqualTo("late");
    assertThat(evidence.path("en").asText())
        .isEqualTo("Withdrawn. 9 reviews of these days came late.");
  }

  @Example
  void silenceThatBeganLaterHasAnotherName() {
    eightWeeks();
    int silent = FIRST + 56;
    for (int day = silent; day < silent + 3; day++) {
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    watch.add("a", Channel.TERMINAL, silent, 9);
    watch.add("b", Channel.PC, silent + 3, 12);
    close(silent + 3);
    Finding withdrawn =
        reported.all.stream()
            .map(report -> report.finding())
            .filter(finding -> finding.state() == Finding.State.WITHDRAWN)
            .filter(finding -> finding.dimension().equals("source"))
            .findFirst()
            .orElseThrow();
    assertThat(Reported.evidence(withdrawn).path("reason").asText()).isEqualTo("moved");
    assertThat(Reported.evidence(withdrawn).path("replaced_by").asText())
        .isEqualTo(Alert.id("silence", "source", "a", LocalDate.parse("2026-04-28")));
  }

  @Example
  void officeThatRestsAtWeekendsRaisesNothing() {
    for (int day = FIRST; day < FIRST + 140; day++) {
      if (!isWeekend(day)) {
        watch.add("a", Channel.TERMINAL, day, 10);
      }
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    assertThat(reported.all).isEmpty();
  }

  @Example
  void weekendIsNoPartOfWhatSpeaksAgainstIt() {
    for (int day = FIRST; day < FIRST + 60; day++) {
      if (!isWeekend(day)) {
        watch.add("a", Channel.TERMINAL, day, 3);
      }
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    // Friday, then Monday and Tuesday: e^-9 at last.
    for (int day = FIRST + 60; day < FIRST + 66; day++) {
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    Finding found = reported.all.get(0).finding();
    assertThat(found.windowStart()).isEqualTo(CityClock.startMillis(FIRST + 60));
    assertThat(found.windowEnd()).isEqualTo(CityClock.startMillis(FIRST + 65));
    assertThat(found.expected()).isEqualTo(9);
  }

  @Example
  void dayOnWhichAllAreSilentIsAHoliday() {
    eightWeeks();
    for (int day = FIRST + 56; day < FIRST + 61; day++) {
      close(day);
    }
    assertThat(reported.all).isEmpty();
  }

  @Example
  void onlySourceOfACityIsWatched() {
    for (int day = FIRST; day < FIRST + 56; day++) {
      watch.add("a", Channel.DEFAULT, day, 10);
      close(day);
    }
    close(FIRST + 56);
    assertThat(told()).containsExactly(tuple("source", "a", Finding.State.NEW));
  }

  @Example
  void youngSourceHasNoRhythm() {
    for (int day = FIRST; day < FIRST + 27; day++) {
      watch.add("a", Channel.TERMINAL, day, 10);
      close(day);
    }
    close(FIRST + 27);
    assertThat(reported.all).isEmpty();
  }

  @Example
  void sourceThatIsGoneIsNotWaitedForForEver() {
    eightWeeks();
    for (int day = FIRST + 56; day < FIRST + 56 + 420; day++) {
      watch.add("b", Channel.PC, day, 12);
      close(day);
    }
    assertThat(reported.all).hasSize(3);
    assertThat(told()).endsWith(tuple("source", "a", Finding.State.CLOSED));
    assertThat(Reported.evidence(reported.last()).path("silent_days").asInt()).isEqualTo(60);
    assertThat(reported.last().told(0, 0, 60).evidence()).contains("60 天，不再等待");
    assertThat(watch.state().sources).containsOnlyKeys("b");
    assertThat(watch.state().telling.told()).isEmpty();
  }

  /** Some reviews that arrive together. */
  private record Batch(int arrives, String source, Channel channel, int day, int count) {}

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void findingsAreAFunctionOfTheCounts(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    int days = 150;
    List<Batch> batches = new ArrayList<>();
    for (int day = FIRST; day < FIRST + days; day++) {
      for (int source = 0; source < 4; source++) {
        boolean silent = day >= FIRST + 90 + source * 7 && day < FIRST + 93 + source * 9;
        int batch = isWeekend(day) ? random.nextInt(2) : 1 + random.nextInt(6);
        for (int i = 0; i < batch && !(silent && source < 2); i++) {
          int late = random.nextInt(6) == 0 ? random.nextInt(12) : 0;
          Channel channel = random.nextBoolean() ? Channel.PC : Channel.TERMINAL;
          batches.add(new Batch(day + late, "s" + source, channel, day, 1 + random.nextInt(4)));
        }
      }
    }
    Reported once = run(batches, days, random, 0);
    assertThat(once.held()).as("seed %d", seed).isNotEmpty();
    for (int again = 0; again < 2; again++) {
      List<Batch> shuffled = new ArrayList<>();
      for (Batch one : batches) {
        int earliest = Math.max(FIRST, one.day() - 3);
        int latest = Math.min(one.day() + 60, FIRST + days + 19);
        int arrives = earliest + random.nextInt(latest - earliest + 1);
        shuffled.add(new Batch(arrives, one.source(), one.channel(), one.day(), one.count()));
      }
      Collections.shuffle(shuffled, random);
      Reported other = run(shuffled, days, random, 12);
      assertThat(other.held()).as("seed %d", seed).isEqualTo(once.held());
    }
  }

  private static Reported run(List<Batch> batches, int days, Random random, int restarts)
      throws IOException {
    Reported heard = new Reported();
    SilenceWatch watch = started(FIRST - 1);
    for (int day = FIRST; day < FIRST + days + 20; day++) {
      for (Batch batch : batches) {
        if (batch.arrives() == day) {
          watch.add(batch.source(), batch.channel(), batch.day(), batch.count());
        }
      }
      watch.close(day, day, heard);
      if (random.nextInt(100) < restarts) {
        watch = new SilenceWatch(PackedSources.unpack(PackedSources.pack(watch.state())));
        watch.startAfter(day);
      }
    }
    assertThat(watch.afterHorizon()).isZero();
    return heard;
  }

  /**
   * Ten sources with a rhythm of weekdays, counts negative binomial of size 3, five years: at most
   * one finding a year and two standard errors of a Poisson count.
   */
  @Example
  void sourcesThatGoOnAreSeldomFound() {
    Random random = new Random(20261128);
    int years = 5;
    Set<String> found = new HashSet<>();
    for (int day = FIRST; day < FIRST + 365 * years; day++) {
      for (int source = 0; source < 10; source++) {
        double mean = (isWeekend(day) ? .3 : 1) * (1 + source * source);
        int count = negativeBinomial(random, 3, mean);
        if (count > 0) {
          watch.add("s" + source, Channel.PC, day, count);
        }
      }
      watch.close(
          day,
          day,
          (finding, reviews) -> {
            if (finding.dimension().equals("source")) {
              found.add(finding.id());
            }
          });
    }
    assertThat(found.size()).as("as in the README").isEqualTo(2);
    assertThat((double) found.size()).isLessThan(years + 2 * Math.sqrt(years));
  }

  /** A Poisson count of a mean drawn from Gamma(size, size/mean), size whole. */
  private static int negativeBinomial(Random random, int size, double mean) {
    double rate = 0;
    for (int i = 0; i < size; i++) {
      rate -= Math.log(1 - random.nextDouble()) * mean / size;
    }
    int count = -1;
    for (double left = rate; left > 0; count++) {
      left += Math.log(1 - random.nextDouble());
    }
    return Math.max(0, count);
  }
}
