package haochaping.local.erase;

import haochaping.ingest.IngestJob;
import haochaping.ingest.decode.RecordDecoder;
import haochaping.local.Failure;
import haochaping.local.JobSettings;
import haochaping.local.Status;
import haochaping.local.Upkeep;
import haochaping.local.World;
import haochaping.local.flink.Offsets;
import haochaping.local.services.Kafka;
import haochaping.operate.erase.Erasure;
import haochaping.operate.erase.Held;
import haochaping.operate.erase.ProjectId;
import haochaping.platform.KafkaEdges;
import haochaping.platform.RetentionProfile;
import haochaping.platform.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Erases people, while the jobs run.
 *
 * <pre>
 * orders    ingest forgets them in its state, tells those who follow, and blanks whatever comes later
 * rows      blanked; files written anew
 * topics    what every job has read is deleted
 * state     two checkpoints, so that those before are gone
 * past      snapshots of the tables before the new files
 * </pre>
 *
 * <p>Each step may be done again: after a crash the next run begins with the orders of all before
 * it that are not known to be carried out.
 */
public final class Erasing {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> JOBS = List.of("ingest", "measure", "detect");

  private final World world;
  private final Admin admin;
  private final Consumer<String> progress;
  private final Identities identities;
  private final Erasure tables;

  /**
   * @param connection to Trino, of an account that owns the tables
   * @param readable certificate numbers and phones as people write them
   * @param tokens as the tables have them
   * @param progress is told each step
   * @throws IOException when the key file cannot be read
   */
  public Erasing(
      World world,
      Connection connection,
      Admin admin,
      Collection<String> readable,
      Collection<String> tokens,
      Consumer<String> progress)
      throws IOException {
    this.world = world;
    this.admin = admin;
    this.progress = progress;
    RecordDecoder decoder = IngestJob.decoder(JobSettings.of(world));
    identities = new Identities(decoder, readable, tokens);
    tables = new Erasure(connection);
  }

  /**
   * Blanks what has been held for longer than the profile says, and what came into the tables of
   * projects after they were erased, such as by a backfill that began before the order.
   *
   * @return rows blanked, by table
   * @throws SQLException when Trino refuses
   */
  public static Map<String, Long> sweep(World world, Connection connection) throws SQLException {
    Set<ProjectId> projects = new Kafka(world).isReady() ? Orders.of(world).projects() : Set.of();
    return Upkeep.alone(
        world,
        () -> {
          Erasure erasure = new Erasure(connection);
          Map<String, Long> blanked = new LinkedHashMap<>(erasure.blank(projects));
          erasure
              .blankOutlived(RetentionProfile.read(), Instant.now())
              .forEach((table, rows) -> blanked.merge(table, rows, Long::sum));
          return blanked;
        });
  }

  /** What is held of the people. */
  public Held find() throws SQLException {
    progress.accept("searching the tables");
    return tables.find(identities.tokens(), identities::concerns);
  }

  /**
   * Erases.
   *
   * @param held of the people; may be empty where only earlier orders are to be carried out
   * @return rows blanked, by table
   * @throws SQLException when Trino refuses
   */
  public Map<String, Long> run(Held held) throws SQLException {
    requireJobs();
    Orders before = Orders.of(world);
    progress.accept("ordering ingest to forget");
    long ordered =
        Orders.give(
            world,
            held.projects().isEmpty() ? before.projects() : held.projects(),
            Instant.now().toEpochMilli());
    Set<ProjectId> projects = Orders.of(world).projects();
    awaitIngest(Map.of(Orders.PARTITION, ordered));
    awaitCheckpoints(2);

    progress.accept("blanking rows and writing their files anew");
    Map<String, Long> rows = new LinkedHashMap<>();
    Map<String, Long> snapshots = new LinkedHashMap<>();
    Upkeep.alone(
        world,
        () -> {
          rows.putAll(tables.blank(projects));
          long emptied = tables.empty(held.refused());
          if (emptied > 0) {
            rows.put("rejected", emptied);
          }
          for (String table : Erasure.tables()) {
            snapshots.put(table, tables.rewrite(table));
          }
          return null;
        });

    progress.accept("deleting from the topics what every job has read");
    long last = deleteRecords(projects);

    progress.accept("letting the jobs' old state go");
    Instant now = Instant.now();
    awaitCheckpoints(2);
    if ("rocksdb".equals(world.setting("state"))) {
      progress.accept("state lies in RocksDB: what it overwrote goes when its files are merged");
    } else {
      await("the state of before is still on disk", () -> isStateSince(now));
    }

    progress.accept("letting the tables' old snapshots and files go");
    Upkeep.alone(
        world,
        () -> {
          for (Map.Entry<String, Long> snapshot : snapshots.entrySet()) {
            tables.forget(snapshot.getKey(), snapshot.getValue(), now);
          }
          return null;
        });
    Orders.finish(world, last);
    return rows;
  }

