package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.scan.NullMaxima.Significance;
import haochaping.statistics.scan.Zone.Part;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class SuccessionTest {

  @Property(seed = "20260301", tries = 500, shrinking = ShrinkingMode.OFF)
  void likenessIsJaccardsOfTheLeafDays(@ForAll long seed) {
    Random random = new Random(seed);
    Cluster one = random(random);
    Cluster other = random(random);
    Set<String> both = leafDays(one);
    both.retainAll(leafDays(other));
    Set<String> either = leafDays(one);
    either.addAll(leafDays(other));
    assertThat(one.likeness(other))
        .isCloseTo((double) both.size() / either.size(), within(1e-15))
        .isEqualTo(other.likeness(one));
    assertThat(one.likeness(one)).isEqualTo(1);
  }

  @Example
  void grownByADayIsTheSame() {
    Cluster yesterday = cluster(10, 12, 1, 2);
    Cluster today = cluster(10, 13, 1, 2);
    assertThat(Succession.of(List.of(today), List.of(yesterday)).predecessor(0))
        .contains(yesterday);
  }

  @Example
  void halfAlikeIsTheSameAndLessIsNot() {
    Cluster yesterday = cluster(12, 12, 1);
    assertThat(Succession.of(List.of(cluster(12, 13, 1)), List.of(yesterday)).predecessor(0))
        .contains(yesterday);
    assertThat(Succession.of(List.of(cluster(11, 13, 1)), List.of(yesterday)).predecessor(0))
        .isEmpty();
    assertThat(Succession.of(List.of(cluster(13, 13, 1)), List.of(yesterday)).predecessor(0))
        .isEmpty();
  }

  /** Two halves of what was one: both are half alike; the first of today goes on with it. */
  @Example
  void whatSplitsGoesOnOnce() {
    Cluster yesterday = cluster(10, 12, 1, 2);
    List<Cluster> today = List.of(cluster(10, 12, 2), cluster(10, 12, 1));
    Succession succession = Succession.of(today, List.of(yesterday));
    assertThat(succession.predecessor(0)).contains(yesterday);
    assertThat(succession.predecessor(1)).isEmpty();
  }

  @Example
  void theMostAlikeGoesFirst() {
    Cluster loose = cluster(8, 12, 1);
    Cluster tight = cluster(10, 12, 1);
    Cluster today = cluster(9, 13, 1);
    Succession succession = Succession.of(List.of(today), List.of(loose, tight));
    assertThat(today.likeness(loose)).isGreaterThan(today.likeness(tight));
    assertThat(succession.predecessor(0)).contains(loose);
  }

  private static Cluster random(Random random) {
    int first = random.nextInt(5);
    int[] leaves = IntStream.range(0, 6).filter(leaf -> random.nextBoolean()).toArray();
    return cluster(first, first + random.nextInt(4), leaves.length == 0 ? new int[] {1} : leaves);
  }

  private static Cluster cluster(int firstDay, int lastDay, int... matters) {
    List<Leaf> leaves =
        IntStream.of(matters).mapToObj(matter -> new Leaf("d", "p", "m" + matter)).toList();
    return new Cluster(
        new Zone(List.of("d"), Part.ALL, ""),
        leaves,
        LocalDate.ofEpochDay(firstDay),
        LocalDate.ofEpochDay(lastDay),
        5,
        1,
        4,
        new Significance(.01, false));
  }

  private static Set<String> leafDays(Cluster cluster) {
    Set<String> leafDays = new HashSet<>();
    for (Leaf leaf : cluster.leaves()) {
      for (LocalDate day = cluster.firstDay();
          !day.isAfter(cluster.lastDay());
          day = day.plusDays(1)) {
        leafDays.add(leaf + "@" + day);
      }
    }
    return leafDays;
  }
}
