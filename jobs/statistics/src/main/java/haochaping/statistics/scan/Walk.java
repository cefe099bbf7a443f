package haochaping.statistics.scan;

import java.util.Arrays;

/**
 * One look at all zones and windows of a grid, from event to event instead of from zone to zone.
 *
 * <p>Days are walked from today back, so that the window grows. A bad review adds one to the zones
 * that hold its leaf: three for each neighbourhood around its district. Only there can the ratio
 * have risen, for at a given count a longer window expects more and stands out less. Events of a
 * day may come in any order: the ratio grows with the count, so that after the last of them the
 * zone's best is the right one.
 *
 * <p>Reused from replicate to replicate; not for two threads at once.
 */
final class Walk {
  /** Ratios up to this are rounding: the whole city against itself has not quite 0. */
  private static final double NOISE = 1e-9;

  private final ScanGrid grid;
  private final Statistic statistic;
  private final int leastBad;

  /** [zone] bad reviews so far. */
  private final int[] bad;

  /** [zone] the highest ratio so far, and the age and the count at which it was reached. */
  private final double[] best;

  private final int[] bestAge;
  private final int[] bestBad;

  /** [C] C ln C. */
  private double[] entropy = {0};

  private double scale;
  private double logScale;
  private double total;
  private double maximum;

  Walk(ScanGrid grid, Statistic statistic, int leastBad) {
    this.grid = grid;
    this.statistic = statistic;
    this.leastBad = leastBad;
    bad = new int[grid.zones()];
    best = new double[grid.zones()];
    bestAge = new int[grid.zones()];
    bestBad = new int[grid.zones()];
  }

  /**
   * Finds the best window of each zone.
   *
   * @return the highest ratio of all, 0 if no zone has enough bad reviews and more than expected
   */
  double over(Events events) {
    Arrays.fill(bad, 0);
    Arrays.fill(best, 0);
    maximum = 0;
    total = events.total();
    scale = statistic.scale(total, grid.totalExpected());
    logScale = Math.log(scale);
    tabulate(events.total());
    for (int age = 0; age < grid.days(); age++) {
      double[] expected = grid.expected(age);
      for (int event = events.start(age); event < events.start(age + 1); event++) {
        int leaf = events.leaf(event);
        int times = events.times(event);
        for (int base : grid.bases(leaf)) {
          add(base, times, age, expected);
          add(base + grid.departmentOffset(leaf), times, age, expected);
          add(base + grid.matterOffset(leaf), times, age, expected);
        }
      }
    }
    return maximum;
  }

  private void add(int zone, int times, int age, double[] expected) {
    int count = bad[zone] + times;
    bad[zone] = count;
    if (count < leastBad) {
      return;
    }
    double mean = expected[2 * zone] * scale;
    if (count > mean) {
      double ratio =
          statistic.ratio(count, entropy[count], mean, expected[2 * zone + 1] + logScale, total);
      if (ratio > best[zone] && ratio > NOISE) {
        best[zone] = ratio;
        bestAge[zone] = age;
        bestBad[zone] = count;
        maximum = Math.max(maximum, ratio);
      }
    }
  }

  private void tabulate(int most) {
    int known = entropy.length;
    if (most >= known) {
      entropy = Arrays.copyOf(entropy, Math.max(most + 1, 2 * known));
      for (int count = known; count < entropy.length; count++) {
        entropy[count] = count * Math.log(count);
      }
    }
  }

  /** The highest ratio of a zone in the last walk, 0 if none was above. */
  double best(int zone) {
    return best[zone];
  }

  /** Age in days of the first day of the zone's best window. */
  int bestAge(int zone) {
    return bestAge[zone];
  }

  /** Bad reviews in the zone's best window. */
  int bestBad(int zone) {
    return bestBad[zone];
  }

  /** Bad reviews expected in the zone's best window, scaled as the statistic wants it. */
  double bestExpected(int zone) {
    return grid.expected(bestAge[zone])[2 * zone] * scale;
  }
}
