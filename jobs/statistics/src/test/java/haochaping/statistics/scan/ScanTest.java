package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.scan.Cities.City;
import haochaping.statistics.scan.Zone.Part;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.data.Percentage;

class ScanTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-9);

  /** The specification's golden values (section C). */
  @Example
  void findsTheClusterOfTheSpecification() {
    List<Cluster> clusters =
        new Scan(Statistic.EXPECTATION_BASED, 1, 99, 5).clusters(Cities.example().grid(), 1);
    Cluster first = clusters.get(0);
    assertThat(first.zone()).isEqualTo(new Zone(List.of("2"), Part.ALL, ""));
    assertThat(first.leaves()).containsExactly(new Leaf("2", "D", "M"));
    assertThat(first.firstDay()).isEqualTo(Cities.TODAY.minusDays(1));
    assertThat(first.lastDay()).isEqualTo(Cities.TODAY);
    assertThat(first.days()).isEqualTo(2);
    assertThat(first.bad()).isEqualTo(5);
    assertThat(first.expected()).isCloseTo(.8, DIGITS);
    assertThat(first.relativeRisk()).isCloseTo(6.25, DIGITS);
    assertThat(first.logLikelihoodRatio()).isCloseTo(4.96290731874, DIGITS);

    // Disjoint from district 2 are 1 and 3; only 3 has more than expected: 3 within 2 days.
    assertThat(clusters).hasSize(2);
    assertThat(clusters.get(1).zone().districts()).containsExactly("3");
    assertThat(clusters.get(1).bad()).isEqualTo(3);
    assertThat(clusters.get(1).logLikelihoodRatio()).isCloseTo(.485825978267, DIGITS);
  }

  @Example
  void findsKulldorffsClusterOfTheSpecification() {
    Cluster first =
        new Scan(Statistic.KULLDORFF, 1, 99, 0).clusters(Cities.example().grid(), 1).get(0);
    assertThat(first.zone()).isEqualTo(new Zone(List.of("2"), Part.ALL, ""));
    assertThat(first.days()).isEqualTo(3);
    assertThat(first.bad()).isEqualTo(6);
    assertThat(first.expected()).isCloseTo(1.2 * 1.29411764706, Percentage.withPercentage(1e-8));
    assertThat(first.logLikelihoodRatio()).isCloseTo(4.92832509368, DIGITS);
  }

  @Property(seed = "20260301", tries = 1500, shrinking = ShrinkingMode.OFF)
  void findsWhatLookingAtEveryZoneAndWindowFinds(@ForAll long seed) {
    Random random = new Random(seed);
    City city = Cities.small(random);
    for (Statistic statistic : Statistic.values()) {
      int leastBad = 1 + random.nextInt(3);
      int secondaries = random.nextInt(6);
      List<Found> expected = BruteForce.clusters(city, statistic, leastBad, secondaries);
      List<Cluster> clusters =
          new Scan(statistic, leastBad, 2, secondaries).clusters(city.grid(), seed);
      assertThat(clusters).hasSameSizeAs(expected);
      for (int i = 0; i < clusters.size(); i++) {
        Cluster cluster = clusters.get(i);
        Found found = expected.get(i);
        assertThat(cluster.zone()).isEqualTo(found.zone);
        assertThat(cluster.leaves()).containsExactlyElementsOf(found.leaves);
        assertThat(cluster.days()).isEqualTo(found.days);
        assertThat(cluster.bad()).isEqualTo(found.bad);
        assertThat(cluster.expected()).isCloseTo(found.expected, DIGITS);
        assertThat(cluster.logLikelihoodRatio()).isCloseTo(found.ratio, within(1e-9));
      }
    }
  }

  @Property(seed = "20260301", tries = 100, shrinking = ShrinkingMode.OFF)
  void orderOfPanesDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    City city = Cities.small(random);
    List<LeafDay> shuffled = new ArrayList<>(city.panes());
    Collections.shuffle(shuffled, random);
    Scan scan = new Scan(Statistic.EXPECTATION_BASED, 1, 20, 5);
    assertThat(
            scan.clusters(
                ScanGrid.of(
                    city.neighbourhoods(), shuffled, city.risks(), Cities.TODAY, city.days()),
                seed))
        .isEqualTo(scan.clusters(city.grid(), seed));
  }

  @Example
  void anotherSeedChangesNothingButTheReplicates() {
    ScanGrid grid = Cities.example().grid();
    Scan scan = new Scan(Statistic.EXPECTATION_BASED, 1, 99, 5);
    assertThat(scan.clusters(grid, 1)).isEqualTo(scan.clusters(grid, 1));
    assertThat(scan.nullMaxima(grid, 2).gumbel().getLocation())
        .isNotEqualTo(scan.nullMaxima(grid, 1).gumbel().getLocation());
    assertThat(scan.clusters(grid, 2).get(0).zone())
        .isEqualTo(scan.clusters(grid, 1).get(0).zone());
  }

  @Example
  void quietCityHasNoClusters() {
    assertThat(Scan.STANDARD.clusters(Cities.large(new Random(1)).grid(), 1)).isEmpty();
    Neighbourhoods one = Neighbourhoods.ofDistances(List.of("1"), new double[1][1], 0);
    assertThat(
            Scan.STANDARD.clusters(
                ScanGrid.of(one, List.of(), Map.of(), Cities.TODAY, ScanGrid.DAYS), 1))
        .isEmpty();
  }

  /** Twelve bad reviews about one matter in two neighbouring districts stand out of 250. */
  @Example
  void findsAnInjectedCluster() {
    City city = Cities.large(new Random(1));
    List<String> pair =
        city.neighbourhoods().sets().stream().filter(set -> set.size() == 2).findFirst().get();
    List<LeafDay> panes = new ArrayList<>();
    Random random = new Random(5);
    for (LeafDay pane : city.panes()) {
      boolean inside =
          pair.contains(pane.leaf().district())
              && pane.leaf().matter().equals("m30")
              && pane.day().isAfter(Cities.TODAY.minusDays(3));
      int bad = inside ? 2 : random.nextDouble() < pane.expected() ? 1 : 0;
      panes.add(new LeafDay(pane.leaf(), pane.day(), bad, pane.expected()));
    }
    Scan scan = new Scan(Statistic.EXPECTATION_BASED, 3, 999, 5);
    Cluster first =
        scan.clusters(
                ScanGrid.of(city.neighbourhoods(), panes, city.risks(), Cities.TODAY, city.days()),
                1)
            .get(0);
    assertThat(first.zone()).isEqualTo(new Zone(pair, Part.MATTER, "m30"));
    assertThat(first.days()).isEqualTo(3);
    assertThat(first.bad()).isEqualTo(12);
    assertThat(first.significance().p()).isLessThan(.001);
    assertThat(first.significance().extrapolated()).isTrue();
  }

  @Example
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Scan(Statistic.KULLDORFF, 0, 99, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("leastBad = 0: must be at least 1");
    assertThatThrownBy(() -> new Scan(Statistic.KULLDORFF, 3, 1, 5))
        .hasMessage("replicates = 1: must be at least 2");
    assertThatThrownBy(() -> new Scan(Statistic.KULLDORFF, 3, 99, -1))
        .hasMessage("secondaries = -1: must be at least 0");
    Leaf leaf = new Leaf("1", "D", "M");
    assertThatThrownBy(() -> new LeafDay(leaf, Cities.TODAY, -1, 1))
        .hasMessage("bad = -1: must be at least 0");
    assertThatThrownBy(() -> new LeafDay(leaf, Cities.TODAY, 1, 0))
        .hasMessage("expected = 0.0: must be finite and above 0");
    assertThatThrownBy(() -> new LeafDay(leaf, Cities.TODAY, 0, -1))
        .hasMessage("expected = -1.0: must be finite and at least 0");
  }

  @Example
  void gridRefusesWhatDoesNotFitTogether() {
    City city = Cities.example();
    Neighbourhoods neighbourhoods = city.neighbourhoods();
    LeafDay pane = city.panes().get(0);
    assertThatThrownBy(() -> grid(neighbourhoods, city.panes(), city.risks(), 0))
        .hasMessage("days = 0: must be at least 1");
    assertThatThrownBy(() -> grid(neighbourhoods, List.of(pane, pane), city.risks(), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panes: two of a leaf and day, " + pane + " and " + pane);
    assertThatThrownBy(() -> grid(neighbourhoods, List.of(pane), Map.of(), 5))
        .hasMessage("risks: none for Group[district=1, department=D]");
    LeafDay elsewhere = new LeafDay(new Leaf("9", "D", "M"), Cities.TODAY, 0, 1);
    assertThatThrownBy(() -> grid(neighbourhoods, List.of(elsewhere), city.risks(), 5))
        .hasMessage("panes: " + elsewhere + " is in a district outside [1, 2, 3]");
  }

  private static ScanGrid grid(
      Neighbourhoods neighbourhoods, List<LeafDay> panes, Map<Group, OwnRisk> risks, int days) {
    return ScanGrid.of(neighbourhoods, panes, risks, Cities.TODAY, days);
  }

  private record Found(
      Zone zone, List<Leaf> leaves, int days, long bad, double expected, double ratio) {}

  /** The definition: all zones, all windows, leaf-days as sets. */
  private static final class BruteForce {
    static List<Found> clusters(City city, Statistic statistic, int leastBad, int secondaries) {
      Map<Leaf, Map<Integer, LeafDay>> panes = new TreeMap<>();
      double allExpected = 0;
      long all = 0;
      for (LeafDay pane : city.panes()) {
        int age = (int) ChronoUnit.DAYS.between(pane.day(), Cities.TODAY);
        if (age >= 0 && age < city.days() && pane.expected() > 0) {
          panes.computeIfAbsent(pane.leaf(), leaf -> new TreeMap<>()).put(age, pane);
          allExpected += pane.expected() * city.risks().get(pane.leaf().group()).factor();
          all += pane.bad();
        }
      }
      double scale = statistic == Statistic.KULLDORFF ? all / allExpected : 1;
      List<Found> found = new ArrayList<>();
      for (Zone zone : zones(city, panes.keySet())) {
        List<Leaf> leaves = panes.keySet().stream().filter(zone::contains).toList();
        for (int days = 1; days <= city.days(); days++) {
          long bad = 0;
          double expected = 0;
          for (Leaf leaf : leaves) {
            for (int age = 0; age < days; age++) {
              LeafDay pane = panes.get(leaf).get(age);
              if (pane != null) {
                bad += pane.bad();
                expected += pane.expected() * city.risks().get(leaf.group()).factor() * scale;
              }
            }
          }
          double ratio = ratio(statistic, bad, expected, all);
          if (bad >= leastBad && ratio > 1e-9) {
            found.add(new Found(zone, leaves, days, bad, expected, ratio));
          }
        }
      }
      // Equal leaf-days of two zones have equal ratios but for rounding: the first zone counts.
      found.sort(Comparator.comparingLong((Found one) -> -Math.round(one.ratio * 1e9)));
      List<Found> clusters = new ArrayList<>();
      Set<String> taken = new HashSet<>();
      for (Found one : found) {
        Set<String> leafDays = new HashSet<>();
        for (Leaf leaf : one.leaves) {
          for (int age = 0; age < one.days; age++) {
            leafDays.add(leaf + "@" + age);
          }
        }
        if (clusters.size() <= secondaries && Collections.disjoint(taken, leafDays)) {
          taken.addAll(leafDays);
          clusters.add(one);
        }
      }
      return clusters;
    }

    private static double ratio(Statistic statistic, long bad, double expected, long all) {
      if (bad <= expected) {
        return 0;
      }
      double inside = bad * Math.log(bad / expected);
      if (statistic == Statistic.EXPECTATION_BASED) {
        return inside - (bad - expected);
      }
      return bad == all ? inside : inside + (all - bad) * Math.log((all - bad) / (all - expected));
    }

    private static List<Zone> zones(City city, Set<Leaf> leaves) {
      Set<String> departments = new TreeSet<>();
      Set<String> matters = new TreeSet<>();
      for (Leaf leaf : leaves) {
        departments.add(leaf.department());
        matters.add(leaf.matter());
      }
      List<Zone> zones = new ArrayList<>();
      for (List<String> set : city.neighbourhoods().sets()) {
        zones.add(new Zone(set, Part.ALL, ""));
        departments.forEach(code -> zones.add(new Zone(set, Part.DEPARTMENT, code)));
        matters.forEach(code -> zones.add(new Zone(set, Part.MATTER, code)));
      }
      return zones;
    }
  }
}
