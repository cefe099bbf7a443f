package haochaping.local.evaluate;

import haochaping.local.World;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Judges the detectors of a world, prints how they did and writes it into the ledger. */
public final class Report {
  private Report() {}

  /**
   * @param truth what was put into the city, or null where nothing is known of it
   * @param now epoch ms
   */
  public static void write(World world, Truth truth, long now, PrintStream out) {
    Ledger ledger = new Ledger(world);
    Evaluation evaluation = new Evaluation(truth, ledger.findings());
    double years = ledger.years();
    ledger.write(evaluation.lines(), truth != null, years, now);
    print(evaluation, truth != null, years, out);
  }

  static void print(Evaluation evaluation, boolean isTruthKnown, double years, PrintStream out) {
    if (isTruthKnown) {
      out.printf(
          "%-18s %-13s %-10s %-10s %5s %5s %7s  %s%n",
          "anomaly", "due", "from", "to", "found", "other", "delay d", "name");
      for (Evaluation.Met met : evaluation.met()) {
        Truth.Anomaly anomaly = met.anomaly();
        out.printf(
            "%-18s %-13s %-10s %-10s %5d %5d %7s  %s%s%n",
            anomaly.what(),
            anomaly.finding() == null ? "nothing" : anomaly.finding(),
            anomaly.from(),
            anomaly.to(),
            met.found(),
            met.other(),
            figure(met.delayDays()),
            anomaly.name(),
            met.isRight() ? "" : "   <- missed");
      }
      out.printf(
          "recall %s, precision %s%n%n",
          figure(evaluation.recall()), figure(evaluation.precision()));
    }
    out.printf(
        "%-14s %-18s %-11s %8s %9s %9s %6s %10s %9s %9s %8s %7s%n",
        "kind",
        "detector",
        "level",
        "findings",
        "withdrawn",
        "explained",
        "false",
        "false/year",
        "promised",
        "confirmed",
        "rejected",
        "delay d");
    List<Evaluation.Line> lines = evaluation.lines();
    for (Evaluation.Line line : lines) {
      out.printf(
          "%-14s %-18s %-11s %8d %9d %9s %6d %10s %9s %9d %8d %7s%n",
          line.kind,
          line.detector,
          line.dimension,
          line.findings,
          line.withdrawn,
          isTruthKnown ? Integer.toString(line.explained) : "-",
          line.falseAlarms,
          years > 0 ? figure(line.falseAlarms / years) : "-",
          figure(line.promised()),
          line.confirmed,
          line.rejected,
          figure(line.delayDays()));
    }
    out.printf(Locale.ROOT, "%.2f years; written to analysis.alarms%n", years);
  }

  private static String figure(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
