package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.evaluate.Report;
import haochaping.local.evaluate.Truth;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges the detectors and writes the ledger of alarms. */
@Command(
    name = "evaluate",
    description = {
      "Judge the detectors: recall, precision, delay, false alarms against what was promised.",
      "Without a truth, false alarms are the findings that people rejected.",
      "The figures are kept in analysis.alarms."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp simulate --seed 7 --start 2026-01-01 --days 90 --services-per-day 2000 \\",
      "    --scenario anomalies.yaml --out city",
      "  infra/hcp feed --close city/*s.jsonl && infra/hcp evaluate --truth city/truth.jsonl"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Mixin private WorldOption world;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "What was put into the city: truth.jsonl of simulate.")
  private Path truth;

  @Override
  public Integer call() throws IOException {
    if (truth != null && !Files.isReadable(truth)) {
      throw Failure.usage(truth + ": no such file; simulate writes truth.jsonl beside the feed");
    }
    World opened = world.open();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Report.write(opened, truth == null ? null : Truth.read(truth), System.currentTimeMillis(), out);
    out.flush();
    return 0;
  }
}
