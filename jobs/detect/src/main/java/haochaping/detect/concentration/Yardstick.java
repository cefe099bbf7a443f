package haochaping.detect.concentration;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.concentration.Multiplicity;
import haochaping.statistics.concentration.WindowTest;
import java.util.Arrays;
import java.util.List;

/**
 * What a p is worth among all window tests of one level and day, fixed at the day's close, so that
 * a window that is corrected later is measured as it would have been then.
 *
 * <p>{@link Multiplicity} gives V(p), the number of tests as extreme as p by chance, and q for the
 * tests that it is given. Here V is turned round: for each {@linkplain #days number of days} the
 * largest p that recurs in so many days, and the q at which such a p is found. In between, a p
 * counts for the next smaller number of days: recurrence is understated by at most a quarter, never
 * overstated.
 */
public final class Yardstick {
  /** Ten numbers of days a decade, from 1 to a million, and the year. */
  private static final double[] DAYS = days();

  /** Steps of a distribution closer than this are joined, on the side that overstates V. */
  private static final double JOINED = 0.95;

  /** Smaller p recur in more than the million days that are told apart. */
  private static final double SMALLEST = 1e-12;

  /** Tails are compared with the digits of a float. */
  private static final double DIGITS = 1e-6;

  private final double[] p;
  private final double[] q;

  /**
   * A yardstick as it was stored.
   *
   * @param p the largest p that recurs in each of {@link #size} numbers of days, ascending days
   * @param q at which each is found
   */
  public Yardstick(double[] p, double[] q) {
    this.p = p;
    this.q = q;
  }

  private static double[] days() {
    double[] days = new double[62];
    for (int i = 0; i <= 60; i++) {
      days[i] = Math.pow(10, i / 10.0);
    }
    days[61] = 365;
    Arrays.sort(days);
    return days;
  }

  /** How many numbers of days are told apart. */
  public static int size() {
    return DAYS.length;
  }

  /** One of the numbers of days, in ascending order. */
  public static double days(int index) {
    return DAYS[index];
  }

  public double p(int index) {
    return p[index];
  }

  public double q(int index) {
    return q[index];
  }

  /** The largest p that recurs in no less than some days, or 0. */
  public double cut(double recurrenceDays) {
    for (int i = 0; i < DAYS.length; i++) {
      // Powers of ten are exact but for the last bit.
      if (DAYS[i] >= recurrenceDays * (1 - 1e-9)) {
        return p[i];
      }
    }
    return 0;
  }

  /** In at least how many days a p recurs by chance; 0 if it does not even take one. */
  public double recurrenceDays(double of) {
    int index = index(of);
    return index < 0 ? 0 : DAYS[index];
  }

  /** The false discovery rate at which a p is found, in [0, 1]. */
  public double falseDiscoveries(double of) {
    int index = index(of);
    return index < 0 ? 1 : q[index];
  }

