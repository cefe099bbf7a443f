package haochaping.detect.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.detect.concentration.Settings;
import haochaping.detect.concentration.Tables;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.state.PackedLeaf;
import haochaping.detect.state.PackedScan;
import haochaping.statistics.scan.Scan;
import haochaping.statistics.scan.Statistic;
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
 * What is held true in the end does not depend on when and in which order records came, on days
 * closed meanwhile, or on restarts; although only the scans that a correction can change are
 * repeated.
 */
class AnyOrderTest {
  private static final int FIRST = Boroughs.day("2025-10-01");
  private static final int DAYS = 150;
  private static final ScanSettings SETTINGS =
      new ScanSettings(new Scan(Statistic.EXPECTATION_BASED, 3, 199, 5));

  private record Change(int arrives, List<ReviewDelta> deltas) {}

  /** The changes of one review, in their order. */
  private record Story(int day, List<Change> changes) {}

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void clustersAreAFunctionOfPanesAndTables(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Story> stories = stories(random);
    Map<Integer, ScanStandard> standards = new HashMap<>();
    ScanHeard once = run(stories, Map.of(), standards, random, 0);
    assertThat(once.held()).as("bursts, seed %d", seed).isNotEmpty();
    for (int again = 0; again < 2; again++) {
      ScanHeard other = run(shuffled(stories, random), standards, new HashMap<>(), random, 25);
      assertThat(other.held()).as("seed %d", seed).isEqualTo(once.held());
    }
  }

  /** Within its day the order makes no difference to the standards either. */
  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void orderWithinADayChangesNothingThatIsTold(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Story> stories = stories(random);
    Map<Integer, ScanStandard> standards = new HashMap<>();
    ScanHeard once = run(stories, Map.of(), standards, random, 0);
    Collections.shuffle(stories, random);
    Map<Integer, ScanStandard> others = new HashMap<>();
    ScanHeard other = run(stories, Map.of(), others, random, 10);
    assertThat(other.newest()).as("seed %d", seed).isEqualTo(once.newest());
    assertThat(other.figures).isEqualTo(once.figures);
    assertThat(others).isEqualTo(standards);
  }

