package haochaping.statistics.scan;

import haochaping.statistics.concentration.OwnRisk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Cities to scan. */
final class Cities {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private Cities() {}

  /** Panes and what else a grid needs. */
  record City(
      Neighbourhoods neighbourhoods, List<LeafDay> panes, Map<Group, OwnRisk> risks, int days) {
    ScanGrid grid() {
      return ScanGrid.of(neighbourhoods, panes, risks, TODAY, days);
    }
  }

  /**
   * The city of the specification's example: three districts in a row, one department and matter,
   * risks of 1; of its zones all three districts together cannot win.
   */
  static City example() {
    int[][] bad = {{0, 1, 0, 0, 0}, {0, 0, 1, 2, 3}, {1, 0, 0, 2, 1}};
    double[] expected = {.5, .4, .8};
    List<String> codes = List.of("1", "2", "3");
    double[][] distances = {{0, 1, 2}, {1, 0, 1}, {2, 1, 0}};
    List<LeafDay> panes = new ArrayList<>();
    Map<Group, OwnRisk> risks = new HashMap<>();
    for (int district = 0; district < 3; district++) {
      Leaf leaf = new Leaf(codes.get(district), "D", "M");
      risks.put(leaf.group(), new OwnRisk(5, 5));
      for (int day = 0; day < 5; day++) {
        panes.add(
            new LeafDay(leaf, TODAY.minusDays(4 - day), bad[district][day], expected[district]));
      }
    }
    return new City(Neighbourhoods.ofDistances(codes, distances, 1), panes, risks, 5);
  }

  /** A small city with holes: some leaves, days and matters missing, matters over departments. */
  static City small(Random random) {
    int districts = 1 + random.nextInt(5);
    int departments = 1 + random.nextInt(3);
    int matters = 1 + random.nextInt(4);
    int days = 1 + random.nextInt(6);
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < districts; i++) {
      positions.add(
          new Position("d" + i, 117 + random.nextInt(10) / 10., 34 + random.nextInt(10) / 10.));
    }
    List<LeafDay> panes = new ArrayList<>();
    Map<Group, OwnRisk> risks = new HashMap<>();
    for (int i = 0; i < districts; i++) {
      for (int j = 0; j < departments; j++) {
        for (int k = 0; k < matters; k++) {
          Leaf leaf = new Leaf("d" + i, "p" + j, "m" + k);
          risks.computeIfAbsent(
              leaf.group(),
              group -> new OwnRisk(.5 + 5 * random.nextDouble(), .5 + 5 * random.nextDouble()));
          if (random.nextInt(3) == 0) {
            continue;
          }
          for (int age = 0; age < days + 2; age++) {
            double expected = random.nextInt(3) == 0 ? 0 : random.nextDouble();
            int bad = expected > 0 ? Math.max(0, random.nextInt(6) - 3) : 0;
            panes.add(new LeafDay(leaf, TODAY.minusDays(age), bad, expected));
          }
          // Tomorrow's pane is open already; it must not count.
          panes.add(new LeafDay(leaf, TODAY.plusDays(1), 9, .01));
        }
      }
    }
    return new City(Neighbourhoods.ofPositions(positions, random.nextInt(4)), panes, risks, days);
  }

  /**
   * A city of the size that the cost is stated for: 7 districts, 40 departments, 300 matters that
   * follow Zipf's law, 250 bad reviews expected in 30 days and none observed.
   */
  static City large(Random random) {
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      positions.add(new Position("d" + i, 117 + random.nextDouble(), 34 + random.nextDouble()));
    }
    List<LeafDay> panes = new ArrayList<>();
    Map<Group, OwnRisk> risks = new HashMap<>();
    double[] weights = new double[300];
    double sum = 0;
    for (int matter = 0; matter < 300; matter++) {
      weights[matter] = Math.pow(1 + matter, -1.1);
      sum += weights[matter];
    }
    for (int district = 0; district < 7; district++) {
      for (int matter = 0; matter < 300; matter++) {
        Leaf leaf = new Leaf("d" + district, "p" + matter % 40, "m" + matter);
        risks.putIfAbsent(leaf.group(), new OwnRisk(2.5, 2.5));
        for (int age = 0; age < 30; age++) {
          double expected = 250 * weights[matter] / sum / 7 / 30;
          panes.add(new LeafDay(leaf, TODAY.minusDays(age), 0, expected));
        }
      }
    }
    return new City(Neighbourhoods.ofPositions(positions, 3), panes, risks, 30);
  }
}
