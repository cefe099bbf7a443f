package haochaping.measure;

import haochaping.core.PaneDelta;
import haochaping.measure.operators.Combine;
import haochaping.measure.operators.Roll;
import haochaping.measure.state.PaneDeltaSerializer;
import haochaping.platform.ChangeEvent;
import haochaping.platform.JobOptions;
import haochaping.platform.Lake;
import haochaping.platform.StatisticsProfile;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * Changes of reviews become counts, rolling rates and rankings.
 *
 * <pre>
 * changes -> combine -> roll (one task) -> rates
 *                       | key: dimension and key
 *                       counts, rankings, funnels
 * </pre>
 */
final class MeasureTopology {
  /** Siblings are judged by the one task that sees all of them. */
  static final int ROLL_TASKS = 1;

  /** Where everything goes. */
  record Outputs(Edge counts, Edge rates, Edge rankings, Edge funnels) {}

  /** Attaches a sink to a stream of rows. */
  @FunctionalInterface
  interface Edge {
    void attach(DataStream<RowData> rows);
  }

  private MeasureTopology() {}

  /**
   * Defines the steps.
   *
   * @param profile what siblings are judged by
   */
  static void define(
      DataStream<ChangeEvent> changes,
      ReadableConfig options,
      StatisticsProfile profile,
      Outputs outputs) {
    String city = options.get(JobOptions.CITY);
    SingleOutputStreamOperator<PaneDelta> deltas =
        changes
            .transform(
                "combine",
                PaneDeltaSerializer.TYPE,
                new Combine(city, options.get(JobOptions.COMBINE)))
            .uid("combine");
    SingleOutputStreamOperator<RowData> rates =
        byKey(deltas)
            .transform(
                "roll",
                InternalTypeInfo.of(Lake.rowType("rates")),
                new Roll(city, options.get(JobOptions.BACKFILL), profile))
            .uid("roll")
            .setParallelism(ROLL_TASKS);
    outputs.rates().attach(rates);
    outputs.counts().attach(rates.getSideOutput(Roll.COUNTS));
    outputs.rankings().attach(rates.getSideOutput(Roll.RANKINGS));
    outputs.funnels().attach(rates.getSideOutput(Roll.FUNNELS));
  }

  /** One task needs no shuffle: the deltas stay objects in one chain. */
  private static KeyedStream<PaneDelta, String> byKey(DataStream<PaneDelta> deltas) {
    return deltas.getExecutionEnvironment().getParallelism() == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(deltas, delta -> delta.key, Types.STRING)
        : deltas.keyBy(delta -> delta.key, Types.STRING);
  }
}
