package haochaping.measure;

import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import haochaping.platform.StatisticsProfile;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Joins measure to Kafka and Iceberg. */
public final class MeasureJob {
  /** Name of the job, also that of its folder of checkpoints. */
  public static final String NAME = "measure";

  private MeasureJob() {}

  /**
   * Defines the job.
   *
   * @throws IllegalArgumentException naming what is wrong in the profile of the statistics
   */
  public static void define(StreamExecutionEnvironment env, ReadableConfig options) {
    Lake lake = new Lake(options);
    MeasureTopology.define(
        KafkaEdges.changes(env, options, KafkaEdges.MEASURE_GROUP),
        options,
        StatisticsProfile.read(),
        new MeasureTopology.Outputs(
            rows -> lake.append(rows, "counts", MeasureTopology.ROLL_TASKS),
            rows -> lake.append(rows, "rates", MeasureTopology.ROLL_TASKS),
            rows -> lake.append(rows, "rankings", MeasureTopology.ROLL_TASKS),
            rows -> lake.append(rows, "funnels", MeasureTopology.ROLL_TASKS)));
  }
}
