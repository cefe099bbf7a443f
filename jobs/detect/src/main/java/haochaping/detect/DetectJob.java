package haochaping.detect;

import haochaping.platform.DeadlineProfile;
import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Joins detect to Kafka and Iceberg. */
public final class DetectJob {
  /** Name of the job, also that of its folder of checkpoints. */
  public static final String NAME = "detect";

  private DetectJob() {}

  /**
   * Defines the job.
   *
   * @throws IllegalArgumentException naming what is wrong in the profile of the deadlines
   */
  public static void define(StreamExecutionEnvironment env, ReadableConfig options) {
    Lake lake = new Lake(options);
    // One task watches, so one writes.
    int writers = 1;
    DetectTopology.define(
        KafkaEdges.changes(env, options, KafkaEdges.DETECT_GROUP),
        options,
        DeadlineProfile.read(),
        new DetectTopology.Outputs(
            findings -> KafkaEdges.writeFindings(findings, options),
            rows -> lake.append(rows, "findings", writers),
            rows -> lake.append(rows, "finding_reviews", writers),
            rows -> lake.append(rows, "outcomes", writers),
            rows -> lake.append(rows, "deadlines", env.getParallelism()),
            rows -> lake.append(rows, "step_counts", env.getParallelism()),
            rows -> lake.append(rows, "baselines", writers)));
  }
}
