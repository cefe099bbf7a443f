package haochaping.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.local.flink.Offsets;
import haochaping.local.services.Flink;
import haochaping.local.services.Kafka;
import haochaping.local.services.Service;
import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * How a world is.
 *
 * @param services by name: postgres, kafka, flink, deliver, trino, superset
 * @param lag by job: records that no completed checkpoint covers
 * @param freshnessSeconds age of the newest row of the tables, null where there is none
 * @param caughtUp whether all that is in the topics is committed in the tables
 * @param lastCommits by table: when it last changed
 * @param accounts the file with the accounts' passwords
 */
public record Status(
    Map<String, Health> services,
    Map<String, Long> lag,
    @JsonProperty("freshness_seconds") Double freshnessSeconds,
    @JsonProperty("caught_up") boolean caughtUp,
    @JsonProperty("last_commits") Map<String, String> lastCommits,
    String accounts) {

  /**
   * How a service is.
   *
   * @param name of the service
   * @param state running, starting (alive without an answer) or down
   * @param pid number of its process, or null
   */
  public record Health(String name, String state, Long pid, String address) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CHECKPOINT_PATIENCE = Duration.ofSeconds(10);

  /** Looks at a world now. */
  public static Status of(World world) {
    Stack stack = new Stack(world, System.out);
    Map<String, Health> services = new LinkedHashMap<>();
    for (Service service : stack.services()) {
      Optional<ProcessHandle> process = service.process();
      String state = process.isEmpty() ? "down" : service.isReady() ? "running" : "starting";
      services.put(
          service.name(),
          new Health(
              service.name(),
              state,
              process.map(ProcessHandle::pid).orElse(null),
              service.address()));
    }
    Map<String, Long> lag = new LinkedHashMap<>();
    boolean caughtUp = false;
    if (isRunning(services, "kafka")) {
      try (Admin admin = Kafka.admin(world)) {
        lag = lag(world, admin);
        caughtUp =
            isRunning(services, "flink")
                && lag.values().stream().allMatch(n -> n == 0)
                && isCommitted(world, admin);
      }
    }
    Map<String, String> commits = new LinkedHashMap<>();
    Double freshness = null;
    if (isRunning(services, "postgres")) {
      Instant newest = null;
      Lake lake = new Lake(JobSettings.of(world));
      for (String table : Lake.TABLES) {
        Optional<Instant> commit = lastCommit(lake, table);
        if (commit.isPresent()) {
          commits.put("core." + table, commit.get().toString());
          newest = newest == null || commit.get().isAfter(newest) ? commit.get() : newest;
        }
      }
      if (newest != null) {
        freshness = Duration.between(newest, Instant.now()).toMillis() / 1000.0;
      }
    }
    return new Status(services, lag, freshness, caughtUp, commits, world.accountsFile().toString());
  }

  private static boolean isRunning(Map<String, Health> services, String name) {
    return services.get(name).state().equals("running");
  }

  /** The last commit that brought or took rows: upkeep only puts them into other files. */
  private static Optional<Instant> lastCommit(Lake lake, String name) {
    try {
      Table table = lake.table(name);
      Snapshot snapshot = table.currentSnapshot();
      while (snapshot != null && DataOperations.REPLACE.equals(snapshot.operation())) {
        Long parent = snapshot.parentId();
        snapshot = parent == null ? null : table.snapshot(parent);
      }
      return Optional.ofNullable(snapshot).map(s -> Instant.ofEpochMilli(s.timestampMillis()));
    } catch (org.apache.iceberg.exceptions.NoSuchTableException
        | org.apache.iceberg.jdbc.UncheckedSQLException e) {
      // Not made yet, or PostgreSQL is on its way down.
      return Optional.empty();
    }
  }

  /** Records that each job has not read yet, or not committed. */
  public static Map<String, Long> lag(World world, Admin admin) {
    Map<String, Long> lag = new LinkedHashMap<>();
    Map<TopicPartition, Long> read = Offsets.committed(admin, KafkaEdges.INGEST_GROUP);
    long ingest = 0;
    for (Map.Entry<TopicPartition, Long> end : Offsets.rawEnds(admin).entrySet()) {
      ingest += Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L));
    }
    lag.put("ingest", ingest);
    for (Map.Entry<String, String> reader :
        List.of(
            Map.entry("measure", KafkaEdges.MEASURE_GROUP),
            Map.entry("detect", KafkaEdges.DETECT_GROUP))) {
      lag.put(
          reader.getKey(),
          Offsets.changesAfter(world, admin, Offsets.committed(admin, reader.getValue()), 100_000));
    }
    return lag;
  }

  /**
   * Whether what the offsets cover is also in the tables. A table is committed after the checkpoint
   * that covers it, and before the next: so the next one is awaited, first of ingest, then of those
   * that read its changes.
   */
  private static boolean isCommitted(World world, Admin admin) {
    for (String job : new String[] {"ingest", "measure", "detect"}) {
      long begun = checkpoint(world, job);
      Instant end = Instant.now().plus(CHECKPOINT_PATIENCE);
      while (checkpoint(world, job) <= begun) {
        if (Instant.now().isAfter(end) || begun < 0) {
          return false;
        }
        try {
          TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      if (lag(world, admin).values().stream().anyMatch(n -> n != 0)) {
        return false;
      }
    }
    return true;
  }

  /** The number of the newest completed checkpoint of a job, or -1. */
  public static long checkpoint(World world, String job) {
    String address = new Flink(world).address();
    try {
      JsonNode jobs = JSON.readTree(Service.get(address + "/jobs/overview", Map.of()).orElse("{}"));
      for (JsonNode one : jobs.path("jobs")) {
        if (one.path("name").asText().equals(job) && one.path("state").asText().equals("RUNNING")) {
          JsonNode checkpoints =
              JSON.readTree(
                  Service.get(
                          address + "/jobs/" + one.path("jid").asText() + "/checkpoints", Map.of())
                      .orElse("{}"));
          return checkpoints.path("latest").path("completed").path("id").asLong(-1);
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return -1;
  }
}
