package haochaping.local;

import haochaping.deliver.contacts.Contacts;
import haochaping.local.commands.AssessCommand;
import haochaping.local.evaluate.Report;
import haochaping.local.feed.DemoFeed;
import haochaping.local.flink.Backfill;
import haochaping.local.services.Deliver;
import haochaping.local.services.Flink;
import haochaping.local.services.Java;
import haochaping.local.services.Kafka;
import haochaping.local.services.Postgres;
import haochaping.local.services.ProcessFile;
import haochaping.local.services.Service;
import haochaping.local.services.Superset;
import haochaping.local.services.Trino;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** All services of a world: starts them, keeps them running, ends them in order. */
public final class Stack implements AutoCloseable {
  /** Name of the supervisor's process file. */
  public static final String SUPERVISOR = "supervisor";

  private static final long LEAST_DISK = 2L << 30;
  private static final Duration SIGNED_EVERY = Duration.ofDays(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final World world;
  private final PrintStream out;
  private final Postgres postgres;
  private final Kafka kafka;
  private final Flink flink;
  private final Deliver deliver;
  private final Trino trino;
  private final Superset superset;
  private final CountDownLatch asked = new CountDownLatch(1);
  private FileChannel lockFile;
  private FileLock lock;
  private DemoFeed demo;
  private Upkeep upkeep;

  public Stack(World world, PrintStream out) {
    this.world = world;
    this.out = out;
    postgres = new Postgres(world);
    kafka = new Kafka(world);
    flink = new Flink(world);
    deliver = new Deliver(world);
    trino = new Trino(world);
    superset = new Superset(world);
  }

  /** The services, in the order of their start. */
  public List<Service> services() {
    return List.of(postgres, kafka, flink, deliver, trino, superset);
  }

  /**
   * Takes the world for this process alone.
   *
   * @throws Failure when another process has it
   */
  public void claim() {
    Path file = world.data().resolve("run").resolve("lock");
    try {
      lockFile = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = lockFile.tryLock();
    } catch (IOException e) {
      throw Failure.of("cannot lock " + file + ": " + World.reason(e));
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      String who =
          new ProcessFile(world, SUPERVISOR)
              .alive()
              .map(p -> "the supervisor with process number " + p.pid())
              .orElse("another infra/hcp command");
      throw Failure.of(
          "the world "
              + world.data()
              + " is in use by "
              + who
              + ": see infra/hcp status --data "
              + world.data()
              + ", end it with infra/hcp down --data "
              + world.data());
    }
  }

  /** Starts everything, or takes over what runs; returns when all of it answers. */
  public void start() {
    Instant begin = Instant.now();
    checkMachine();
    Contacts contacts = deliver.contacts();
    boolean loadDemo = "demo".equals(world.setting("feed")) && world.setting("demo-loaded") == null;
    Steps steps = new Steps(out, loadDemo ? 11 : 8);
    CompletableFuture<Void> installed =
        CompletableFuture.runAsync(
            () ->
                steps.run(
                    "fetching Trino and Superset, once for this checkout",
                    () -> {
                      CompletableFuture<Void> python =
                          CompletableFuture.runAsync(() -> Superset.install(world));
                      Trino.install(world);
                      python.join();
                    }));
    try {
      steps.run("PostgreSQL", postgres::start);
      steps.run("Kafka", kafka::start);
      if (loadDemo) {
        steps.run("simulating 90 days of the demonstration city", this::publishHistory);
        steps.run("loading them in bulk", () -> Backfill.run(world, out, Flink.BACKFILL_HEAP));
        world.setting("demo-loaded", Instant.now().toString());
      }
      installed.join();
      steps.run("Flink, with the jobs ingest, measure and detect", flink::start);
      steps.run("delivery of findings", deliver::start);
      steps.run("Trino, with the views", trino::start);
      if (loadDemo) {
        steps.run("sealing the last quarter, judging the detectors", this::judge);
      }
      steps.run("Superset: accounts and dashboards", () -> Superset.initialise(world));
      steps.run("Superset", superset::start);
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : Failure.of(e.getCause().toString(), e);
    }
    if ("demo".equals(world.setting("feed"))) {
      demo = new DemoFeed(world);
      demo.start();
    }
    out.printf("up after %d s%n", Duration.between(begin, Instant.now()).toSeconds());
    printAddresses(contacts);
  }

  private void checkMachine() {
    Java.home25();
    try {
      long free = Files.getFileStore(world.data()).getUsableSpace();
      if (free < LEAST_DISK) {
        throw Failure.of(
            "only "
                + (free >> 20)
                + " MiB free where "
                + world.data()
                + " lies; at least "
                + (LEAST_DISK >> 20)
                + " MiB are needed: make room, or choose another --data");
      }
    } catch (IOException e) {
      throw Failure.of("cannot read the free space of " + world.data(), e);
    }
  }

  private void publishHistory() {
    DemoFeed.publishHistory(world, out);
  }

  /** What the offices of a city would have done with the history. */
  private void judge() {
    DemoFeed.lastQuarter(world)
        .ifPresent(
            quarter ->
                new CommandLine(new AssessCommand())
                    .execute(quarter.toString(), "--data", world.data().toString()));
    Report.write(
        world,
        null,
        System.currentTimeMillis(),
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  private void printAddresses(Contacts contacts) {
    out.println();
    out.println("  dashboard  " + superset.address() + "/superset/dashboard/overview/");
    out.println("  public     " + superset.address() + "/superset/dashboard/public/");
    out.println("  Flink      " + flink.address());
    out.println("  Trino      " + trino.address() + "  (infra/hcp sql \"SELECT …\")");
    out.println("  Kafka      " + kafka.address());
    out.println(
        "  mail       "
            + contacts
                .post()
                .map(post -> "through " + post.host() + ':' + post.port())
                .orElse(world.mailbox() + "  (a file each; contacts.yaml names a server)"));
    out.println("  accounts   " + world.accountsFile());
    out.println();
    out.flush();
  }

  /** Starts what ends and maintains the tables, until {@link #close()}. */
  public void supervise() {
    upkeep = new Upkeep(world, out);
    upkeep.start();
    Map<Service, Integer> failures = new HashMap<>();
    Map<Service, Instant> notBefore = new HashMap<>();
    Instant signed = Instant.now();
    try {
      while (!asked.await(1, TimeUnit.SECONDS)) {
        if (Instant.now().isAfter(signed.plus(SIGNED_EVERY))) {
          Superset.signToken(world);
          signed = Instant.now();
        }
        for (Service service : services()) {
          if (service.process().isPresent()
              || Instant.now().isBefore(notBefore.getOrDefault(service, Instant.EPOCH))) {
            continue;
          }
          out.println(Instant.now() + " " + service.name() + " ended; starting it again");
          try {
            service.start();
            failures.remove(service);
            out.println(Instant.now() + " " + service.name() + " answers again");
          } catch (Failure e) {
            int count = failures.merge(service, 1, Integer::sum);
            Duration pause = Duration.ofSeconds(1L << Math.min(count, 6));
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            notBefore.put(service, Instant.now().plus(pause));
            out.println(Instant.now() + " " + e.getMessage());
          }
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends everything in order: readers first, then the jobs with savepoints, then their stores. */
  @Override
  public void close() {
    asked.countDown();
    if (demo != null) {
      demo.close();
    }
    if (upkeep != null) {
      upkeep.close();
    }
    for (Service service : List.of(superset, trino, flink, deliver, kafka, postgres)) {
      if (service.process().isPresent()) {
        out.println("ending " + service.name());
        out.flush();
      }
      service.stop();
    }
    release();
  }

  /** Gives the world up without ending anything. */
  public void release() {
    try {
      if (lock != null) {
        lock.release();
      }
      if (lockFile != null) {
        lockFile.close();
      }
    } catch (IOException e) {
      throw Failure.of("cannot unlock " + world.data() + ": " + World.reason(e));
    }
  }
}
