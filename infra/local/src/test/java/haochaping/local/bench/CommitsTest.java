package haochaping.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.local.bench.Commits.Shape;
import org.junit.jupiter.api.Test;

class CommitsTest {
  private static final Shape HALF = new Shape(100, 0, 40, 1_800, 2_000, 9_000_000);

  @Test
  void whatStaysWithinTheBoundHasNotGrown() {
    assertThat(new Shape(150, 0, 20, 1_800, 2_999, 9_000_001).grownSince(HALF, 1.5)).isEmpty();
  }

  @Test
  void whatPassesTheBoundIsNamedWithBothNumbers() {
    assertThat(new Shape(151, 1, 40, 1_800, 2_000, 13_500_001).grownSince(HALF, 1.5))
        .containsExactly(
            "data files from 100 to 151",
            "delete files from 0 to 1",
            "bytes of metadata from 9000000 to 13500001");
  }

  @Test
  void aTotalIsTheSumOfItsTables() {
    assertThat(HALF.plus(new Shape(1, 2, 3, 4, 5, 6)))
        .isEqualTo(new Shape(101, 2, 43, 1_804, 2_005, 9_000_006));
  }
}
