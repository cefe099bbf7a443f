package haochaping.statistics.concentration;

import haochaping.statistics.Argument;

/**
 * Run length where bad reviews are not rare: reviews are a Bernoulli chain. With w = log1p((OR - 1)
 * p0), p = ratio p0 and J = ln OR - w, the number N(s) of bad reviews up to the signal from S = s
 * is
 *
 * <pre>
 * N(s) = p (1 + N(s + J)) + (1 - p) N(max(0, s - w)),  N = 0 above h
 * </pre>
 *
 * <p>The run length is N(0). S is put on a grid that divides w evenly, so that falls are exact, and
 * N is linear between its points, so that jumps are nearly so: the error is below 1 % (seen against
 * simulation).
 *
 * @param oddsRatio OR, above 1
 * @param p0 rate of bad reviews in control, in (0, 1)
 */
record FrequentRunLength(double oddsRatio, double p0) implements RunLength {
  /** The fewest points of the grid. */
  private static final int POINTS = 1000;

  FrequentRunLength {
    Argument.above("oddsRatio", oddsRatio, 1);
    Argument.fraction("p0", p0);
  }

  @Override
  public double mean(double threshold, double ratio) {
    Argument.positive("threshold", threshold);
    Argument.positive("ratio", ratio);
    double p = Argument.fraction("ratio p0", ratio * p0);
    double fall = Math.log1p((oddsRatio - 1) * p0);
    double jump = Math.log(oddsRatio) - fall;
    int below = (int) Math.ceil(POINTS * fall / threshold);
    double step = fall / below;
    int points = (int) (threshold / step) + 1;
    int above = (int) (jump / step) + 1;
    // Row i holds the columns i - below to i + above.
    double[][] band = new double[points][below + above + 1];
    double[] right = new double[points];
    for (int i = 0; i < points; i++) {
      band[i][below] += 1;
      band[i][below + Math.max(0, i - below) - i] -= 1 - p;
      double place = i + jump / step;
      if (place * step <= threshold) {
        int left = (int) place;
        double share = place - left;
        if (left + 1 < points) {
          band[i][below + left - i] -= p * (1 - share);
          band[i][below + left + 1 - i] -= p * share;
        } else {
          band[i][below + points - 1 - i] -= p;
        }
      }
      right[i] = p;
    }
    return solveFirst(band, right, below);
  }

  /** The first unknown; rows sum to 0 or more, so elimination needs no pivoting. */
  private static double solveFirst(double[][] band, double[] right, int below) {
    int n = right.length;
    int width = band[0].length;
    for (int i = 0; i < n; i++) {
      for (int k = i + 1; k <= Math.min(n - 1, i + below); k++) {
        double factor = band[k][below + i - k] / band[i][below];
        if (factor != 0) {
          for (int j = below; j < width && j + i - k >= 0; j++) {
            band[k][j + i - k] -= factor * band[i][j];
          }
          right[k] -= factor * right[i];
        }
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = below + 1; j < width && i + j - below < n; j++) {
        right[i] -= band[i][j] * right[i + j - below];
      }
      right[i] /= band[i][below];
    }
    return right[0];
  }
}
