package haochaping.detect.operators;

import haochaping.core.Terms;
import haochaping.detect.DeadlineRows;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Lake;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * By when what reviews call for must be done.
 *
 * <p>In: changes and heartbeats. Out: rows of {@code core.deadlines}. Side output: rows of {@code
 * core.step_counts}. State: none.
 */
public final class Schedule extends ProcessFunction<ChangeEvent, RowData> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<RowData> STEP_COUNTS =
      new OutputTag<>("step_counts", InternalTypeInfo.of(Lake.rowType("step_counts")));

  private final Terms terms;
  private final String city;

  private transient DeadlineRows rows;

  /**
   * @param city key of the city
   */
  public Schedule(Terms terms, String city) {
    this.terms = terms;
    this.city = city;
  }

  @Override
  public void open(OpenContext context) {
    rows = new DeadlineRows(terms, city);
  }

  @Override
  public void processElement(ChangeEvent event, Context context, Collector<RowData> out) {
    if (event.change() != null) {
      rows.deadlines(event.change(), out::collect);
      rows.counts(event.change(), row -> context.output(STEP_COUNTS, row));
    }
  }
}
