package haochaping.local.bench;

import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.feed.RawProducer;
import haochaping.local.flink.Backfill;
import haochaping.local.flink.FlinkProcess;
import haochaping.local.flink.Reader;
import haochaping.local.services.ClassArchive;
import haochaping.local.services.Flink;
import haochaping.local.services.Kafka;
import haochaping.local.services.Postgres;
import haochaping.local.services.Service;
import haochaping.local.services.Trino;
import haochaping.simulate.CityFeed;
import haochaping.simulate.CityOptions;
import haochaping.simulate.FeedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The measurements of {@code hcp bench}, each in a fresh world of its own. */
public final class Bench {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 60;
  private static final Pattern DONE =
      Pattern.compile("backfill: done, (\\d+) records .*? ([\\d.]+) s wall, ([\\d.]+) s CPU");

  private final Path folder;
  private final int portBase;
  private final String state;
  private final String heap;
  private final List<String> virtualMachine;
  private final PrintStream out;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  /**
   * @param folder for the worlds; each is deleted before and after its run
   * @param state heap or rocksdb
   * @param heap largest heap of the jobs
   * @param virtualMachine further options of the jobs' virtual machine
   */
  public Bench(
      Path folder,
      int portBase,
      String state,
      String heap,
      List<String> virtualMachine,
      PrintStream out) {
    this.folder = folder;
    this.portBase = portBase;
    this.state = state;
    this.heap = heap;
    this.virtualMachine = virtualMachine;
    this.out = out;
  }

  /** What was measured, by name. */
  public Map<String, Object> figures() {
    return figures;
  }

  private void figure(String name, double value, String unit) {
    double rounded = Math.round(value * 100) / 100.0;
    figures.put(name, rounded);
    out.printf("%-44s %,12.2f %s%n", name, rounded, unit);
    out.flush();
  }

  private World world(String name) {
    return world(name, portBase);
  }

  private World world(String name, int firstPort) {
    Path data = folder.resolve(name);
    delete(data);
    World world = World.openOrCreate(World.checkout(), data);
    world.setting("port-base", Integer.toString(firstPort));
    world.setting("state", state);
    return world;
  }

