package haochaping.detect.composition;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.state.PackedComposition;
import haochaping.platform.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What is held true in the end does not depend on when and in which order changes came, on repeats,
 * or on restarts, given the tables of the days.
 */
class AnyOrderTest {
  private static final int FIRST = 20_000;
  private static final int DAYS = 190;

  private record Arrival(int day, ReviewChange change) {}

  @Property(tries = 1, shrinking = ShrinkingMode.OFF)
  void findingsAreAFunctionOfReviewsAndTables(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<List<Arrival>> stories = stories(random);
    Map<Integer, Peers> peers = new HashMap<>();
    Map<Integer, DayTable> tables = new HashMap<>();
    BurstsHeard once = run(Map.of(), Map.of(), stories, random, 0, peers, tables);
    assertThat(once.held().values())
        .as("seed %d", seed)
        .extracting(Finding::kind)
        .contains("BRUSHING", "LOCKSTEP", "RULE_R8", "RULE_R13");
    for (int restarts : new int[] {0, 20}) {
      BurstsHeard other =
          run(
              peers,
              tables,
              shuffled(stories, random),
              random,
              restarts,
              new HashMap<>(),
              new HashMap<>());
      assertThat(other.held().values())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(once.held().values());
    }
  }

  /** Reviews of half a year with two bursts; some move, some are retracted, some repeated. */
  private static List<List<Arrival>> stories(Random random) {
    List<List<Arrival>> stories = new ArrayList<>();
    Hall hall = new Hall(random.nextLong(), 3, 6, 12);
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      int today = day;
      hall.day(
          day,
          40,
          image -> {
            List<Arrival> story = new ArrayList<>();
            int arrives = today + (random.nextInt(8) == 0 ? random.nextInt(30) : 0);
            story.add(new Arrival(arrives, Hall.given(image)));
            if (random.nextInt(20) == 0) {
              arrives += random.nextInt(20);
              story.add(new Arrival(arrives, Hall.retracted(image)));
              if (random.nextBoolean()) {
                story.add(new Arrival(arrives + random.nextInt(3), Hall.given(image)));
              }
            }
            stories.add(story);
          });
      if ((day - FIRST) % 60 == 40) {
        for (int i = 0; i < 14; i++) {
          long time = CityClock.millis(CityClock.startHour(day)) + 1000L * (40_000 + 61 * i * i);
          ReviewImage image =
              Hall.review(
                  "b" + day + "-" + i,
                  time,
                  5,
                  List.of("519"),
                  i % 3 == 0 ? "窗口人员办事非常认真负责，点赞" : null,
                  "g" + day + i,
                  "p" + i / 5,
                  null,
                  1500,
                  "D1",
                  "M1",
                  "D1/S1");
          List<Arrival> story = new ArrayList<>();
          story.add(new Arrival(day + random.nextInt(4), Hall.given(image)));
          if ((day - FIRST) / 60 == 1) {
            story.add(new Arrival(day + 5 + random.nextInt(20), Hall.retracted(image)));
          }
          stories.add(story);
        }
      }
      if ((day - FIRST) % 12 == 4 && day > FIRST + 30) {
        together(day, random, stories);
      }
    }
    return stories;
  }

  /**
   * Four people who go to the same staff, of whom one complains of all of them; six more behind one
   * phone. Some of these reviews are retracted.
   */
  private static void together(int day, Random random, List<List<Arrival>> stories) {
    for (int i = 0; i < 10; i++) {
      int unit = i < 4 ? day / 12 % 3 : 2;
      int at = day + (i < 4 ? random.nextInt(3) : 0);
      ReviewImage image =
          Hall.review(
              "c" + day + "-" + i,
              CityClock.millis(CityClock.startHour(at)) + 1000L * (30_000 + 1013 * i),
              i == 3 ? 1 : 5,
              List.of(),
              null,
              i < 4 ? "ring" + (i == 3 ? "-complaint" : i) : "behind" + day + i,
              i < 4 ? null : "shared" + day / 60,
              null,
              900,
              "D" + unit,
              "M" + unit,
              "D" + unit + "/S" + unit);
      List<Arrival> story = new ArrayList<>();
      int arrives = at + (random.nextInt(5) == 0 ? random.nextInt(30) : 0);
      story.add(new Arrival(arrives, Hall.given(image)));
      if (random.nextInt(12) == 0) {
        story.add(new Arrival(arrives + random.nextInt(40), Hall.retracted(image)));
      }
      stories.add(story);
    }
  }

  /** Other arrivals: from their day on until all is over. */
  private static List<List<Arrival>> shuffled(List<List<Arrival>> stories, Random random) {
    List<List<Arrival>> other = new ArrayList<>();
    for (List<Arrival> story : stories) {
      ReviewImage image = story.get(0).change().after();
      int earliest = CityClock.day(image.review().eventTime());
      int last = Math.min(earliest + 100, FIRST + DAYS - 1);
      List<Integer> arrivals = new ArrayList<>();
      story.forEach(
          ignored ->
              arrivals.add(
                  random.nextInt(3) > 0
                      ? earliest
                      : earliest + random.nextInt(last - earliest + 1)));
      Collections.sort(arrivals);
      List<Arrival> moved = new ArrayList<>();
      for (int i = 0; i < story.size(); i++) {
        Arrival one = story.get(i);
        moved.add(
            new Arrival(one.day() < FIRST + DAYS ? arrivals.get(i) : one.day(), one.change()));
      }
      other.add(moved);
    }
    Collections.shuffle(other, random);
    return other;
  }

  private static BurstsHeard run(
      Map<Integer, Peers> givenPeers,
      Map<Integer, DayTable> givenTables,
      List<List<Arrival>> stories,
      Random random,
      int restarts,
      Map<Integer, Peers> peers,
      Map<Integer, DayTable> tables)
      throws IOException {
    CompositionWatch watch = new CompositionWatch(givenPeers, givenTables);
    watch.startAfter(FIRST - 1);
    Map<Integer, List<ReviewChange>> arrivals = new HashMap<>();
    for (List<Arrival> story : stories) {
      for (Arrival arrival : story) {
        arrivals.computeIfAbsent(arrival.day(), ignored -> new ArrayList<>()).add(arrival.change());
      }
    }
    BurstsHeard heard = new BurstsHeard();
    TreeMap<Integer, byte[]> stored = new TreeMap<>();
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      List<ReviewChange> changes = arrivals.getOrDefault(day, List.of());
      for (int i = 0; i < changes.size(); i++) {
        watch.apply(changes.get(i));
        if (day > FIRST && random.nextInt(100 * changes.size()) < restarts) {
          watch = restarted(watch, day - 1, stored, givenPeers, givenTables);
        }
      }
      watch.close(day, 0, heard);
      peers.putAll(watch.peers());
      tables.putAll(watch.tables());
    }
    assertThat(watch.afterHorizon()).isZero();
    return heard;
  }

  private static CompositionWatch restarted(
      CompositionWatch watch,
      int lastClosed,
      TreeMap<Integer, byte[]> stored,
      Map<Integer, Peers> peers,
      Map<Integer, DayTable> tables)
      throws IOException {
    CompositionForm form = new CompositionForm(watch);
    form.drainTouched(
        (day, isHeld) -> {
          if (isHeld) {
            stored.put(day, PackedComposition.packDay(form, day));
          } else {
            stored.remove(day);
          }
        });
    byte[] packed = PackedComposition.packTables(form);
    CompositionWatch next = new CompositionWatch(peers, tables);
    CompositionForm read = new CompositionForm(next);
    for (Map.Entry<Integer, byte[]> day : stored.entrySet()) {
      PackedComposition.unpackDay(read, day.getKey(), day.getValue());
    }
    PackedComposition.unpackTables(read, lastClosed, packed);
    return next;
  }
}
