package haochaping.local.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.core.Stream;
import haochaping.ingest.IngestJob;
import haochaping.local.Failure;
import haochaping.local.JobSettings;
import haochaping.local.Status;
import haochaping.local.Upkeep;
import haochaping.local.World;
import haochaping.local.erase.Erasing;
import haochaping.local.erase.Orders;
import haochaping.local.feed.RawProducer;
import haochaping.local.feed.Rereading;
import haochaping.local.flink.Offsets;
import haochaping.local.services.Kafka;
import haochaping.local.services.Trino;
import haochaping.operate.Maintenance;
import haochaping.operate.erase.Held;
import haochaping.operate.reconcile.Fault;
import haochaping.operate.reconcile.Received;
import haochaping.operate.reconcile.Reconciliation;
import haochaping.operate.reconcile.Upstream;
import haochaping.operate.replay.Replay;
import haochaping.platform.ErrorCode;
import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import haochaping.platform.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What keeps the system healthy. */
@Command(
    name = "operate",
    description = "Keep the system healthy.",
    subcommands = CommandLine.HelpCommand.class,
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  infra/hcp operate maintain", "  infra/hcp operate reconcile"})
public final class OperateCommand implements Runnable {
  @Mixin private WorldOption world;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: maintain, reconcile, erase or replay");
  }

  @Command(
      name = "maintain",
      description = {
        "Rewrite small files of the tables into large ones and forget old snapshots; blank what is",
        "held of people for longer than schemas/profiles/retention.yaml says. No figure changes; the",
        "jobs go on. A running stack does it by itself, lightly every few minutes and wholly once a",
        "day."
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
      Erasing.sweep(opened, connection)
          .forEach(
              (table, rows) ->
                  System.out.println(table + ": " + rows + " rows about people blanked"));
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

  @Command(
      name = "reconcile",
      description = {
        "Hold the tables against the topics, against each other, and against what an upstream",
        "counts. Reads only; names what is wrong and what mends it. Exit code 1 if anything is."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp operate reconcile",
        "  infra/hcp operate reconcile --upstream province-2026-10.csv",
        "  infra/hcp operate reconcile --json"
      })
  int reconcile(
      @Option(
              names = "--upstream",
              paramLabel = "FILE",
              description = {
                "What the upstream counts: CSV with the columns day, source, reviews (in force,",
                "by the day they were given)."
              })
          Path upstream,
      @Option(names = "--json", description = "Print an array for programs.") boolean json)
      throws IOException {
    List<Upstream> counted = upstream == null ? List.of() : UpstreamFile.read(upstream);
    World opened = world.open();
    Lake lake = new Lake(JobSettings.of(opened));
    List<Fault> faults;
    try (Connection connection = Trino.reach(opened, Trino.OPERATOR);
        Admin admin = Kafka.admin(opened)) {
      faults =
          new Reconciliation(connection, lake::length)
              .faults(received(opened, admin), counted, this::progress);
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
    if (json) {
      System.out.println(new ObjectMapper().writeValueAsString(faults));
    } else {
      faults.forEach(
          fault ->
              System.out.println(fault.kind().word() + "  " + fault.where() + ": " + fault.what()));
      faults.stream()
          .map(Fault::kind)
          .distinct()
          .forEach(kind -> System.out.println("To mend " + kind.word() + ": " + kind.mend() + "."));
      System.out.println(
          faults.isEmpty() ? "nothing is wrong" : faults.size() + " things are wrong");
    }
    return faults.isEmpty() ? 0 : 1;
  }

  @Command(
      name = "erase",
      description = {
        "Erase people: who they are and what they wrote leaves the tables and their files, the",
        "topics and the state of the jobs, and stays out whatever comes later for their projects.",
        "The reviews stay as numbers without a person: no rate, rank or sealed score changes.",
        "Takes a minute or two; the stack must run. Once more is safe, also after a crash. Records",
        "that every job has read leave the topics altogether."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp operate erase --identities requests.txt --dry-run",
        "  infra/hcp operate erase --identities -           a line each, from standard input",
        "  infra/hcp operate erase --token w0Zb6Zc1yC3hDk2JpXn1Qg"
      })
  int erase(
      @Option(
              names = "--identities",
              paramLabel = "FILE",
              description = {
                "Certificate numbers and phones as people write them, a line each; - reads standard",
                "input. Not options: those stay in the shell's history."
              })
          String file,
      @Option(
              names = "--token",
              paramLabel = "TOKEN",
              description = "As core.review_changes has it: reviewer or phone.")
          List<String> tokens,
      @Option(
              names = "--most",
              paramLabel = "N",
              defaultValue = "1000",
              description = {
                "Refuse where more projects are concerned, since some numbers, such as 0, stand for",
                "many people (default: ${DEFAULT-VALUE})."
              })
          int most,
      @Option(names = "--dry-run", description = "Only say what is held of them.") boolean dryRun)
      throws IOException {
    List<String> readable = file == null ? List.of() : identities(file);
    List<String> given = tokens == null ? List.of() : tokens;
    if (readable.isEmpty() && given.isEmpty()) {
      throw Failure.usage("nobody to erase: name people by --identities FILE or --token TOKEN");
    }
    World opened = world.open();
    try (Connection connection = Trino.reach(opened, Trino.OPERATOR);
        Admin admin = Kafka.admin(opened)) {
      Erasing erasing = new Erasing(opened, connection, admin, readable, given, this::step);
      Held held = erasing.find();
      System.out.printf(
          Locale.ROOT,
          "held: %,d projects with %,d reviews and %,d case stages, %,d refused records%n",
          held.projects().size(),
          held.reviews(),
          held.services(),
          held.refused().size());
      boolean unfinished = Orders.of(opened).unfinished();
      if (dryRun) {
        return 0;
      }
      if (held.projects().size() > most) {
        throw Failure.of(
            held.projects().size()
                + " projects are more than --most "
                + most
                + ": one of the identities may stand for many people; nothing was erased");
      }
      if (held.isEmpty() && !unfinished) {
        throw Failure.of("nothing is held of them: nothing was erased");
      }
      erasing
          .run(held)
          .forEach(
              (table, rows) ->
                  System.out.printf(Locale.ROOT, "%-16s %,d rows blanked%n", table, rows));
      System.out.println("erased");
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
    return 0;
  }

  /** The lines of a file that say something. */
  private static List<String> identities(String file) throws IOException {
    List<String> lines;
    if (file.equals("-")) {
      lines = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } else {
      try {
        lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw Failure.usage("--identities " + file + ": " + World.reason(e));
      }
    }
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  private void step(String what) {
    System.err.println(what);
  }

  @Command(
      name = "replay",
      description = {
        "Send refused records again that can be read now, after a profile or a code map was mended",
        "and the jobs were started with it. What is still refused is counted. A record sent twice",
        "is a repeat and changes nothing."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp operate replay --dry-run",
        "  infra/hcp operate replay --stream reviews --code INVALID_CODE --since 2026-10-01"
      })
  int replay(
      @Option(
              names = "--stream",
              paramLabel = "STREAM",
              description = "cases, reviews, rectifications or verdicts (default: all).")
          String stream,
      @Option(
              names = "--code",
              paramLabel = "CODE",
              description = "Refused with this code (default: any).")
          ErrorCode code,
      @Option(names = "--source", paramLabel = "NAME", description = "Of this upstream.")
          String source,
      @Option(
              names = "--since",
              paramLabel = "DAY",
              description = "Refused on this day or later, such as 2026-10-01.")
          LocalDate since,
      @Option(names = "--dry-run", description = "Send nothing, only say what would be.")
          boolean dryRun)
      throws IOException {
    Stream of = null;
    if (stream != null) {
      of =
          Stream.of(stream)
              .orElseThrow(
                  () ->
                      Failure.usage(
                          stream + ": no stream; cases, reviews, rectifications or verdicts"));
    }
    World opened = world.open();
    Configuration options = JobSettings.of(opened);
    Replay.Outcome outcome;
    try (Connection connection = Trino.reach(opened, Trino.OPERATOR);
        RawProducer producer = dryRun ? null : new RawProducer(opened)) {
      outcome =
          new Replay(connection)
              .run(
                  new Replay.Choice(of, code == null ? null : code.name(), source, since),
                  new Rereading(
                      IngestJob.decoder(options),
                      IngestJob.profiles(options),
                      producer,
                      InstantSource.system()));
      if (producer != null) {
        producer.flush();
      }
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
    System.out.println(
        outcome.sent() + (dryRun ? " records can be read now" : " records sent again"));
    outcome
        .stillRefused()
        .forEach((still, n) -> System.out.println(n + " are still refused: " + still));
    return 0;
  }

  private void progress(String check) {
    System.err.println("checking " + check);
  }

  /**
   * @throws Failure where records are on their way: they are in no table yet
   */
  private static List<Received> received(World world, Admin admin) {
    Status.lag(world, admin)
        .forEach(
            (job, lag) -> {
              if (lag > 0) {
                throw Failure.of(
                    job
                        + ": "
                        + lag
                        + " records are not in the tables yet: wait until infra/hcp status says"
                        + " caught up, or load them with infra/hcp backfill");
              }
            });
    Map<TopicPartition, Long> committed = Offsets.committed(admin, KafkaEdges.INGEST_GROUP);
    Map<TopicPartition, Long> begins = Offsets.begins(admin, Topics.raw());
    List<Received> received = new ArrayList<>();
    for (Stream stream : Stream.values()) {
      for (int partition = 0; partition < Kafka.PARTITIONS; partition++) {
        TopicPartition part = new TopicPartition(stream.topic(), partition);
        long read = committed.getOrDefault(part, 0L);
        received.add(new Received(stream.word(), partition, begins.get(part), read));
      }
    }
    return received;
  }
}
