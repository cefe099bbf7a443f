package haochaping.measure;

import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Joins measure to Kafka and Iceberg. */
public final class MeasureJob {
  /** Name of the job, also that of its folder of checkpoints. */
  public static final String NAME = "measure";

  private MeasureJob() {}

  /** Defines the job. */
  public static void define(StreamExecutionEnvironment env, ReadableConfig options) {
    Lake lake = new Lake(options);
    int parallelism = env.getParallelism();
    MeasureTopology.define(
        KafkaEdges.changes(env, options, KafkaEdges.MEASURE_GROUP),
        options,
        new MeasureTopology.Outputs(
            rows -> lake.append(rows, "counts", parallelism),
            rows -> lake.append(rows, "rates", parallelism)));
  }
}
