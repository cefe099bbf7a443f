package haochaping.statistics.concentration;

import static haochaping.statistics.concentration.Given.NINE_DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Percentage;

class MultiplicityTest {
  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 2;
  private static final int D = 3;
  private static final int E = 4;
  private static final int G = 5;

  private static final List<WindowTest> SIX =
      List.of(
          WindowTest.of(new OwnRisk(5, 4.5), .02, 2),
          WindowTest.of(new OwnRisk(2, 2.4), .004, 1),
          WindowTest.of(new OwnRisk(14, 12), .3, 2),
          WindowTest.of(new OwnRisk(3, 3.2), .01, 0),
          WindowTest.of(new OwnRisk(42, 37), 1.1, 3),
          WindowTest.of(new OwnRisk(2, 2.1), .001, 2));

  @Example
  void goldenP() {
    Multiplicity day = Multiplicity.of(SIX);
    assertThat(day.p(A)).isCloseTo(2.90231964374e-4, NINE_DIGITS);
    assertThat(day.p(B)).isCloseTo(.00332501848002, NINE_DIGITS);
    assertThat(day.p(C)).isCloseTo(.0506098593464, NINE_DIGITS);
    assertThat(day.p(G)).isCloseTo(6.79409041941e-7, NINE_DIGITS);
    assertThat(day.p(D)).isEqualTo(1);
  }

  @Example
  void goldenExpectedNumbers() {
    Multiplicity day = Multiplicity.of(SIX);
    assertThat(day.expected(G)).isCloseTo(1.56078348216e-6, NINE_DIGITS);
    assertThat(day.expected(A)).isCloseTo(4.89426861939e-4, NINE_DIGITS);
    assertThat(day.expected(B)).isCloseTo(.00752987982775, NINE_DIGITS);
    assertThat(day.expected(C)).isCloseTo(.126664105632, NINE_DIGITS);
    assertThat(day.recurrenceDays(A)).isCloseTo(1 / 4.89426861939e-4, NINE_DIGITS);
    assertThat(day.expected(D)).isCloseTo(6, NINE_DIGITS);
  }

  @Example
  void goldenQ() {
    Multiplicity day = Multiplicity.of(SIX);
    assertThat(day.q(G)).isCloseTo(1.56078418097e-6, NINE_DIGITS);
    assertThat(day.q(A)).isCloseTo(2.44761737102e-4, NINE_DIGITS);
    assertThat(day.q(B)).isCloseTo(.0025158255997, NINE_DIGITS);
    assertThat(day.q(C)).isCloseTo(.0329163780267, NINE_DIGITS);
    assertThat(day.q(E)).isCloseTo(.0487385181325, NINE_DIGITS);
    assertThat(day.q(D)).isEqualTo(1);
    // Plain Benjamini-Hochberg, for comparison: 6 p / 4.
    assertThat(day.p(C) * 6 / 4).isCloseTo(.0759, Percentage.withPercentage(0.1));
  }

