package haochaping.detect.cluster;

import haochaping.detect.concentration.Tables;
import haochaping.detect.panes.ReviewDelta;
import haochaping.statistics.scan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * A city of districts, departments and matters whose volumes follow Zipf's law; each department in
 * a district has a risk from Gamma(2.5, 2.5). Nothing happens unless something is injected.
 */
final class NullCity {
  static final double RATE = 1.5e-4;

  final List<Position> positions = new ArrayList<>();
  final Gazetteer gazetteer;
  private final int departments;
  private final int matters;
  private final double[] volumes;
  private final double[] risks;
  private final double dailyReviews;
  private final UniformRandomProvider random;
  private int id;

  /**
   * @param yearlyBad bad reviews to expect
   */
  NullCity(long seed, int districts, int departments, int matters, double yearlyBad) {
    this.departments = departments;
    this.matters = matters;
    SplittableRandom source = new SplittableRandom(seed);
    random = source::nextLong;
    for (int i = 0; i < districts; i++) {
      positions.add(new Position("X" + i, 117 + source.nextDouble(), 34.5 + source.nextDouble()));
    }
    gazetteer = new Gazetteer(positions, Map.of(), Map.of(), Map.of());
    volumes = new double[districts * matters];
    risks = new double[districts * departments];
    double all = 0;
    for (int i = 0; i < volumes.length; i++) {
      volumes[i] = Math.pow(i % matters + 1, -1.1);
      all += volumes[i];
    }
    for (int i = 0; i < volumes.length; i++) {
      volumes[i] /= all;
    }
    var gamma = AhrensDieterMarsagliaTsangGammaSampler.of(random, 2.5, 1 / 2.5);
    for (int i = 0; i < risks.length; i++) {
      risks[i] = gamma.sample();
    }
    double mean = 0;
    for (int i = 0; i < volumes.length; i++) {
      mean += volumes[i] * risk(i);
    }
    for (int i = 0; i < risks.length; i++) {
      risks[i] /= mean;
    }
    dailyReviews = yearlyBad / 365 / RATE;
  }

  int leaves() {
    return volumes.length;
  }

  String district(int leaf) {
    return "X" + leaf / matters;
  }

  String department(int leaf) {
    return "P" + leaf % matters % departments;
  }

  String matter(int leaf) {
    return "M" + leaf % matters;
  }

  private double risk(int leaf) {
    return risks[leaf / matters * departments + leaf % matters % departments];
  }

  /** Bad reviews that a leaf expects a day. */
  double expected(int leaf) {
    return dailyReviews * volumes[leaf] * RATE * risk(leaf);
  }

  UniformRandomProvider random() {
    return random;
  }

  /**
   * One day's reviews.
   *
   * @param factors on the expectations of leaves, for those that are not 1
   */
  void day(int day, Map<Integer, Double> factors, ClusterWatch watch, Tables tables) {
    days(day, 1, factors, watch, tables);
  }

  /**
   * As many reviews as some days have, all on one of them: to be looked back on, not to be scanned.
   */
  void days(int day, int count, Map<Integer, Double> factors, ClusterWatch watch, Tables tables) {
    for (int leaf = 0; leaf < volumes.length; leaf++) {
      int reviews = poisson(count * dailyReviews * volumes[leaf]);
      if (reviews > 0) {
        watch.apply(
            Boroughs.good(district(leaf), department(leaf), matter(leaf), day, reviews),
            tables.baselines());
      }
      int bad = poisson(count * expected(leaf) * factors.getOrDefault(leaf, 1.0));
      for (int i = 0; i < bad; i++) {
        ReviewDelta one =
            Boroughs.bad(
                district(leaf),
                department(leaf),
                matter(leaf),
                day,
                random.nextInt(24),
                "r" + id++);
        watch.apply(one, tables.baselines());
      }
    }
  }

  private int poisson(double mean) {
    return mean > 0 ? PoissonSampler.of(random, mean).sample() : 0;
  }
}
