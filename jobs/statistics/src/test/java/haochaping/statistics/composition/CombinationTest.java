package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.data.Percentage;

class CombinationTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-9);

  /** The three mids of the specification's example (section D): volume and two shares. */
  private static final List<Evidence> EXAMPLE =
      List.of(
          Evidence.volume(9, UsualVolume.ofMoments(2.5, 2.5 + 2.5 * 2.5 / 4)),
          Evidence.share(Component.SIDE_SHARE, new Share(12, 12), new UsualShare(.75, 60)),
          Evidence.share(Component.NEW_IDENTITIES, new Share(4, 12), new UsualShare(.05, 60)));

  @Example
  void isWhatTheSpecificationSays() {
    Combination combination = Combination.of(EXAMPLE, new NullMoments(5.6, 16)).orElseThrow();
    assertThat(combination.statistic()).isCloseTo(28.4059776034, DIGITS);
    assertThat(combination.brownP()).isCloseTo(4.86175603415e-4, DIGITS);
    assertThat(combination.p()).isCloseTo(9.72351206829e-4, DIGITS);
    assertThat(combination.strongest().orElseThrow().component())
        .isEqualTo(Component.NEW_IDENTITIES);
    assertThat(Combination.of(EXAMPLE, NullMoments.independent(3)).orElseThrow().brownP())
        .isCloseTo(7.87813171474e-5, DIGITS);
  }

  /** scipy.stats.chi2.sf(X / c, df), SciPy 1.17.1. */
  @Example
  void brownIsAScaledChiSquare() {
    assertThat(Combination.brown(60, new NullMoments(12, 40))).isCloseTo(8.70581991926e-6, DIGITS);
    assertThat(Combination.brown(3, new NullMoments(4, 8))).isCloseTo(.5578254003711, DIGITS);
    assertThat(Combination.brown(900, new NullMoments(10, 24)))
        .isCloseTo(2.652060979985e-156, DIGITS);
    assertThat(Combination.brown(0, new NullMoments(10, 24))).isEqualTo(1);
    assertThat(Combination.brown(1e6, new NullMoments(10, 24))).isEqualTo(Double.MIN_NORMAL);
  }

  @Example
  void oneStrongSignIsEnough() {
    List<Evidence> evidence =
        List.of(
            Evidence.tested(Component.VOLUME, Math.log(.9)),
            Evidence.tested(Component.SIDE_SHARE, Math.log(.8)),
            Evidence.tested(Component.LAG_SPIKE, Math.log(1e-9)),
            Evidence.tested(Component.TEMPLATE, Math.log(.7)));
    Combination combination = Combination.of(evidence, NullMoments.independent(4)).orElseThrow();
    // three components without the volume; twice, since the weak signs were looked at, too
    assertThat(combination.p()).isCloseTo(6e-9, DIGITS);
  }

  @Example
  void volumeIsNoStrongSign() {
    List<Evidence> evidence =
        List.of(
            Evidence.tested(Component.VOLUME, Math.log(1e-3)),
            Evidence.tested(Component.SIDE_SHARE, Math.log(.9)));
    Combination combination = Combination.of(evidence, NullMoments.independent(2)).orElseThrow();
    assertThat(combination.p()).isCloseTo(2 * combination.brownP(), DIGITS);
    assertThat(combination.strongest().orElseThrow().component()).isEqualTo(Component.SIDE_SHARE);

    Combination alone =
        Combination.of(evidence.subList(0, 1), NullMoments.independent(1)).orElseThrow();
    assertThat(alone.strongest()).isEmpty();
    assertThat(alone.p()).isCloseTo(2e-3, DIGITS);
  }

  @Example
  void missingAndDroppedTakeNoPart() {
    List<Evidence> evidence = new ArrayList<>(EXAMPLE);
    evidence.add(Evidence.missing(Component.LAG_SPIKE));
    evidence.add(Evidence.dropped(Component.REGULARITY));
    NullMoments moments = NullMoments.independent(3);
    assertThat(Combination.of(evidence, moments)).isEqualTo(Combination.of(EXAMPLE, moments));
    assertThat(Combination.of(evidence.subList(3, 5), moments)).isEmpty();
  }

  @Property(seed = "20260301", tries = 300, shrinking = ShrinkingMode.OFF)
  void orderOfComponentsDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Evidence> evidence = new ArrayList<>();
    for (Component component : Component.values()) {
      if (random.nextInt(4) > 0) {
        evidence.add(Evidence.tested(component, Math.log(random.nextDouble())));
      }
    }
    NullMoments moments = new NullMoments(1 + random.nextInt(20), 1 + random.nextInt(60));
    List<Evidence> shuffled = new ArrayList<>(evidence);
    Collections.shuffle(shuffled, random);
    assertThat(Combination.of(shuffled, moments)).isEqualTo(Combination.of(evidence, moments));
  }

  /**
   * Of independent uniform components p is conservative by a little only: at alpha both halves are
   * tested at alpha/2, and they overlap. 200,000 tiles, 4 standard errors.
   */
  @Example
  void isConservativeOfIndependentComponents() {
    Random random = new Random(4);
    int tiles = 200_000;
    double[] limits = {.001, .01, .05};
    int[] below = new int[limits.length];
    for (int i = 0; i < tiles; i++) {
      List<Evidence> evidence = new ArrayList<>();
      for (Component component : Component.values()) {
        evidence.add(Evidence.tested(component, Math.log1p(-random.nextDouble())));
      }
      double p = Combination.of(evidence, NullMoments.independent(8)).orElseThrow().p();
      for (int k = 0; k < limits.length; k++) {
        if (p <= limits[k]) {
          below[k]++;
        }
      }
    }
    for (int k = 0; k < limits.length; k++) {
      double error = Math.sqrt(limits[k] / tiles);
      assertThat((double) below[k] / tiles)
          .as("share of p <= %s", limits[k])
          .isBetween(.7 * limits[k] - 4 * error, limits[k] + 4 * error);
    }
  }

  @Example
  void momentsAreThoseOfEnoughTiles() {
    double[] past = new double[200];
    for (int i = 0; i < past.length; i++) {
      past[i] = i % 4;
    }
    NullMoments moments = NullMoments.of(3, past);
    assertThat(moments.mean()).isCloseTo(1.5, within(1e-12));
    assertThat(moments.variance()).isCloseTo(1.25 * 200 / 199, within(1e-12));
    assertThat(NullMoments.of(3, java.util.Arrays.copyOf(past, 199)))
        .isEqualTo(NullMoments.independent(3))
        .isEqualTo(new NullMoments(6, 12));
  }

  @Example
  void refusesWhatMakesNoSense() {
    Evidence twice = Evidence.tested(Component.VOLUME, 0);
    assertThatThrownBy(() -> Combination.of(List.of(twice, twice), NullMoments.independent(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evidence = " + List.of(twice, twice) + ": each component must be there once");
    assertThatThrownBy(() -> NullMoments.independent(0))
        .hasMessage("components = 0: must be at least 1");
    assertThatThrownBy(() -> new NullMoments(0, 1))
        .hasMessage("mean = 0.0: must be finite and above 0");
    assertThatThrownBy(() -> NullMoments.of(1, new double[200]))
        .hasMessage("mean = 0.0: must be finite and above 0");
    assertThatThrownBy(() -> new NullMoments(1, -1))
        .hasMessage("variance = -1.0: must be finite and above 0");
    assertThatThrownBy(() -> Combination.brown(-1, NullMoments.independent(1)))
        .hasMessage("statistic = -1.0: must be finite and at least 0");
  }
}
