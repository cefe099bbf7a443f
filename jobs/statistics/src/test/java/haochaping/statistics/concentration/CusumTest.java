package haochaping.statistics.concentration;

import static haochaping.statistics.concentration.Given.NINE_DIGITS;
import static haochaping.statistics.concentration.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CusumTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final double P0 = 1.5e-4;
  private static final long[] REVIEWS = {2000, 1500, 1800, 2500, 1000};
  private static final long[] BAD = {0, 1, 2, 0, 1};
  private static final double[] SUMS = {
    0, .711446190573, 2.67421710816, 1.54947015724, 2.485865738
  };

  /** 104 operations of de Leval et al. (1994), as in Steiner et al. (2000). */
  @Example
  void goldenOperations() {
    Set<Integer> deaths = Set.of(34, 53, 55, 59, 63, 64, 67, 68, 100);
    Cusum chart = new Cusum(3.127659574468, 100);
    double sum = 0;
    double highest = 0;
    int highestAt = 0;
    int above3 = 0;
    int above45 = 0;
    for (int i = 1; i <= 104; i++) {
      sum = chart.step(sum, deaths.contains(i) ? 1 : 0, chart.fall(1, .02));
      if (sum > 3 && above3 == 0) {
        above3 = i;
      }
      if (sum > 4.5 && above45 == 0) {
        above45 = i;
      }
      if (sum > highest) {
        highest = sum;
        highestAt = i;
      }
    }
    assertThat(above3).isEqualTo(59);
    assertThat(above45).isEqualTo(64);
    assertThat(highestAt).isEqualTo(68);
    assertThat(highest).isCloseTo(7.663735506530, NINE_DIGITS);
  }

  @Example
  void goldenDays() {
    Cusum chart = new Cusum(4, 4.6724);
    CusumState state = CusumState.ZERO;
    CusumState[] closed = new CusumState[5];
    for (int day = 0; day < 5; day++) {
      state = close(chart, state, day, REVIEWS[day], BAD[day]);
      closed[day] = state;
      assertThat(state.sum()).as("day %d", day + 1).isCloseTo(SUMS[day], NINE_DIGITS);
    }
    assertThat(closed[0]).isEqualTo(CusumState.ZERO);
    assertThat(state.changeDay()).isEqualTo(DAY.plusDays(1));
    assertThat(state.bad()).isEqualTo(4);
    assertThat(state.expected()).isCloseTo(6800 * P0, NINE_DIGITS);
    assertThat(state.relativeRisk()).isCloseTo(4 / (6800 * P0), NINE_DIGITS);

    // A review of day 3 is retracted, a bad one: the days from there on again.
    state = close(chart, closed[1], 2, 1799, 1);
    assertThat(state.sum()).isCloseTo(1.28837264582, NINE_DIGITS);
    state = close(chart, state, 3, REVIEWS[3], BAD[3]);
    assertThat(state.sum()).isCloseTo(.163625694905, NINE_DIGITS);
    state = close(chart, state, 4, REVIEWS[4], BAD[4]);
    assertThat(state.sum()).isCloseTo(1.10002127566, NINE_DIGITS);
  }

  private static CusumState close(Cusum chart, CusumState before, int day, long reviews, long bad) {
    return chart.close(before, DAY.plusDays(day), bad, reviews * P0, chart.fall(reviews, P0));
  }

  @Example
  void sumReturnsToZeroAndForgets() {
    Cusum chart = new Cusum(4, 4.6724);
    CusumState state = close(chart, CusumState.ZERO, 0, 10, 1);
    assertThat(state.changeDay()).isEqualTo(DAY);
    assertThat(close(chart, state, 1, 100_000, 0)).isEqualTo(CusumState.ZERO);
    assertThat(CusumState.ZERO.relativeRisk()).isNaN();
  }

  @Example
  void sumIsCutAboveTheThreshold() {
    Cusum chart = new Cusum(4, 4.6724);
    CusumState state = close(chart, CusumState.ZERO, 0, 1000, 500);
    assertThat(state.sum()).isEqualTo(4.6724 + Math.log(4));
    assertThat(state.bad()).isEqualTo(500);
    assertThat(chart.signals(state.sum())).isTrue();
    assertThat(chart.signals(4.6724)).isFalse();
    assertThat(chart.isCalm(4.6724 / 2)).isFalse();
    assertThat(chart.isCalm(2.3)).isTrue();
  }

  @Example
  void aDayWithoutReviewsChangesNothing() {
    Cusum chart = new Cusum(2, 5);
    CusumState state = new CusumState(1.5, DAY, 3, 0.2);
    assertThat(chart.close(state, DAY.plusDays(3), 0, 0, 0)).isEqualTo(state);
    assertThat(chart.close(CusumState.ZERO, DAY, 0, 0, 0)).isEqualTo(CusumState.ZERO);
    assertThat(chart.fallOfPane(0, 0)).isZero();
  }

  @Example
  void fallOfAPaneIsALittleMoreThanThatOfItsReviews() {
    Cusum chart = new Cusum(4, 5);
    double sum = 0;
    double expected = 0;
    for (int i = 0; i < 100; i++) {
      double p = 1e-4 * (1 + i % 10);
      sum += chart.fall(1, p);
      expected += p;
    }
    double variance = 1e-8 * 8.25;
    assertThat(chart.fallOfPane(100, expected))
        .isGreaterThan(sum)
        .isLessThan(sum + 100 * 9 * variance / 2);
    assertThat(chart.fallOfPane(50, 50 * 2e-4)).isCloseTo(chart.fall(50, 2e-4), within(1e-15));
  }

  /** As long as neither is cut above, which is after a signal of the chart of single reviews. */
  @Property(tries = 500, seed = "20260301")
  void dayStepsAreNeverAboveTheChartOfSingleReviews(@ForAll Random random) {
    Cusum chart = new Cusum(1.5 + 3 * random.nextDouble(), 1000);
    double daily = 0;
    double continuous = 0;
    for (int day = 0; day < 30; day++) {
      int reviews = random.nextInt(200);
      double p0 = 0.02 * random.nextDouble();
      long bad = 0;
      for (int i = 0; i < reviews; i++) {
        boolean isBad = random.nextDouble() < p0;
        bad += isBad ? 1 : 0;
        continuous = chart.step(continuous, isBad ? 1 : 0, chart.fall(1, p0));
        // The partial pane at a bad review.
        if (isBad) {
          double partial = chart.step(daily, bad, chart.fall(i + 1, p0));
          assertThat(partial).isLessThanOrEqualTo(continuous + 1e-12);
        }
      }
      daily = chart.step(daily, bad, chart.fall(reviews, p0));
      assertThat(daily).isLessThanOrEqualTo(continuous + 1e-12);
    }
  }

  @Property(tries = 300, seed = "20260301")
  void moreBadReviewsNeverLowerTheSum(@ForAll Random random) {
    Cusum chart = new Cusum(4, 4);
    double less = 0;
    double more = 0;
    for (int day = 0; day < 40; day++) {
      int bad = random.nextInt(3);
      double fall = 2 * random.nextDouble();
      less = chart.step(less, bad, fall);
      more = chart.step(more, bad + random.nextInt(2), fall);
      assertThat(more).isGreaterThanOrEqualTo(less);
      assertThat(more).isLessThanOrEqualTo(4 + Math.log(4));
    }
  }

  @Example
  void wrongArgumentsAreNamed() {
    Cusum chart = new Cusum(4, 4);
    refused(() -> new Cusum(1, 4), "oddsRatio = 1.0: must be finite and above 1.0");
    refused(() -> new Cusum(4, 0), "threshold = 0.0: must be finite and above 0");
    refused(() -> chart.fall(1, 1.1), "p0 = 1.1: must be in [0, 1]");
    refused(() -> chart.fallOfPane(-1, 1), "reviews = -1: must be at least 0");
    refused(() -> chart.fallOfPane(1, -1), "expected = -1.0: must be finite and at least 0");
    refused(() -> chart.close(CusumState.ZERO, DAY, -1, 0, 0), "bad = -1: must be at least 0");
    refused(
        () -> chart.close(CusumState.ZERO, DAY, 0, -1, 0),
        "expected = -1.0: must be finite and at least 0");
    refused(
        () -> chart.close(CusumState.ZERO, DAY, 0, 0, Double.NaN),
        "fall = NaN: must be finite and at least 0");
  }
}
