package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.Stack;
import haochaping.local.World;
import haochaping.local.services.Java;
import haochaping.local.services.ProcessFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the whole stack. */
@Command(
    name = "up",
    description = {
      "Start PostgreSQL, Kafka, Flink with its jobs, the delivery of findings, Trino and Superset",
      "on 127.0.0.1.",
      "Goes on from the last checkpoint; takes over what still runs after a crash."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp up --feed demo               90 days of the demonstration city, then live",
      "  infra/hcp up --detach                  in the background; infra/hcp down ends it",
      "  infra/hcp up --data /srv/a --port-base 28080"
    })
public final class UpCommand implements Callable<Integer> {
  /** What the city's reviews come from. */
  enum Feed {
    demo,
    none
  }

  /** Where the jobs keep their state. */
  public enum State {
    heap,
    rocksdb
  }

  private static final String READY = "READY";

  @Mixin private WorldOption world;

  @Option(
      names = "--feed",
      description =
          "demo: the demonstration city; none: what you feed (default: as last time, at"
              + " first demo).")
  private Feed feed;

  @Option(names = "--detach", description = "Return when everything answers and leave it running.")
  private boolean detach;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "First of seven ports in a row (default: as last time, at first 18080).")
  private Integer portBase;

  @Option(
      names = "--state",
      description =
          "Where the jobs keep state: heap or rocksdb (default: as last time, at first" + " heap).")
  private State state;

  @Option(names = "--supervised", hidden = true)
  private boolean supervised;

  @Override
  public Integer call() throws Exception {
    Java.home25();
    World opened = world.openOrCreate();
    Stack stack = new Stack(opened, System.out);
    stack.claim();
    if (feed != null || opened.setting("feed") == null) {
      opened.setting("feed", feed == null ? Feed.demo.name() : feed.name());
    }
    if (portBase != null) {
      opened.setting("port-base", portBase.toString());
    }
    if (state != null) {
      String before = opened.setting("state") == null ? State.heap.name() : opened.setting("state");
      if (!before.equals(state.name()) && Files.exists(opened.data().resolve("state/ingest"))) {
        throw Failure.usage(
            "--state "
                + state
                + ": this world's state lies in "
                + before
                + " form and cannot be read in another; go on without --state, or feed a new world");
      }
      opened.setting("state", state.name());
    }
    if (detach) {
      stack.release();
      return inBackground(opened);
    }
    ProcessFile file = new ProcessFile(opened, Stack.SUPERVISOR);
    file.write(ProcessHandle.current());
    Thread end =
        new Thread(
            () -> {
              stack.close();
              file.delete();
            },
            "end");
    Runtime.getRuntime().addShutdownHook(end);
    stack.start();
    System.out.println(supervised ? READY : "Ctrl-C ends it.");
    System.out.flush();
    stack.supervise();
    return 0;
  }

  /** Starts this command as a process of its own and shows what it prints until all answers. */
  private int inBackground(World opened) throws IOException, InterruptedException {
    Path log = opened.log("up");
    Files.deleteIfExists(log);
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(
        Java.command(
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            haochaping.local.Hcp.class.getName(),
            "up",
            "--supervised",
            "--data",
            opened.data().toString()));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .start();
    long shown = 0;
    while (true) {
      boolean alive = process.isAlive();
      String more;
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
        byte[] bytes = new byte[(int) (file.length() - shown)];
        file.seek(shown);
        file.readFully(bytes);
        int whole = lastLineEnd(bytes);
        more = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        shown += whole;
      }
      int ready = more.indexOf(READY);
      System.out.print(ready < 0 ? more : more.substring(0, ready));
      System.out.flush();
      if (ready >= 0) {
        return 0;
      }
      if (!alive) {
        return process.exitValue() == 0 ? Failure.FAILED : process.exitValue();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static int lastLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
