package haochaping.detect.concentration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.concentration.Multiplicity;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.WindowTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class YardstickTest {
  /** detection.md B3. */
  private static final List<WindowTest> SIX =
      List.of(
          WindowTest.of(new OwnRisk(5, 4.5), .02, 2),
          WindowTest.of(new OwnRisk(2, 2.4), .004, 1),
          WindowTest.of(new OwnRisk(14, 12), .3, 2),
          WindowTest.of(new OwnRisk(3, 3.2), .01, 0),
          WindowTest.of(new OwnRisk(42, 37), 1.1, 3),
          WindowTest.of(new OwnRisk(2, 2.1), .001, 2));

  @Example
  void goldenDayIsMeasuredInSteps() {
    Yardstick yardstick = Yardstick.of(SIX);
    // a: V = 4.894e-4, once in 2043 days; the step below is 10^3.3 = 1995.
    double a = SIX.get(0).p();
    assertThat(yardstick.recurrenceDays(a)).isCloseTo(1995.26, within(.01));
    assertThat(yardstick.falseDiscoveries(a)).isCloseTo(2.447617e-4, within(1e-9));
    // b: V = .00752988, once in 132.8 days; the step below is 10^2.1 = 125.9.
    double b = SIX.get(1).p();
    assertThat(yardstick.recurrenceDays(b)).isCloseTo(125.89, within(.01));
    // c: once in 7.9 days, no alert.
    assertThat(yardstick.recurrenceDays(SIX.get(2).p())).isLessThan(8);
    assertThat(yardstick.cut(100)).isBetween(b, SIX.get(2).p());
    assertThat(yardstick.cut(365)).isBetween(a, b);
    assertThat(yardstick.recurrenceDays(1)).isZero();
    assertThat(yardstick.falseDiscoveries(1)).isEqualTo(1);
  }

  /** Against {@link Multiplicity}, which weighs every test exactly. */
  @Property(tries = 300, seed = "20260301")
  void neverOverstatesAndUnderstatesByAQuarterAtMost(@ForAll Random random) {
    List<WindowTest> tests = new ArrayList<>();
    int count = 1 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      double shape = .5 + random.nextInt(40);
      double rate = shape * (.5 + random.nextDouble());
      double expected = Math.exp(random.nextGaussian() * 3 - 3);
      long bad = Math.max(0, Math.round(expected + random.nextGaussian() * 3));
      tests.add(WindowTest.of(new OwnRisk(shape, rate), expected, bad));
    }
    Multiplicity exact = Multiplicity.of(tests);
    Yardstick yardstick = Yardstick.of(tests);
    for (int i = 0; i < count; i++) {
      double days = exact.recurrenceDays(i);
      double said = yardstick.recurrenceDays(exact.p(i));
      if (days < 1.3 || tests.get(i).bad() == 0) {
        assertThat(said).isLessThanOrEqualTo(1.3);
        continue;
      }
      assertThat(said)
          .as("%s of %s", tests.get(i), tests)
          .isLessThanOrEqualTo(days * (1 + 1e-5))
          .isGreaterThanOrEqualTo(Math.min(1e6, days) * .75 - .01);
      // As much above q as a step is wide. Rarer than once in a million days is not told apart.
      double q = exact.q(i);
      assertThat(yardstick.falseDiscoveries(exact.p(i)))
          .as("%s of %s", tests.get(i), tests)
          .isGreaterThanOrEqualTo(q < 1e-9 ? 0 : q * (1 - 1e-5))
          .isLessThanOrEqualTo(Math.max(1.4 * q, 2e-6));
    }
    for (int i = 1; i < Yardstick.size(); i++) {
      assertThat(yardstick.p(i)).isLessThanOrEqualTo(yardstick.p(i - 1));
      assertThat(yardstick.q(i)).isLessThanOrEqualTo(yardstick.q(i - 1));
    }
  }

  @Example
  void withoutTestsNothingIsRare() {
    assertThat(Yardstick.of(List.of()).recurrenceDays(1e-9)).isZero();
    assertThat(Yardstick.of(List.of()).cut(100)).isZero();
  }
}