  private static void delete(Path data) {
    if (!Files.exists(data)) {
      return;
    }
    try (java.util.stream.Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CityOptions city(int records) {
    // A service brings 2.5 records or more.
    int perDay = Math.max(1, (int) (records / 2.4 / DAYS));
    return CityOptions.of(1, START, DAYS, perDay)
        .withReviewedShare(1)
        .withDefaultShare(0.2)
        .withStaff(5_000)
        .withUntil(START.plusDays(DAYS + 120L));
  }

  /**
   * Seconds of CPU that a backfill of so many records costs; prints what it is made of.
   *
   * @param detect whether detection runs beside ingest and measure
   */
  public double backfill(int records, boolean detect) {
    if (!ClassArchive.exists()) {
      // The first start of a build reads every class anew; those that follow are what counts.
      run(Math.min(records, 20_000), true, false);
    }
    return run(records, detect, true);
  }

  private double run(int records, boolean detect, boolean isMeasured) {
    World world = world("backfill");
    if (!detect) {
      world.setting(Reader.WITHOUT_DETECT, "yes");
    }
    Postgres postgres = new Postgres(world);
    Kafka kafka = new Kafka(world);
    try (Ending ending = new Ending(postgres, kafka)) {
      postgres.start();
      kafka.start();
      long bytes = publish(world, records);
      if (isMeasured) {
        figure("record, mean of " + records, (double) bytes / records, "bytes");
      }
      Duration before = stores(postgres, kafka);
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      Backfill.run(
          world,
          new PrintStream(printed, true, StandardCharsets.UTF_8),
          Flink.command(world, "backfill", heap, virtualMachine));
      double storesCpu = seconds(stores(postgres, kafka).minus(before));
      Matcher done = DONE.matcher(printed.toString(StandardCharsets.UTF_8));
      if (!done.find()) {
        throw Failure.of("the backfill did not say what it cost:\n" + printed);
      }
      double wall = Double.parseDouble(done.group(2));
      double jobs = Double.parseDouble(done.group(3));
      if (isMeasured) {
        String name = backfill(records, state, detect);
        figure(name + ": wall", wall, "s");
        figure(name + ": rate", records / wall, "records/s");
        figure(name + ": CPU of the jobs", jobs * 1e6 / records, "µs/record");
        figure(name + ": CPU of the stores", storesCpu * 1e6 / records, "µs/record");
        figure(name + ": CPU", (jobs + storesCpu) * 1e6 / records, "µs/record");
      }
      return jobs + storesCpu;
    } finally {
      delete(world.data());
    }
  }

  /** Services that end with this process too, last started first. */
  private static final class Ending implements AutoCloseable {
    private final Service[] services;
    private final Thread hook = new Thread(this::stop);

    Ending(Service... services) {
      this.services = services;
      Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
      for (int i = services.length - 1; i >= 0; i--) {
        services[i].stop();
      }
    }

    @Override
    public void close() {
      Runtime.getRuntime().removeShutdownHook(hook);
      stop();
    }
  }

  private static String backfill(int records, String state, boolean detect) {
    return "backfill of " + records + ", " + state + (detect ? ", with detect" : "");
  }

  /** What the records between two sizes cost, each. */
  public void marginal(int fewer, int more, boolean detect) {
    double small = backfill(fewer, detect);
    double large = backfill(more, detect);
    figure(
        "marginal from " + fewer + " to " + more + ", " + state + (detect ? ", with detect" : ""),
        (large - small) * 1e6 / (more - fewer),
        "µs/record");
  }

  private static Duration stores(Postgres postgres, Kafka kafka) {
    return Cpu.ofTree(postgres.process().orElseThrow()).plus(Cpu.of(kafka.process().orElseThrow()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static long publish(World world, int records) {
    return publish(world, CityFeed.history(city(records)), records);
  }

  /** The bytes of the next records, which it publishes. */
  private static long publish(World world, Iterator<FeedEvent> events, int records) {
    long bytes = 0;
    int count = 0;
    try (RawProducer producer = new RawProducer(world)) {
      while (count < records) {
        if (!events.hasNext()) {
          throw Failure.of("the simulated city has only " + count + " records");
        }
        FeedEvent event = events.next();
        bytes += event.value().length;
        send(producer, event);
        count++;
      }
      producer.flush();
    }
    return bytes;
  }

  static void send(RawProducer producer, FeedEvent event) {
    producer.send(
        Stream.values()[event.stream().ordinal()], event.key(), event.value(), event.source());
  }

  /**
   * From produced to visible in {@code analysis.rates}, and to {@code hcp.findings} where a review
   * raises an alert, while records flow.
   *
   * @param perSecond records a second
   * @param seconds how long
   */
  public void freshness(int perSecond, int seconds) {
    World world = world("freshness");
    Postgres postgres = new Postgres(world);
    Kafka kafka = new Kafka(world);
    Flink flink = new Flink(world);
    Trino trino = new Trino(world);
    try (Ending ending = new Ending(postgres, kafka, flink, trino)) {
      Trino.install(world);
      postgres.start();
      kafka.start();
      Freshness freshness = new Freshness(world, perSecond, seconds);
      freshness.publishPast();
      flink.start();
      trino.start();
      freshness.measure();
      percentiles("freshness at " + perSecond + "/s", freshness.visibleMillis());
      figure("alerts among them", freshness.alertMillis().length, "");
      percentiles("review to hcp.findings at " + perSecond + "/s", freshness.alertMillis());
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    } finally {
      delete(world.data());
    }
  }

  /**
   * What commits make of the tables while upkeep runs beside the writers: files, metadata, and how
   * long queries take next to a second world that was given the same records in one load.
   *
   * @param commits of the writers, to each of the tables that people ask most
   * @param perSecond commits a second at most
   * @param loaded records that both worlds begin with
   * @throws Failure where a writer or upkeep fails, files or metadata keep growing, or a query
   *     takes more than {@link Commits#BOUND} times as long
   */
  public void commits(int commits, double perSecond, int loaded) {
    World world = world("commits");
    world.setting(FlinkProcess.CHECKPOINT_MILLIS, Long.toString(Math.round(1000 / perSecond)));
    Postgres postgres = new Postgres(world);
    Kafka kafka = new Kafka(world);
    Flink flink = new Flink(world);
    Trino trino = new Trino(world);
    try (Ending ending = new Ending(postgres, kafka, flink, trino)) {
      Trino.install(world);
      postgres.start();
      kafka.start();
      Iterator<FeedEvent> events = CityFeed.history(growing(loaded));
      publish(world, events, loaded);
      Backfill.run(world, out, Flink.command(world, "backfill", "3g", virtualMachine));
      Commits run = new Commits(world, commits, perSecond, events, out);
      try {
        besideFresh(
            loaded,
            loaded,
            fresh -> {
              flink.start();
              trino.start();
              run.make(fresh);
            });
        figure("commits a second", commits / run.seconds(), "");
        flink.stop();
        kafka.stop();
        besideFresh(loaded, loaded + run.published(), run::compare);
      } finally {
        figures.put("commits", run.points());
      }
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
    // Where it failed, the world stays for a look.
    delete(world.data());
  }

  /** What is done with a world. */
  private interface Use {
    void of(World world) throws SQLException;
  }

  /**
   * @param loaded what the city is sized by
   * @param records that are loaded in one go
   */
  private void besideFresh(int loaded, int records, Use use) throws SQLException {
    World fresh = world("fresh", portBase + 1000);
    Postgres postgres = new Postgres(fresh);
    Kafka kafka = new Kafka(fresh);
    Trino trino = new Trino(fresh);
    try (Ending ending = new Ending(postgres, kafka, trino)) {
      postgres.start();
      kafka.start();
      publish(fresh, CityFeed.history(growing(loaded)), records);
      Backfill.run(fresh, out, Flink.command(fresh, "backfill", "3g", virtualMachine));
      kafka.stop();
      trino.start();
      use.of(fresh);
    } finally {
      delete(fresh.data());
    }
  }

  /** A city that goes on after as many records. */
  private static CityOptions growing(int loaded) {
    CityOptions city = city(loaded);
    return CityOptions.of(1, START, 10 * DAYS, city.servicesPerDay())
        .withReviewedShare(1)
        .withDefaultShare(0.2)
        .withStaff(5_000);
  }

  private void percentiles(String name, long[] millis) {
    long[] sorted = millis.clone();
    Arrays.sort(sorted);
    figure(name + ": p50", sorted[sorted.length / 2] / 1000.0, "s");
    figure(name + ": p99", sorted[sorted.length * 99 / 100] / 1000.0, "s");
  }
}
