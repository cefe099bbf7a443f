package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Judges all tiles of a day, level and side together, tiles of a day and of a week alike.
 *
 * <p>A finding is all of: q at most 0.05 (Benjamini and Hochberg 1995); a component other than the
 * volume with p at most 0.01, so that many reviews alone are none; at most one as striking among
 * all targets in 100 days of chance; and on the bad side three bad reviews.
 */
public final class DayOfTiles {
  /** Reviews that a tile must have, else it is not judged. */
  public static final int FEWEST_REVIEWS = 4;

  /** Bad reviews that a tile must have, on the bad side. */
  public static final int FEWEST_BAD = 3;

  /** One component other than the volume must have at most this p. */
  public static final double MOST_COMPONENT_P = .01;

  /** A tile as striking must be due at most once in so many days of chance. */
  public static final double LEAST_RECURRENCE_DAYS = 100;

  private static final double MOST_Q = .05;

  private DayOfTiles() {}

  /**
   * A tile that was tested.
   *
   * @param ofSide its reviews of the side, at least 0
   * @param combination of its components
   */
  public record Tile(long ofSide, Combination combination) {
    /**
     * @throws IllegalArgumentException if {@code ofSide} is negative
     */
    public Tile {
      Argument.atLeast("ofSide", ofSide, 0);
    }
  }

  /**
   * What a tile comes to.
   *
   * @param q the least false-discovery rate at which it is discovered, in [0, 1]
   * @param recurrenceDays 1/(m p), m tiles: how many days of chance show one as striking
   * @param finding whether all gates are passed
   */
  public record Judgement(double q, double recurrenceDays, boolean finding) {}

  /**
   * Whether there is enough to judge a tile by.
   *
   * @param reviews in the tile, of all levels
   * @param past reviews in {@link PastDays} less flagged tiles, of all levels
   */
  public static boolean isEnough(long reviews, long past) {
    return reviews >= FEWEST_REVIEWS && past >= PastDays.FEWEST_REVIEWS;
  }

  /**
   * Judges the tiles of one day, level and side.
   *
   * @param side theirs
   * @param tiles all that were tested, in any order
   * @return one judgement for each tile, in the tiles' order
   */
  public static List<Judgement> judge(Side side, List<Tile> tiles) {
    int size = tiles.size();
    List<Integer> byP =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> tiles.get(i).combination().logP()))
            .toList();
    double[] q = new double[size];
    double least = 1;
    for (int rank = size; rank >= 1; rank--) {
      int tile = byP.get(rank - 1);
      least = Math.min(least, tiles.get(tile).combination().p() * size / rank);
      q[tile] = least;
    }
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Tile tile = tiles.get(i);
      double recurrence = Math.exp(-tile.combination().logP() - Math.log(size));
      boolean composed =
          tile.combination().strongest().map(one -> one.p() <= MOST_COMPONENT_P).orElse(false);
      judgements.add(
          new Judgement(
              q[i],
              recurrence,
              q[i] <= MOST_Q
                  && composed
                  && recurrence >= LEAST_RECURRENCE_DAYS
                  && (side == Side.GOOD || tile.ofSide() >= FEWEST_BAD)));
    }
    return judgements;
  }
}
