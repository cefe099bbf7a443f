package haochaping.local.commands;

import haochaping.local.Comparison;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.Trino;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the rates of siblings over any period. */
@Command(
    name = "compare",
    description = {
      "Compare the rates after verification of all keys of a dimension over any period.",
      "Each rate is pulled towards its siblings as far as its reviews leave room: mean and 95 %%",
      "interval, P(worst tenth), and the places it may as well have. The published ranking, by day",
      "and mix of matters, is analysis.rankings."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp compare department",
      "  infra/hcp compare staff --from 2026-01-01 --to 2026-03-31 --format csv"
    })
public final class CompareCommand implements Callable<Integer> {
  /** What can be compared. */
  enum Compared {
    district,
    department,
    matter,
    staff
  }

  @Mixin private WorldOption world;

  @Parameters(paramLabel = "DIMENSION", description = "district, department, matter or staff.")
  private Compared dimension;

  @Option(names = "--from", paramLabel = "DAY", description = "First day (default: all).")
  private LocalDate from = LocalDate.of(2000, 1, 1);

  @Option(names = "--to", paramLabel = "DAY", description = "Last day (default: all).")
  private LocalDate to = LocalDate.of(2100, 1, 1);

  @Option(names = "--format", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Answer.Format format = Answer.Format.table;

  @Override
  public Integer call() throws IOException {
    if (to.isBefore(from)) {
      throw Failure.usage("--to " + to + ": before --from " + from);
    }
    World opened = world.open();
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    try (Connection connection = Trino.reach(opened, "analyst")) {
      Comparison comparison =
          Comparison.of(Comparison.read(connection, dimension.name(), from, to));
      Iterator<List<Object>> rows = comparison.rows().iterator();
      new Answer(format, out).print(Comparison.COLUMNS, () -> rows.hasNext() ? rows.next() : null);
      if (format == Answer.Format.table) {
        out.println(comparison.summary());
        out.flush();
      }
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
    return 0;
  }
}