  /** Against the definitions, test by test and count by count. */
  @Property(tries = 200, seed = "20260301")
  void figuresAreTheirDefinitions(@ForAll Random random) {
    List<WindowTest> tests = tests(random, 1 + random.nextInt(40));
    Multiplicity day = Multiplicity.of(tests);
    Integer[] order = new Integer[tests.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> tests.get(i).p()));
    double highest = 0;
    for (int rank = 1; rank <= order.length; rank++) {
      int test = order[rank - 1];
      double t = tests.get(test).p();
      double expected = 0;
      double odds = 0;
      for (WindowTest one : tests) {
        long bad = 0;
        while (one.predicted().upperTail(bad) > t) {
          bad++;
        }
        double f = one.predicted().upperTail(bad);
        expected += f;
        odds += f / (1 - f);
      }
      highest = Math.max(highest, odds / rank);
      assertThat(day.p(test)).isEqualTo(t);
      assertThat(day.expected(test)).isCloseTo(expected, within(1e-10 * expected));
      boolean first = rank == 1 || tests.get(order[rank - 2]).p() < t;
      if (first) {
        double q = Math.min(1, highest);
        assertThat(day.q(test)).isCloseTo(q, within(1e-9 * q));
      } else {
        assertThat(day.q(test)).isEqualTo(day.q(order[rank - 2]));
      }
    }
  }

  private static List<WindowTest> tests(Random random, int count) {
    List<WindowTest> tests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i > 0 && random.nextInt(4) == 0) {
        // The same target parameters again, so that p values tie.
        tests.add(new WindowTest(tests.get(i - 1).predicted(), random.nextInt(4)));
      } else {
        double shape = 1 + 20 * random.nextDouble();
        tests.add(
            WindowTest.of(
                new OwnRisk(shape, 1 + 20 * random.nextDouble()),
                Math.exp(-8 * random.nextDouble()) * 4,
                random.nextInt(5)));
      }
    }
    return tests;
  }

  @Property(tries = 100, seed = "20260301")
  void rarerIsRarerInEveryMeasure(@ForAll Random random) {
    List<WindowTest> tests = tests(random, 30);
    Multiplicity day = Multiplicity.of(tests);
    for (int i = 0; i < tests.size(); i++) {
      for (int j = 0; j < tests.size(); j++) {
        if (day.p(i) < day.p(j)) {
          assertThat(day.expected(i)).isLessThan(day.expected(j));
          assertThat(day.q(i)).isLessThanOrEqualTo(day.q(j));
        }
      }
      assertThat(day.q(i)).isBetween(0.0, 1.0);
      assertThat(day.expected(i)).isGreaterThanOrEqualTo(day.p(i) * (1 - 1e-9));
    }
  }

  /**
   * With nothing wrong, on a share t of days or fewer is V(p) of the day's smallest p at most t,
   * and in the mean that many tests are so extreme: V is the exact expectation at attainable p.
   */
  @Example
  void recurrenceIsKeptUnderTheNull() {
    Random random = new Random(20260301);
    List<WindowTest> targets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      targets.add(WindowTest.of(new OwnRisk(2 + i % 7, 3), 0.002 * (1 + i % 13) * (1 + i % 3), 0));
    }
    int days = 3000;
    int monthly = 0;
    int found = 0;
    for (int day = 0; day < days; day++) {
      List<WindowTest> today = new ArrayList<>();
      for (WindowTest target : targets) {
        double u = random.nextDouble();
        long bad = 0;
        while (target.predicted().upperTail(bad + 1) > u) {
          bad++;
        }
        today.add(new WindowTest(target.predicted(), bad));
      }
      Multiplicity weighed = Multiplicity.of(today);
      for (int i = 0; i < today.size(); i++) {
        monthly += weighed.recurrenceDays(i) >= 30 ? 1 : 0;
        found += weighed.q(i) <= 0.05 ? 1 : 0;
      }
    }
    double error = Math.sqrt(days / 30.0);
    assertThat((double) monthly).isLessThan(days / 30.0 + 2 * error);
    assertThat((double) found).isLessThan(0.05 * days + 2 * Math.sqrt(0.05 * days));
  }

  /** One huge burst does not blind the others, and cannot be told from a still larger one. */
  @Example
  void vanishingProbabilitiesAreOneAnother() {
    List<WindowTest> tests = new ArrayList<>(SIX);
    tests.add(WindowTest.of(new OwnRisk(50, 50), 1e-6, 200));
    tests.add(WindowTest.of(new OwnRisk(50, 50), 1e-6, 100));
    Multiplicity day = Multiplicity.of(tests);
    assertThat(day.p(6)).isZero();
    assertThat(day.expected(6)).isEqualTo(day.expected(7)).isLessThan(1e-28);
    assertThat(day.recurrenceDays(6)).isGreaterThan(1e28).isFinite();
    assertThat(day.q(6)).isLessThan(1e-28);
    // Each of the two reaches p = 1e-6 with one bad review.
    assertThat(day.expected(A)).isCloseTo(4.89426861939e-4 + 2e-6, Percentage.withPercentage(1e-3));
  }

  @Example
  void emptyDaysAndDaysWithoutBadReviewsHaveNoFindings() {
    Multiplicity.of(List.of());
    Multiplicity quiet = Multiplicity.of(List.of(WindowTest.of(new OwnRisk(2, 2), 0.1, 0)));
    assertThat(quiet.p(0)).isEqualTo(1);
    assertThat(quiet.q(0)).isEqualTo(1);
    assertThat(quiet.expected(0)).isEqualTo(1);
  }

  @Example
  void gradesNeedBothRates() {
    assertThat(Grade.of(0.051, 1e9)).isEqualTo(Grade.NONE);
    assertThat(Grade.of(0.05, 99)).isEqualTo(Grade.LISTED);
    assertThat(Grade.of(0.05, 100)).isEqualTo(Grade.ANALYSTS);
    assertThat(Grade.of(0.01, 364.9)).isEqualTo(Grade.ANALYSTS);
    assertThat(Grade.of(0.01, 365)).isEqualTo(Grade.LEADERS);
    assertThat(Grade.of(Double.NaN, 365)).isEqualTo(Grade.NONE);
  }
}
