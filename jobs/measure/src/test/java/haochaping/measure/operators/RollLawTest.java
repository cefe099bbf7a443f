package haochaping.measure.operators;

import static haochaping.platform.Reviews.hour;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.measure.Naive;
import haochaping.measure.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever comes in whatever order, restarts among it: after every checkpoint the table says of
 * every key and window what counting from scratch says, and each day's keyframe what it said then.
 */
class RollLawTest {
  private static final String[] KEYS = {"cD1", "cD2", "eD1/S1"};

  @Property(tries = 120, shrinking = ShrinkingMode.OFF)
  void tableSaysWhatCountingFromScratchSays(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Naive naive = new Naive();
    List<Given> given = new ArrayList<>();
    int clock = hour("2026-02-20 00:00:00") + random.nextInt(24 * 60);
    long watermark = Long.MIN_VALUE;
    int known = Integer.MIN_VALUE;
    try (RollHarness roll = new RollHarness(false)) {
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(5)) {
          case 0, 1, 2 -> {
            clock += random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(3);
            int age = random.nextInt(4) == 0 ? random.nextInt(24 * 120) : random.nextInt(30);
            // A few are dated ahead of the clock, by a day at most.
            int hour = random.nextInt(12) == 0 ? clock + random.nextInt(25) : clock - age;
            Given review;
            int sign = 1;
            if (!given.isEmpty() && random.nextInt(4) == 0) {
              review = given.remove(random.nextInt(given.size()));
              sign = -1;
            } else {
              review = Given.random(random, hour);
              given.add(review);
            }
            for (String key : List.of(RollHarness.CITY, review.key)) {
              roll.take(key, review.hour, clock, review.counts(sign));
              naive.add(label(key).what(), review.hour, review.counts(sign));
            }
            known = Math.max(known, clock);
          }
          case 3 -> {
            // Event time stays behind the clock, by minutes or by hours.
            long next =
                clock * 3_600_000L - random.nextInt(3) * 600_000L - random.nextInt(2) * 30_000_000L;
            if (next > watermark && known != Integer.MIN_VALUE) {
              watermark = next;
              roll.watermark(watermark);
              // At the very start of an hour nothing of it has been.
              known = Math.max(known, (int) Math.floorDiv(watermark - 1, 3_600_000L));
              keyframes(roll.fresh(), naive);
            }
          }
          default -> {
            if (random.nextInt(4) == 0) {
              roll.restart();
            } else {
              roll.checkpoint();
            }
            if (known != Integer.MIN_VALUE) {
              check(roll.all(), naive, known + 1, "step " + step);
            }
            roll.fresh();
          }
        }
      }
      roll.end();
      check(roll.all(), naive, known + 1, "end");
      closedOnce(roll.all());
    }
  }

  /** A review that was counted and may be retracted. */
  private record Given(String key, int hour, boolean bad, boolean adopted, boolean isDefault) {
    static Given random(Random random, int hour) {
      return new Given(
          KEYS[random.nextInt(KEYS.length)],
          hour,
          random.nextBoolean(),
          random.nextInt(4) != 0,
          random.nextInt(5) == 0);
    }

    int[] counts(int sign) {
      return isDefault
          ? new int[] {0, 0, 0, 0, sign}
          : new int[] {sign, bad ? sign : 0, adopted ? sign : 0, bad && adopted ? sign : 0, 0};
    }
  }

  /** Only to name a key as a row does. */
  private static Said label(String key) {
    return new Said(
        switch (key.charAt(0)) {
          case 'a' -> "city";
          case 'c' -> "department";
          default -> "staff";
        },
        key.substring(1),
        "",
        0,
        false,
        0,
        "",
        null);
  }

  /** What {@code analysis.rates} reads: since the city's last keyframe, the newest window. */
  private static void check(List<Said> rows, Naive naive, int asOf, String when) {
    int closed =
        rows.stream()
            .filter(said -> said.keyframe() && said.dimension().equals("city"))
            .mapToInt(Said::asOf)
            .max()
            .orElse(Integer.MIN_VALUE);
    Map<String, Said> newest = new HashMap<>();
    for (Said said : rows) {
      if (said.asOf() >= closed) {
        newest.merge(
            said.what(),
            said,
            (a, b) ->
                a.asOf() > b.asOf() || (a.asOf() == b.asOf() && a.writtenAt() > b.writtenAt())
                    ? a
                    : b);
      }
    }
    for (String key : naive.keys()) {
      for (String window : Naive.WINDOWS) {
        Said said = newest.get(key + window);
        assertThat(said == null ? "0 0 0 0 0" : said.counts())
            .as("%s%s at %d, %s: %s", key, window, asOf, when, said)
            .isEqualTo(naive.sum(key, window, asOf));
      }
    }
  }

  private static void keyframes(List<Said> rows, Naive naive) {
    Map<Integer, Map<String, String>> days = new HashMap<>();
    for (Said said : rows) {
      if (said.keyframe()) {
        days.computeIfAbsent(said.asOf(), ignored -> new HashMap<>())
            .put(said.what(), said.counts());
      }
    }
    days.forEach(
        (asOf, said) -> {
          for (String key : naive.keys()) {
            for (String window : Naive.WINDOWS) {
              assertThat(said.getOrDefault(key + window, "0 0 0 0 0"))
                  .as("keyframe of %s%s at %d", key, window, asOf)
                  .isEqualTo(naive.sum(key, window, asOf));
            }
          }
        });
  }

  private static void closedOnce(List<Said> rows) {
    List<Integer> closes =
        rows.stream()
            .filter(said -> said.keyframe() && said.what().equals("city 370400 1d"))
            .map(Said::asOf)
            .toList();
    assertThat(closes).doesNotHaveDuplicates().isSorted();
    for (int i = 1; i < closes.size(); i++) {
      assertThat(closes.get(i) - closes.get(i - 1)).isEqualTo(24);
    }
  }
}
