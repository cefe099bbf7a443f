package haochaping.statistics.oversight;

import haochaping.statistics.Argument;
import haochaping.statistics.BetaBinomial;
import haochaping.statistics.concentration.CountTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Is a unit's share of cases surprising, given those of all others?
 *
 * <p>The unit itself is left out of what it is compared with: in a group of five, one unit that
 * differs would else be half of its own yardstick. Its share is predicted as that of a further unit
 * like the others, beta-binomial with their pooled share, half a case added to either side, and the
 * strength that their variation shows by moments (Kleinman 1973, as {@link
 * haochaping.statistics.ranking.Overdispersion}), kept in [{@link #LOOSEST}, {@link #FIRMEST}].
 *
 * @param counted k of the unit's cases, in [0, {@code cases}]
 * @param cases n, at least 1
 * @param othersCounted of the others' cases
 * @param othersCases at least 1
 * @param mean m, the share of the others, in (0, 1)
 * @param strength M of the prior Beta(m M, (1 - m) M)
 */
public record PeerTest(
    long counted, long cases, long othersCounted, long othersCases, double mean, double strength)
    implements CountTest {
  /** The least that other units are taken to have in common. */
  public static final double LOOSEST = 2;

  /** The firmest that a handful of other units is taken for. */
  public static final double FIRMEST = 100;

  /** With fewer other units their variation is not known. */
  public static final int FEWEST_OTHERS = 4;

  /**
   * The tests of all units of a level, in their order; null where a unit has too few cases. None at
   * all where fewer than {@link #FEWEST_OTHERS} others would be left. Cost: linear.
   *
   * @param counted k of each unit, in [0, n]
   * @param cases n of each unit, at least 1
   * @param fewest cases that a unit needs to be tested, at least 1
   * @throws IllegalArgumentException naming the argument and its value
   */
  public static List<PeerTest> of(long[] counted, long[] cases, long fewest) {
    Argument.within("counted.length", counted.length, cases.length, cases.length);
    Argument.atLeast("fewest", fewest, 1);
    long allCounted = 0;
    long allCases = 0;
    double ofSquares = 0;
    double casesSquared = 0;
    for (int i = 0; i < cases.length; i++) {
      Argument.atLeast("cases", cases[i], 1);
      Argument.within("counted", counted[i], 0, cases[i]);
      allCounted += counted[i];
      allCases += cases[i];
      ofSquares += (double) counted[i] * counted[i] / cases[i];
      casesSquared += (double) cases[i] * cases[i];
    }
    List<PeerTest> tests = new ArrayList<>(cases.length);
    for (int i = 0; i < cases.length; i++) {
      if (cases.length - 1 < FEWEST_OTHERS || cases[i] < fewest) {
        tests.add(null);
        continue;
      }
      long k = allCounted - counted[i];
      long n = allCases - cases[i];
      double squares = ofSquares - (double) counted[i] * counted[i] / cases[i];
      double weights = n - (casesSquared - (double) cases[i] * cases[i]) / n;
      tests.add(
          new PeerTest(
              counted[i],
              cases[i],
              k,
              n,
              (k + 0.5) / (n + 1.0),
              strength((double) k / n, squares - (double) k * k / n, cases.length - 2, weights)));
    }
    return tests;
  }

  /**
   * Strength by moments from sums.
   *
   * @param p pooled share
   * @param squares sum n (k/n - p)²
   * @param free units less one
   * @param weights sum n (1 - n/N)
   */
  private static double strength(double p, double squares, int free, double weights) {
    double unit = p * (1 - p);
    double rho = (squares - unit * free) / (unit * (weights - free));
    return rho > 0 ? Math.max(LOOSEST, Math.min(FIRMEST, 1 / rho - 1)) : FIRMEST;
  }

  @Override
  public BetaBinomial predicted() {
    return new BetaBinomial(cases, mean * strength, (1 - mean) * strength);
  }

  /** P(X ≥ k). */
  @Override
  public double p() {
    return predicted().upperTail(counted);
  }

  /** The mid-p value, for display. */
  public double midP() {
    return predicted().midUpperTail(counted);
  }

  /** m n, what the others would have of as many cases. */
  public double expected() {
    return mean * cases;
  }
}
