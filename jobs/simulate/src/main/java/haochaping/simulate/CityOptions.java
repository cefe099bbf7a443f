package haochaping.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the simulated city is like. Equal options give equal bytes.
 *
 * @param seed of all chance
 * @param start first day of services
 * @param days days of services, 1 to 4,000
 * @param servicesPerDay projects begun a day, the mean over a week (Mondays have 1.45 times that,
 *     Sundays a quarter), 1 to 600,000
 * @param staff people who serve, 60 to 90,000
 * @param reviewedShare services with a review of any kind, defaults included, 0 to 1
 * @param defaultShare system defaults among reviews, 0 to 1
 * @param badShare levels 1 and 2 among reviews that are not defaults, 0 to 0.2; the real figure is
 *     0.00015, which a small city would never see
 * @param irregularShare services that bring one faulty or odd record with them, 0 to 0.5
 * @param until the day on which the feed is cut, itself excluded: what would arrive later is left
 *     out
 * @param scenario what goes wrong
 */
public record CityOptions(
    long seed,
    LocalDate start,
    int days,
    int servicesPerDay,
    int staff,
    double reviewedShare,
    double defaultShare,
    double badShare,
    double irregularShare,
    LocalDate until,
    Scenario scenario) {

  public CityOptions {
    List<String> problems = new ArrayList<>();
    if (start == null) {
      problems.add("start: missing; for example 2026-01-01");
    } else if (start.getYear() < 2001 || start.getYear() > 2090) {
      problems.add("start = " + start + ": must be in 2001 to 2090");
    }
    within(problems, "days", days, 1, 4_000);
    within(problems, "services-per-day", servicesPerDay, 1, 600_000);
    within(problems, "staff", staff, 60, 90_000);
    within(problems, "reviewed-share", reviewedShare, 0, 1);
    within(problems, "default-share", defaultShare, 0, 1);
    within(problems, "bad-share", badShare, 0, 0.2);
    within(problems, "irregular-share", irregularShare, 0, 0.5);
    if (until == null) {
      problems.add("until: missing; the first day that is left out");
    } else if (start != null && !until.isAfter(start)) {
      problems.add("until = " + until + ": must be after start = " + start);
    } else if (start != null && start.plusDays(5_000).isBefore(until)) {
      problems.add("until = " + until + ": must be within 5,000 days of start = " + start);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.size()
              + (problems.size() == 1 ? " problem" : " problems")
              + " in the options of the city\n  "
              + String.join("\n  ", problems));
    }
  }

  /** A city with the usual mix: 3,000 staff, 77 % defaults, 0.2 % bad, 0.2 % irregular. */
  public static CityOptions of(long seed, LocalDate start, int days, int servicesPerDay) {
    LocalDate until = start == null || days < 1 ? LocalDate.MAX : start.plusDays(days);
    return new CityOptions(
        seed, start, days, servicesPerDay, 3_000, 0.9, 0.77, 0.002, 0.002, until, Scenario.NONE);
  }

  public CityOptions withStaff(int value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        value,
        reviewedShare,
        defaultShare,
        badShare,
        irregularShare,
        until,
        scenario);
  }

  public CityOptions withReviewedShare(double value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        staff,
        value,
        defaultShare,
        badShare,
        irregularShare,
        until,
        scenario);
  }

  public CityOptions withDefaultShare(double value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        staff,
        reviewedShare,
        value,
        badShare,
        irregularShare,
        until,
        scenario);
  }

  public CityOptions withBadShare(double value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        staff,
        reviewedShare,
        defaultShare,
        value,
        irregularShare,
        until,
        scenario);
  }

  public CityOptions withIrregularShare(double value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        staff,
        reviewedShare,
        defaultShare,
        badShare,
        value,
        until,
        scenario);
  }

  public CityOptions withUntil(LocalDate value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        staff,
        reviewedShare,
        defaultShare,
        badShare,
        irregularShare,
        value,
        scenario);
  }

  public CityOptions withScenario(Scenario value) {
    return new CityOptions(
        seed,
        start,
        days,
        servicesPerDay,
        staff,
        reviewedShare,
        defaultShare,
        badShare,
        irregularShare,
        until,
        value);
  }

  private static void within(
      List<String> problems, String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      problems.add(
          name
              + " = "
              + number(value)
              + ": must be between "
              + number(low)
              + " and "
              + number(high));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
