package haochaping.detect.study;

import haochaping.detect.cluster.Injection;
import haochaping.detect.cluster.Injection.Result;
import java.util.Locale;

/**
 * How soon and how well clusters are found: cities of 7 districts, 40 departments, 300 matters and
 * 250 bad reviews a month, in which the rate of a zone triples. Seeds from 1,000,000 on, which
 * nothing was tuned with. Arguments: cities of each kind, relative risk, bad reviews more than
 * usual until the clock starts.
 */
final class ClusterStudy {
  private static final long SEED = 1_000_000;

  private ClusterStudy() {}

  public static void main(String[] arguments) {
    int cities = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    double relativeRisk = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 3;
    double excess = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 10;
    System.out.printf(
        Locale.ROOT,
        "RR %.1f, %d cities of each kind, within %d days of %.0f bad reviews more than usual%n",
        relativeRisk,
        cities,
        Injection.IN_TIME,
        excess);
    System.out.println(
        "| zone | cities | found in time | delay | precision | recall | other alerts |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    int kind = 0;
    for (boolean isDepartment : new boolean[] {true, false}) {
      for (int districts = 1; districts <= 3; districts++) {
        int injected = 0;
        int found = 0;
        double delay = 0;
        double precision = 0;
        double recall = 0;
        int other = 0;
        for (int i = 0; i < cities; i++) {
          Result result =
              Injection.of(SEED + 1000L * kind + i, districts, isDepartment, relativeRisk, excess);
          if (result == null) {
            continue;
          }
          injected++;
          other += result.other();
          if (result.isFound()) {
            found++;
            delay += result.delay();
            precision += result.precision();
            recall += result.recall();
          }
        }
        System.out.printf(
            Locale.ROOT,
            "| %d districts, %s | %d | %.2f | %.1f | %.2f | %.2f | %.2f |%n",
            districts,
            isDepartment ? "a department" : "all",
            injected,
            (double) found / injected,
            delay / found,
            precision / found,
            recall / found,
            (double) other / injected);
        kind++;
      }
    }
  }
}
