package haochaping.detect;

import haochaping.core.Terms;
import haochaping.detect.concentration.Settings;
import haochaping.detect.operators.Compose;
import haochaping.detect.operators.Oversee;
import haochaping.detect.operators.Publish;
import haochaping.detect.operators.Schedule;
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
import haochaping.platform.Lake;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.Collector;

/**
 * Changes of reviews become findings.
 *
 * <pre>
 * changes -> spread -> watch ---> publish -> findings
 *    |                 |            | key: finding; one task
 *    |                 |            rows of findings, of their reviews and outcomes
 *    |                 | key: level and target, or matter of the baseline's cells; one task
 *    |                 rows of the baselines
 *    +-----> verdicts ------------+
 *    +-----> oversee -------------+
 *    |         one task: verdicts on oneself, deadlines, silent sources
 *    +-----> schedule -> rows of deadlines, step counts
 *    +-----> compose -------------^
 *               | one key; one task
 *               rows of the baselines
 * </pre>
 */
final class DetectTopology {
  /** Where everything goes. */
  record Outputs(
      Edge<Finding> findings,
      Edge<RowData> findingRows,
      Edge<RowData> findingReviews,
      Edge<RowData> outcomes,
      Edge<RowData> deadlines,
      Edge<RowData> stepCounts,
      Edge<RowData> baselines) {}

  /** Attaches a sink to a stream. */
  @FunctionalInterface
  interface Edge<T> {
    void attach(DataStream<T> stream);
  }

  private DetectTopology() {}

  /**
   * Defines the steps.
   *
   * @param terms by when what reviews call for must be done
   */
  static void define(
      DataStream<ChangeEvent> changes, ReadableConfig options, Terms terms, Outputs outputs) {
    SingleOutputStreamOperator<ReviewDelta> deltas =
        changes
            .flatMap(new Spread())
            .returns(ReviewDeltaSerializer.TYPE)
            .uid("spread")
            .name("spread");
    SingleOutputStreamOperator<Report> watched =
        byTarget(deltas)
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
            .transform("oversee", ReportSerializer.TYPE, new Oversee(terms))
            .uid("oversee")
            .setParallelism(1);
    SingleOutputStreamOperator<RowData> deadlines =
        changes
            .process(new Schedule(terms, options.get(JobOptions.CITY)))
            .returns(InternalTypeInfo.of(Lake.rowType("deadlines")))
            .uid("schedule")
            .name("schedule");
    SingleOutputStreamOperator<Report> composed =
        underOneKey(changes)
            .transform("compose", ReportSerializer.TYPE, new Compose())
            .uid("compose")
            .setParallelism(1);
    SingleOutputStreamOperator<Finding> findings =
        watched
            .union(composed, verdicts, overseen)
            .keyBy(Report::findingId, Types.STRING)
            .process(new Publish())
            .returns(FindingSerializer.TYPE)
            .uid("publish")
            .name("publish")
            .setParallelism(1);
    outputs.findings().attach(findings);
    outputs.findingRows().attach(findings.getSideOutput(Publish.FINDINGS));
    outputs.findingReviews().attach(findings.getSideOutput(Publish.FINDING_REVIEWS));
    outputs.outcomes().attach(findings.getSideOutput(Publish.OUTCOMES));
    outputs.deadlines().attach(deadlines);
    outputs.stepCounts().attach(deadlines.getSideOutput(Schedule.STEP_COUNTS));
    outputs
        .baselines()
        .attach(
            watched.getSideOutput(Watch.BASELINES).union(composed.getSideOutput(Watch.BASELINES)));
  }

  private static void verdicts(ChangeEvent event, Collector<Report> out) {
    if (event.change() != null) {
      Report.of(event.change(), out::collect);
    }
  }

  /** One task needs no shuffle: the deltas stay objects in one chain. */
  private static KeyedStream<ReviewDelta, String> byTarget(DataStream<ReviewDelta> deltas) {
    return byKey(deltas, delta -> delta.key);
  }

  /** All under one key: what is kept by key is kept by day, of all reviews. */
  private static KeyedStream<ChangeEvent, String> underOneKey(DataStream<ChangeEvent> changes) {
    return byKey(changes, change -> "");
  }

  private static <T> KeyedStream<T, String> byKey(
      DataStream<T> stream, KeySelector<T, String> key) {
    return stream.getExecutionEnvironment().getParallelism() == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(stream, key, Types.STRING)
        : stream.keyBy(key, Types.STRING);
  }
}
