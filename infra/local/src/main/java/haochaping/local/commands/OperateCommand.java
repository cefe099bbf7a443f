package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.Upkeep;
import haochaping.local.World;
import haochaping.local.services.Trino;
import haochaping.operate.Maintenance;
import haochaping.platform.Lake;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What keeps the system healthy. */
@Command(
    name = "operate",
    description = "Keep the system healthy.",
    subcommands = CommandLine.HelpCommand.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp operate maintain",
      "  infra/hcp operate maintain rates"
    })
public final class OperateCommand implements Runnable {
  @Mixin private WorldOption world;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, for example maintain");
  }

  @Command(
      name = "maintain",
      description = {
        "Rewrite small files of the tables into large ones and forget old snapshots.",
        "No row changes; the jobs go on. A running stack does it by itself, lightly every few",
        "minutes and wholly once a day."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp operate maintain",
        "  infra/hcp operate maintain rates review_changes --data /srv/a"
      })
  int maintain(
      @Parameters(paramLabel = "TABLE", description = "Tables of schema core (default: all).")
          List<String> tables)
      throws IOException {
    List<String> chosen = tables == null ? Lake.TABLES : tables;
    for (String table : chosen) {
      if (!Lake.TABLES.contains(table)) {
        throw Failure.usage(table + ": no such table; there are " + String.join(", ", Lake.TABLES));
      }
    }
    World opened = world.open();
    try (Connection connection = Trino.reach(opened, Trino.OPERATOR)) {
      for (String table : chosen) {
        Maintenance.Outcome outcome =
            Upkeep.maintain(opened, connection, table, Maintenance.Depth.FULL);
        System.out.printf(
            Locale.ROOT,
            "%-16s %,6d files, before %,6d  %6.1f s%n",
            table,
            outcome.filesAfter(),
            outcome.filesBefore(),
            outcome.took().toMillis() / 1000.0);
        System.out.flush();
      }
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
    return 0;
  }
}
