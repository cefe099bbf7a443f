package haochaping.detect.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.detect.concentration.Town;
import haochaping.detect.panes.Panes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellsTest {
  /** A Monday. */
  private static final int D = Town.day("2026-03-02");

  /** detection.md A3: n [[60000,20000],[10000,30000]], b [[5,3],[4,16]] by matter and channel. */
  private static Cells golden() {
    Cells cells = new Cells();
    cells.add("M1", D, 0, 60_000, 5);
    cells.add("M1", D, 3, 20_000, 3);
    cells.add("M2", D, 0, 10_000, 4);
    cells.add("M2", D, 3, 30_000, 16);
    return cells;
  }

  @Test
  void factorsAreThoseOfTheSpecificationAndAWeekdayMore() {
    Baseline baseline = golden().fit(D).orElseThrow();
    // The specification has no weekday; with one, of seven, its factor takes part in the fit:
    // python with the same sweeps, channel, weekday, matter, k = 20.
    assertThat(baseline.overall()).isCloseTo(28 / 120_000.0, within(1e-15));
    assertThat(baseline.channelFactor(0)).isCloseTo(CHANNEL_0, within(1e-9));
    assertThat(baseline.channelFactor(3)).isCloseTo(CHANNEL_3, within(1e-9));
    assertThat(baseline.channelFactor(1)).isEqualTo(1);
    assertThat(baseline.channelFactor(60)).isEqualTo(1);
    assertThat(baseline.matters().get("M1")).isCloseTo(MATTER_1, within(1e-9));
    assertThat(baseline.matters().get("M2")).isCloseTo(MATTER_2, within(1e-9));
    assertThat(baseline.weekdayFactor(0)).isCloseTo(MONDAY, within(1e-9));
    assertThat(baseline.weekdayFactor(1)).isEqualTo(1);
    double rate = 28 / 120_000.0 * CHANNEL_3 * MATTER_2 * MONDAY;
    assertThat(baseline.units("M2", D, 3) * Panes.UNIT).isCloseTo(rate, within(rate * 1e-9));
    // A matter that it has not seen, on a Tuesday.
    assertThat(baseline.units("M9", D + 1, 3) * Panes.UNIT)
        .isCloseTo(28 / 120_000.0 * CHANNEL_3, within(1e-12));
  }

  private static final double CHANNEL_0 = 0.8575207368740211;
  private static final double CHANNEL_3 = 1.180591289096815;
  private static final double MATTER_1 = 0.7333243214185036;
  private static final double MATTER_2 = 1.3047901512507076;
  private static final double MONDAY = 1.0381148662820607;

  @Test
  void daysOfAYearCountUpToTheDay() {
    Cells cells = golden();
    // Of the next day, and of a day more than a year before.
    cells.add("M3", D + 1, 0, 1000, 900);
    cells.add("M3", D - Cells.DAYS, 0, 1000, 900);
    Baseline baseline = cells.fit(D).orElseThrow();
    assertThat(baseline.reviews()).isEqualTo(120_000);
    assertThat(baseline.bad()).isEqualTo(28);
    assertThat(baseline.matters()).containsOnlyKeys("M1", "M2");
    assertThat(cells.fit(D + 1).orElseThrow().bad()).isEqualTo(928);
  }

  @Test
  void fewBadReviewsAreNoBaseline() {
    Cells cells = new Cells();
    cells.add("M1", D, 0, 1000, Cells.FEWEST_BAD - 1);
    assertThat(cells.fit(D)).isEmpty();
    cells.add("M1", D, 0, 1, 1);
    assertThat(cells.fit(D)).isPresent();
  }

  @Test
  void cellsAreForgottenAfterAYearAndHandedOutWhenTheyChanged() {
    Cells cells = golden();
    assertThat(cells.firstDay()).isEqualTo(D);
    List<String> stored = new ArrayList<>();
    cells.drainTouched((matter, some) -> stored.add(matter + " " + some.size()));
    assertThat(stored).containsExactly("M1 2", "M2 2");
    stored.clear();
    cells.drainTouched((matter, some) -> stored.add(matter));
    cells.forget(D + Cells.DAYS - 2);
    cells.drainTouched((matter, some) -> stored.add(matter));
    assertThat(stored).isEmpty();
    cells.forget(D + Cells.DAYS - 1);
    cells.drainTouched((matter, some) -> stored.add(matter + " " + some));
    assertThat(stored).containsExactly("M1 null", "M2 null");
    assertThat(cells.firstDay()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void versionIsInForceFromTwoDaysLaterOn() {
    Baselines versions = new Baselines();
    assertThat(versions.inForce(D)).isNull();
    Baseline first = new Baseline(D, 1, 1, .1, new double[7], new double[0], Map.of());
    Baseline second = new Baseline(D + 3, 1, 1, .1, new double[7], new double[0], Map.of());
    versions.add(first);
    versions.add(second);
    assertThat(versions.inForce(D + 4)).isSameAs(first);
    assertThat(versions.inForce(D + 5)).isSameAs(second);
    // Days before the first version are judged by it.
    assertThat(versions.inForce(D - 100)).isSameAs(first);
    versions.forget(D + 4);
    assertThat(versions.all()).containsExactly(first, second);
    versions.forget(D + 5);
    assertThat(versions.all()).containsExactly(second);
  }

  @Test
  void weekBeginsOnMonday() {
    assertThat(Baseline.weekday(D)).isZero();
    assertThat(Baseline.weekday(D + 6)).isEqualTo(6);
    assertThat(Baseline.weekday(-4)).isEqualTo(6);
  }
}
