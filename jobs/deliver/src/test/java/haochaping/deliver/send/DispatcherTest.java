package haochaping.deliver.send;

import static haochaping.deliver.send.Notices.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.deliver.Told;
import haochaping.deliver.plan.Channel;
import haochaping.deliver.plan.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<Outgoing> DUE =
      Notices.all(
          Told.concentration("a", 1, "A", 6, MORNING), Told.concentration("b", 1, "B", 6, MORNING));

  @Test
  void aTargetThatHangsHoldsUpNoOther() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    List<String> carried = Collections.synchronizedList(new ArrayList<>());
    Carrier carrier =
        (one, contact) -> {
          carried.add(one.address().channel() + " " + one.recipient());
          if (one.address().channel() == Channel.WEBHOOK) {
            try {
              hanging.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (Dispatcher dispatcher =
        new Dispatcher(
            one -> Optional.of(Notices.department(one.recipient().department())),
            one -> carrier,
            2)) {
      dispatcher.dispatch(DUE);
      List<Dispatcher.Attempt> first = dispatcher.ended(PATIENCE);
      assertThat(first).extracting(a -> a.outgoing().recipient()).hasToString("[department:A]");
      assertThat(first.get(0).refusal()).isNull();
      dispatcher.dispatch(DUE.stream().filter(one -> one != first.get(0).outgoing()).toList());
      assertThat(dispatcher.ended(PATIENCE))
          .extracting(a -> a.outgoing().recipient())
          .hasToString("[department:B]");
      assertThat(dispatcher.isIdle()).isFalse();
      hanging.countDown();
      Awaitility.await()
          .until(
              () -> {
                dispatcher.ended(PATIENCE);
                return dispatcher.isIdle();
              });
      assertThat(carried)
          .containsExactlyInAnyOrder(
              "MAIL department:A", "WEBHOOK department:A", "MAIL department:B");
    }
  }

  @Test
  void aContactThatIsGoneAndACarrierThatBreaksAreRefusals() {
    Outgoing mail = DUE.get(0);
    try (Dispatcher gone = new Dispatcher(one -> Optional.empty(), one -> null, 1)) {
      gone.dispatch(List.of(mail));
      Refusal refusal = gone.ended(PATIENCE).get(0).refusal();
      assertThat(refusal).hasMessage("no such contact any more");
      assertThat(refusal.isLasting()).isTrue();
    }
    try (Dispatcher broken =
        new Dispatcher(
            one -> Optional.of(Notices.department("A")),
            one -> {
              throw new IllegalStateException("broken");
            },
            1)) {
      broken.dispatch(List.of(mail));
      Refusal refusal = broken.ended(PATIENCE).get(0).refusal();
      assertThat(refusal).hasMessage("java.lang.IllegalStateException: broken");
      assertThat(refusal.isLasting()).isFalse();
    }
  }
}
