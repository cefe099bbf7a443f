package haochaping.statistics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;

class NullTailTest {

  /** 499 maxima, of which the 30 highest are kept. */
  @Example
  void smallPsAreThoseOfAllMaxima() {
    Random random = new Random(5);
    double[] maxima = random.doubles(499, 0, 8).map(x -> Math.rint(x * 20) / 20).toArray();
    NullMaxima all = NullMaxima.of(maxima);
    NullTail tail = all.tail(30);
    double[] sorted = maxima.clone();
    Arrays.sort(sorted);
    assertThat(tail.lowest()).isEqualTo(sorted[469]).isEqualTo(all.highest(30));
    assertThat(tail.replicates()).isEqualTo(499);
    for (double ratio = tail.lowest() + .01; ratio < 12; ratio += .01) {
      assertThat(tail.significance(ratio)).isEqualTo(all.significance(ratio));
    }
    // Below the kept ones p is only bounded.
    assertThat(tail.significance(1).p()).isEqualTo(31 / 500.);
  }

  /** The specification's sample of ten: beyond its highest value the same tail. */
  @Example
  void tailIsThatOfTheSpecification() {
    NullTail tail = NullMaxima.of(2.1, 2.9, 3.4, 1.8, 2.6, 4, 3.1, 2.2, 2.7, 3).tail(1);
    assertThat(tail.scale()).isCloseTo(.509030490542, within(1e-11));
    assertThat(tail.location()).isCloseTo(2.48617962695, within(1e-10));
    assertThat(tail.significance(6).p()).isCloseTo(.00100429572061, within(1e-13));
    assertThat(tail.significance(6).extrapolated()).isTrue();
    assertThat(tail.significance(4).p()).isEqualTo(2 / 11.);
  }

  @Example
  void equalMaximaAreNotExtrapolated() {
    NullTail tail = NullMaxima.of(2, 2, 2).tail(2);
    assertThat(tail.significance(5)).isEqualTo(NullMaxima.of(2, 2, 2).significance(5));
    assertThat(tail.significance(5).p()).isEqualTo(.25);
  }

  @Example
  void equalIfTheirFiguresAre() {
    NullMaxima maxima = NullMaxima.of(1, 2, 3, 5);
    assertThat(maxima.tail(2)).isEqualTo(maxima.tail(2)).hasSameHashCodeAs(maxima.tail(2));
    assertThat(maxima.tail(2)).isNotEqualTo(maxima.tail(3));
  }

  @Example
  void rangesAreChecked() {
    assertThatThrownBy(() -> NullMaxima.of(1, 2).tail(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kept = 3");
    assertThatThrownBy(() -> NullMaxima.of(1, 2).highest(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rank = 0");
  }
}
