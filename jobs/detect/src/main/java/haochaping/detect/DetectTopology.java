package haochaping.detect;

import haochaping.detect.concentration.Settings;
import haochaping.detect.operators.Oversee;
import haochaping.detect.operators.Publish;
import haochaping.detect.operators.Spread;
import haochaping.detect.operators.Watch;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.state.ReportSerializer;
import haochaping.detect.state.ReviewDeltaSerializer;
import haochaping.detect.verdicts.Report;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Finding;
import haochaping.platform.FindingSerializer;
import haochaping.platform.JobOptions;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Changes of reviews become findings.
 *
 * <pre>
 * changes -> spread -> watch ---> publish -> findings
 *    |                 |            | key: finding; one task
 *    |                 |            rows of findings and of their reviews
 *    |                 | key: level and target, or matter of the baseline's cells; one task
 *    |                 rows of the baselines
 *    +-----> verdicts ------------+
 *    +-----> oversee -------------^
 *              one task: verdicts on oneself, silent sources
 * </pre>
 */
final class DetectTopology {
  /** Where everything goes. */
  record Outputs(
      Edge<Finding> findings,
      Edge<RowData> findingRows,
      Edge<RowData> findingReviews,
      Edge<RowData> baselines) {}

  /** Attaches a sink to a stream. */
  @FunctionalInterface
  interface Edge<T> {
    void attach(DataStream<T> stream);
  }

  private DetectTopology() {}

  static void define(DataStream<ChangeEvent> changes, ReadableConfig options, Outputs outputs) {
    SingleOutputStreamOperator<ReviewDelta> deltas =
        changes
            .flatMap(new Spread())
            .returns(ReviewDeltaSerializer.TYPE)
            .uid("spread")
            .name("spread");
    SingleOutputStreamOperator<Report> watched =
        byKey(deltas)
            .transform(
                "watch",
                ReportSerializer.TYPE,
                new Watch(
                    new Settings(options.get(JobOptions.FALSE_ALARMS)),
                    options.get(JobOptions.BACKFILL)))
            .uid("watch")
            .setParallelism(1);
    SingleOutputStreamOperator<Report> verdicts =
        changes
            .flatMap(DetectTopology::verdicts)
            .returns(ReportSerializer.TYPE)
            .uid("verdicts")
            .name("verdicts");
    SingleOutputStreamOperator<Report> overseen =
        changes
            .transform("oversee", ReportSerializer.TYPE, new Oversee())
            .uid("oversee")
            .setParallelism(1);
    SingleOutputStreamOperator<Finding> findings =
        watched
            .union(verdicts, overseen)
            .keyBy(Report::findingId, Types.STRING)
            .process(new Publish())
            .returns(FindingSerializer.TYPE)
            .uid("publish")
            .name("publish")
            .setParallelism(1);
    outputs.findings().attach(findings);
    outputs.findingRows().attach(findings.getSideOutput(Publish.FINDINGS));
    outputs.findingReviews().attach(findings.getSideOutput(Publish.FINDING_REVIEWS));
    outputs.baselines().attach(watched.getSideOutput(Watch.BASELINES));
  }

  private static void verdicts(ChangeEvent event, Collector<Report> out) {
    if (event.change() != null) {
      Report.of(event.change(), out::collect);
    }
  }

  /** One task needs no shuffle: the deltas stay objects in one chain. */
  private static KeyedStream<ReviewDelta, String> byKey(DataStream<ReviewDelta> deltas) {
    return deltas.getExecutionEnvironment().getParallelism() == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(deltas, delta -> delta.key, Types.STRING)
        : deltas.keyBy(delta -> delta.key, Types.STRING);
  }
}
