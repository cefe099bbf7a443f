package haochaping.statistics.ranking;

import haochaping.statistics.Argument;
import haochaping.statistics.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Ranks of the targets of a peer class with what is not known about them, from joint draws of their
 * posteriors (Goldstein and Spiegelhalter 1996).
 *
 * <p>The same posteriors in the same order with the same seed give the same bands. Cost: time for a
 * sort a draw, two bytes of memory a target and draw.
 */
public final class RankBands {
  /** Draws that place the ends of a band within half a percent of probability. */
  public static final int DRAWS = 4000;

  /** One draw in so many lies outside the band at either end. */
  private static final int OUTSIDE = 40;

  private RankBands() {}

  /** The bands from {@link #DRAWS} draws. */
  public static List<RankBand> of(List<? extends Posterior> posteriors, long seed) {
    return of(posteriors, seed, DRAWS);
  }

  /**
   * The bands, in the order of the posteriors.
   *
   * @param posteriors of one kind of figure, in the order of the targets' ids; at most 65,535
   * @param seed of the run
   * @param draws at least 40
   * @throws IllegalArgumentException if there are too many posteriors or too few draws
   */
  public static List<RankBand> of(List<? extends Posterior> posteriors, long seed, int draws) {
    int targets = (int) Argument.within("posteriors", posteriors.size(), 0, Character.MAX_VALUE);
    int outside = (int) Argument.atLeast("draws", draws, OUTSIDE) / OUTSIDE;
    Replicates random = new Replicates(seed);
    DoubleSupplier[] figures = new DoubleSupplier[targets];
    for (int i = 0; i < targets; i++) {
      figures[i] = posteriors.get(i).draws(random);
    }
    char[][] ranks = new char[targets][draws];
    double[] sums = new double[targets];
    double[] drawn = new double[targets];
    double[] sorted = new double[targets];
    for (int draw = 0; draw < draws; draw++) {
      random.start(draw);
      for (int i = 0; i < targets; i++) {
        drawn[i] = figures[i].getAsDouble();
      }
      System.arraycopy(drawn, 0, sorted, 0, targets);
      Arrays.sort(sorted);
      for (int i = 0; i < targets; i++) {
        int rank = targets - Arrays.binarySearch(sorted, drawn[i]);
        ranks[i][draw] = (char) rank;
        sums[i] += rank;
      }
    }
    int[] held = new int[targets + 1];
    int[] first = new int[targets];
    int[] last = new int[targets];
    for (int i = 0; i < targets; i++) {
      Arrays.fill(held, 0);
      for (char rank : ranks[i]) {
        held[rank]++;
      }
      first[i] = placeOf(outside, held);
      last[i] = placeOf(draws - 1 - outside, held);
    }
    boolean[] apart = apart(first, last);
    List<RankBand> bands = new ArrayList<>(targets);
    for (int i = 0; i < targets; i++) {
      bands.add(new RankBand(sums[i] / draws, first[i], last[i], apart[i]));
    }
    return bands;
  }

  /**
   * The rank that stands at a place when a target's ranks are in order.
   *
   * @param place from 0
   * @param held how often it held each rank
   */
  private static int placeOf(int place, int[] held) {
    int rank = 0;
    for (int seen = 0; seen <= place; seen += held[rank]) {
      rank++;
    }
    return rank;
  }

  /**
   * Which bands no other one meets: of all that begin by its end, only it ends at its begin or
   * later.
   */
  private static boolean[] apart(int[] first, int[] last) {
    // Bands that have begun, and that have ended, at a rank or before.
    int[] begun = new int[first.length + 2];
    int[] ended = new int[first.length + 2];
    for (int i = 0; i < first.length; i++) {
      begun[first[i]]++;
      ended[last[i]]++;
    }
    for (int rank = 1; rank < begun.length; rank++) {
      begun[rank] += begun[rank - 1];
      ended[rank] += ended[rank - 1];
    }
    boolean[] apart = new boolean[first.length];
    for (int i = 0; i < first.length; i++) {
      apart[i] = begun[last[i]] - ended[first[i] - 1] == 1;
    }
    return apart;
  }

  /**
   * How much of the differences between the targets' figures is real: the variance of the posterior
   * means between targets, divided by itself plus the mean posterior variance.
   *
   * <pre>
   * reliability = V / (V + W),  V = sum (m_i - mean m)² / K,  W = sum v_i / K
   * </pre>
   *
   * <p>m_i and v_i are mean and variance of the K posteriors. 0: the order is noise; 1: it is
   * certain (as the reliability of a league table in Lockwood, Louis and McCaffrey 2002).
   *
   * @param posteriors of one kind of figure, at least 1
   * @return in [0, 1)
   * @throws IllegalArgumentException if there is none
   */
  public static double reliability(List<? extends Posterior> posteriors) {
    Argument.atLeast("posteriors", posteriors.size(), 1);
    double mean = 0;
    double within = 0;
    for (Posterior one : posteriors) {
      mean += one.mean() / posteriors.size();
      within += one.variance() / posteriors.size();
    }
    double between = 0;
    for (Posterior one : posteriors) {
      between += (one.mean() - mean) * (one.mean() - mean) / posteriors.size();
    }
    return between / (between + within);
  }

  /** The streams of a seed's replicates, one after the other, under samplers built once. */
  private static final class Replicates implements UniformRandomProvider {
    private final long seed;
    private SplittableRandom random;

    Replicates(long seed) {
      this.seed = seed;
      start(0);
    }

    void start(int replicate) {
      random = Seeds.replicate(seed, replicate);
    }

    @Override
    public long nextLong() {
      return random.nextLong();
    }
  }
}
