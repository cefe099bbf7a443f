package haochaping.detect.composition;

import haochaping.statistics.composition.LagProfile;
import java.util.Arrays;

/**
 * Sums over the days that a tile is compared with. Whole numbers throughout: days can be added and
 * taken away in any order.
 */
final class PastSums {
  /** The first and the last of the days. */
  int lo;

  int hi;

  /** Reviews of all levels. */
  int reviews;

  /** By share: sums over the days of b, n, b², b n and n². */
  final double[] b = new double[TileTest.SHARES];

  final double[] n = new double[TileTest.SHARES];
  final double[] countSquares = new double[TileTest.SHARES];
  final double[] products = new double[TileTest.SHARES];
  final double[] squares = new double[TileTest.SHARES];

  /** Reviews by bin of their lag, and by combination. */
  final int[] bins = new int[LagProfile.BINS];

  int[] ofTemplate = new int[64];

  /** Combinations that there are any of. */
  int seen;

  void clear() {
    reviews = 0;
    Arrays.fill(b, 0);
    Arrays.fill(n, 0);
    Arrays.fill(countSquares, 0);
    Arrays.fill(products, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(bins, 0);
    Arrays.fill(ofTemplate, 0);
    seen = 0;
  }

  void makeRoom(int templates) {
    if (ofTemplate.length < templates) {
      ofTemplate = Arrays.copyOf(ofTemplate, templates * 2);
    }
  }

  /** Adds or takes away the marks of a day. */
  void addMarks(History history, int index, int sign) {
    int last = history.lastMark(index);
    for (int k = history.firstMark(index); k < last; k++) {
      int mark = history.mark(k);
      int bin = History.bin(mark);
      if (bin >= 0) {
        bins[bin] += sign;
      }
      int one = History.template(mark);
      if (one >= 0) {
        int before = ofTemplate[one];
        ofTemplate[one] = before + sign;
        seen += before == 0 ? 1 : before + sign == 0 ? -1 : 0;
      }
    }
  }
}
