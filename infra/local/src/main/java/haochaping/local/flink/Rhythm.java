package haochaping.local.flink;

import haochaping.local.services.Kafka;
import haochaping.platform.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The checkpoints of the live jobs, in step: each commits its tables with one, and the readers of
 * the changelog are given only what ingest has committed. So theirs follow as soon as they have
 * read what ingest's gave out, and a record waits for one interval instead of two.
 */
final class Rhythm {
  static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration CHECKPOINT_PATIENCE = Duration.ofSeconds(60);

  /**
   * Longer than the readers need for what an interval brings; if not, the rest waits for the next.
   */
  private static final Duration READING_PATIENCE = Duration.ofMillis(500);

  private final FlinkCluster cluster;
  private final Admin admin;
  private final JobID ingest;
  private final List<Reader> readers;
  private final Duration interval;

  /**
   * @param interval from one step to the next, if the steps take no longer
   */
  Rhythm(FlinkCluster cluster, Admin admin, JobID ingest, List<Reader> readers, Duration interval) {
    this.cluster = cluster;
    this.admin = admin;
    this.ingest = ingest;
    this.readers = readers;
    this.interval = interval;
  }

  /**
   * Takes checkpoints until it is told to end.
   *
   * @throws IllegalStateException where a job ends by itself
   */
  void keep(BooleanSupplier ended) throws Exception {
    long next = System.nanoTime();
    while (!ended.getAsBoolean()) {
      cluster.requireAlive(ingest);
      for (Reader reader : readers) {
        cluster.requireAlive(reader.id());
      }
      step();
      next = Math.max(next + interval.toNanos(), System.nanoTime());
      while (!ended.getAsBoolean() && System.nanoTime() < next) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  private void step() throws Exception {
    if (cluster.isRunning(ingest)) {
      Map<TopicPartition, Long> written = Offsets.written(admin, List.of(Topics.CHANGES));
      if (isTaken(cluster.checkpoint(ingest))) {
        awaitRead(written);
      }
    }
    List<CompletableFuture<String>> checkpoints = new ArrayList<>();
    for (Reader reader : readers) {
      if (cluster.isRunning(reader.id())) {
        checkpoints.add(cluster.checkpoint(reader.id()));
      }
    }
    for (CompletableFuture<String> checkpoint : checkpoints) {
      isTaken(checkpoint);
    }
  }

  /** Whether it was taken; one that fails is the job's own affair, which starts again. */
  private static boolean isTaken(CompletableFuture<String> checkpoint) throws InterruptedException {
    try {
      checkpoint.get(CHECKPOINT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("a checkpoint failed: " + e);
      return false;
    }
  }

  /** Waits until what was written is committed and the readers have read it. */
  private void awaitRead(Map<TopicPartition, Long> written) throws InterruptedException {
    Map<Reader, Map<TopicPartition, Long>> known = new HashMap<>();
    for (Reader reader : readers) {
      known.put(reader, Offsets.committed(admin, reader.group()));
    }
    long end = System.nanoTime() + READING_PATIENCE.toNanos();
    while (System.nanoTime() < end && !isRead(written, known)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private boolean isRead(
      Map<TopicPartition, Long> written, Map<Reader, Map<TopicPartition, Long>> known) {
    Map<TopicPartition, Long> committed = Offsets.ends(admin, List.of(Topics.CHANGES));
    for (int number = 0; number < Kafka.PARTITIONS; number++) {
      TopicPartition partition = new TopicPartition(Topics.CHANGES, number);
      long to = committed.get(partition);
      if (to < written.get(partition)) {
        return false;
      }
      for (Reader reader : readers) {
        // The last offset of a transaction is its marker, which no reader is given.
        if (reader.position(partition, known.get(reader)) < to - 1) {
          return false;
        }
      }
    }
    return true;
  }
}
