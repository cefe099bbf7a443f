package haochaping.detect.composition;

import haochaping.statistics.composition.LagProfile;
import haochaping.statistics.composition.NullMoments;
import haochaping.statistics.composition.Side;
import java.util.HashMap;
import java.util.Map;

/**
 * What is usual among siblings: fixed at the close of a day, in force for the days from it on until
 * the next one, never refitted.
 *
 * @param day of its close
 * @param shares [level][side][share] in (0, 1)
 * @param lags [side][bin] usual shares of lags
 * @param templates code of a combination of level and tags -> its share of its side's reviews
 * @param rarest share of a combination that nobody had
 * @param moments X of past tiles by {@link #key}
 */
public record Peers(
    int day,
    double[][][] shares,
    float[][] lags,
    Map<String, Double> templates,
    double[] rarest,
    Map<Integer, Moments> moments) {

  /** Sums of X over tiles. */
  public record Moments(long tiles, double sum, double squares) {
    Moments plus(double x) {
      return new Moments(tiles + 1, sum + x, squares + x * x);
    }
  }

  static int key(int level, Side side, int tested) {
    return (level * 2 + side.ordinal()) << 8 | tested;
  }

  NullMoments moments(int level, Side side, int tested) {
    Moments past = moments.get(key(level, side, tested));
    int components = Integer.bitCount(tested);
    return past == null
        ? NullMoments.independent(components)
        : NullMoments.ofSums(components, past.tiles(), past.sum(), past.squares());
  }

  double template(String code, Side side) {
    return templates.getOrDefault(code, rarest[side.ordinal()]);
  }

  /**
   * Fits it on the days of all units.
   *
   * @param firstDay of the history
   */
  static Peers fit(
      int day, int firstDay, Units units, Templates templates, Map<Integer, Moments> moments) {
    int first = Math.max(firstDay, day - TileTest.PAST_DAYS);
    int last = day - TileTest.NEXT_TO_IT - 1;
    int levels = Units.LEVELS.size();
    long[][][][] sums = new long[levels][2][TileTest.SHARES][2];
    int[][] lags = new int[2][LagProfile.BINS];
    long[][] ofTemplates = new long[2][templates.size()];
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      int level = Units.LEVELS.indexOf(unit.level);
      for (Side side : Side.values()) {
        History history = unit.history(side);
        long[][] into = sums[level][side.ordinal()];
        for (int j = history.from(first); j < history.size() && history.day(j) <= last; j++) {
          for (int share = 0; share < TileTest.SHARES; share++) {
            if (history.day(j) >= firstDay + TileTest.memory(share)) {
              into[share][0] += history.count(j, TileTest.NUMERATORS[share]);
              into[share][1] += history.count(j, TileTest.DENOMINATORS[share]);
            }
          }
          for (int k = history.firstMark(j); level == 0 && k < history.lastMark(j); k++) {
            int bin = History.bin(history.mark(k));
            int template = History.template(history.mark(k));
            if (bin >= 0) {
              lags[side.ordinal()][bin]++;
            }
            if (template >= 0) {
              ofTemplates[side.ordinal()][template]++;
            }
          }
        }
      }
    }
    double[][][] shares = new double[levels][2][TileTest.SHARES];
    for (int level = 0; level < levels; level++) {
      // Of days without a bad review only the good side's history knows.
      sums[level][1][TileTest.SIDE_SHARE][1] = sums[level][0][TileTest.SIDE_SHARE][1];
      for (int side = 0; side < 2; side++) {
        for (int share = 0; share < TileTest.SHARES; share++) {
          long[] sum = sums[level][side][share];
          shares[level][side][share] = (sum[0] + .5) / (sum[1] + 1.);
        }
      }
    }
    Map<String, Double> usual = new HashMap<>();
    double[] rarest = new double[2];
    float[][] profiles = new float[2][];
    for (int side = 0; side < 2; side++) {
      double total = sums[0][side][TileTest.SIDE_SHARE][0] + 1.;
      rarest[side] = .5 / total;
      for (int template = 0; template < ofTemplates[side].length; template++) {
        if (ofTemplates[side][template] > 0) {
          usual.put(templates.get(template).code(), (ofTemplates[side][template] + .5) / total);
        }
      }
      profiles[side] = LagProfile.peers(lags[side], lagTotal(sums[0][side]));
    }
    return new Peers(day, shares, profiles, usual, rarest, Map.copyOf(moments));
  }

  private static long lagTotal(long[][] sums) {
    return sums[TileTest.FAST_SHARE][1];
  }
}
