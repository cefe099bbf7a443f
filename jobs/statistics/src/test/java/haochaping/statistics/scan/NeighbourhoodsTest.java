package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {
  private static final double[][] ROW = {{0, 1, 2}, {1, 0, 1}, {2, 1, 0}};

  @Test
  void tiesGoToTheLowerCode() {
    assertThat(Neighbourhoods.ofDistances(List.of("1", "2", "3"), ROW, 1).sets())
        .containsExactly(
            List.of("1"),
            List.of("2"),
            List.of("3"),
            List.of("1", "2"),
            List.of("2", "3"),
            List.of("1", "2", "3"));
  }

  @Test
  void codesMayComeInAnyOrder() {
    Neighbourhoods neighbourhoods = Neighbourhoods.ofDistances(List.of("3", "2", "1"), ROW, 1);
    assertThat(neighbourhoods.districts()).containsExactly("1", "2", "3");
    assertThat(neighbourhoods.sets())
        .isEqualTo(Neighbourhoods.ofDistances(List.of("1", "2", "3"), ROW, 1).sets());
  }

  @Test
  void withoutNeighboursTheWholeIsStillThere() {
    assertThat(Neighbourhoods.ofDistances(List.of("1", "2", "3"), ROW, 0).sets())
        .containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("1", "2", "3"));
    assertThat(Neighbourhoods.ofDistances(List.of("1"), new double[1][1], 3).sets())
        .containsExactly(List.of("1"));
  }

  /** Distances that are not symmetric, such as hours on one-way roads, are the district's own. */
  @Property(seed = "20260301", tries = 300, shrinking = ShrinkingMode.OFF)
  void areTheDefinitionInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(7);
    int nearest = random.nextInt(5);
    List<String> codes = new ArrayList<>();
    double[][] distances = new double[size][size];
    for (int i = 0; i < size; i++) {
      codes.add("c" + i);
      for (int j = 0; j < size; j++) {
        distances[i][j] = random.nextInt(4);
      }
    }
    Collections.shuffle(codes, random);

    Set<Set<String>> expected = new HashSet<>();
    expected.add(new TreeSet<>(codes));
    for (int centre = 0; centre < size; centre++) {
      for (int take = 0; take <= nearest; take++) {
        Set<String> set = new TreeSet<>(Set.of(codes.get(centre)));
        for (int other = 0; other < size; other++) {
          int before = 0;
          for (int rival = 0; rival < size; rival++) {
            double ahead = distances[centre][other] - distances[centre][rival];
            if (rival != centre
                && (ahead > 0
                    || (ahead == 0 && codes.get(rival).compareTo(codes.get(other)) < 0))) {
              before++;
            }
          }
          if (other != centre && before < take) {
            set.add(codes.get(other));
          }
        }
        expected.add(set);
      }
    }
    List<List<String>> sets = Neighbourhoods.ofDistances(codes, distances, nearest).sets();
    assertThat(sets).doesNotHaveDuplicates().allSatisfy(set -> assertThat(set).isSorted());
    assertThat(sets.stream().<Set<String>>map(TreeSet::new)).hasSameElementsAs(expected);
    assertThat(sets.stream().map(List::size)).isSorted();
    assertThat(sets.get(sets.size() - 1)).hasSize(size);
  }

  /**
   * Zaozhuang's centre to Tengzhou's. 2 R asin(sqrt(...)) evaluated by mpmath 1.3 at 30 digits, R =
   * 6371.0088 km.
   */
  @Test
  void distanceIsTheGreatCircle() {
    Position zaozhuang = new Position("370402", 117.557, 34.856);
    Position tengzhou = new Position("370481", 117.162, 35.088);
    assertThat(zaozhuang.distance(tengzhou)).isCloseTo(44.28154643343713, within(1e-9));
    assertThat(tengzhou.distance(zaozhuang)).isEqualTo(zaozhuang.distance(tengzhou));
    assertThat(new Position("a", 0, 0).distance(new Position("b", 180, 0)))
        .isCloseTo(Math.PI * 6371.0088, within(1e-9));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> Neighbourhoods.ofDistances(List.of(), new double[0][0], 1))
        .hasMessage("codes.size() = 0: must be at least 1");
    assertThatThrownBy(() -> Neighbourhoods.ofDistances(List.of("1", "2", "3"), ROW, -1))
        .hasMessage("nearest = -1: must be at least 0");
    assertThatThrownBy(() -> Neighbourhoods.ofDistances(List.of("1", "2", "1"), ROW, 1))
        .hasMessage("codes = [1, 2, 1]: each must be there once");
    assertThatThrownBy(() -> Neighbourhoods.ofDistances(List.of("1", "2"), ROW, 1))
        .hasMessage("distances.length = 3: must be in [2, 2]");
    assertThatThrownBy(
            () -> Neighbourhoods.ofDistances(List.of("1", "2"), new double[][] {{0, 1}, {1}}, 1))
        .hasMessage("distances[1].length = 1: must be in [2, 2]");
    assertThatThrownBy(
            () ->
                Neighbourhoods.ofDistances(List.of("1", "2"), new double[][] {{0, 1}, {-1, 0}}, 1))
        .hasMessage("distances[1] = -1.0: must be finite and at least 0");
    assertThatThrownBy(() -> new Position("370402", 181, 35))
        .hasMessage("longitude = 181.0: must be in [-180, 180], of 370402");
    assertThatThrownBy(() -> new Position("370402", 117, Double.NaN))
        .hasMessage("latitude = NaN: must be in [-90, 90], of 370402");
  }

  /** Five in a row and two that nobody can place: these are alone, and in the whole. */
  @Test
  void unplacedDistrictsAreNobodysNeighbours() {
    List<Position> placed =
        List.of(
            new Position("a", 117, 35),
            new Position("b", 117.1, 35),
            new Position("c", 117.3, 35),
            new Position("d", 117.7, 35),
            new Position("e", 118.5, 35));
    assertThat(Neighbourhoods.ofPositions(placed, List.of("z", ""), 1).sets())
        .containsExactly(
            List.of(""),
            List.of("a"),
            List.of("b"),
            List.of("c"),
            List.of("d"),
            List.of("e"),
            List.of("z"),
            List.of("a", "b"),
            List.of("b", "c"),
            List.of("c", "d"),
            List.of("d", "e"),
            List.of("", "a", "b", "c", "d", "e", "z"));
    // All that are placed are a zone where they are near.
    assertThat(Neighbourhoods.ofPositions(placed.subList(0, 2), List.of("z"), 1).sets())
        .containsExactly(
            List.of("a"), List.of("b"), List.of("z"), List.of("a", "b"), List.of("a", "b", "z"));
    assertThat(Neighbourhoods.ofPositions(List.of(), List.of(""), 3).sets())
        .containsExactly(List.of(""));
    assertThatThrownBy(() -> Neighbourhoods.ofPositions(placed, List.of("a"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each must be there once");
  }
}
