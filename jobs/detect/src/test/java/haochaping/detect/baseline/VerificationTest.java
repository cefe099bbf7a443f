package haochaping.detect.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.detect.concentration.Town;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final int D = Town.day("2026-03-02");

  @Test
  void factorsAreSharesOverTheirMean() {
    double[] shares = new double[61];
    for (int age = 0; age <= 60; age++) {
      shares[age] = age < 10 ? 1 : .5;
    }
    // S = (10 + .5 * 355) / 365 = 187.5 / 365.
    Verification year = Verification.of(D, shares, 365);
    assertThat(year.mean()).isCloseTo(187.5 / 365, within(1e-12));
    assertThat(year.factor(9)).isCloseTo(365 / 187.5, within(1e-12));
    assertThat(year.factor(10)).isCloseTo(.5 * 365 / 187.5, within(1e-12));
    assertThat(year.factor(300)).isEqualTo(year.settled()).isEqualTo(year.factor(60));
    assertThat(year.stillCounted()).isCloseTo(.5, within(1e-12));
    // After 20 days half of the days behind the baseline hold their half.
    assertThat(Verification.of(D, shares, 20).mean()).isCloseTo(.75, within(1e-12));
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(new VerificationCounts().fit(1).differs(Verification.NONE)).isFalse();
    assertThat(Verification.NONE.factors()).hasSize(61).containsOnly(1.0);
    assertThat(Verification.NONE.stillCounted()).isEqualTo(1);
  }

  /** 100 bad of 10,000 a day; 20 of 100 go at age 3, 40 of the 80 that are left at age 7. */
  @Test
  void sharesMultiplyFromAgeToAge() {
    Cells cells = new Cells();
    VerificationCounts counts = new VerificationCounts();
    for (int day = D; day < D + 40; day++) {
      cells.add("M1", day, 0, 10_000, 100);
      if (day >= D + 3) {
        cells.add("M1", day - 3, 0, -20, -20);
      }
      if (day >= D + 7) {
        cells.add("M2", day - 7, 0, -40, -40);
      }
      counts.close(day, cells);
    }
    Verification version = counts.fit(365);
    assertThat(version.day()).isEqualTo(D + 39);
    // Reviews go with them: 9980 of 10,000 and 9940 of 9980 are left to expect of.
    double three = .8 / .998;
    double seven = three * .5 / (9940 / 9980.0);
    double[] factors = version.factors();
    assertThat(factors[2] / factors[0]).isCloseTo(1, within(1e-12));
    assertThat(factors[3] / factors[0]).isCloseTo(three, within(1e-12));
    assertThat(factors[6] / factors[0]).isCloseTo(three, within(1e-12));
    assertThat(factors[7] / factors[0]).isCloseTo(seven, within(1e-12));
    assertThat(version.stillCounted()).isCloseTo(seven, within(1e-12));
  }

  @Test
  void lateReviewsHideNothing() {
    Cells cells = new Cells();
    VerificationCounts counts = new VerificationCounts();
    for (int day = D; day < D + 40; day++) {
      cells.add("M1", day, 0, 8_000, 80);
      // A quarter more, good and bad, comes the day after, on which 25 of 100 are not adopted.
      if (day > D) {
        cells.add("M1", day - 1, 0, 2_000 - 25, 20 - 25);
      }
      counts.close(day, cells);
    }
    double share = 75 / 80.0 / (9_975 / 8_000.0);
    assertThat(counts.fit(365).stillCounted()).isCloseTo(share, within(1e-12));
  }

  @Test
  void daysThatCameAfterTheirCloseTeachNothing() {
    Cells cells = new Cells();
    VerificationCounts counts = new VerificationCounts();
    for (int day = D; day < D + 40; day++) {
      cells.add("M1", day, 0, 100, 50);
      if (day > D) {
        cells.add("M1", day - 1, 0, 9_900, 0);
      }
      counts.close(day, cells);
    }
    assertThat(counts.fit(365).differs(Verification.NONE)).isFalse();
  }

  @Test
  void fewBadReviewsSayNothing() {
    assertThat(oneADay(19).stillCounted()).isEqualTo(1);
    assertThat(oneADay(40).stillCounted()).isCloseTo(.05, within(1e-12));
  }

  /** One bad review on each of some days, none of which counts the day after. */
  private static Verification oneADay(int days) {
    Cells cells = new Cells();
    VerificationCounts counts = new VerificationCounts();
    for (int day = D; day <= D + days; day++) {
      cells.add("M1", day, 0, 1_000, 1);
      if (day > D) {
        cells.add("M1", day - 1, 0, -1, -1);
      }
      counts.close(day, cells);
    }
    return counts.fit(365);
  }

  @Test
  void olderHabitsFade() {
    Cells cells = new Cells();
    VerificationCounts counts = new VerificationCounts();
    for (int day = D; day < D + 2 * 182; day++) {
      cells.forget(day);
      cells.add("M1", day, 0, 100_000, 100);
      if (day > D && day < D + 182) {
        cells.add("M1", day - 1, 0, -50, -50);
      }
      counts.close(day, cells);
    }
    // 181 days of the old habit, 182 of the new; with r = 2^(-1/182) the weights are
    // r^182 (1 - r^181) and 1 - r^182, nearly 1 : 2. Of the old half is left, of the new all.
    double r = Math.pow(2, -1 / 182.0);
    double old = Math.pow(r, 182) * (1 - Math.pow(r, 181));
    double recent = 1 - Math.pow(r, 182);
    double share = (.5 * old + recent) / (old * 99_950 / 100_000 + recent);
    assertThat(counts.fit(365).stillCounted()).isCloseTo(share, within(1e-12));
  }

  /** 35 % go after 5 to 40 days, as in the studies; two years of a city, seeded. */
  @Test
  void whatVerificationDoesIsFound() {
    SplittableRandom random = new SplittableRandom(7);
    Cells cells = new Cells();
    VerificationCounts counts = new VerificationCounts();
    int days = 730;
    int[] going = new int[days + 41];
    int[][] from = new int[days + 41][41];
    for (int i = 0; i < days; i++) {
      int day = D + i;
      cells.forget(day);
      cells.add("M1", day, 0, 6_000, 10);
      for (int bad = 0; bad < 10; bad++) {
        if (random.nextDouble() < .35) {
          int age = 5 + random.nextInt(36);
          from[i + age][age]++;
          going[i + age]++;
        }
      }
      for (int age = 5; going[i] > 0 && age <= 40; age++) {
        cells.add("M1", day - age, 0, -from[i][age], -from[i][age]);
      }
      counts.close(day, cells);
    }
    Verification version = counts.fit(365);
    // Some 2,600 faded bad reviews: a standard error of sqrt(.65 * .35 / 2600) = .0094. After 22
    // days, in the middle, half of those that go have gone: 18 of 36 ages.
    assertThat(version.stillCounted()).isCloseTo(.65, within(.03));
    assertThat(version.factor(22) / version.factor(0)).isCloseTo(.825, within(.03));
    assertThat(version.factor(4) / version.factor(0)).isCloseTo(1, within(.002));
  }
}