  private void requireJobs() {
    for (String job : JOBS) {
      if (Status.checkpoint(world, job) < 0) {
        throw Failure.of(
            "job "
                + job
                + " is not running or has no checkpoint yet: start the stack with infra/hcp up");
      }
    }
  }

  /** Deletes records, and gives the offset after the last order. */
  private long deleteRecords(Set<ProjectId> projects) {
    Set<String> numbers = projects.stream().map(ProjectId::number).collect(Collectors.toSet());
    Truncation truncation = new Truncation(world, admin);
    truncation.begin();
    try {
      // An order that is carried out already brings every partition of the changelog a heartbeat.
      Map<TopicPartition, Long> sent = new HashMap<>();
      List<ProjectId> again = projects.stream().limit(1).toList();
      long last = Orders.give(world, again, Instant.now().toEpochMilli());
      sent.put(Orders.PARTITION, last);
      Map<TopicPartition, Long> before =
          truncation.repeat(record -> identities.isIn(record, numbers));
      before.forEach((partition, offset) -> sent.put(partition, offset + 1));
      awaitIngest(sent);
      awaitReaders();
      Map<TopicPartition, Long> read = Offsets.committed(admin, KafkaEdges.INGEST_GROUP);
      for (TopicPartition partition : Offsets.rawEnds(admin).keySet()) {
        before.putIfAbsent(partition, read.getOrDefault(partition, 0L));
      }
      Map<TopicPartition, Long> measure = Offsets.committed(admin, KafkaEdges.MEASURE_GROUP);
      Map<TopicPartition, Long> detect = Offsets.committed(admin, KafkaEdges.DETECT_GROUP);
      for (TopicPartition partition : Offsets.ends(admin, List.of(Topics.CHANGES)).keySet()) {
        before.put(
            partition,
            Math.min(measure.getOrDefault(partition, 0L), detect.getOrDefault(partition, 0L)));
      }
      truncation.delete(before);
      await("deleted records are still on disk", () -> truncation.isOffDisk(before));
      return last;
    } finally {
      truncation.end();
    }
  }

  /** Waits until checkpoints of ingest cover offsets, and its readers have what it gave out. */
  private void awaitIngest(Map<TopicPartition, Long> offsets) {
    await(
        "ingest does not come on",
        () -> {
          Map<TopicPartition, Long> read = Offsets.committed(admin, KafkaEdges.INGEST_GROUP);
          return offsets.entrySet().stream()
              .allMatch(one -> read.getOrDefault(one.getKey(), 0L) >= one.getValue());
        });
    awaitReaders();
  }

  private void awaitReaders() {
    Map<TopicPartition, Long> ends = Offsets.ends(admin, List.of(Topics.CHANGES));
    for (String group : List.of(KafkaEdges.MEASURE_GROUP, KafkaEdges.DETECT_GROUP)) {
      await(
          "the readers of the changelog do not come on",
          () -> {
            Map<TopicPartition, Long> read = Offsets.committed(admin, group);
            // The last offset of a transaction is its marker, which no reader is given.
            return ends.entrySet().stream()
                    .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue() - 1)
                || Offsets.changesAfter(world, admin, read, 1) == 0;
          });
    }
  }

  /** Waits until every job has completed so many checkpoints from now on. */
  private void awaitCheckpoints(int more) {
    Map<String, Long> begun = new LinkedHashMap<>();
    JOBS.forEach(job -> begun.put(job, Status.checkpoint(world, job)));
    begun.forEach(
        (job, id) ->
            await(
                job + " takes no checkpoints",
                () -> Status.checkpoint(world, job) >= Math.max(0, id) + more));
  }

  private boolean isStateSince(Instant time) {
    for (String job : JOBS) {
      try (Stream<Path> files = Files.walk(world.folder("state/" + job))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
            return false;
          }
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        // A checkpoint went while it was looked at.
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return true;
  }

  private static void await(String otherwise, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw Failure.of(
            otherwise
                + " after "
                + PATIENCE.toMinutes()
                + " minutes: see infra/hcp status, then erase again; what is done stays done");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.of("interrupted");
      }
    }
  }
}
