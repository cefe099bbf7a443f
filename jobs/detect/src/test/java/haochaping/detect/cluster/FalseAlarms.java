package haochaping.detect.cluster;

import haochaping.detect.concentration.Tables;
import haochaping.platform.Finding;
import java.util.Map;

/**
 * Clusters that a city without clusters is told of. Run by hand with the number of years; a small
 * city is part of {@link FalseAlarmsTest}.
 */
final class FalseAlarms {
  private FalseAlarms() {}

  /**
   * What was told.
   *
   * @param days with an alert that crosses
   * @param findings different ones
   * @param leaders those of them once in 365 days or more
   */
  record Told(int days, int findings, int leaders) {}

  /** A city's years after two of burn-in. */
  static Told in(NullCity city, int years) {
    int first = Boroughs.day("2020-01-01");
    int burnIn = 430;
    int last = first + burnIn + 365 * years - 1;
    Tables tables = Boroughs.tables(first - 3, last, NullCity.RATE);
    tables.judgesFrom(first);
    ClusterWatch watch = new ClusterWatch(ScanSettings.DEFAULT, city.gazetteer);
    watch.startAfter(first - 1);
    ScanHeard heard = new ScanHeard();
    int days = 0;
    for (int day = first; day <= last; day++) {
      city.day(day, Map.of(), watch, tables);
      watch.close(day, tables, 0, heard);
      if (day >= first + burnIn && watch.state().sightings.containsKey(day)) {
        days++;
      }
    }
    int findings = 0;
    int leaders = 0;
    for (Finding finding : heard.newest().values()) {
      if (finding.eventTime() > (first + burnIn) * 86_400_000L) {
        findings++;
        leaders += finding.recurrenceDays() >= 365 ? 1 : 0;
      }
    }
    return new Told(days, findings, leaders);
  }

  public static void main(String[] arguments) {
    int years = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    for (double yearlyBad : new double[] {300, 3000}) {
      long start = System.nanoTime();
      Told told = in(new NullCity(20260301, 7, 40, 300, yearlyBad), years);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%.0f bad a year: %d years, %.2f days above RI 100 a year, %.2f findings, %.2f of them"
              + " for leaders; %.0f ms a day%n",
          yearlyBad,
          years,
          (double) told.days() / years,
          (double) told.findings() / years,
          (double) told.leaders() / years,
          1e3 * seconds / (430 + 365 * years));
    }
  }
}
