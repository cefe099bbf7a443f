package haochaping.detect.operators;

import haochaping.detect.FindingRows;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.state.Packed;
import haochaping.detect.state.PackedDocket;
import haochaping.detect.verdicts.Docket;
import haochaping.detect.verdicts.Report;
import haochaping.platform.Finding;
import haochaping.platform.Lake;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Publishes findings with what people decided about them.
 *
 * <p>In: reports by finding, of all detectors and of human verdicts. Out: revisions of findings.
 * Side outputs: rows of {@code core.findings}, {@code core.finding_reviews} and {@code
 * core.outcomes}. State: by finding, its docket, packed.
 */
public final class Publish extends KeyedProcessFunction<String, Report, Finding> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<RowData> FINDINGS =
      new OutputTag<>("findings", InternalTypeInfo.of(Lake.rowType("findings")));

  public static final OutputTag<RowData> FINDING_REVIEWS =
      new OutputTag<>("finding_reviews", InternalTypeInfo.of(Lake.rowType("finding_reviews")));

  public static final OutputTag<RowData> OUTCOMES =
      new OutputTag<>("outcomes", InternalTypeInfo.of(Lake.rowType("outcomes")));

  private transient ValueState<byte[]> dockets;

  @Override
  public void open(OpenContext context) {
    dockets = getRuntimeContext().getState(new ValueStateDescriptor<>("docket", Packed.TYPE));
  }

  @Override
  public void processElement(Report report, Context context, Collector<Finding> out)
      throws Exception {
    byte[] packed = dockets.value();
    Docket docket = packed == null ? new Docket() : PackedDocket.unpack(packed);
    Finding finding = docket.take(report, context.timerService().currentProcessingTime());
    dockets.update(PackedDocket.pack(docket));
    if (finding == null) {
      return;
    }
    out.collect(finding);
    context.output(FINDINGS, FindingRows.finding(finding));
    context.output(OUTCOMES, FindingRows.outcome(finding));
    for (FindingReview review : docket.reviews()) {
      context.output(FINDING_REVIEWS, FindingRows.review(finding, review));
    }
  }
}
