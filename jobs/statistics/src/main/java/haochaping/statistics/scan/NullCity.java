package haochaping.statistics.scan;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * The same city without clusters: each group draws how risky it happens to be, then how many bad
 * reviews it gets, and these fall on its leaves and days as expected.
 *
 * <p>The risk relative to the best guess is Gamma(shape, rate shape), with mean 1: what the group's
 * past leaves open.
 */
final class NullCity {
  private final int days;
  private final double[] shapes;

  /** [group] its first cell; the next one's ends it. */
  private final int[] starts;

  private final int[] leaves;
  private final int[] ages;

  /** [cell] bad reviews expected in the group's cells up to this one. */
  private final double[] cumulative;

  /**
   * The null of a city's cells. A cell is a leaf and a day; the order of groups and cells is that
   * of the draws.
   *
   * @param days how many ages there are: 0 to days - 1
   * @param shapes of the groups
   * @param groups of the cells, ascending, each of 0 to shapes.length - 1 at least once
   * @param leaves of the cells
   * @param ages of the cells, in days before today
   * @param expected bad reviews of the cells, each above 0
   */
  NullCity(int days, double[] shapes, int[] groups, int[] leaves, int[] ages, double[] expected) {
    this.days = days;
    this.shapes = shapes;
    this.leaves = leaves;
    this.ages = ages;
    starts = new int[shapes.length + 1];
    cumulative = new double[expected.length];
    double sum = 0;
    for (int cell = 0; cell < expected.length; cell++) {
      if (cell == 0 || groups[cell] != groups[cell - 1]) {
        starts[groups[cell]] = cell;
        sum = 0;
      }
      sum += expected[cell];
      cumulative[cell] = sum;
    }
    starts[shapes.length] = expected.length;
  }

  /** What one such city would have observed. */
  Events draw(SplittableRandom random) {
    UniformRandomProvider source = random::nextLong;
    int[] drawnLeaves = new int[64];
    int[] drawnAges = new int[64];
    int size = 0;
    for (int group = 0; group < shapes.length; group++) {
      int from = starts[group];
      int to = starts[group + 1];
      double mean = cumulative[to - 1];
      double risk =
          AhrensDieterMarsagliaTsangGammaSampler.of(source, shapes[group], 1 / shapes[group])
              .sample();
      if (!(risk * mean > 0)) {
        continue;
      }
      for (int left = PoissonSampler.of(source, risk * mean).sample(); left > 0; left--) {
        if (size == drawnLeaves.length) {
          drawnLeaves = Arrays.copyOf(drawnLeaves, 2 * size);
          drawnAges = Arrays.copyOf(drawnAges, 2 * size);
        }
        int cell = cell(from, to, source.nextDouble() * mean);
        drawnLeaves[size] = leaves[cell];
        drawnAges[size] = ages[cell];
        size++;
      }
    }
    int[] once = new int[size];
    Arrays.fill(once, 1);
    return Events.of(days, size, drawnAges, drawnLeaves, once);
  }

  /** The first cell whose cumulative expectation is above {@code weight}. */
  private int cell(int from, int to, double weight) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > weight) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
