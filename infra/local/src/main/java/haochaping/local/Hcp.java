package haochaping.local;

import haochaping.assess.Refusal;
import haochaping.local.commands.AlertsCommand;
import haochaping.local.commands.AssessCommand;
import haochaping.local.commands.BackfillCommand;
import haochaping.local.commands.BenchCommand;
import haochaping.local.commands.CompareCommand;
import haochaping.local.commands.ContactsCommand;
import haochaping.local.commands.DownCommand;
import haochaping.local.commands.EvaluateCommand;
import haochaping.local.commands.FeedCommand;
import haochaping.local.commands.OperateCommand;
import haochaping.local.commands.ReportCommand;
import haochaping.local.commands.SimulateCommand;
import haochaping.local.commands.SqlCommand;
import haochaping.local.commands.StatusCommand;
import haochaping.local.commands.TokenCommand;
import haochaping.local.commands.UpCommand;
import haochaping.local.commands.VerdictCommand;
import haochaping.local.commands.WhyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Spec;

/** The command {@code infra/hcp}. */
@Command(
    name = "hcp",
    description = "haochaping on one machine: analytics over government-service reviews (好差评).",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      FeedCommand.class,
      BackfillCommand.class,
      SimulateCommand.class,
      SqlCommand.class,
      TokenCommand.class,
      CompareCommand.class,
      VerdictCommand.class,
      AlertsCommand.class,
      ContactsCommand.class,
      EvaluateCommand.class,
      AssessCommand.class,
      ReportCommand.class,
      WhyCommand.class,
      OperateCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "haochaping 0.1.0",
    footer = {
      "",
      "Examples:",
      "  infra/hcp up --feed demo          start everything with the demonstration city",
      "  infra/hcp sql \"SELECT * FROM rates WHERE dimension = 'district'\"",
      "  infra/hcp feed reviews.jsonl      publish a file",
      "  infra/hcp down                    end everything",
      "",
      "hcp COMMAND --help has more of each."
    })
public final class Hcp implements Runnable {
  private static final int USAGE_WIDTH = 110;

  @Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    PrintWriter err =
        new PrintWriter(new java.io.OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    CommandLine line = new CommandLine(new Hcp());
    // Examples are to be copied: a wrapped one does not run.
    line.setUsageHelpWidth(USAGE_WIDTH);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Hcp::explain);
    line.setParameterExceptionHandler(
        (e, args) -> {
          err.println(
              "error: "
                  + e.getMessage()
                  + "; see "
                  + e.getCommandLine().getCommandName()
                  + " --help");
          return Failure.USAGE;
        });
    System.exit(line.execute(arguments));
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult result) {
    if (e instanceof Failure failure) {
      line.getErr().println("error: " + failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof Refusal) {
      line.getErr().println("error: " + e.getMessage());
      return Failure.FAILED;
    }
    if (e instanceof IllegalArgumentException) {
      line.getErr().println("error: " + e.getMessage());
      return Failure.USAGE;
    }
    line.getErr().println("error: " + e);
    e.printStackTrace(line.getErr());
    return Failure.FAILED;
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out, Ansi.AUTO);
  }
}
