package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.Stack;
import haochaping.local.World;
import haochaping.local.flink.Backfill;
import haochaping.local.services.Flink;
import haochaping.local.services.Kafka;
import haochaping.local.services.Postgres;
import haochaping.local.services.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the jobs over what the topics hold. */
@Command(
    name = "backfill",
    description = {
      "Run ingest, measure and detect over what the raw topics hold, close the last day, and end.",
      "Goes on from the last run's savepoint; a later up goes on from here."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  infra/hcp feed cases.jsonl reviews.jsonl && infra/hcp backfill && infra/hcp up --feed none"
    })
public final class BackfillCommand implements Callable<Integer> {
  @Mixin private WorldOption world;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Largest heap of the jobs (default: ${DEFAULT-VALUE}).")
  private String heap = Flink.BACKFILL_HEAP;

  @Override
  public Integer call() {
    World opened = world.openOrCreate();
    if (new Flink(opened).process().isPresent()) {
      throw Failure.of(
          "live jobs run on the world "
              + opened.data()
              + ": they take in what comes; to backfill, first infra/hcp down --data "
              + opened.data());
    }
    Stack stack = new Stack(opened, System.out);
    stack.claim();
    List<Service> started = new ArrayList<>();
    Thread end = new Thread(() -> end(started));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      for (Service service : List.of(new Postgres(opened), new Kafka(opened))) {
        if (service.process().isEmpty()) {
          started.add(0, service);
        }
        service.start();
      }
      Backfill.run(opened, System.out, heap);
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
      end(started);
      stack.release();
    }
    return 0;
  }

  private static void end(List<Service> started) {
    started.forEach(Service::stop);
  }
}
