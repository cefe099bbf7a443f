package haochaping.detect.cluster;

import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.concentration.Tables;
import haochaping.detect.panes.ReviewDelta;
import haochaping.statistics.scan.Position;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A city of districts in a row for tests: A and B close, C and D close, F far from all. */
final class Boroughs {
  /** Own risks stay at 1 whatever happened. */
  static final double FIRM = 1e12;

  static final Gazetteer GAZETTEER =
      new Gazetteer(
          List.of(
              new Position("A", 117.0, 35),
              new Position("B", 117.1, 35),
              new Position("C", 117.5, 35),
              new Position("D", 117.65, 35),
              new Position("F", 120.0, 35)),
          Map.of("A", "甲区", "B", "乙区"),
          Map.of("P", "公安局"),
          Map.of("M", "身份证"));

  private Boroughs() {}

  static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  /** A day's good reviews of one leaf. */
  static ReviewDelta good(String district, String department, String matter, int day, int reviews) {
    ReviewDelta delta = new ReviewDelta();
    delta.key = ReviewDelta.leaf(district, department, matter);
    delta.day = day;
    delta.matter = matter;
    delta.channel = 4;
    delta.reviews = reviews;
    delta.department = department;
    return delta;
  }

  /** One bad review of one leaf at an hour. */
  static ReviewDelta bad(
      String district, String department, String matter, int day, int hour, String id) {
    ReviewDelta delta = good(district, department, matter, day, 1);
    delta.bad = 1;
    delta.reviewId = id;
    delta.time = CityClock.millis(CityClock.startHour(day) + hour);
    return delta;
  }

  static ReviewDelta retracted(ReviewDelta given) {
    ReviewDelta delta = new ReviewDelta();
    delta.key = given.key;
    delta.day = given.day;
    delta.matter = given.matter;
    delta.channel = given.channel;
    delta.reviews = -given.reviews;
    delta.bad = -given.bad;
    delta.reviewId = given.reviewId;
    delta.time = given.time;
    delta.department = given.department;
    return delta;
  }

  /** Baselines of one rate for everything, a version a day. */
  static Tables tables(int first, int last, double rate) {
    Tables tables = new Tables();
    tables.judgesFrom(first);
    double[] weekdays = new double[7];
    Arrays.fill(weekdays, 1);
    for (int day = first; day <= last; day++) {
      tables
          .baselines()
          .add(
              new Baseline(
                  day, 1_000_000, Math.round(1e6 * rate), rate, weekdays, new double[0], Map.of()));
    }
    return tables;
  }

  /** Standards that fix the strength of the prior and leave the rest to be fitted. */
  static Map<Integer, ScanStandard> standards(int first, int last, double strength) {
    Map<Integer, ScanStandard> standards = new HashMap<>();
    for (int day = first; day <= last; day++) {
      standards.put(day, new ScanStandard(strength, ScanStandard.NOT_SCREENED, null));
    }
    return standards;
  }
}
