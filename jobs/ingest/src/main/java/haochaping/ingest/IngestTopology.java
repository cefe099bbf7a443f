package haochaping.ingest;

import haochaping.ingest.operators.Correlate;
import haochaping.ingest.operators.TakeApart;
import haochaping.ingest.state.IntakeSerializer;
import haochaping.platform.ChangeEvent;
import haochaping.platform.ChangeEventSerializer;
import haochaping.platform.JobOptions;
import haochaping.platform.Lake;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * The raw feed becomes changes of reviews.
 *
 * <pre>
 * raw -> take-apart -> correlate -> changes
 *            |          | key: project
 *         rejected      review_changes, services, rectifications, repeats, names
 * </pre>
 */
final class IngestTopology {
  /** Where everything goes: every stream has a sink. */
  record Outputs(
      Edge<ChangeEvent> changes,
      Edge<RowData> reviewChanges,
      Edge<RowData> services,
      Edge<RowData> rectifications,
      Edge<RowData> rejected,
      Edge<RowData> repeats,
      Edge<RowData> names) {}

  /** Attaches a sink to a stream. */
  @FunctionalInterface
  interface Edge<T> {
    void attach(DataStream<T> stream);
  }

  private IngestTopology() {}

  /**
   * @param raw what the raw topics hold, with event times and watermarks
   * @param partitions of the changelog
   */
  static void define(
      DataStream<Intake> raw, ReadableConfig options, int partitions, Outputs outputs) {
    SingleOutputStreamOperator<Intake> taken =
        raw.process(new TakeApart())
            .returns(IntakeSerializer.TYPE)
            .uid("take-apart")
            .name("take-apart");
    SingleOutputStreamOperator<ChangeEvent> changes =
        byProject(taken)
            .transform(
                "correlate",
                ChangeEventSerializer.TYPE,
                new Correlate(
                    options.get(JobOptions.STATE_TTL),
                    options.get(JobOptions.BACKFILL),
                    partitions))
            .uid("correlate");
    outputs.changes().attach(changes);
    outputs.reviewChanges().attach(changes.getSideOutput(Correlate.CHANGES));
    outputs.services().attach(changes.getSideOutput(Correlate.SERVICES));
    outputs.rectifications().attach(changes.getSideOutput(Correlate.RECTIFICATIONS));
    outputs.repeats().attach(changes.getSideOutput(Correlate.REPEATS));
    outputs.names().attach(changes.getSideOutput(Correlate.NAMES));
    outputs
        .rejected()
        .attach(
            taken
                .getSideOutput(TakeApart.REJECTED)
                .map(intake -> IngestRows.rejection(intake.rejection()))
                .returns(InternalTypeInfo.of(Lake.rowType("rejected")))
                .uid("rejected")
                .name("rejected"));
  }

  /** One task needs no shuffle: the records stay objects in one chain. */
  private static KeyedStream<Intake, String> byProject(DataStream<Intake> taken) {
    return taken.getExecutionEnvironment().getParallelism() == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(taken, Intake::key, Types.STRING)
        : taken.keyBy(Intake::key, Types.STRING);
  }
}
