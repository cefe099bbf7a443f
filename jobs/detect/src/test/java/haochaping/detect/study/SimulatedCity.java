package haochaping.detect.study;

import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.oversight.Decided;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * A city of 7 districts, 40 departments, 300 matters and 2000 staff in which nothing happens but
 * what is injected.
 *
 * <p>Staff, departments and the matters of a department have shares by Zipf's law with exponent
 * 1.1; each of the staff works in one department of one district on up to three matters, and has a
 * risk of its own from Gamma(2.5, 2.5). Weekends see a quarter of a weekday's reviews. 77 % of all
 * reviews are defaults. Of the effective ones 3 % come one to seven days late; of the bad ones 35 %
 * are not adopted, after 5 to 40 days. Duplicates go no further than ingest.
 */
final class SimulatedCity {
  static final int DISTRICTS = 7;
  static final int DEPARTMENTS = 40;
  static final int MATTERS = 300;
  static final int STAFF = 2000;
  private static final double ZIPF = 1.1;
  private static final double SHAPE = 2.5;
  private static final double RATE = 1.5e-4;
  private static final double WEEKEND = 0.25;
  private static final double LATE = 0.03;
  static final double NOT_ADOPTED = 0.35;
  private static final double DEFAULTS_PER_REVIEW = 0.77 / 0.23;
  private static final Channel[] CHANNELS = {Channel.TERMINAL, Channel.PC, Channel.MOBILE};

  /** What one of the staff does about one matter: all its reviews come the same way. */
  private record Desk(
      String staff,
      String department,
      String matter,
      int district,
      int channel,
      double bad,
      String[] keys) {}

  /** Reviews on their way: they are in force, or no longer, once they arrive. */
  private record Coming(Desk desk, int day, int reviews, int bad, String id, long time) {}

  private record Verdict(Decided before, Decided after) {}

  private final SplittableRandom source;
  private final UniformRandomProvider random;
  private final List<Desk> desks = new ArrayList<>();
  private final DiscreteSampler[][] counts;
  private final DiscreteSampler[] defaults;
  private final double[] cumulative;
  private final int[] order;
  private final double notAdoptedShare;
  private final TreeMap<Integer, List<Coming>> coming = new TreeMap<>();
  private final TreeMap<Integer, List<Verdict>> verdicts = new TreeMap<>();
  private final ReviewDelta delta = new ReviewDelta();
  private int id;

