package haochaping.detect.concentration;

import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.statistics.concentration.Cusum;
import haochaping.statistics.concentration.Threshold;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Deltas of reviews and tables for tests. */
public final class Town {
  private Town() {}

  public static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  /** A day's good reviews of one target. */
  public static ReviewDelta good(String key, int day, int reviews) {
    ReviewDelta delta = new ReviewDelta();
    delta.key = key;
    delta.day = day;
    delta.matter = "M1";
    delta.channel = 4;
    delta.reviews = reviews;
    delta.department = "A";
    return delta;
  }

  /** One bad review of one target at an hour. */
  public static ReviewDelta bad(String key, int day, int hour, String id) {
    ReviewDelta delta = good(key, day, 1);
    delta.bad = 1;
    delta.reviewId = id;
    delta.time = CityClock.millis(CityClock.startHour(day) + hour);
    return delta;
  }

  public static ReviewDelta retracted(ReviewDelta given) {
    ReviewDelta delta = good(given.key, given.day, -given.reviews);
    delta.matter = given.matter;
    delta.channel = given.channel;
    delta.bad = -given.bad;
    delta.reviewId = given.reviewId;
    delta.time = given.time;
    delta.department = given.department;
    return delta;
  }

  /** The same review, for several keys and the baseline's cells. */
  static List<ReviewDelta> everywhere(ReviewDelta delta, String... keys) {
    List<ReviewDelta> all = new ArrayList<>();
    for (String key : keys) {
      ReviewDelta one = retracted(retracted(delta));
      one.key = key;
      all.add(one);
    }
    ReviewDelta cells = retracted(retracted(delta));
    cells.key = ReviewDelta.cells(delta.matter);
    cells.reviewId = null;
    all.add(cells);
    return all;
  }

  /** A baseline of one rate for everything. */
  static Baseline flat(int day, double rate) {
    double[] weekdays = new double[7];
    Arrays.fill(weekdays, 1);
    return new Baseline(
        day, 1_000_000, Math.round(1e6 * rate), rate, weekdays, new double[0], Map.of());
  }

  /** Factors of the day itself, of the days up to the 59th after it, and of all later ones. */
  public static Verification verification(int day, double fresh, double young, double settled) {
    double[] factors = new double[Verification.LAST_AGE + 1];
    Arrays.fill(factors, young);
    factors[0] = fresh;
    factors[Verification.LAST_AGE] = settled;
    return new Verification(day, factors);
  }

  /** A yardstick by which no window crosses. */
  static Yardstick noWindows() {
    double[] q = new double[Yardstick.size()];
    Arrays.fill(q, 1);
    return new Yardstick(new double[Yardstick.size()], q);
  }

  /** Tables with one flat rate and the same standard for all levels and days. */
  public static Tables tables(int first, int last, double rate, double strength, Cusum cusum) {
    Tables tables = new Tables();
    tables.judgesFrom(first);
    Map<Level, Standard> standards = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      standards.put(
          level, new Standard(strength, new Threshold(cusum, 100), noWindows(), Verification.NONE));
    }
    for (int day = first; day <= last; day++) {
      tables.baselines().add(flat(day, rate));
      tables.put(day, standards);
    }
    return tables;
  }
}