  /** Reviews of half a year; two bursts in neighbours; a third of the bad is retracted. */
  private static List<Story> stories(Random random) {
    List<Story> stories = new ArrayList<>();
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      for (int i = 0; i < 15; i++) {
        int late = random.nextInt(6) == 0 ? random.nextInt(45) : 0;
        ReviewDelta good = at(random.nextInt(24), day, -1, 1 + random.nextInt(15), "");
        stories.add(new Story(day, List.of(new Change(day + late, List.of(good)))));
      }
      int bad = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
      for (int i = 0; i < bad; i++) {
        stories.add(bad(random, day, random.nextInt(24), i));
      }
      boolean burst = (day - FIRST) % 60 > 51;
      for (int i = 0; burst && i < 3; i++) {
        stories.add(bad(random, day, (day - FIRST) / 60 + 4 * random.nextInt(2), 100 + i));
      }
    }
    return stories;
  }

  /** District, department and matter of one of 24 places; a place has an unknown district. */
  private static ReviewDelta at(int place, int day, int hour, int reviews, String id) {
    String district = List.of("A", "B", "C", "X", "").get(place / 4 % 5);
    String department = "P" + place % 2;
    String matter = place % 3 == 0 ? "" : "M" + place % 3;
    return hour < 0
        ? Boroughs.good(district, department, matter, day, reviews)
        : Boroughs.bad(district, department, matter, day, hour, id);
  }

  private static Story bad(Random random, int day, int place, int number) {
    int hour = random.nextInt(24);
    String id = "r" + day + "-" + number;
    ReviewDelta bad = at(place, day, hour, 1, id);
    List<Change> changes = new ArrayList<>();
    int arrives = day + (random.nextInt(5) == 0 ? random.nextInt(20) : 0);
    changes.add(new Change(arrives, List.of(bad)));
    if (random.nextInt(4) == 0) {
      // The case comes and names somebody else.
      arrives += random.nextInt(10);
      ReviewDelta other = at(random.nextInt(24), day, hour, 1, id);
      changes.add(new Change(arrives, List.of(Boroughs.retracted(bad), other)));
      bad = other;
    }
    if (random.nextInt(3) == 0) {
      arrives += 5 + random.nextInt(36);
      changes.add(new Change(arrives, List.of(Boroughs.retracted(bad))));
    }
    return new Story(day, changes);
  }

  /** Other arrivals: from before its day on, until its day leaves the horizon or all is over. */
  private static List<Story> shuffled(List<Story> stories, Random random) {
    List<Story> other = new ArrayList<>();
    for (Story story : stories) {
      int last = Math.min(story.day() + Settings.HORIZON - 1, FIRST + DAYS - 1);
      List<Integer> arrivals = new ArrayList<>();
      for (int i = 0; i < story.changes().size(); i++) {
        int earliest = Math.max(FIRST, story.day() - 3);
        arrivals.add(earliest + random.nextInt(last - earliest + 1));
      }
      Collections.sort(arrivals);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < arrivals.size(); i++) {
        Change change = story.changes().get(i);
        // What never came in the first run does not come in this one.
        int arrives = change.arrives() < FIRST + DAYS ? arrivals.get(i) : change.arrives();
        changes.add(new Change(arrives, change.deltas()));
      }
      other.add(new Story(story.day(), changes));
    }
    Collections.shuffle(other, random);
    return other;
  }

  /**
   * Runs a watch over all days.
   *
   * @param given standards to read
   * @param standards gets those that were in force
   * @param restarts of some hundred days
   */
  private static ScanHeard run(
      List<Story> stories,
      Map<Integer, ScanStandard> given,
      Map<Integer, ScanStandard> standards,
      Random random,
      int restarts)
      throws IOException {
    Map<Integer, List<Change>> arrivals = new HashMap<>();
    for (Story story : stories) {
      for (Change change : story.changes()) {
        arrivals.computeIfAbsent(change.arrives(), ignored -> new ArrayList<>()).add(change);
      }
    }
    Tables tables = Boroughs.tables(FIRST - 3, FIRST + DAYS, .003);
    tables.judgesFrom(FIRST);
    ScanHeard heard = new ScanHeard();
    ClusterWatch watch = new ClusterWatch(SETTINGS, Boroughs.GAZETTEER, given);
    watch.startAfter(FIRST - 1);
    Map<String, byte[]> leaves = new HashMap<>();
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      for (Change change : arrivals.getOrDefault(day, List.of())) {
        for (ReviewDelta delta : change.deltas()) {
          watch.apply(delta, tables.baselines());
        }
        if (random.nextInt(100 * 15) < restarts) {
          watch = restarted(watch, given, day - 1, leaves);
        }
      }
      watch.close(day, tables, day, heard);
      standards.putAll(watch.standards());
    }
    assertThat(watch.afterHorizon()).isZero();
    assertThatNothingWasLeftOut(watch, tables);
    return heard;
  }

  /** Had every scan of the horizon been repeated, each would have seen the same. */
  private static void assertThatNothingWasLeftOut(ClusterWatch watch, Tables tables) {
    int last = FIRST + DAYS - 1;
    Map<Integer, List<Sighting>> lazily = new TreeMap<>(watch.state().sightings);
    for (int day = last - Settings.HORIZON + 1; day <= last; day++) {
      watch.state().changed.add(day);
    }
    watch.close(last + 1, tables, 0, new ScanHeard());
    Map<Integer, List<Sighting>> again = new TreeMap<>(watch.state().sightings);
    again.remove(last + 1);
    lazily.remove(last - Settings.HORIZON + 1);
    assertThat(again).isEqualTo(lazily);
  }

  private static ClusterWatch restarted(
      ClusterWatch watch,
      Map<Integer, ScanStandard> given,
      int lastClosed,
      Map<String, byte[]> leaves)
      throws IOException {
    watch.drainTouched(
        (key, leaf) -> {
          if (leaf == null) {
            leaves.remove(key);
          } else {
            leaves.put(key, PackedLeaf.pack(leaf));
          }
        });
    ClusterWatch next = new ClusterWatch(SETTINGS, Boroughs.GAZETTEER, given);
    for (byte[] packed : leaves.values()) {
      next.restore(PackedLeaf.unpack(packed));
    }
    next.restore(lastClosed, PackedScan.unpack(PackedScan.pack(watch.state())));
    return next;
  }
}
