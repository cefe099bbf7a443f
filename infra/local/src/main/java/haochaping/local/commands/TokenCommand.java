package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.Keys;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a token for a program that asks Trino itself. */
@Command(
    name = "token",
    description = {
      "Print a signed token with which a program asks Trino as an account: JDBC, Python,",
      "a notebook. Who has it is that account until it ends; nothing revokes it before."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp token                        the analyst, for a day",
      "  infra/hcp token --user leader --days 7",
      "",
      "schemas/QUESTIONS.md shows JDBC and Python connections that use it."
    })
public final class TokenCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 366;

  @Mixin private WorldOption world;

  @Option(names = "--user", paramLabel = "U", description = "Account (default: ${DEFAULT-VALUE}).")
  private String user = "analyst";

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "How long it is good for, 1 to 366 (default: ${DEFAULT-VALUE}).")
  private int days = 1;

  @Override
  public Integer call() {
    if (days < 1 || days > MOST_DAYS) {
      throw Failure.usage("--days " + days + ": from 1 to " + MOST_DAYS);
    }
    World opened = world.open();
    if (!opened.accounts().contains(user) && !user.equals("public")) {
      throw Failure.usage(
          "--user " + user + ": no such account; they are in " + opened.accountsFile());
    }
    System.out.println(Keys.of(opened).token(user, Duration.ofDays(days)));
    return 0;
  }
}
