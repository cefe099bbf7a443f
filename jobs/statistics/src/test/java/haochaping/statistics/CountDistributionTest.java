package haochaping.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The four distributions against their definitions, and against mpmath 1.3 at 50 digits (sums of
 * the probability function) where doubles cannot add up.
 */
class CountDistributionTest {
  private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  /** Relative 1e-9, or absolute where the value is next to nothing. */
  private static Offset<Double> nineDigits(double expected) {
    return within(Math.max(1e-9 * Math.abs(expected), 1e-300));
  }

  @Test
  void goldenTails() {
    NegativeBinomial nb = new NegativeBinomial(4, 2.5);
    assertThat(nb.upperTail(9)).isCloseTo(.0114250436989, NINE_DIGITS);
    assertThat(nb.midUpperTail(9)).isCloseTo(.0085195556583, NINE_DIGITS);
    assertThat(new BetaBinomial(12, 45, 15).midUpperTail(12))
        .isCloseTo(.0218071850918, NINE_DIGITS);
    assertThat(new BetaBinomial(12, 3, 57).midUpperTail(4)).isCloseTo(.00365345516978, NINE_DIGITS);
    assertThat(new Poisson(6 * .00015).upperTail(3))
        .isCloseTo(1.21418017e-10, Percentage.withPercentage(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    // n, p, k, P(X=k), P(X>=k), P(X<=k), ln P(X>=k), ln P(X<=k)
    "10000000,1.5e-4,1500,0.010300845737502962,0.50343433373342385,0.50686651200407911,-0.68630199492487553,-0.67950759999061616",
    "10000000,1.5e-4,1700,2.7271117937107576e-8,2.239420288628055e-7,0.99999980332908907,-15.311878618305416,-1.9667093026542406e-7",
    "10000000,1.5e-4,3000,1.4630881362129528e-254,2.92379261595556e-254,1.0,-583.78373200589115,-1.4607044797426072e-254",
    "10000000,1.5e-4,6000,0,0,1.0,-3823.7599222163594,0.0",
    "10000000,0.3,3005000,7.1668367538091342e-7,0.00028083186848885857,0.99971988481518652,-8.1777544004828823,-0.00028015442439976625",
    "52000,2e-4,40,1.7763674291656901e-12,2.3733436897070339e-12,0.99999999999940302,-26.76672131554169,-5.9697626054152205e-13",
    "10000000,1e-9,5,8.2504070720414568e-13,8.2641774120201129e-13,0.99999999999999862,-27.821676009279047,-1.3770339978656127e-15",
    "8000,0.999,7900,4.3302330646637381e-72,1.0,4.6977385886819977e-72,-3.6750552401825961e-73,-164.23904545398998"
  })
  void binomialOfManyTrials(
      long n, double p, long k, double at, double up, double low, double logUp, double logLow) {
    check(new Binomial(n, p), k, at, up, low, logUp, logLow);
  }

  @ParameterizedTest
  @CsvSource({
    "1500,1500,0.010300073145112225,0.50343356116034865,0.50686651198476357,-0.68630352953150887,-0.67950760002872389",
    "1500,1700,2.7323400529833161e-8,2.2440379963571758e-7,0.99999980291960089,-15.309818731018238,-1.9708041852622882e-7",
    "1500,3500,0,0,1.0,-969.9824914960538,0.0",
    "1e-6,3,1.6666650000008333e-19,1.6666654166671667e-19,1.0,-43.238291893120859,-4.1666633333347222e-26",
    "2e6,2010000,4.0738071979756739e-15,8.0335596504661311e-13,0.99999999999920072,-27.84997848523373,-7.9928215784895686e-13",
    "3,60,2.5363955822133289e-55,2.6674737374830622e-55,1.0,-125.66104825589438,-1.310781552697333e-56",
    "250,100,1.7798226802422717e-27,1.0,2.9535244506910591e-27,-1.1737017704487874e-27,-61.086798324560503"
  })
  void poissonOfAnyMean(
      double mean, long k, double at, double up, double low, double logUp, double logLow) {
    check(new Poisson(mean), k, at, up, low, logUp, logLow);
  }

  @ParameterizedTest
  @CsvSource({
    "4,2.5,9,0.0058109760812050099,0.011425043698898395,0.99438593238230661,-4.4719475173603085,-0.0056298857257005507",
    "2.3,0.004,2,1.1392817598817639e-5,1.1421233139724209e-5,0.99999997158445909,-11.380036378854505,-2.8415541310291394e-8",
    "0.5,1000,9000,1.4785549946136113e-6,0.0027034906141577508,0.99729798794083686,-5.9132115208857107,-0.002705669082780456",
    "1e4,1500,1800,2.4223634515134778e-13,1.6404082378099644e-12,0.99999999999860183,-27.136075979575371,-1.3981718926595941e-12",
    "250.7,3,40,9.0525627948297528e-30,9.879328427768684e-30,1.0,-66.787108253269763,-8.2676563293893119e-31",
    "2,1e-5,1,9.9998500014999875e-6,9.9999250004999969e-6,0.999999999925001,-11.512932964948353,-7.499900001218735e-11",
    "1e6,1500,1400,0.00035379299836432401,0.99558323798537918,0.0047705550129851441,-0.0044265447238606454,-5.345292625927086",
    "3,5000,2,1.2921189886139846e-9,0.9999999991379412,2.1541777847114207e-9,-8.6205879646900874e-10,-19.955856724611975",
    "2.5,30,5000,6.7544807555997529e-172,8.8124674963980796e-171,1.0,-391.56588342220222,-8.1370194208381043e-171"
  })
  void negativeBinomialOfAnySize(
      double size,
      double mean,
      long k,
      double at,
      double up,
      double low,
      double logUp,
      double logLow) {
    check(new NegativeBinomial(size, mean), k, at, up, low, logUp, logLow);
  }

  @ParameterizedTest
  @CsvSource({
    "12,45,15,12,0.043614370183626523,0.043614370183626523,1.0,-3.1323685915628708,0.0",
    "12,3,57,4,0.0051858037032126959,0.00624635702138932,0.99893944668182338,-5.0757568617501268,-0.0010611161027908854",
    "1000000,1.3,5033,700,0.0002419537228418457,0.05180659164149669,0.94843536208134516,-2.9602378860461735,-0.052941639444929726",
    "10000000,1.3174,5033.396,4000,9.3775852480912703e-5,0.20969636123943588,0.79039741461304504,-1.562094693444958,-0.23521940353934862",
    "1000,0.5,0.5,990,0.0031590119519595591,0.066117319619348641,0.93704169233261092,-2.7163245449733794,-0.06502750218119966",
    "10000000,2000,1e7,2500,4.0997804725153242e-15,4.0252580529942529e-14,0.99999999999996385,-30.843602280556078,-3.6152800057427859e-14",
    "500,0.01,0.02,3,0.0021208951038862288,0.36744825550060828,0.63467263960327795,-1.0011727716015766,-0.454645941203602",
    "2000,400,100,1100,2.9739889546612153e-27,1.0,1.5922005209143948e-26,-1.2948016254482732e-26,-59.402095383006467"
  })
  void betaBinomialOfAnyShape(
      long n,
      double a,
      double c,
      long k,
      double at,
      double up,
      double low,
      double logUp,
      double logLow) {
    check(new BetaBinomial(n, a, c), k, at, up, low, logUp, logLow);
  }

  private static void check(
      CountDistribution x, long k, double at, double up, double low, double logUp, double logLow) {
    assertThat(x.probability(k)).as("P(X = k)").isCloseTo(at, nineDigits(at));
    assertThat(x.upperTail(k)).as("P(X >= k)").isCloseTo(up, nineDigits(up));
    assertThat(x.lowerTail(k)).as("P(X <= k)").isCloseTo(low, nineDigits(low));
    assertThat(x.logUpperTail(k)).as("ln P(X >= k)").isCloseTo(logUp, nineDigits(logUp));
    assertThat(x.logLowerTail(k)).as("ln P(X <= k)").isCloseTo(logLow, nineDigits(logLow));
    assertThat(x.midUpperTail(k)).isCloseTo(up - at / 2, nineDigits(up));
    assertThat(x.midLowerTail(k)).isCloseTo(low - at / 2, nineDigits(low));
  }

  @Test
  void smallBinomialsAreTheirDefinition() {
    for (int n = 0; n <= 12; n++) {
      for (double p : new double[] {0, 1e-8, 0.01, 0.3, 0.5, 0.77, 1 - 1e-8, 1}) {
        double q = 1 - p;
        int trials = n;
        checkSums(
            new Binomial(n, p),
            n,
            n,
            k -> choose(trials, (int) k) * Math.pow(p, k) * Math.pow(q, trials - k),
            "Binomial(" + n + ", " + p + ")");
      }
    }
  }

  @Test
  void smallPoissonsAreTheirDefinition() {
    for (double mean : new double[] {0, 1e-8, 0.01, 0.5, 1, 2.5, 7}) {
      checkSums(
          new Poisson(mean),
          150,
          50,
          k -> Math.exp(-mean) * Math.pow(mean, k) / factorial((int) k),
          "Poisson(" + mean + ")");
    }
  }

  @Test
  void smallNegativeBinomialsAreTheirDefinition() {
    for (double size : new double[] {0.1, 0.5, 1, 2.5, 4, 40}) {
      for (double mean : new double[] {0, 1e-8, 0.02, 0.5, 1, 3}) {
        double q = mean / (size + mean);
        checkSums(
            new NegativeBinomial(size, mean),
            1500,
            200,
            k -> rising(size, (int) k) * Math.pow(q, k) * Math.pow(size / (size + mean), size),
            "NegativeBinomial(" + size + ", " + mean + ")");
      }
    }
  }

  /** Gamma(size + k) / (Gamma(size) k!). */
  private static double rising(double size, int k) {
    double product = 1;
    for (int j = 0; j < k; j++) {
      product *= (size + j) / (j + 1);
    }
    return product;
  }

  @Test
  void smallBetaBinomialsAreTheirDefinition() {
    double[] shapes = {0.02, 0.5, 1, 1.5, 3, 30};
    for (int n = 0; n <= 10; n++) {
      for (double a : shapes) {
        for (double c : shapes) {
          int trials = n;
          checkSums(
              new BetaBinomial(n, a, c),
              n,
              n,
              k -> {
                double product = choose(trials, (int) k);
                for (int j = 0; j < trials; j++) {
                  product *= (j < k ? a + j : c + j - k) / (a + c + j);
                }
                return product;
              },
              "BetaBinomial(" + n + ", " + a + ", " + c + ")");
        }
      }
    }
  }

  private static double choose(int n, int k) {
    return factorial(n) / factorial(k) / factorial(n - k);
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  /**
   * The terms 0 to {@code last} stand for all; tails are compared at the counts up to {@code
   * checked}.
   */
  private static void checkSums(
      CountDistribution x, int last, int checked, DoubleUnaryOperator probability, String name) {
    double[] at = new double[last + 1];
    double mean = 0;
    for (int k = 0; k <= last; k++) {
      at[k] = probability.applyAsDouble(k);
      mean += k * at[k];
    }
    assertThat(x.mean()).as("mean of %s", name).isCloseTo(mean, nineDigits(mean));
    double up = 0;
    double[] upper = new double[last + 2];
    for (int k = last; k >= 0; k--) {
      up += at[k];
      upper[k] = up;
    }
    double low = 0;
    for (int k = 0; k <= checked; k++) {
      low += at[k];
      if (upper[k] < 1e-250) {
        break;
      }
      check(x, k, at[k], Math.min(1, upper[k]), Math.min(1, low), name);
    }
    assertThat(x.probability(-1)).isZero();
    assertThat(x.logProbability(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(x.upperTail(0)).isEqualTo(1);
    assertThat(x.upperTail(-3)).isEqualTo(1);
    assertThat(x.logUpperTail(0)).isZero();
    assertThat(x.lowerTail(-1)).isZero();
    assertThat(x.logLowerTail(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static void check(
      CountDistribution x, int k, double at, double up, double low, String name) {
    assertThat(x.probability(k)).as("P(%s = %d)", name, k).isCloseTo(at, nineDigits(at));
    assertThat(x.logProbability(k))
        .as("ln P(%s = %d)", name, k)
        .isCloseTo(Math.log(at), within(1e-8));
    assertThat(x.upperTail(k)).as("P(%s >= %d)", name, k).isCloseTo(up, nineDigits(up));
    assertThat(x.lowerTail(k)).as("P(%s <= %d)", name, k).isCloseTo(low, nineDigits(low));
    assertThat(Math.exp(x.logUpperTail(k))).isCloseTo(up, nineDigits(up));
    assertThat(Math.exp(x.logLowerTail(k))).isCloseTo(low, nineDigits(low));
    assertThat(x.midUpperTail(k)).isCloseTo(up - at / 2, nineDigits(up));
    assertThat(x.midLowerTail(k)).isCloseTo(low - at / 2, nineDigits(low));
    assertThat(Math.exp(x.logMidUpperTail(k))).isCloseTo(up - at / 2, nineDigits(up));
    assertThat(Math.exp(x.logMidLowerTail(k))).isCloseTo(low - at / 2, nineDigits(low));
  }

  @Property(tries = 2000, seed = "20260301")
  void tailsFallWithTheCountAndCompleteEachOther(
      @ForAll @IntRange(min = 0, max = 3) int kind,
      @ForAll @IntRange(min = 1, max = 5000) int n,
      @ForAll @DoubleRange(min = 1e-6, max = 0.999) @Scale(9) double p,
      @ForAll @DoubleRange(min = 0.05, max = 300) @Scale(9) double shape,
      @ForAll @IntRange(min = 0, max = 5000) int count) {
    CountDistribution x =
        List.of(
                new Binomial(n, p),
                new Poisson(n * p),
                new NegativeBinomial(shape, n * p),
                new BetaBinomial(n, shape * p, shape * (1 - p)))
            .get(kind);
    int k = count % (n + 1);
    double more = 1 + 1e-12;
    assertThat(x.upperTail(k) * more).isGreaterThanOrEqualTo(x.upperTail(k + 1));
    assertThat(x.lowerTail(k)).isLessThanOrEqualTo(x.lowerTail(k + 1) * more);
    assertThat(x.logUpperTail(k)).isGreaterThanOrEqualTo(x.logUpperTail(k + 1) - 1e-12);
    assertThat(x.upperTail(k) + x.lowerTail(k - 1)).isCloseTo(1, within(1e-10));
    assertThat(x.upperTail(k) - x.upperTail(k + 1)).isCloseTo(x.probability(k), within(1e-10));
    double log = x.logUpperTail(k);
    if (log > -600) {
      assertThat(Math.exp(log)).isCloseTo(x.upperTail(k), nineDigits(x.upperTail(k)));
    }
  }

  @Property(tries = 500, seed = "20260301")
  void binomialsAreSymmetric(
      @ForAll @IntRange(min = 0, max = 3000) int n,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) @Scale(9) double p,
      @ForAll @IntRange(min = 0, max = 3000) int count) {
    int k = count % (n + 1);
    double up = new Binomial(n, p).upperTail(k);
    assertThat(new Binomial(n, 1 - p).lowerTail(n - k)).isCloseTo(up, within(1e-8 * up + 1e-290));
    double bb = new BetaBinomial(n, 7 * p, 3).upperTail(k);
    assertThat(new BetaBinomial(n, 3, 7 * p).lowerTail(n - k)).isCloseTo(bb, nineDigits(bb));
  }

  @Property(tries = 500, seed = "20260301")
  void strongPriorsLeaveChanceAlone(
      @ForAll @IntRange(min = 1, max = 400) int n,
      @ForAll @DoubleRange(min = 0.001, max = 0.9) @Scale(9) double p,
      @ForAll @IntRange(min = 0, max = 5) int k) {
    double poisson = new Poisson(n * p / 40).upperTail(k);
    assertThat(new NegativeBinomial(1e12, n * p / 40).upperTail(k))
        .isCloseTo(poisson, within(1e-7 * poisson + 1e-12));
    double binomial = new Binomial(n, p).upperTail(k);
    // Relative to the binomial the difference is about k²/a, and a is at least 1e5.
    assertThat(new BetaBinomial(n, 1e8 * p, 1e8 * (1 - p)).upperTail(k))
        .isCloseTo(binomial, within(1e-3 * binomial));
  }

  @Test
  void uniformPriorMakesAllCountsAlike() {
    BetaBinomial x = new BetaBinomial(1_000_000, 1, 1);
    assertThat(x.upperTail(250_000)).isCloseTo(750_001 / 1_000_001.0, NINE_DIGITS);
    assertThat(x.probability(17)).isCloseTo(1 / 1_000_001.0, NINE_DIGITS);
  }

  @Test
  void logarithmsGoOnWhereProbabilitiesVanish() {
    Poisson poisson = new Poisson(1e-3);
    assertThat(poisson.upperTail(200)).isZero();
    // mpmath: log(gammainc(200, 0, 1e-3, regularized=True))
    assertThat(poisson.logUpperTail(200)).isCloseTo(-2244.784_038_013_696_3, within(1e-9));
    assertThat(poisson.logMidUpperTail(200))
        .isCloseTo(poisson.logUpperTail(200) - Math.log(2), within(1e-5));
    assertThat(poisson.logMidLowerTail(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> new Binomial(-1, 0.5), "trials = -1: must be at least 0");
    refused(() -> new Binomial(1, 1.5), "success = 1.5: must be in [0, 1]");
    refused(() -> new Binomial(1, Double.NaN), "success = NaN: must be in [0, 1]");
    refused(() -> new Poisson(-2), "mean = -2.0: must be finite and at least 0");
    refused(() -> new NegativeBinomial(0, 1), "size = 0.0: must be finite and above 0");
    refused(
        () -> new NegativeBinomial(1, Double.POSITIVE_INFINITY),
        "mean = Infinity: must be finite and at least 0");
    refused(() -> new BetaBinomial(-3, 1, 1), "trials = -3: must be at least 0");
    refused(() -> new BetaBinomial(3, 0, 1), "a = 0.0: must be finite and above 0");
    refused(() -> new BetaBinomial(3, 1, -1), "c = -1.0: must be finite and above 0");
  }

  static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