  private int index(double of) {
    for (int i = p.length - 1; i >= 0; i--) {
      if (of <= p[i] * (1 + DIGITS)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The yardstick of a level and day.
   *
   * @param tests every target with expectations, every window, in the order of ids
   */
  public static Yardstick of(List<WindowTest> tests) {
    Steps steps = new Steps();
    for (WindowTest test : tests) {
      steps.add(test.predicted(), test.bad());
    }
    return steps.yardstick();
  }

  /** The steps of the distributions of all tests. */
  private static final class Steps {
    private int size;

    /** Where a step lies, as the bits of a float, and its number: sorts by place, then number. */
    private long[] places = new long[1024];

    private double[] tails = new double[1024];
    private double[] masses = new double[1024];
    private double[] odds = new double[1024];

    /** Tests whose count is at this step. */
    private boolean[] observed = new boolean[1024];

    private double[] terms = new double[64];

    /** Adds the counts that a test can reach: P(X ≥ k) for k = 1, 2, … down to the smallest. */
    void add(NegativeBinomial predicted, long bad) {
      double mean = predicted.mean();
      double size = predicted.size();
      double deviation = Math.sqrt(mean + mean * mean / size);
      long first = (long) Math.max(0, Math.floor(mean - 10 * deviation));
      int count = terms(predicted, first, mean + 10 * deviation);
      // terms[i] becomes P(X >= first + i), summed from the small end.
      double tail = 0;
      for (int i = count - 1; i >= 0; i--) {
        tail += terms[i];
        terms[i] = tail;
      }
      int begin = first == 0 ? 1 : 0;
      while (begin < count) {
        double top = terms[begin];
        int end = begin;
        while (end + 1 < count && terms[end + 1] >= JOINED * top) {
          end++;
        }
        boolean last = end + 1 >= count || top < SMALLEST;
        long from = first + begin;
        boolean holds = bad >= from && bad > 0 && (last || bad <= first + end);
        step(terms[end], top, last ? 0 : terms[end + 1], holds);
        if (last) {
          return;
        }
        begin = end + 1;
      }
    }

    /** P(X = first + i) until they no longer matter; how many there are. */
    private int terms(NegativeBinomial predicted, long first, double beyond) {
      double size = predicted.size();
      double ratio = predicted.mean() / (size + predicted.mean());
      double term = predicted.probability(first);
      int count = 0;
      for (long k = first; k <= beyond || term > SMALLEST * 1e-12; k++) {
        if (count == terms.length) {
          terms = Arrays.copyOf(terms, 2 * count);
        }
        terms[count++] = term;
        term *= (k + size) / (k + 1.0) * ratio;
      }
      return count;
    }

    private void step(double place, double tail, double next, boolean isObserved) {
      if (size == places.length) {
        int length = 2 * size;
        places = Arrays.copyOf(places, length);
        tails = Arrays.copyOf(tails, length);
        masses = Arrays.copyOf(masses, length);
        odds = Arrays.copyOf(odds, length);
        observed = Arrays.copyOf(observed, length);
      }
      places[size] = (long) Float.floatToRawIntBits((float) place) << 32 | size;
      tails[size] = place;
      masses[size] = tail - next;
      odds[size] = tail < 1 ? tail / (1 - tail) - next / (1 - next) : Double.POSITIVE_INFINITY;
      observed[size] = isObserved;
      size++;
    }

    Yardstick yardstick() {
      Arrays.sort(places, 0, size);
      double[] p = new double[DAYS.length];
      double[] q = new double[DAYS.length];
      Arrays.fill(q, 0);
      double expected = 0;
      double expectedOdds = 0;
      double highest = 0;
      double reached = 0;
      double oddsReached = 0;
      int rank = 0;
      int rankAtLast = 0;
      int day = DAYS.length - 1;
      for (int i = 0; i < size && day >= 0; ) {
        // All steps at one place.
        int place = (int) (places[i] >>> 32);
        double tail = 0;
        int here = 0;
        for (; i < size && (int) (places[i] >>> 32) == place; i++) {
          int step = (int) places[i];
          tail = Math.max(tail, tails[step]);
          expected += masses[step];
          expectedOdds += odds[step];
          here += observed[step] ? 1 : 0;
        }
        while (day >= 0 && expected > 1 / DAYS[day]) {
          p[day] = reached;
          q[day] = q(highest, oddsReached, rank, rankAtLast);
          rankAtLast = rank;
          day--;
        }
        if (here > 0) {
          // Equal p have ranks from rank + 1 on; the first of them has the largest quotient.
          highest = Math.max(highest, expectedOdds / (rank + 1));
          rank += here;
        }
        reached = tail;
        oddsReached = expectedOdds;
      }
      for (; day >= 0; day--) {
        p[day] = reached;
        q[day] = q(highest, oddsReached, rank, rankAtLast);
        rankAtLast = rank;
      }
      return new Yardstick(p, q);
    }

    /** Between two numbers of days without a test of its own, as if one more lay there. */
    private static double q(double highest, double odds, int rank, int rankAtLast) {
      double q = rank > rankAtLast ? highest : Math.max(highest, odds / (rank + 1));
      return Math.min(1, q);
    }
  }
}
