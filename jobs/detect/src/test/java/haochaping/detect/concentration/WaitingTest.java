package haochaping.detect.concentration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final Waiting waiting = new Waiting();

  private List<String> cells() {
    List<String> cells = new ArrayList<>();
    int size = waiting.size();
    for (int i = 0; i < size; i++) {
      cells.add(
          waiting.day(i)
              + "/"
              + waiting.matter(i)
              + "/"
              + waiting.channel(i)
              + "="
              + waiting.reviews(i));
    }
    return cells;
  }

  @Test
  void thoseOfOneCellAreAddedUp() {
    waiting.add(3, "M", 1, 2);
    waiting.add(3, "", 1, 1);
    waiting.add(3, "M", 1, 4);
    waiting.add(4, "M", 1, 1);
    waiting.add(3, "M", 0, 1);
    assertThat(cells()).containsExactly("3/M/1=6", "3//1=1", "4/M/1=1", "3/M/0=1");
  }

  @Test
  void whatCameAndWentIsGone() {
    waiting.add(3, "M", 1, 2);
    waiting.add(3, "N", 1, 1);
    waiting.add(3, "M", 1, -2);
    assertThat(cells()).containsExactly("3/N/1=1");
    waiting.add(3, "N", 1, -1);
    assertThat(waiting.isEmpty()).isTrue();
    waiting.add(5, "N", 1, 1);
    assertThat(cells()).containsExactly("5/N/1=1");
  }

  @Test
  void forgettingLeavesTheOthersInTheirCells() {
    waiting.add(3, "M", 1, 1);
    assertThat(cells()).hasSize(1);
    for (int day = 3; day < 6; day++) {
      waiting.add(day, "N", 1, 1);
      waiting.add(day, "O", 1, 1);
      waiting.add(day, "N", 1, 1);
    }
    waiting.forget(5);
    assertThat(cells()).containsExactly("5/N/1=2", "5/O/1=1");
  }

  /** Expected values: a map of the same additions. */
  @Test
  void manyAdditionsAreThoseOfAMap() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int day = random.nextInt(5);
      String matter = "M" + random.nextInt(300);
      int channel = random.nextInt(6);
      int more = random.nextInt(4) - 1;
      waiting.add(day, matter, channel, more);
      expected.merge(day + "/" + matter + "/" + channel, more, Integer::sum);
    }
    expected.values().removeIf(sum -> sum == 0);
    List<String> cells = new ArrayList<>();
    expected.forEach((cell, sum) -> cells.add(cell + "=" + sum));
    assertThat(cells()).containsExactlyInAnyOrderElementsOf(cells);
  }
}
