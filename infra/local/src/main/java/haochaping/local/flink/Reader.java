package haochaping.local.flink;

import haochaping.detect.DetectJob;
import haochaping.local.World;
import haochaping.measure.MeasureJob;
import haochaping.platform.KafkaEdges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.common.TopicPartition;

/**
 * A job that reads the changelog.
 *
 * @param id of its run
 * @param group whose offsets its checkpoints commit
 */
public record Reader(JobID id, String name, String group) {

  /** The setting of a world that leaves detection out, for measurements. */
  public static final String WITHOUT_DETECT = "without-detect";

  /**
   * Starts all of them.
   *
   * @param interval between their checkpoints
   */
  static List<Reader> submitAll(World world, FlinkCluster cluster, Duration interval)
      throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (Map.Entry<String, String> one :
        List.of(
            Map.entry(MeasureJob.NAME, KafkaEdges.MEASURE_GROUP),
            Map.entry(DetectJob.NAME, KafkaEdges.DETECT_GROUP))) {
      if (one.getKey().equals(DetectJob.NAME) && world.setting(WITHOUT_DETECT) != null) {
        continue;
      }
      JobID id = cluster.submit(one.getKey(), interval);
      readers.add(new Reader(id, one.getKey(), one.getValue()));
    }
    return readers;
  }

  /**
   * The offset that it reads next of a partition, as far as it is known.
   *
   * @param committed offsets that its group has committed: a restored source says where it stands
   *     only once it has read something
   */
  long position(TopicPartition partition, Map<TopicPartition, Long> committed) {
    return Math.max(
        SourceProgress.position(id.toString(), partition.topic(), partition.partition()),
        committed.getOrDefault(partition, 0L));
  }
}
