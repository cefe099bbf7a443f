package haochaping.local.flink;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * How far the Kafka sources of this process have read, from Flink's own metrics: the newest offset
 * that each source has handed on.
 */
public final class SourceProgress implements MetricReporter {
  private static final Map<String, Gauge<?>> OFFSETS = new ConcurrentHashMap<>();

  /**
   * The offset after the newest record read of a partition, or 0 where none was read yet.
   *
   * @param jobId of the job that reads
   */
  static long position(String jobId, String topic, int partition) {
    Gauge<?> gauge = OFFSETS.get(jobId + '/' + topic + '/' + partition);
    return gauge == null ? 0 : ((Number) gauge.getValue()).longValue() + 1;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (name.equals("currentOffset") && metric instanceof Gauge<?> gauge) {
      OFFSETS.put(key(group), gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  private static String key(MetricGroup group) {
    Map<String, String> variables = group.getAllVariables();
    return variables.get("<job_id>")
        + '/'
        + variables.get("<topic>")
        + '/'
        + variables.get("<partition>");
  }

  /** Found by Flink under the name of its class. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new SourceProgress();
    }
  }
}