  /**
   * @param yearlyBad bad reviews to expect in a year
   * @param notAdopted the share of them that verification takes back, {@link #NOT_ADOPTED} as a
   *     rule
   */
  SimulatedCity(long seed, double yearlyBad, double notAdopted) {
    notAdoptedShare = notAdopted;
    source = new SplittableRandom(seed);
    random = source::nextLong;
    var gamma = AhrensDieterMarsagliaTsangGammaSampler.of(random, SHAPE, 1 / SHAPE);
    double[] ofStaff = zipf(STAFF);
    double[] ofDepartments = zipf(DEPARTMENTS);
    List<double[]> shares = new ArrayList<>();
    double mean = 0;
    List<Double> volumes = new ArrayList<>();
    List<Double> risks = new ArrayList<>();
    for (int i = 0; i < STAFF; i++) {
      int department = pick(ofDepartments);
      int district = source.nextInt(DISTRICTS);
      double risk = gamma.sample();
      mean += ofStaff[i] * risk;
      int matters = (MATTERS - department + DEPARTMENTS - 1) / DEPARTMENTS;
      double[] ofMatters = zipf(matters);
      TreeMap<Integer, Double> mine = new TreeMap<>();
      for (int k = 0; k < 3; k++) {
        mine.merge(department + DEPARTMENTS * pick(ofMatters), 1.0 / 3, Double::sum);
      }
      for (Map.Entry<Integer, Double> matter : mine.entrySet()) {
        desks.add(
            desk(
                    "P" + department,
                    "X" + district,
                    "M" + matter.getKey(),
                    "P" + department + "/" + i)
                .apply(district, CHANNELS[source.nextInt(CHANNELS.length)].ordinal()));
        volumes.add(ofStaff[i] * matter.getValue());
        risks.add(risk);
      }
    }
    double workload = yearlyBad / RATE / (365.0 / 7 * (5 + 2 * WEEKEND));
    counts = new DiscreteSampler[2][desks.size()];
    cumulative = new double[desks.size()];
    order = new int[desks.size()];
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      double reviews = workload * volumes.get(i);
      counts[0][i] = PoissonSampler.of(random, reviews);
      counts[1][i] = PoissonSampler.of(random, reviews * WEEKEND);
      Desk desk = desks.get(i);
      double bad = reviews * RATE * risks.get(i) / mean;
      desks.set(
          i,
          new Desk(
              desk.staff,
              desk.department,
              desk.matter,
              desk.district,
              desk.channel,
              bad,
              desk.keys));
      sum += bad;
      cumulative[i] = sum;
    }
    defaults = new DiscreteSampler[2];
    defaults[0] = PoissonSampler.of(random, workload * DEFAULTS_PER_REVIEW / DISTRICTS);
    defaults[1] = PoissonSampler.of(random, workload * DEFAULTS_PER_REVIEW / DISTRICTS * WEEKEND);
  }

  @FunctionalInterface
  private interface Placed {
    Desk apply(int district, int channel);
  }

  private static Placed desk(String department, String district, String matter, String staff) {
    String[] keys = {
      ReviewDelta.cells(matter),
      Level.DISTRICT.key(district),
      Level.DEPARTMENT.key(department),
      ReviewDelta.leaf(district, department, matter),
      Level.MATTER.key(matter),
      Level.STAFF.key(staff)
    };
    return (at, channel) -> new Desk(staff, department, matter, at, channel, 0, keys);
  }

  private static double[] zipf(int count) {
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = Math.pow(i + 1, -ZIPF);
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private int pick(double[] shares) {
    double left = source.nextDouble();
    int i = 0;
    while (i < shares.length - 1 && left >= shares[i]) {
      left -= shares[i];
      i++;
    }
    return i;
  }

  SplittableRandom random() {
    return source;
  }

  private static boolean isWeekend(int day) {
    return Baseline.weekday(day) >= 5;
  }

  /** Bad reviews a year of each target of a level, by key. */
  Map<String, Double> yearlyBad(Level level) {
    Map<String, Double> yearly = new HashMap<>();
    for (Desk desk : desks) {
      String key = desk.keys[at(level)];
      yearly.merge(key, desk.bad * 365.0 / 7 * (5 + 2 * WEEKEND), Double::sum);
    }
    return yearly;
  }

  private static int at(Level level) {
    return switch (level) {
      case DISTRICT -> 1;
      case DEPARTMENT -> 2;
      case MATTER -> 4;
      case STAFF -> 5;
    };
  }

  /** All targets that share reviews with one. */
  List<String> relatives(Level level, String key) {
    List<String> some = new ArrayList<>();
    for (Desk desk : desks) {
      if (desk.keys[at(level)].equals(key)) {
        some.addAll(Arrays.asList(desk.keys));
      }
    }
    return some;
  }

  /**
   * A rate that is higher than usual.
   *
   * @param key of the target
   * @param relativeRisk how many times as high, at least 1
   */
  record Rise(Level level, String key, double relativeRisk) {}

  /**
   * What arrives on one day: late reviews of earlier days, verdicts, and the day's own reviews.
   *
   * @param rises what happens
   */
  void day(int day, List<Rise> rises, Watches watches) {
    List<Coming> late = coming.remove(day);
    if (late != null) {
      late.forEach(one -> give(one, watches));
    }
    List<Verdict> decided = verdicts.remove(day);
    if (decided != null) {
      decided.forEach(one -> watches.verdict(one.before, one.after));
    }
    int rest = isWeekend(day) ? 1 : 0;
    int[][] heard = new int[DISTRICTS][Channel.values().length];
    List<Coming> bad = bad(day, rises);
    int next = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      int other = source.nextInt(i + 1);
      int swapped = order[other];
      order[other] = order[i];
      order[i] = swapped;
      int reviews = counts[rest][order[i]].sample();
      if (reviews > 0) {
        Desk desk = desks.get(order[i]);
        heard[desk.district][desk.channel] += reviews;
        arrive(new Coming(desk, day, reviews, 0, null, 0), watches);
      }
      while (next < bad.size()
          && next * (long) order.length <= (order.length - i) * (long) bad.size()) {
        arrive(bad.get(next++), watches);
      }
    }
    while (next < bad.size()) {
      arrive(bad.get(next++), watches);
    }
    for (int district = 0; district < DISTRICTS; district++) {
      heard[district][Channel.DEFAULT.ordinal()] = defaults[rest].sample();
      for (Channel channel : Channel.values()) {
        int count = heard[district][channel.ordinal()];
        if (count > 0) {
          watches.count("X" + district, channel, day, count);
        }
      }
    }
  }

  private List<Coming> bad(int day, List<Rise> rises) {
    double share = isWeekend(day) ? WEEKEND : 1;
    List<Coming> bad = new ArrayList<>();
    double all = cumulative[cumulative.length - 1];
    for (int left = poisson(all * share); left > 0; left--) {
      int at = Arrays.binarySearch(cumulative, source.nextDouble() * all);
      bad.add(one(desks.get(at < 0 ? Math.min(-at - 1, desks.size() - 1) : at), day));
    }
    for (Rise rise : rises) {
      for (Desk desk : desks) {
        if (desk.keys[at(rise.level)].equals(rise.key)) {
          for (int left = poisson(desk.bad * share * (rise.relativeRisk - 1)); left > 0; left--) {
            bad.add(source.nextInt(bad.size() + 1), one(desk, day));
          }
        }
      }
    }
    return bad;
  }

  private int poisson(double mean) {
    return mean > 0 ? PoissonSampler.of(random, mean).sample() : 0;
  }

  private Coming one(Desk desk, int day) {
    long time = CityClock.millis(CityClock.startHour(day) + 9) + source.nextInt(8 * 3_600_000);
    return new Coming(desk, day, 1, 1, "r" + id++, time);
  }

  /** Now, or some days later. */
  private void arrive(Coming one, Watches watches) {
    int when = one.day + (source.nextDouble() < LATE ? 1 + source.nextInt(7) : 0);
    if (when == one.day) {
      give(one, watches);
    } else {
      coming.computeIfAbsent(when, ignored -> new ArrayList<>()).add(one);
    }
    if (one.bad > 0) {
      decide(one, when);
    }
  }

  private void decide(Coming one, int arrival) {
    boolean notAdopted = source.nextDouble() < notAdoptedShare;
    int when = Math.max(arrival + 1, one.day + 5 + source.nextInt(36));
    if (notAdopted) {
      coming
          .computeIfAbsent(when, ignored -> new ArrayList<>())
          .add(new Coming(one.desk, one.day, -1, -1, one.id, one.time));
    }
    long decidedAt = CityClock.millis(CityClock.startHour(when) + 10);
    Decided after =
        new Decided(
            one.id,
            one.time,
            decidedAt,
            true,
            one.desk.department,
            List.of(one.desk.staff),
            notAdopted);
    verdicts.computeIfAbsent(when, ignored -> new ArrayList<>()).add(new Verdict(null, after));
  }

  private void give(Coming one, Watches watches) {
    delta.day = one.day;
    delta.matter = one.desk.matter;
    delta.channel = one.desk.channel;
    delta.reviews = one.reviews;
    delta.bad = one.bad;
    delta.time = one.time;
    delta.department = one.desk.department;
    delta.reviewId = one.id;
    for (String key : one.desk.keys) {
      delta.key = key;
      watches.take(delta);
    }
  }
}
