package haochaping.local.commands;

import haochaping.assess.Month;
import haochaping.assess.bulletin.MonthTables;
import haochaping.assess.bundle.Bulletin;
import haochaping.local.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the monthly bulletin. */
@Command(
    name = "report",
    description = {
      "Write the monthly bulletin (月度通报) as PDF and XLSX: reviews by level, bad-review rates before",
      "and after verification, callbacks and rectifications, what bad reviews complain of, findings,",
      "and whom to interview. As the tables are now; nothing is sealed."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  infra/hcp report 2026-06 --out bulletins"})
public final class ReportCommand implements Callable<Integer> {
  @Mixin private WorldOption world;

  @Mixin private AccountOption account;

  @Parameters(paramLabel = "MONTH", description = "Such as 2026-06.")
  private String month;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: bulletins in the world's folder).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Month asked = Month.parse(month);
    World opened = world.open();
    Path folder =
        out == null ? opened.data().resolve("bulletins") : out.toAbsolutePath().normalize();
    System.err.println("reading " + asked);
    Bulletin bulletin =
        account.connected(
            opened, connection -> new MonthTables(connection).bulletin(asked, Instant.now()));
    System.err.println("writing the files");
    bulletin.write(folder).forEach(System.out::println);
    return 0;
  }
}
