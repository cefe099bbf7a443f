package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import haochaping.statistics.BetaBinomial;
import haochaping.statistics.Binomial;
import java.util.Arrays;

/**
 * How long after the service reviews usually come, in bins of 5 s up to an hour, and whether a tile
 * has too many in one of them.
 *
 * <p>p is that of the most striking bin times the number of bins (Bonferroni); the number of
 * reviews in a bin is binomial with the bin's usual share.
 */
public final class LagProfile {
  /** Bins of an hour. */
  public static final int BINS = 720;

  /** Width of a bin. */
  public static final int BIN_SECONDS = 5;

  /** Weights of a bin and of its neighbours on either side, of a ninth each. */
  private static final int[] KERNEL = {3, 2, 1};

  private static final double KERNEL_SUM = 9;

  /** Share of the lags that is spread evenly over the bins, so that none is a miracle. */
  private static final double EVEN = .1;

  private static final double STRIKING_DEVIATIONS = 2;

  /** [bin] usual share; the last is that of all other lags. */
  private final double[] shares;

  private LagProfile(double[] shares) {
    this.shares = shares;
  }

  /**
   * The profile of given shares.
   *
   * @param shares of the {@value #BINS} bins, each in (0, 1), their sum at most 1
   * @throws IllegalArgumentException if their number is another, one is out of range, or the sum is
   *     above 1
   */
  public static LagProfile of(double... shares) {
    Argument.within("shares.length", shares.length, BINS, BINS);
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Argument.fraction("shares[" + bin + "]", shares[bin]);
    }
    if (sum > 1 + 1e-9) {
      throw new IllegalArgumentException("shares: the sum " + sum + " must be at most 1");
    }
    return new LagProfile(shares.clone());
  }

  /**
   * A target's profile, shrunk to its peers as if {@link UsualShare#PEER_WEIGHT} reviews were
   * theirs. Each bin of the peers has half a review more than was seen, so that no lag is
   * impossible.
   *
   * @param own lags of the target's past in s
   * @param peers lags of targets like it in s
   */
  public static LagProfile of(int[] own, int[] peers) {
    long[] ownCounts = counts(own);
    long[] peerCounts = counts(peers);
    double[] shares = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      double peer = (peerCounts[bin] + 0.5) / (peers.length + (BINS + 1) / 2.);
      shares[bin] =
          (ownCounts[bin] + UsualShare.PEER_WEIGHT * peer) / (own.length + UsualShare.PEER_WEIGHT);
    }
    return new LagProfile(shares);
  }

  /**
   * The usual shares of the peers: their counts smoothed over neighbouring bins, a tenth of them
   * spread evenly. A lag of a few seconds more than anybody's is not striking by itself.
   *
   * @param counts [{@value #BINS}] lags by bin
   * @param total all lags, those of an hour or more included
   */
  public static float[] peers(int[] counts, long total) {
    double within = 0;
    for (int count : counts) {
      within += count;
    }
    float[] shares = new float[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      double own = 0;
      for (int i = Math.max(0, bin - 2); i <= Math.min(BINS - 1, bin + 2); i++) {
        own += (double) counts[i] * KERNEL[Math.abs(i - bin)];
      }
      shares[bin] =
          (float)
              (((1 - EVEN) * own / KERNEL_SUM + EVEN * within / BINS + 1. / BINS) / (total + 1.));
    }
    return shares;
  }

  /** Weight in ninths that a lag of one bin has in another's smoothed count. */
  public static int weight(int bin, int other) {
    int distance = Math.abs(bin - other);
    return distance < KERNEL.length ? KERNEL[distance] : 0;
  }

  /**
   * The usual share of a bin: the target's own past with {@link UsualShare#PEER_WEIGHT} reviews of
   * the peers, as it is or smoothed, whichever is more. Smoothed alone a peak of the past would
   * look lower than it always was, and every new week striking. A rare bin is at least as usual as
   * among the peers.
   *
   * @param own lags of the past in the bin
   * @param ninths sum of {@link #weight} of the past's lags
   * @param past lags of the past
   * @param peer the bin's share in {@link #peers}
   */
  public static double usual(long own, long ninths, long past, double peer) {
    double mixed =
        (Math.max(own, ninths / KERNEL_SUM) + UsualShare.PEER_WEIGHT * peer)
            / (past + UsualShare.PEER_WEIGHT);
    return Math.max(mixed, Math.min(peer, 1. / BINS));
  }

  /**
   * ln of min(1, {@value #BINS} P(X ≥ count)), X beta-binomial with the bin's {@link #usual} share
   * as mean, known no better than from the past's lags and {@link UsualShare#PEER_WEIGHT} more; 0
   * for a count within two standard deviations.
   *
   * @param count lags of the tile in the bin
   * @param total lags of the tile
   * @param usual share of the bin, in (0, 1]
   * @param past lags of the past
   */
  public static double logSpike(int count, int total, double usual, long past) {
    double strength = past + UsualShare.PEER_WEIGHT;
    double above = count - total * usual;
    double variance = total * usual * (1 - usual) * (strength + total) / (strength + 1);
    if (above <= 0 || above * above <= STRIKING_DEVIATIONS * STRIKING_DEVIATIONS * variance) {
      return 0;
    }
    double a = usual * strength;
    return Math.min(0, Math.log(BINS) + BetaBinomial.logUpperTail(total, a, strength - a, count));
  }

  /**
   * A bin with more reviews than usual.
   *
   * @param firstSecond the bin holds lags of this many seconds and of the four after
   * @param count reviews of the tile in it
   * @param total reviews of the tile with a lag
   * @param logP ln of min(1, 720 P(X ≥ count))
   */
  public record Spike(int firstSecond, long count, long total, double logP) {
    /** p, 0 where it is too small for a double. */
    public double p() {
      return Math.exp(logP);
    }

    /** Whether a review's lag lies in the bin. */
    public boolean holds(int lagSeconds) {
      return lagSeconds >= firstSecond && lagSeconds < firstSecond + BIN_SECONDS;
    }
  }

  /**
   * The most striking bin of a tile; of equal ones the first.
   *
   * @param lags from service to review of all reviews of the tile, in s and in any order; those
   *     below 0 or from an hour on are in no bin
   * @return a spike, of p = 1 if nothing is striking
   */
  public Spike spike(int... lags) {
    long[] counts = counts(lags);
    int best = 0;
    double least = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        double logP = new Binomial(lags.length, shares[bin]).logUpperTail(counts[bin]);
        if (logP < least) {
          least = logP;
          best = bin;
        }
      }
    }
    return new Spike(
        BIN_SECONDS * best, counts[best], lags.length, Math.min(0, Math.log(BINS) + least));
  }

  /**
   * The spike as a component; dropped if not even all reviews in the rarest bin were striking.
   *
   * @param lags as for {@link #spike}
   */
  public Evidence evidence(int... lags) {
    double rarest = Arrays.stream(shares).min().getAsDouble();
    return Evidence.tested(
        Component.LAG_SPIKE,
        spike(lags).logP(),
        Math.min(0, Math.log(BINS) + lags.length * Math.log(rarest)));
  }

  private static long[] counts(int[] lags) {
    long[] counts = new long[BINS];
    for (int lag : lags) {
      if (lag >= 0 && lag < BINS * BIN_SECONDS) {
        counts[lag / BIN_SECONDS]++;
      }
    }
    return counts;
  }
}
