package haochaping.ingest.operators;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.decode.Sent;
import haochaping.ingest.state.IntakeSerializer;
import haochaping.platform.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeApartTest {
  private OneInputStreamOperatorTestHarness<Intake, Intake> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static OneInputStreamOperatorTestHarness<Intake, Intake> harness() throws Exception {
    OneInputStreamOperatorTestHarness<Intake, Intake> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new TakeApart()), new IntakeSerializer());
    harness.setup(new IntakeSerializer());
    return harness;
  }

  @Test
  void recordsPassAndRejectionsGoAside() throws Exception {
    Intake good = review(0);
    Intake bad = Sent.at(Stream.REVIEWS, Sent.review().put("satisfaction", 9), 1);
    take(good, bad);
    assertThat(passed()).containsExactly(good);
    assertThat(aside())
        .extracting(intake -> intake.rejection().code())
        .containsExactly(ErrorCode.INVALID_LEVEL);
  }

  @Test
  void orderWaitsForEveryPartitionsEnd() throws Exception {
    Intake order = order(end(Stream.REVIEWS, 2), end(Stream.CASES, 1), end(Stream.VERDICTS, 0));
    take(order, review(0));
    assertThat(passed()).doesNotContain(order);
    take(stage(0));
    assertThat(passed()).doesNotContain(order);
    take(review(1));
    assertThat(passed()).last().isEqualTo(order);
    assertThat(passed()).hasSize(4);
  }

  @Test
  void orderThatComesLastGoesAtOnce() throws Exception {
    Intake order = order(end(Stream.REVIEWS, 1));
    take(review(0), order);
    assertThat(passed()).last().isEqualTo(order);
  }

  @Test
  void orderOverEmptyTopicsGoesAtOnce() throws Exception {
    Intake order = order(end(Stream.REVIEWS, 0), end(Stream.CASES, 0));
    take(order);
    assertThat(passed()).containsExactly(order);
  }

  @Test
  void rejectionsPassOffsetsToo() throws Exception {
    Intake order = order(end(Stream.REVIEWS, 1));
    take(order, Sent.at(Stream.REVIEWS, Sent.review().put("satisfaction", 9), 0));
    assertThat(passed()).containsExactly(order);
  }

  @Test
  void streamsOfOnePartitionNumberAreToldApart() throws Exception {
    Intake order = order(end(Stream.CASES, 1));
    take(order, review(5));
    assertThat(passed()).doesNotContain(order);
    take(stage(0));
    assertThat(passed()).last().isEqualTo(order);
  }

  @Test
  void severalOrdersWaitEachForItsOwnEnds() throws Exception {
    Intake first = order(end(Stream.REVIEWS, 1));
    Intake second = order(end(Stream.REVIEWS, 2));
    take(second, first, review(0));
    assertThat(passed()).contains(first).doesNotContain(second);
    take(review(1));
    assertThat(passed()).last().isEqualTo(second);
  }

  @Test
  void waitingGoesOnAfterARestore() throws Exception {
    Intake order = order(end(Stream.REVIEWS, 2), end(Stream.CASES, 1));
    take(order, review(0), review(1));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();

    harness = harness();
    harness.initializeState(state);
    harness.open();
    // The reviews before the snapshot count as passed: they do not come again.
    take(stage(0));
    assertThat(passed()).containsExactly(stage(0), order);
    take(stage(1));
    assertThat(passed()).hasSize(3);
  }

  /** Of several tasks each sees some of the partitions: none can wait for all. */
  @Test
  void orderGoesAtOnceWhereTasksShareThePartitions() throws Exception {
    harness.close();
    harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new TakeApart()), 2, 2, 0);
    harness.setup(new IntakeSerializer());
    harness.open();
    Intake order = order(end(Stream.REVIEWS, 2));
    take(order);
    assertThat(passed()).containsExactly(order);
  }

  @Test
  void progressIsAPlainObjectForFlink() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(TakeApart.CloseProgress.class);
  }

  private void take(Intake... intakes) throws Exception {
    for (Intake intake : intakes) {
      harness.processElement(new StreamRecord<>(intake));
    }
  }

  private List<Intake> passed() {
    return harness.extractOutputValues();
  }

  private Collection<Intake> aside() {
    List<Intake> intakes = new ArrayList<>();
    harness.getSideOutput(TakeApart.REJECTED).forEach(record -> intakes.add(record.getValue()));
    return intakes;
  }

  private static Intake review(long offset) {
    return Sent.at(Stream.REVIEWS, Sent.review(), offset);
  }

  private static Intake stage(long offset) {
    return Sent.at(Stream.CASES, Sent.stage(), offset);
  }

  private static Intake order(CloseOrder.End... ends) {
    return Intake.of(new CloseOrder(List.of(ends)));
  }

  private static CloseOrder.End end(Stream stream, long offset) {
    return new CloseOrder.End(stream.ordinal(), 0, offset);
  }
}
