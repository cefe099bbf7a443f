package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.simulate.CityFiles;
import haochaping.simulate.CityOptions;
import haochaping.simulate.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the feed of a simulated city. */
@Command(
    name = "simulate",
    description =
        "Write a reproducible city feed: cases, reviews, rectifications, verdicts, truth.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  infra/hcp simulate --seed 7 --start 2026-01-01 --days 30 --services-per-day 2000 --out city",
      "  infra/hcp simulate --seed 7 --start 2026-01-01 --days 90 --services-per-day 2000 \\",
      "    --scenario anomalies.yaml --out city"
    })
public final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--seed", required = true, description = "Equal seeds give equal bytes.")
  private long seed;

  @Option(names = "--start", required = true, description = "First day, such as 2026-01-01.")
  private LocalDate start;

  @Option(names = "--days", required = true, description = "Days of services.")
  private int days;

  @Option(
      names = "--services-per-day",
      required = true,
      description = "Services a day, on average over a week.")
  private int servicesPerDay;

  @Option(names = "--staff", description = "People who serve (default: ${DEFAULT-VALUE}).")
  private int staff = 3_000;

  @Option(
      names = "--bad-share",
      description = "Bad reviews among those that are no defaults (default: ${DEFAULT-VALUE}).")
  private double badShare = 0.002;

  @Option(
      names = "--default-share",
      description = "Defaults among reviews (default: ${DEFAULT-VALUE}).")
  private double defaultShare = 0.77;

  @Option(
      names = "--irregular-share",
      description = "Services that bring a faulty or odd record (default: ${DEFAULT-VALUE}).")
  private double irregularShare = 0.002;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = {
        "YAML of what goes wrong: a member of staff, a cluster, brushing … What was planted is in",
        "truth.jsonl. jobs/simulate/README.md has the kinds and what each needs."
      })
  private Path scenario;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out;

  @Override
  public Integer call() {
    CityOptions options =
        CityOptions.of(seed, start, days, servicesPerDay)
            .withStaff(staff)
            .withBadShare(badShare)
            .withDefaultShare(defaultShare)
            .withIrregularShare(irregularShare)
            .withScenario(scenario());
    try {
      CityFiles.write(
          out,
          options,
          (day, events) -> {
            if (day.getDayOfMonth() == 1 || day.isEqual(start.plusDays(days - 1L))) {
              System.err.printf("%s, %,d records%n", day, events);
            }
          });
    } catch (IOException e) {
      throw Failure.of("cannot write to " + out + ": " + World.reason(e), e);
    }
    System.out.println("written to " + out);
    return 0;
  }

  private Scenario scenario() {
    if (scenario == null) {
      return Scenario.NONE;
    }
    try {
      return Scenario.read(scenario);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(e.getMessage());
    } catch (IOException e) {
      throw Failure.usage("--scenario " + scenario + " cannot be read: " + World.reason(e));
    }
  }
}
