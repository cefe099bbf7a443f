package haochaping.ingest.operators;

import haochaping.core.Position;
import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.Rejection;
import haochaping.ingest.state.IntakeSerializer;
import haochaping.platform.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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

  /** The newest offset that passed, by stream and partition; -1 before the first. */
  private transient long[][] passed;

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
    passed = new long[Stream.values().length][0];
    for (CloseProgress progress : progressState.get()) {
      int stream = (int) (progress.partition % Stream.values().length);
      int partition = (int) (progress.partition / Stream.values().length);
      passed(stream, partition, Math.max(progress.offset, passed(stream, partition)));
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
    } else if (intake.erasure() != null) {
      out.collect(intake);
    } else {
      waiting.add(intake);
      release(out);
    }
  }

  private void pass(Position position, Collector<Intake> out) {
    passed(position.stream().ordinal(), position.partition(), position.offset());
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
      if (passed(end.stream(), end.partition()) < end.offset() - 1) {
        return false;
      }
    }
    return true;
  }

  private long passed(int stream, int partition) {
    return partition < passed[stream].length ? passed[stream][partition] : -1;
  }

  private void passed(int stream, int partition, long offset) {
    int known = passed[stream].length;
    if (partition >= known) {
      passed[stream] = Arrays.copyOf(passed[stream], partition + 1);
      Arrays.fill(passed[stream], known, partition + 1, -1);
    }
    passed[stream][partition] = offset;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    waitingState.update(waiting);
    List<CloseProgress> progress = new ArrayList<>();
    for (int stream = 0; stream < passed.length; stream++) {
      for (int partition = 0; partition < passed[stream].length; partition++) {
        if (passed[stream][partition] >= 0) {
          CloseProgress one = new CloseProgress();
          one.partition = (long) partition * passed.length + stream;
          one.offset = passed[stream][partition];
          progress.add(one);
        }
      }
    }
    progressState.update(progress);
  }
}
