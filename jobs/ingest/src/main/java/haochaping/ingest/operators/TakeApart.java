package haochaping.ingest.operators;

import haochaping.core.Position;
import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.Rejection;
import haochaping.ingest.state.IntakeSerializer;
import haochaping.platform.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts rejections from records, counts them by {@link ErrorCode}, and keeps an order to close days
 * back until the records before it have passed.
 *
 * <p>In: what the raw topics hold. Out: records and orders; {@link #REJECTED}: rejections.
 */
public final class TakeApart extends ProcessFunction<Intake, Intake>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<Intake> REJECTED =
      new OutputTag<>("rejected", IntakeSerializer.TYPE);

  private transient Map<ErrorCode, Counter> counters;

  /** Several tasks see a part of the offsets each: an order is then due at once. */
  private transient boolean alone;

  private transient Map<Long, Long> passed;
  private transient List<Intake> waiting;
  private transient ListState<Intake> waitingState;
  private transient ListState<CloseProgress> progressState;

  /**
   * The newest offset that passed from a raw partition. Public, and a plain class, for Flink's
   * serializer.
   */
  public static final class CloseProgress {
    public long partition;
    public long offset;

    public CloseProgress() {}
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    waitingState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("close-orders", IntakeSerializer.TYPE));
    progressState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("passed-offsets", CloseProgress.class));
    waiting = new ArrayList<>();
    for (Intake order : waitingState.get()) {
      waiting.add(order);
    }
    passed = new HashMap<>();
    for (CloseProgress progress : progressState.get()) {
      passed.merge(progress.partition, progress.offset, Math::max);
    }
  }

  @Override
  public void open(OpenContext context) {
    alone = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() == 1;
    counters = new EnumMap<>(ErrorCode.class);
    for (ErrorCode code : ErrorCode.values()) {
      counters.put(code, getRuntimeContext().getMetricGroup().counter(code.name()));
    }
  }

  @Override
  public void processElement(Intake intake, Context context, Collector<Intake> out) {
    if (intake.record() != null) {
      out.collect(intake);
      pass(intake.record().position(), out);
    } else if (intake.rejection() != null) {
      Rejection rejection = intake.rejection();
      counters.get(rejection.code()).inc();
      context.output(REJECTED, intake);
      pass(rejection.position(), out);
    } else {
      waiting.add(intake);
      release(out);
    }
  }

  private void pass(Position position, Collector<Intake> out) {
    passed.put(partition(position.stream().ordinal(), position.partition()), position.offset());
    if (!waiting.isEmpty()) {
      release(out);
    }
  }

  private void release(Collector<Intake> out) {
    Iterator<Intake> orders = waiting.iterator();
    while (orders.hasNext()) {
      Intake order = orders.next();
      if (!alone || isDue(order.order())) {
        orders.remove();
        out.collect(order);
      }
    }
  }

  private boolean isDue(CloseOrder order) {
    for (CloseOrder.End end : order.ends()) {
      long newest = passed.getOrDefault(partition(end.stream(), end.partition()), -1L);
      if (newest < end.offset() - 1) {
        return false;
      }
    }
    return true;
  }

  private static long partition(int stream, int partition) {
    return (long) partition * Stream.values().length + stream;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    waitingState.update(waiting);
    List<CloseProgress> progress = new ArrayList<>();
    passed.forEach(
        (partition, offset) -> {
          CloseProgress one = new CloseProgress();
          one.partition = partition;
          one.offset = offset;
          progress.add(one);
        });
    progressState.update(progress);
  }
}
