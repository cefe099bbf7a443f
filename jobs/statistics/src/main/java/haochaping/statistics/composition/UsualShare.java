package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import haochaping.statistics.BetaBinomial;
import haochaping.statistics.ranking.Overdispersion;
import java.util.List;

/**
 * The share that a target usually has, and how far its tiles stray from it: a tile's share varies
 * as Beta(mean strength, (1 - mean) strength).
 *
 * @param mean in (0, 1)
 * @param strength M, above 0; the larger, the less tiles differ
 */
public record UsualShare(double mean, double strength) {
  /** Reviews of the peers that a target's own past is mixed with, unless configured. */
  public static final double PEER_WEIGHT = 20;

  /** The firmest a past is taken for, unless configured. */
  public static final double FIRMEST = 100;

  /** The loosest. */
  public static final double LOOSEST = 1;

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public UsualShare {
    Argument.fraction("mean", mean);
    Argument.positive("strength", strength);
  }

  /**
   * A target's share, shrunk to its peers as if {@link #PEER_WEIGHT} reviews were theirs.
   *
   * <p>The strength is the least of: the reviews it rests on, {@link #FIRMEST}, and what pairs of
   * reviews of one of the target's past days show. Leaving the last out would call 78 quiet targets
   * a year brushed instead of 4.
   *
   * @param own the target's share in its past, see {@link PastDays}
   * @param peers that of targets like it; half a review is added to either side, so that what
   *     nobody ever did is still possible
   * @param days the target's past days, of which those with reviews count
   */
  public static UsualShare of(Share own, Share peers, List<Share> days) {
    return of(own, peers, spread(days));
  }

  /**
   * The same with a strength from elsewhere.
   *
   * @param spread strength that past days show, at least 0, infinite if they vary no more than
   *     chance lets them
   * @throws IllegalArgumentException if {@code spread} is negative
   */
  public static UsualShare of(Share own, Share peers, double spread) {
    if (!(spread >= 0)) {
      throw new IllegalArgumentException("spread = " + spread + ": must be at least 0");
    }
    double weight = own.total() + PEER_WEIGHT;
    double mean = (own.count() + PEER_WEIGHT * peers.inner()) / weight;
    return new UsualShare(mean, Math.min(Math.min(weight, FIRMEST), Math.max(spread, LOOSEST)));
  }

  private static double spread(List<Share> days) {
    double count = 0;
    double total = 0;
    double countSquares = 0;
    double products = 0;
    double squares = 0;
    for (Share day : days) {
      count += day.count();
      total += day.total();
      countSquares += (double) day.count() * day.count();
      products += (double) day.count() * day.total();
      squares += (double) day.total() * day.total();
    }
    return Overdispersion.strength(count, total, countSquares, products, squares);
  }

  /** Counts in a tile of so many reviews. */
  public BetaBinomial tile(long total) {
    return new BetaBinomial(total, mean * strength, (1 - mean) * strength);
  }
}
