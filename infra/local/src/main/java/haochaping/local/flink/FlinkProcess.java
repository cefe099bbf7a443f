package haochaping.local.flink;

import haochaping.ingest.IngestJob;
import haochaping.local.Failure;
import haochaping.local.JobSettings;
import haochaping.local.World;
import haochaping.local.services.Kafka;
import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import haochaping.platform.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import sun.misc.Signal;

/**
 * The process of the jobs.
 *
 * <p>Live: both jobs run until the process is asked to end; then each ends with a savepoint.
 * Backfill: ingest reads what the raw topics hold, measure what ingest made of it; each gives out
 * what waits, closes the last day and ends with a savepoint, from which a later run goes on.
 */
public final class FlinkProcess {
  private static final Duration BACKFILL_INTERVAL = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofDays(365);

  /** The setting of a world whose live jobs commit at another pace, for measurements. */
  public static final String CHECKPOINT_MILLIS = "checkpoint-millis";

  /**
   * A checkpoint of ingest writes its whole state, which grows with what was read: the next one
   * comes after so many times the last one's duration, so that all of them together cost a fixed
   * share of the run.
   */
  private static final int CHECKPOINT_SHARE = 8;

  private FlinkProcess() {}

  /**
   * Arguments: the data directory, {@code live} or {@code backfill}, {@code heap} or {@code
   * rocksdb}.
   */
  public static void main(String[] arguments) {
    int code = 1;
    try {
      World world = World.open(World.checkout(), Path.of(arguments[0]));
      boolean backfill = arguments[1].equals("backfill");
      boolean rocksDb = arguments[2].equals("rocksdb");
      new Lake(JobSettings.of(world)).align().forEach(System.out::println);
      FlinkCluster.Mode mode = new FlinkCluster.Mode(backfill, rocksDb, 1);
      try (FlinkCluster cluster = new FlinkCluster(world, mode)) {
        code = backfill ? backfill(world, cluster) : live(world, cluster);
      }
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      System.err.println("error: " + cause.getMessage());
      if (!(e instanceof Failure)) {
        e.printStackTrace();
      }
    }
    System.out.flush();
    System.exit(code);
  }

  private static int live(World world, FlinkCluster cluster) throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    Signal.handle(new Signal("TERM"), signal -> asked.set(true));
    try (Admin admin = Kafka.admin(world)) {
      JobID ingest = cluster.submit(IngestJob.NAME, NEVER);
      List<Reader> readers = Reader.submitAll(world, cluster, NEVER);
      String millis = world.setting(CHECKPOINT_MILLIS);
      Duration interval =
          millis == null ? Rhythm.INTERVAL : Duration.ofMillis(Long.parseLong(millis));
      new Rhythm(cluster, admin, ingest, readers, interval).keep(asked::get);
      stop(cluster, ingest, IngestJob.NAME);
      for (Reader reader : readers) {
        stop(cluster, reader.id(), reader.name());
      }
      return 0;
    }
  }

  /** A job that cannot end in order goes on from its last checkpoint next time. */
  private static void stop(FlinkCluster cluster, JobID id, String job) {
    try {
      if (cluster.isRunning(id)) {
        cluster.stop(id, job, false);
        System.out.println(job + " ended with a savepoint");
      }
    } catch (Exception e) {
      System.err.println(job + " ended without a savepoint: " + e.getMessage());
    }
  }

  private static int backfill(World world, FlinkCluster cluster) throws Exception {
    try (Admin admin = Kafka.admin(world)) {
      Map<TopicPartition, Long> ends = Offsets.rawEnds(admin);
      long records = ends.values().stream().mapToLong(Long::longValue).sum();
      Progress progress = new Progress(records);
      JobID ingest = cluster.submit(IngestJob.NAME, NEVER);
      List<Reader> readers = Reader.submitAll(world, cluster, BACKFILL_INTERVAL);
      awaitRead(cluster, admin, ingest, KafkaEdges.INGEST_GROUP, ends, progress);
      cluster.stop(ingest, IngestJob.NAME, true);
      // A source that ends with its savepoint tells the broker nothing.
      Offsets.commit(admin, KafkaEdges.INGEST_GROUP, ends);
      Map<TopicPartition, Long> changes = Offsets.ends(admin, List.of(Topics.CHANGES));
      for (Reader reader : readers) {
        awaitChangesRead(world, cluster, admin, reader);
        cluster.stop(reader.id(), reader.name(), true);
        Offsets.commit(admin, reader.group(), changes);
      }
      progress.done();
      return 0;
    }
  }

  private static void awaitRead(
      FlinkCluster cluster,
      Admin admin,
      JobID job,
      String group,
      Map<TopicPartition, Long> ends,
      Progress progress)
      throws Exception {
    Map<TopicPartition, Long> committed = Offsets.committed(admin, group);
    CompletableFuture<String> checkpoint = null;
    long checkpointBegun = System.nanoTime();
    long nextCheckpoint = checkpointBegun + BACKFILL_INTERVAL.toNanos();
    while (true) {
      cluster.requireAlive(job);
      long now = System.nanoTime();
      if (checkpoint != null && checkpoint.isDone()) {
        long took = now - checkpointBegun;
        nextCheckpoint = now + Math.max(BACKFILL_INTERVAL.toNanos(), CHECKPOINT_SHARE * took);
        checkpoint = null;
        // A restored source says where it stands only at a checkpoint.
        committed = Offsets.committed(admin, group);
      } else if (checkpoint == null && now > nextCheckpoint && cluster.isRunning(job)) {
        checkpointBegun = now;
        checkpoint = cluster.checkpoint(job);
      }
      long left = 0;
      long read = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        long position = position(job, end.getKey(), committed);
        read += Math.min(position, end.getValue());
        left += Math.max(0, end.getValue() - position);
      }
      progress.show(read);
      if (left == 0 && cluster.isRunning(job)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void awaitChangesRead(
      World world, FlinkCluster cluster, Admin admin, Reader reader) throws Exception {
    JobID job = reader.id();
    Map<TopicPartition, Long> committed = Offsets.committed(admin, reader.group());
    long since = System.nanoTime();
    while (true) {
      cluster.requireAlive(job);
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (int partition = 0; partition < Kafka.PARTITIONS; partition++) {
        TopicPartition key = new TopicPartition(Topics.CHANGES, partition);
        positions.put(key, reader.position(key, committed));
      }
      if (cluster.isRunning(job) && Offsets.changesAfter(world, admin, positions, 1) == 0) {
        return;
      }
      if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(3) && cluster.isRunning(job)) {
        cluster.checkpoint(job).get();
        committed = Offsets.committed(admin, reader.group());
        since = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static long position(
      JobID job, TopicPartition partition, Map<TopicPartition, Long> committed) {
    return Math.max(
        SourceProgress.position(job.toString(), partition.topic(), partition.partition()),
        committed.getOrDefault(partition, 0L));
  }

  /** Lines of progress that the caller may turn into a bar. */
  private static final class Progress {
    private final long total;
    private final long start = System.nanoTime();
    private long shown = -1;

    Progress(long total) {
      this.total = total;
    }

    void show(long read) {
      long percent = total == 0 ? 100 : read * 100 / total;
      if (percent / 5 != shown / 5 || shown < 0) {
        shown = percent;
        System.out.println("backfill: " + read + " of " + total + " records read");
      }
    }

    void done() {
      double cpu =
          ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
      System.out.printf(
          Locale.ROOT,
          "backfill: done, %d records in the tables, %.1f s wall, %.1f s CPU%n",
          total,
          (System.nanoTime() - start) / 1e9,
          cpu);
    }
  }
}
