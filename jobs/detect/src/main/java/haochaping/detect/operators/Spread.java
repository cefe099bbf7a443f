package haochaping.detect.operators;

import haochaping.core.ReviewChange;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.panes.Spreading;
import haochaping.platform.ChangeEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Spreads changes of reviews over their targets. In: changes and heartbeats. Out: signed deltas by
 * key. No state.
 */
public final class Spread extends RichFlatMapFunction<ChangeEvent, ReviewDelta> {
  private static final long serialVersionUID = 1L;

  private transient Spreading spreading;

  @Override
  public void open(OpenContext context) {
    spreading = new Spreading();
  }

  @Override
  public void flatMap(ChangeEvent event, Collector<ReviewDelta> out) {
    ReviewChange change = event.change();
    if (change != null) {
      spreading.spread(change, out::collect);
    }
  }
}
