package haochaping.local.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.bench.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the jobs. */
@Command(
    name = "bench",
    description = {
      "Measure throughput, CPU a record and freshness of the jobs on this machine.",
      "One line a figure; all of them as JSON. Each run has a fresh world that is deleted again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp bench                              2,000,000 records, then freshness",
      "  infra/hcp bench --state rocksdb",
      "  infra/hcp bench --marginal 8000000 --heap 12g --no-freshness",
      "  infra/hcp bench --commits 10000              an hour, or more"
    })
public final class BenchCommand implements Callable<Integer> {
  /** Records that the worlds of {@code --commits} begin with. */
  private static final int LOADED = 200_000;

  @Option(
      names = "--events",
      description = "Records of the backfill, cases and reviews (default: ${DEFAULT-VALUE}).")
  private int events = 2_000_000;

  /** Which jobs are measured. */
  enum Jobs {
    counting(false),
    all(true),
    both(false, true);

    private final boolean[] detect;

    Jobs(boolean... detect) {
      this.detect = detect;
    }

    /** Whether detection runs, in each of the runs. */
    boolean[] detect() {
      return detect.clone();
    }
  }

  @Option(
      names = "--jobs",
      description =
          "counting: ingest and measure; all: with detect; both, one after the other (default:"
              + " ${DEFAULT-VALUE}).")
  private Jobs jobs = Jobs.both;

  @Option(
      names = "--marginal",
      paramLabel = "N",
      description = "Also a larger backfill, and what the records between cost.")
  private Integer more;

  @Option(names = "--state", description = "heap or rocksdb (default: ${DEFAULT-VALUE}).")
  private UpCommand.State state = UpCommand.State.heap;

  @Option(names = "--heap", description = "Largest heap of the jobs (default: ${DEFAULT-VALUE}).")
  private String heap = "6g";

  @Option(
      names = "--freshness",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Measure freshness too (the default).")
  private boolean freshness = true;

  @Option(
      names = "--freshness-seconds",
      description = "How long records flow for it (default: ${DEFAULT-VALUE}).")
  private int freshnessSeconds = 60;

  @Option(
      names = "--commits",
      paramLabel = "N",
      description = {
        "Instead: what N commits of the live jobs make of the tables while upkeep runs beside",
        "them. Prints files, metadata and times of queries, next to a second world that was given",
        "the same records in one load. Fails where a writer fails, where files or metadata keep",
        "growing, or where a query takes more than 1.5 times as long."
      })
  private Integer commits;

  @Option(
      names = "--commits-per-second",
      paramLabel = "R",
      description = {
        "For --commits: at most so many (default: ${DEFAULT-VALUE}), more than come live, so that",
        "upkeep, which goes on as in a running stack, has a harder time than live."
      })
  private double commitsPerSecond = 2.5;

  @Option(names = "--vm", description = "Further options of the jobs' virtual machine.")
  private List<String> virtualMachine = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for the worlds (default: .hcp/bench at the checkout's root).")
  private Path data;

  @Option(names = "--port-base", description = "First port (default: ${DEFAULT-VALUE}).")
  private int portBase = 28_080;

  @Override
  public Integer call() {
    if (events < 1) {
      throw Failure.usage("--events " + events + ": at least 1");
    }
    if (commits != null && commits < 100) {
      throw Failure.usage("--commits " + commits + ": at least 100");
    }
    if (!(commitsPerSecond >= 1)) {
      throw Failure.usage("--commits-per-second " + commitsPerSecond + ": at least 1");
    }
    if (more != null && more <= events) {
      throw Failure.usage("--marginal " + more + ": more than --events " + events);
    }
    Path folder = data == null ? World.checkout().resolve(".hcp/bench") : data.toAbsolutePath();
    Bench bench = new Bench(folder, portBase, state.name(), heap, virtualMachine, System.out);
    if (commits != null) {
      try {
        bench.commits(commits, commitsPerSecond, LOADED);
      } finally {
        write(folder.resolve("commits-" + state + ".json"), bench);
      }
      return 0;
    }
    for (boolean detect : jobs.detect()) {
      if (more == null) {
        bench.backfill(events, detect);
      } else {
        bench.marginal(events, more, detect);
      }
    }
    if (freshness) {
      bench.freshness(1_000, freshnessSeconds);
    }
    write(folder.resolve("bench-" + state + ".json"), bench);
    return 0;
  }

  private static void write(Path file, Bench bench) {
    try {
      Files.createDirectories(file.getParent());
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(file.toFile(), bench.figures());
    } catch (IOException e) {
      throw Failure.of("cannot write " + file + ": " + World.reason(e), e);
    }
    System.out.println("written to " + file);
  }
}
