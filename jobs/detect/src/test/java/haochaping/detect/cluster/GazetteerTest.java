package haochaping.detect.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.statistics.scan.Position;
import haochaping.statistics.scan.Scan;
import haochaping.statistics.scan.Statistic;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

class GazetteerTest {

  /**
   * From 台儿庄区 it is 26.6 km to 峄城区 (.21 degrees north, .14 west), 36.7 to 市中区, 45.2 to 高新区 and 50.5
   * to 薛城区, at 111.2 km a degree of latitude and 91.4 km one of longitude.
   */
  @Example
  void districtsOfTheReferenceHaveTheirNeighbours() {
    Gazetteer gazetteer = Gazetteer.ofReference();
    assertThat(gazetteer.positions()).hasSize(7);
    assertThat(gazetteer.isPlaced("370400")).isFalse();
    List<List<String>> sets = gazetteer.neighbourhoods(List.of("370405", "370400")).sets();
    assertThat(sets)
        .contains(
            List.of("370400"),
            List.of("370405"),
            List.of("370404", "370405"),
            List.of("370402", "370404", "370405"),
            List.of("370402", "370404", "370405", "370499"));
    assertThat(sets.get(sets.size() - 1)).hasSize(8);
    assertThat(sets.stream().filter(set -> set.contains("370400"))).hasSize(2);
    assertThat(gazetteer.district("370405")).isEqualTo("台儿庄区");
    assertThat(gazetteer.district("370999")).isEqualTo("370999");
    assertThat(gazetteer.department("nobody")).isEqualTo("nobody");
    assertThat(gazetteer.matter("11370400HCP01037593000101001000")).isEqualTo("食品经营许可");
  }

  @Example
  void anotherCityHasNoneOfThem() {
    assertThat(Gazetteer.ofReference().neighbourhoods(List.of("东", "西")).sets())
        .containsExactly(List.of("东"), List.of("西"), List.of("东", "西"));
  }

  @Example
  void hashChangesWithSettingsAndPositions() {
    String hash = ScanSettings.DEFAULT.hash(Boroughs.GAZETTEER);
    assertThat(
            new ScanSettings(new Scan(Statistic.EXPECTATION_BASED, 3, 999, 5))
                .hash(Boroughs.GAZETTEER))
        .isNotEqualTo(hash);
    Gazetteer moved =
        new Gazetteer(List.of(new Position("A", 117, 36)), Map.of(), Map.of(), Map.of());
    assertThat(ScanSettings.DEFAULT.hash(moved)).isNotEqualTo(hash);
    // Names are words only.
    assertThat(
            ScanSettings.DEFAULT.hash(
                new Gazetteer(Boroughs.GAZETTEER.positions(), Map.of(), Map.of(), Map.of())))
        .isEqualTo(hash);
  }

  /** p <= 1/100 of 9999 replicates: at most 99 as high, so the hundredth is the limit. */
  @Example
  void enoughMaximaAreKept() {
    assertThat(ScanSettings.DEFAULT.kept()).isEqualTo(100);
    assertThat(ScanSettings.DEFAULT.screenRank()).isEqualTo(10);
    assertThat(ScanSettings.DEFAULT.screening().replicates()).isEqualTo(199);
    assertThatThrownBy(() -> new ScanSettings(new Scan(Statistic.EXPECTATION_BASED, 3, 98, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("replicates = 98");
  }
}
