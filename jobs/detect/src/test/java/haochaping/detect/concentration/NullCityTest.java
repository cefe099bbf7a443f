package haochaping.detect.concentration;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * A city in which nothing happens: bad reviews come at fixed rates that differ from target to
 * target, Gamma(2.5, 2.5), and the detectors estimate all they use. (detection.md E1, small.)
 *
 * <p>Over 60 years the charts gave 0.85, 0.82, 0.87 and 1.42 alarms a year for departments,
 * districts, matters and staff, together 0.99 a level: those of staff are more than their budget,
 * since the plug-in own risk of somebody with one bad review a year is uncertain by a half. With
 * risks that do not differ it was 0.6 to 0.75.
 */
class NullCityTest {
  private static final int DISTRICTS = 7;
  private static final int DEPARTMENTS = 20;
  private static final int MATTERS = 60;
  private static final int STAFF = 200;
  private static final double YEARLY_BAD = 300;
  private static final double DAILY_REVIEWS = 3000;
  private static final int BURN_IN = 365;
  private static final int YEARS = 10;

  @Example
  void falseAlarmsOfChartsStayWithinTheirBudget() {
    UniformRandomProvider random = new SplittableRandom(20260301)::nextLong;
    double[] volumes = zipf(STAFF);
    double[] risks = new double[STAFF];
    var gamma = AhrensDieterMarsagliaTsangGammaSampler.of(random, 2.5, 1 / 2.5);
    double mean = 0;
    for (int i = 0; i < STAFF; i++) {
      risks[i] = gamma.sample();
      mean += volumes[i] * risks[i];
    }
    double rate = YEARLY_BAD / 365 / DAILY_REVIEWS / mean;
    Heard heard = new Heard();
    ConcentrationWatch watch = new ConcentrationWatch(Settings.DEFAULT, false);
    int first = Town.day("2020-01-01");
    watch.startAfter(first - 1);
    int id = 0;
    for (int day = first; day < first + BURN_IN + 365 * YEARS; day++) {
      for (int i = 0; i < STAFF; i++) {
        int reviews = poisson(random, DAILY_REVIEWS * volumes[i]);
        int bad = poisson(random, DAILY_REVIEWS * volumes[i] * rate * risks[i]);
        String[] keys = {
          Level.STAFF.key("D" + i % DEPARTMENTS + "/" + i),
          Level.MATTER.key("M" + i % MATTERS),
          Level.DEPARTMENT.key("D" + i % DEPARTMENTS),
          Level.DISTRICT.key("X" + i % DISTRICTS)
        };
        if (reviews > 0) {
          ReviewDelta good = Town.good(keys[0], day, reviews);
          good.matter = "M" + i % MATTERS;
          Town.everywhere(good, keys).forEach(delta -> watch.apply(delta, 0, heard));
        }
        for (int k = 0; k < bad; k++) {
          ReviewDelta one = Town.bad(keys[0], day, random.nextInt(24), "r" + id++);
          one.matter = "M" + i % MATTERS;
          Town.everywhere(one, keys).forEach(delta -> watch.apply(delta, 0, heard));
        }
      }
      watch.close(day, 0, heard);
    }
    List<Finding> later = new ArrayList<>();
    for (Finding finding : heard.newest().values()) {
      if (finding.eventTime() > (first + BURN_IN) * 86_400_000L) {
        later.add(finding);
      }
    }
    double levelYears = 4 * YEARS;
    double charts = later.stream().filter(f -> f.detector().equals("cusum")).count();
    // One a level and year, and twice its Monte Carlo error.
    assertThat(charts / levelYears).isLessThan(1 + 2 / Math.sqrt(levelYears));
    // Windows alone: alerts for analysts are due at RI >= 100 days.
    double windows = later.size() - charts;
    double budget = 365 / 100.0;
    assertThat(windows / levelYears).isLessThan(budget + 2 * Math.sqrt(budget / levelYears));
  }

  private static double[] zipf(int count) {
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = Math.pow(i + 1, -1.1);
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static int poisson(UniformRandomProvider random, double mean) {
    return PoissonSampler.of(random, mean).sample();
  }
}
