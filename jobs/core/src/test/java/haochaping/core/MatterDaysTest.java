package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Matters of a key by day, beside a map of maps. */
class MatterDaysTest {

  @Test
  void countsWhatWasAddedInAnyOrder() {
    Random random = new Random(7);
    MatterDays mix = new MatterDays();
    Map<String, Map<Integer, Integer>> naive = new HashMap<>();
    int first = 0;
    for (int i = 0; i < 5000; i++) {
      String matter = "M" + random.nextInt(5);
      int day = random.nextInt(40);
      int adopted = random.nextInt(3) - 1;
      mix.add(matter, day, adopted);
      naive.computeIfAbsent(matter, ignored -> new HashMap<>()).merge(day, adopted, Integer::sum);
      if (i % 1000 == 999) {
        int from = ++first;
        mix.advance(from);
        naive.values().forEach(days -> days.keySet().removeIf(old -> old < from));
      }
      if (i % 50 == 0) {
        int from = random.nextInt(40);
        Map<String, Integer> sums = new TreeMap<>();
        mix.sum(from, from + 10, (of, sum) -> sums.put(of, sum));
        naive.forEach(
            (of, days) ->
                assertThat(sums.getOrDefault(of, 0))
                    .isEqualTo(
                        days.entrySet().stream()
                            .filter(pane -> pane.getKey() >= from && pane.getKey() < from + 10)
                            .mapToInt(Map.Entry::getValue)
                            .sum()));
      }
    }
  }

  @Test
  void nothingIsKeptOfWhatAddsUpToNothing() {
    MatterDays mix = new MatterDays();
    mix.add("M1", 3, 2);
    mix.add("M1", 3, -2);
    mix.add("M2", 4, 0);
    assertThat(mix.size()).isZero();
    mix.add("M1", 3, 1);
    assertThat(mix.any(3)).isTrue();
    assertThat(mix.any(4)).isFalse();
    mix.advance(4);
    assertThat(mix.size()).isZero();
  }

  @Test
  void copyIsByItself() {
    MatterDays mix = new MatterDays();
    mix.add("M1", 3, 2);
    MatterDays copy = mix.copy();
    mix.add("M1", 3, 5);
    mix.add("M2", 3, 1);
    Map<String, Integer> sums = new TreeMap<>();
    copy.sum(0, 10, sums::put);
    assertThat(sums).containsOnly(entry("M1", 2));
  }
}
