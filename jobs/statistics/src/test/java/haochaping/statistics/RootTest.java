package haochaping.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RootTest {

  @Test
  void findsZerosOfFlatSteepAndCurvedFunctions() {
    assertThat(Root.between(x -> x * x - 2, 0, 2)).isCloseTo(Math.sqrt(2), within(1e-15));
    assertThat(Root.between(x -> x * x * x, -1, 3)).isCloseTo(0, within(1e-5));
    assertThat(Root.between(x -> Math.exp(50 * x) - 1e10, 0, 1))
        .isCloseTo(Math.log(1e10) / 50, within(1e-15));
    assertThat(Root.between(x -> 1 - x, 5, -3)).isEqualTo(1);
    assertThat(Root.between(x -> x < 0.3 ? -1 : 1, 0, 1)).isCloseTo(0.3, within(1e-15));
  }

  @Test
  void takesAnEndThatIsAZero() {
    assertThat(Root.between(x -> x, 0, 1)).isZero();
    assertThat(Root.between(x -> x - 1, 0, 1)).isEqualTo(1);
  }

  @Test
  void refusesEndsOfOneSign() {
    CountDistributionTest.refused(
        () -> Root.between(x -> x + 1, 0, 1),
        "function: must change its sign between 0.0 and 1.0, is 1.0 and 2.0");
  }
}
