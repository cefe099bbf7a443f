package haochaping.detect.operators;

import haochaping.core.CityClock;
import java.util.Iterator;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Which days an operator has closed: one closes when the watermark enters the next.
 *
 * <p>State: the last closed day, and the earliest day seen before the first watermark, from which
 * days are closed.
 */
final class DayClock {
  /** Days before the first watermark that are still closed one by one, as measure does. */
  private static final int DAYS_BACK = 400;

  private static final int NO_DAY = Integer.MIN_VALUE;

  private final ListState<Integer> state;
  private int lastClosed = NO_DAY;
  private int earliest = Integer.MAX_VALUE;

  DayClock(StateInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clock", Types.INT));
    for (Iterator<Integer> days = state.get().iterator(); days.hasNext(); ) {
      lastClosed = Math.max(lastClosed, days.next());
      earliest = Math.min(earliest, days.next());
    }
  }

  /** Whether it is known which day is closed next. */
  boolean isStarted() {
    return lastClosed != NO_DAY;
  }

  int lastClosed() {
    return lastClosed;
  }

  /** Takes note of a day that something is dated. */
  void see(int day) {
    if (!isStarted()) {
      earliest = Math.min(earliest, day);
    }
  }

  /**
   * Closes the days before that of a watermark.
   *
   * @param startAfter takes the day before the first one that is closed, once
   * @param close takes each day
   */
  void advance(Watermark mark, IntConsumer startAfter, IntConsumer close) {
    long time = mark.getTimestamp();
    if (time == Long.MAX_VALUE || time == Long.MIN_VALUE) {
      return;
    }
    int today = CityClock.day(time);
    if (!isStarted()) {
      lastClosed = Math.max(Math.min(earliest, today), today - DAYS_BACK) - 1;
      startAfter.accept(lastClosed);
    }
    while (lastClosed < today - 1) {
      close.accept(lastClosed + 1);
      lastClosed++;
    }
  }

  void store() throws Exception {
    state.clear();
    state.add(lastClosed);
    state.add(earliest);
  }
}
