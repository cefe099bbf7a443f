package haochaping.local.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import haochaping.local.Status;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how the stack is. */
@Command(
    name = "status",
    description = "Health, lag, freshness, last commits, addresses.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  infra/hcp status", "  infra/hcp status --json | jq .caught_up"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin private WorldOption world;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Status status = Status.of(world.open());
    if (json) {
      System.out.println(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(status));
      return 0;
    }
    status
        .services()
        .forEach(
            (name, service) ->
                System.out.printf(
                    "%-10s %-10s %-8s %s%n",
                    name,
                    service.state(),
                    service.pid() == null ? "" : service.pid(),
                    service.address()));
    status.lag().forEach((job, lag) -> System.out.printf("%-10s %,d records behind%n", job, lag));
    System.out.println(
        status.freshnessSeconds() == null
            ? "freshness  no record yet"
            : String.format(
                Locale.ROOT,
                "freshness  the newest record in the tables is %,.0f s old",
                status.freshnessSeconds()));
    for (Map.Entry<String, String> commit : status.lastCommits().entrySet()) {
      System.out.printf("%-24s last commit %s%n", commit.getKey(), commit.getValue());
    }
    System.out.println(status.caughtUp() ? "caught up" : "not caught up");
    System.out.println("accounts   " + status.accounts());
    return 0;
  }
}
