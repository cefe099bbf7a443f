package haochaping.local.flink;

import haochaping.detect.DetectJob;
import haochaping.ingest.IngestJob;
import haochaping.local.JobSettings;
import haochaping.local.World;
import haochaping.local.services.Kafka;
import haochaping.measure.MeasureJob;
import haochaping.platform.JobOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.rocksdb.CompressionType;

/** A Flink cluster in this process, with the jobs over one world. */
final class FlinkCluster implements AutoCloseable {
  /**
   * How the jobs run.
   *
   * @param backfill a bounded run, else live
   * @param rocksDb whether state lies in RocksDB, else on the heap
   */
  record Mode(boolean backfill, boolean rocksDb, int parallelism) {}

  private final World world;
  private final Mode mode;
  private final MiniCluster cluster;

  FlinkCluster(World world, Mode mode) throws Exception {
    this.world = world;
    this.mode = mode;
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, World.HOST);
    configuration.set(RestOptions.BIND_ADDRESS, World.HOST);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(world.port(World.Port.FLINK)));
    configuration.set(RestOptions.PORT, world.port(World.Port.FLINK));
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
    configuration.set(CoreOptions.TMP_DIRS, world.folder("state/tmp").toString());
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(mode.rocksDb() ? 1536 : 16));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    // A machine that pauses for a minute is slow, not dead.
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(2));
    configuration.set(MetricOptions.REPORTERS_LIST, "progress");
    configuration.setString(
        "metrics.reporter.progress.factory.class", SourceProgress.Factory.class.getName());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(3 * mode.parallelism())
                .build());
    cluster.start();
  }

  /**
   * Starts a job from its newest checkpoint, if it has one.
   *
   * @param checkpointInterval between checkpoints, and so between commits of its tables
   */
  JobID submit(String job, Duration checkpointInterval) throws Exception {
    Configuration options = JobSettings.of(world);
    options.set(JobOptions.BACKFILL, mode.backfill());
    Path folder = folder(job);
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    options.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    options.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    options.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    options.set(StateBackendOptions.STATE_BACKEND, mode.rocksDb() ? "rocksdb" : "hashmap");
    if (mode.rocksDb()) {
      // Most records are the first of their project: the filter says so without a read. What is
      // written is read again soon: it stays in memory longer and is compacted less often.
      options.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
      options.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(256));
      options.set(
          RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
          List.of(CompressionType.LZ4_COMPRESSION));
    }
    options.set(PipelineOptions.OBJECT_REUSE, true);
    options.set(PipelineOptions.GENERIC_TYPES, false);
    if (mode.backfill()) {
      options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    } else {
      options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
      options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2));
    }
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(options);
    env.setParallelism(mode.parallelism());
    env.setMaxParallelism(128);
    switch (job) {
      case IngestJob.NAME -> IngestJob.define(env, options, Kafka.PARTITIONS);
      case MeasureJob.NAME -> MeasureJob.define(env, options);
      case DetectJob.NAME -> DetectJob.define(env, options);
      default -> throw new IllegalArgumentException("no job " + job);
    }
    StreamGraph stream = env.getStreamGraph();
    stream.setJobName(job);
    JobGraph graph = stream.getJobGraph();
    graph.setJobID(new JobID());
    Optional<Path> newest = Checkpoints.newest(folder);
    if (newest.isPresent()) {
      System.out.println(job + " goes on from " + world.data().relativize(newest.get()));
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              newest.get().toUri().toString(), false, RecoveryClaimMode.CLAIM));
    }
    cluster.submitJob(graph).get();
    return graph.getJobID();
  }

  /**
   * Ends a job with a savepoint that the next start goes on from.
   *
   * @param drain whether it gives out first whatever waits for more
   */
  void stop(JobID id, String job, boolean drain) throws Exception {
    cluster
        .stopWithSavepoint(id, folder(job).toUri().toString(), drain, SavepointFormatType.NATIVE)
        .get();
    cluster.requestJobResult(id).get();
  }

  /** Begins a checkpoint beside those that come at their interval. */
  CompletableFuture<String> checkpoint(JobID id) {
    return cluster.triggerCheckpoint(id);
  }

  /** Whether every task of a job runs: only then can it take a checkpoint or end with one. */
  boolean isRunning(JobID id) throws Exception {
    if (status(id) != JobStatus.RUNNING) {
      return false;
    }
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  JobStatus status(JobID id) throws Exception {
    return cluster.getJobStatus(id).get();
  }

  /**
   * @throws IllegalStateException where the job has ended, with the reason
   */
  void requireAlive(JobID id) throws Exception {
    if (status(id).isGloballyTerminalState()) {
      throw new IllegalStateException("a job ended", failure(id));
    }
  }

  private Throwable failure(JobID id) throws Exception {
    return cluster
        .requestJobResult(id)
        .get()
        .getSerializedThrowable()
        .map(t -> t.deserializeError(FlinkCluster.class.getClassLoader()))
        .orElse(null);
  }

  private Path folder(String job) throws IOException {
    return world.folder("state/" + job).toRealPath();
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
