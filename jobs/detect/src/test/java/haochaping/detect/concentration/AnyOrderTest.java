package haochaping.detect.concentration;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.state.PackedCells;
import haochaping.detect.state.PackedTables;
import haochaping.detect.state.PackedTarget;
import haochaping.platform.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What is held true in the end does not depend on when and in which order records came, on days
 * closed meanwhile, on restarts, or on whether alerts were opened within the day.
 */
class AnyOrderTest {
  private static final int FIRST = Town.day("2025-10-01");
  private static final int DAYS = 160;

  /** A change of one review, or of good ones in a batch: some deltas that come together. */
  private record Change(int arrives, List<ReviewDelta> deltas) {}

  /** The changes of one review, in their order. */
  private record Story(int day, List<Change> changes) {}

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void findingsAreAFunctionOfPanesAndTables(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Story> stories = stories(random);
    Heard once = run(stories, false, new Tables(), random, 0);
    assertThat(once.newest().values().stream().map(Finding::state))
        .as("a town with bursts and retractions, seed %d", seed)
        .contains(Finding.State.CLOSED);

    for (int again = 0; again < 2; again++) {
      Heard other = run(shuffled(stories, random), random.nextBoolean(), once.tables, random, 25);
      assertThat(other.held()).as("seed %d", seed).isEqualTo(once.held());
    }
  }

  /** Within its day the order makes no difference to the tables either. */
  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void orderWithinADayChangesNothingThatIsTold(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Story> stories = stories(random);
    Heard once = run(stories, false, new Tables(), random, 0);
    Collections.shuffle(stories, random);
    Heard other = run(stories, false, new Tables(), random, 10);
    assertThat(other.newest()).as("seed %d", seed).isEqualTo(once.newest());
    assertThat(PackedTables.pack(other.tables)).isEqualTo(PackedTables.pack(once.tables));
  }

  /** Reviews of half a year by twelve staff; two bursts; a third of the bad is retracted. */
  private static List<Story> stories(Random random) {
    List<Story> stories = new ArrayList<>();
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      for (int i = 0; i < 25; i++) {
        int late = random.nextInt(8) == 0 ? random.nextInt(6) : 0;
        ReviewDelta good = Town.good("", day, 1 + random.nextInt(15));
        good.channel = random.nextInt(3);
        stories.add(
            new Story(day, List.of(new Change(day + late, spread(good, random.nextInt(12))))));
      }
      int bad = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
      for (int i = 0; i < bad; i++) {
        stories.add(bad(random, day, random.nextInt(12), i));
      }
      boolean burst = (day - FIRST) % 60 > 50;
      for (int i = 0; burst && i < 2; i++) {
        stories.add(bad(random, day, (day - FIRST) / 60, 100 + i));
      }
    }
    return stories;
  }

  private static Story bad(Random random, int day, int staff, int number) {
    ReviewDelta bad = Town.bad("", day, random.nextInt(24), "r" + day + "-" + number);
    List<Change> changes = new ArrayList<>();
    int arrives = day + (random.nextInt(5) == 0 ? random.nextInt(20) : 0);
    changes.add(new Change(arrives, spread(bad, staff)));
    if (random.nextInt(4) == 0) {
      // The case comes and names somebody else.
      arrives += random.nextInt(10);
      List<ReviewDelta> deltas = spread(Town.retracted(bad), staff);
      staff = random.nextInt(12);
      deltas.addAll(spread(bad, staff));
      changes.add(new Change(arrives, deltas));
    }
    if (random.nextInt(3) == 0) {
      arrives += 5 + random.nextInt(36);
      changes.add(new Change(arrives, spread(Town.retracted(bad), staff)));
    }
    return new Story(day, changes);
  }

  private static List<ReviewDelta> spread(ReviewDelta delta, int staff) {
    ReviewDelta one = Town.retracted(Town.retracted(delta));
    one.matter = "M" + staff % 5;
    one.department = "D" + staff % 4;
    return Town.everywhere(
        one,
        Level.STAFF.key("D" + staff % 4 + "/" + staff),
        Level.MATTER.key(one.matter),
        Level.DEPARTMENT.key(one.department),
        Level.DISTRICT.key("X" + staff % 2));
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
   * @param restarts of some hundred days
   */
  private static Heard run(
      List<Story> stories, boolean duringDay, Tables tables, Random random, int restarts)
      throws IOException {
    Map<Integer, List<Change>> arrivals = new HashMap<>();
    for (Story story : stories) {
      for (Change change : story.changes()) {
        arrivals.computeIfAbsent(change.arrives(), ignored -> new ArrayList<>()).add(change);
      }
    }
    Heard heard = new Heard();
    ConcentrationWatch watch = new ConcentrationWatch(Settings.DEFAULT, duringDay, tables);
    watch.startAfter(FIRST - 1);
    Map<String, byte[]> targets = new HashMap<>();
    Map<String, byte[]> cells = new HashMap<>();
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      for (Change change : arrivals.getOrDefault(day, List.of())) {
        for (ReviewDelta delta : change.deltas()) {
          watch.apply(delta, day, heard);
        }
        if (random.nextInt(100 * 25) < restarts) {
          watch = restarted(watch, duringDay, tables, day - 1, targets, cells);
        }
      }
      watch.close(day, day, heard);
    }
    assertThat(watch.afterHorizon()).isZero();
    return heard;
  }

  private static ConcentrationWatch restarted(
      ConcentrationWatch watch,
      boolean duringDay,
      Tables given,
      int lastClosed,
      Map<String, byte[]> targets,
      Map<String, byte[]> cells)
      throws IOException {
    watch.drainTouched(
        (key, target) -> {
          if (target == null) {
            targets.remove(key);
          } else {
            targets.put(key, PackedTarget.pack(target));
          }
        });
    watch
        .cells()
        .drainTouched(
            (matter, some) -> {
              if (some == null) {
                cells.remove(matter);
              } else {
                cells.put(matter, PackedCells.pack(some));
              }
            });
    ConcentrationWatch next = new ConcentrationWatch(Settings.DEFAULT, duringDay, given);
    next.restore(lastClosed, PackedTables.unpack(PackedTables.pack(watch.tables())));
    for (byte[] packed : targets.values()) {
      next.restore(PackedTarget.unpack(packed));
    }
    for (Map.Entry<String, byte[]> entry : cells.entrySet()) {
      next.restore(entry.getKey(), PackedCells.unpack(entry.getValue()));
    }
    return next;
  }
}
