package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.Seeds;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.scan.Cities.City;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.junit.jupiter.api.Test;

/** Cities without clusters: their distribution, and that p-values of such cities are uniform. */
class NullCityTest {

  /**
   * Group 0 (shape 2, expected 1 + 3) and group 1 (shape .7, expected 60): N is negative binomial
   * with mean E and variance E + E²/shape. Tolerance: 4 standard errors of 40,000 draws, that of
   * the variance estimated from the draws.
   */
  @Test
  void groupsAreNegativeBinomialAndFallAsExpected() {
    NullCity city =
        new NullCity(
            2,
            new double[] {2, .7},
            new int[] {0, 0, 1},
            new int[] {0, 1, 2},
            new int[] {0, 1, 1},
            new double[] {1, 3, 60});
    int draws = 40_000;
    double[][] counts = new double[3][draws];
    for (int r = 0; r < draws; r++) {
      Events events = city.draw(Seeds.replicate(11, r));
      for (int age = 0; age < 2; age++) {
        for (int i = events.start(age); i < events.start(age + 1); i++) {
          assertThat(events.leaf(i) == 0).isEqualTo(age == 0);
          counts[events.leaf(i)][r] += events.times(i);
        }
      }
    }
    double[] group = new double[draws];
    double first = 0;
    double all = 0;
    for (int r = 0; r < draws; r++) {
      group[r] = counts[0][r] + counts[1][r];
      first += counts[0][r];
      all += group[r];
    }
    check(group, 4, 4 + 16 / 2.);
    check(counts[2], 60, 60 + 3600 / .7);
    assertThat(first / all).isCloseTo(.25, within(4 * Math.sqrt(.25 * .75 / all)));
  }

  private static void check(double[] sample, double mean, double variance) {
    int n = sample.length;
    double sum = 0;
    for (double x : sample) {
      sum += x;
    }
    double m = sum / n;
    double squares = 0;
    double fourth = 0;
    for (double x : sample) {
      squares += (x - m) * (x - m);
      fourth += Math.pow(x - m, 4);
    }
    double v = squares / n;
    assertThat(m).isCloseTo(mean, within(4 * Math.sqrt(variance / n)));
    assertThat(v).isCloseTo(variance, within(4 * Math.sqrt((fourth / n - v * v) / n)));
  }

  @Test
  void replicateIsTheSameWheneverItIsDrawn() {
    NullCity city = Cities.example().grid().nullCity();
    Events once = city.draw(Seeds.replicate(3, 8));
    Events again = city.draw(Seeds.replicate(3, 8));
    assertThat(again).usingRecursiveComparison().isEqualTo(once);
  }

  /**
   * The observed city is drawn by the definition, a Poisson count for each leaf and day, and not by
   * {@link NullCity}. Then p is uniform on 1/200, …, 1: of 2000 cities the share with p ≤ alpha is
   * alpha within 3.5 standard errors (a chance of 1 in 2000 that a right scan fails a bound; the
   * seed is fixed). A maximum of 0 ties with others, but is too rare in this city to matter.
   */
  @Test
  void smallPsAreAsRareAsTheySay() {
    City city = city();
    for (Statistic statistic : Statistic.values()) {
      Scan scan = new Scan(statistic, 3, 199, 0);
      int cities = 2000;
      double[] limits = {.01, .05, .1, .25, .5, .75};
      int[] below = new int[limits.length];
      for (int i = 0; i < cities; i++) {
        ScanGrid grid = observed(city, Seeds.replicate(99, i));
        List<Cluster> clusters = scan.clusters(grid, 1_000_000L * i);
        double p = clusters.isEmpty() ? 1 : clusters.get(0).significance().p();
        if (!clusters.isEmpty() && clusters.get(0).significance().extrapolated()) {
          p = 1 / 200.;
        }
        for (int k = 0; k < limits.length; k++) {
          if (p <= limits[k] + 1e-12) {
            below[k]++;
          }
        }
      }
      for (int k = 0; k < limits.length; k++) {
        double error = Math.sqrt(limits[k] * (1 - limits[k]) / cities);
        assertThat((double) below[k] / cities)
            .as("%s: share of p <= %s", statistic, limits[k])
            .isCloseTo(limits[k], within(3.5 * error));
      }
    }
  }

  /** Four districts, three departments, matters that two departments share; 40 bad expected. */
  private static City city() {
    List<Position> positions =
        List.of(
            new Position("a", 117, 35),
            new Position("b", 117.1, 35),
            new Position("c", 117, 35.2),
            new Position("d", 117.4, 35.4));
    List<LeafDay> panes = new ArrayList<>();
    Map<Group, OwnRisk> risks = new HashMap<>();
    double shape = 1;
    for (Position position : positions) {
      for (int department = 0; department < 3; department++) {
        for (int matter = 0; matter < 4; matter++) {
          Leaf leaf =
              new Leaf(position.district(), "p" + department, "m" + (3 * department + matter));
          if (!risks.containsKey(leaf.group())) {
            shape += 1.5;
            risks.put(leaf.group(), new OwnRisk(shape, shape * .8));
          }
          for (int age = 0; age < 10; age++) {
            double expected = (1 + matter + age % 3) * 40 * .8 / 1680;
            panes.add(new LeafDay(leaf, Cities.TODAY.minusDays(age), 0, expected));
          }
        }
      }
    }
    return new City(Neighbourhoods.ofPositions(positions, 2), panes, risks, 10);
  }

  private static ScanGrid observed(City city, SplittableRandom random) {
    UniformRandomProvider source = random::nextLong;
    Map<Group, Double> risks = new HashMap<>();
    List<LeafDay> panes = new ArrayList<>();
    for (LeafDay pane : city.panes()) {
      OwnRisk own = city.risks().get(pane.leaf().group());
      double risk =
          risks.computeIfAbsent(
              pane.leaf().group(),
              group ->
                  AhrensDieterMarsagliaTsangGammaSampler.of(source, own.shape(), 1 / own.rate())
                      .sample());
      int bad = PoissonSampler.of(source, risk * pane.expected()).sample();
      panes.add(new LeafDay(pane.leaf(), pane.day(), bad, pane.expected()));
    }
    return ScanGrid.of(city.neighbourhoods(), panes, city.risks(), Cities.TODAY, city.days());
  }
}
