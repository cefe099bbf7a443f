package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import java.util.Arrays;

/**
 * Run length where bad reviews are rare. In operational time, the expected number of bad reviews so
 * far, they come as a Poisson process: gaps are exponential, S falls steadily by OR - 1 a unit and
 * jumps by J = ln OR. With c the mean fall in a gap, (OR - 1) / ratio, the number N(s) of bad
 * reviews still to come after one that left S = s solves
 *
 * <pre>
 * N(s) = 1 + exp(-s/c) N(J) + 1/c ∫ exp(-(s + J - t)/c) N(t) dt,  t from J to min(h, s + J)
 * </pre>
 *
 * <p>and the run length is 1 + N(J). N is taken as linear within 800 cells of [J, h] and the
 * equation holds at their ends. Each equation less exp(-step/c) times the one before is short: it
 * needs N only near s and near s + J. So the system is solved in time cells times bandwidth instead
 * of their cube.
 *
 * @param oddsRatio OR, above 1
 */
record RareRunLength(double oddsRatio) implements RunLength {
  private static final int CELLS = 800;

  RareRunLength {
    Argument.above("oddsRatio", oddsRatio, 1);
  }

  @Override
  public double mean(double threshold, double ratio) {
    Argument.positive("threshold", threshold);
    Argument.positive("ratio", ratio);
    return mean(threshold, ratio, CELLS);
  }

  double mean(double h, double ratio, int cells) {
    double jump = Math.log(oddsRatio);
    double c = (oddsRatio - 1) / ratio;
    if (h < jump) {
      return 1;
    }
    if (h == jump) {
      return 1 - 1 / Math.expm1(-jump / c);
    }
    double step = (h - jump) / cells;
    int band = (int) Math.min(cells, Math.ceil(jump / step) + 1);
    double[] right = new double[cells + 1];
    Arrays.fill(right, -Math.expm1(-step / c));
    right[0] = 1;
    return 1
        + solveFirst(
            right,
            band,
            (i, row) -> {
              if (i == 0) {
                row[0] = 1 - Math.exp(-jump / c);
                addIntegral(row, jump, 2 * jump, jump, h, c, step);
              } else {
                double s = jump + i * step;
                row[i] += 1;
                row[i - 1] -= Math.exp(-step / c);
                addIntegral(row, s - step + jump, s + jump, jump, h, c, step);
              }
            });
  }

  /** Takes 1/c ∫ exp(-(to - t)/c) N(t) dt over [from, to] ∩ [jump, h] from a row. */
  private static void addIntegral(
      double[] row, double from, double to, double jump, double h, double c, double step) {
    int last = row.length - 2;
    double end = Math.min(to, h);
    int cell = Math.min(last, Math.max(0, (int) ((from - jump) / step)));
    double left = from;
    while (left < end && cell <= last) {
      double node = jump + cell * step;
      double right = cell == last ? end : Math.min(end, node + step);
      if (right > left) {
        // With u = (right - t)/c, N(t) = N(right end of the piece) less its slope times c u.
        double length = (right - left) / c;
        double mass = -Math.expm1(-length);
        double moment = mass - length * Math.exp(-length);
        double scale = Math.exp(-(to - right) / c);
        double share = (right - node) / step;
        double upper = scale * (share * mass - c / step * moment);
        row[cell + 1] -= upper;
        row[cell] -= scale * mass - upper;
        left = right;
      }
      cell++;
    }
  }

  /** Writes an equation's coefficients into zeros. */
  @FunctionalInterface
  private interface Equations {
    void write(int index, double[] row);
  }

  /**
   * The first unknown of a system whose rows have at most one entry left of the diagonal and none
   * more than {@code band} right of it, by elimination with the larger of two neighbouring rows as
   * pivot.
   */
  private static double solveFirst(double[] right, int band, Equations equations) {
    int n = right.length;
    double[] row = new double[n];
    equations.write(0, row);
    // [i] row i from the diagonal on. A pivot from the row below reaches one further than band.
    double[][] upper = new double[n][];
    for (int i = 0; i + 1 < n; i++) {
      int end = Math.min(n, i + band + 2);
      double[] next = new double[n];
      equations.write(i + 1, next);
      if (Math.abs(next[i]) > Math.abs(row[i])) {
        double[] swapped = row;
        row = next;
        next = swapped;
        double value = right[i];
        right[i] = right[i + 1];
        right[i + 1] = value;
      }
      double factor = next[i] / row[i];
      for (int j = i; j < end; j++) {
        next[j] -= factor * row[j];
      }
      right[i + 1] -= factor * right[i];
      upper[i] = Arrays.copyOfRange(row, i, end);
      row = next;
    }
    upper[n - 1] = Arrays.copyOfRange(row, n - 1, n);
    for (int i = n - 1; i >= 0; i--) {
      double sum = right[i];
      for (int j = 1; j < upper[i].length; j++) {
        sum -= upper[i][j] * right[i + j];
      }
      right[i] = sum / upper[i][0];
    }
    return right[0];
  }
}
