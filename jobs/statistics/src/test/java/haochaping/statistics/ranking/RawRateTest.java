package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.NINE_DIGITS;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.Binomial;
import haochaping.statistics.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRateTest {

  @Test
  void goldenIntervals() {
    RawRate rate = new RawRate(4, 8000);
    assertThat(rate.clopperPearson().lower()).isCloseTo(.000136249439037, NINE_DIGITS);
    assertThat(rate.clopperPearson().upper()).isCloseTo(.00127969925397, NINE_DIGITS);
    assertThat(rate.jeffreys().lower()).isCloseTo(.000168797026029, NINE_DIGITS);
    assertThat(rate.jeffreys().upper()).isCloseTo(.00118847636382, NINE_DIGITS);
  }

  /** SciPy 1.x: {@code beta.ppf} for lower, {@code beta.isf} for upper ends. */
  @ParameterizedTest
  @CsvSource({
    "0,1,0.0,0.975,0.0,0.8532536836904249",
    "1,1,0.025,1.0,0.14674631630957513,1.0",
    "0,30,0.0,0.1157033082220278,0.0,0.07967817381726",
    "1,30,0.0008435709266304788,0.17216945563341268,0.0036204643737916633,0.14541777735402017",
    "15,30,0.31297028586802744,0.6870297141319726,0.32802135564784235,0.6719786443521576",
    "29,30,0.8278305443665873,0.9991564290733695,0.8545822226459798,0.9963795356262083",
    "30,30,0.8842966917779722,1.0,0.9203218261827399,1.0",
    "3,10000000,6.186721656250593e-08,8.767270541303176e-07,8.44934660259788e-08,8.006379933004968e-07",
    "1500,10000000,0.00014250477381033414,0.00015778709028861507,0.0001425535089624016,0.00015773582567743698",
    "5,52000,3.122160557759102e-05,0.00022437661419729324,3.669080155008509e-05,0.00021075661262985192",
    "9999990,10000000,0.9999981609651672,0.9999995204610296,0.9999982260569356,0.9999994858549989"
  })
  void intervalsAreThoseOfSciPy(
      long bad,
      long reviews,
      double exactLower,
      double exactUpper,
      double jeffreysLower,
      double jeffreysUpper) {
    RawRate rate = new RawRate(bad, reviews);
    assertThat(rate.clopperPearson().lower()).isCloseTo(exactLower, NINE_DIGITS);
    assertThat(rate.clopperPearson().upper()).isCloseTo(exactUpper, NINE_DIGITS);
    assertThat(rate.jeffreys().lower()).isCloseTo(jeffreysLower, NINE_DIGITS);
    assertThat(rate.jeffreys().upper()).isCloseTo(jeffreysUpper, NINE_DIGITS);
  }

  /** At the ends the one-sided exact tests are just at 2.5 %. */
  @Test
  void exactIntervalIsWhatTheTestsDoNotReject() {
    for (long reviews = 1; reviews <= 25; reviews++) {
      for (long bad = 0; bad <= reviews; bad++) {
        Interval interval = new RawRate(bad, reviews).clopperPearson();
        if (bad > 0) {
          assertThat(new Binomial(reviews, interval.lower()).upperTail(bad))
              .isCloseTo(0.025, within(1e-12));
        }
        if (bad < reviews) {
          assertThat(new Binomial(reviews, interval.upper()).lowerTail(bad))
              .isCloseTo(0.025, within(1e-12));
        }
      }
    }
  }

  @Test
  void intervalsAreMonotoneAndSymmetricAndHoldTheRate() {
    long reviews = 40;
    for (long bad = 0; bad <= reviews; bad++) {
      RawRate rate = new RawRate(bad, reviews);
      RawRate mirrored = new RawRate(reviews - bad, reviews);
      for (boolean exact : new boolean[] {true, false}) {
        Interval interval = exact ? rate.clopperPearson() : rate.jeffreys();
        Interval other = exact ? mirrored.clopperPearson() : mirrored.jeffreys();
        assertThat(interval.contains(rate.value())).isTrue();
        assertThat(interval.lower()).isCloseTo(1 - other.upper(), within(1e-14));
        if (bad > 0) {
          RawRate less = new RawRate(bad - 1, reviews);
          Interval before = exact ? less.clopperPearson() : less.jeffreys();
          assertThat(interval.lower()).isGreaterThan(before.lower());
          assertThat(interval.upper()).isGreaterThan(before.upper());
        }
      }
      assertThat(rate.clopperPearson().lower()).isLessThanOrEqualTo(rate.jeffreys().lower());
      assertThat(rate.clopperPearson().upper()).isGreaterThanOrEqualTo(rate.jeffreys().upper());
    }
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> new RawRate(0, -1), "reviews = -1: must be at least 0");
    refused(() -> new RawRate(3, 2), "bad = 3: must be in [0, 2]");
    refused(() -> new RawRate(-1, 2), "bad = -1: must be in [0, 2]");
    refused(() -> new RawRate(0, 0).clopperPearson(), "reviews = 0: must be at least 1");
    refused(() -> new RawRate(0, 0).jeffreys(), "reviews = 0: must be at least 1");
  }
}
