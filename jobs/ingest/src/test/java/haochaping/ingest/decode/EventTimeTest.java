package haochaping.ingest.decode;

import static haochaping.ingest.decode.Sent.at;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.platform.ErasureOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What moves event time, and orders to close days. The ingest clock stands at 5 March, noon. */
class EventTimeTest {
  private static final long NONE = Long.MIN_VALUE;

  @Test
  void reviewsMoveTheClockButNeverPastTheIngestClock() {
    RecordDecoder live = Sent.decoder();
    assertThat(live.eventTime(Sent.at(Stream.REVIEWS, Sent.review(), 0)))
        .isEqualTo(at("2026-03-02 09:26:10"));
    Intake ahead =
        Sent.at(Stream.REVIEWS, Sent.review().put("assessTime", "2026-03-06 11:59:59"), 0);
    assertThat(live.eventTime(ahead)).isEqualTo(Sent.INGEST);
  }

  @Test
  void casesHaveATimeToo() {
    Intake stage = Sent.at(Stream.CASES, Sent.stage(), 0);
    assertThat(Sent.decoder().eventTime(stage)).isEqualTo(at("2026-03-02 09:25:00"));
    Intake ahead = Sent.at(Stream.CASES, Sent.stage().put("serviceTime", "2026-03-06 11:59:59"), 0);
    assertThat(Sent.decoder().eventTime(ahead)).isEqualTo(Sent.INGEST);
  }

  @Test
  void onlyReviewsLeadALiveRun() {
    RecordDecoder decoder = Sent.decoder();
    assertThat(decoder.leads(Sent.at(Stream.REVIEWS, Sent.review(), 0))).isTrue();
    assertThat(decoder.leads(Sent.at(Stream.CASES, Sent.stage(), 0))).isFalse();
    assertThat(decoder.leads(Sent.at(Stream.VERDICTS, Sent.verdict(), 0))).isFalse();
  }

  @Test
  void nothingElseMovesIt() {
    RecordDecoder decoder = Sent.decoder();
    for (Intake intake :
        new Intake[] {
          Sent.at(Stream.RECTIFICATIONS, Sent.ledger(), 0),
          Sent.at(Stream.VERDICTS, Sent.verdict(), 0),
          Sent.at(Stream.REVIEWS, Sent.review().put("satisfaction", 9), 0),
          decoder.order(bytes("{\"ends\":[{\"stream\":1,\"partition\":2,\"offset\":3}]}"))
        }) {
      assertThat(decoder.eventTime(intake)).isEqualTo(NONE);
    }
  }

  @Test
  void orderNamesTheEndsOfThePartitions() {
    Intake order =
        Sent.decoder()
            .order(
                bytes(
                    "{\"ends\":[{\"stream\":1,\"partition\":2,\"offset\":7000000000},"
                        + "{\"stream\":0,\"partition\":0,\"offset\":0}]}"));
    assertThat(order.order().ends())
        .containsExactly(new CloseOrder.End(1, 2, 7_000_000_000L), new CloseOrder.End(0, 0, 0));
    assertThat(order.record()).isNull();
  }

  @Test
  void orderNamesTheProjectToErase() {
    ErasureOrder order = new ErasureOrder("zz-zwfw", "P-7", 1_780_000_000_000L);
    assertThat(new String(order.encode(), StandardCharsets.UTF_8))
        .isEqualTo("{\"erase\":{\"source\":\"zz-zwfw\",\"project\":\"P-7\",\"at\":1780000000000}}");
    Intake intake = Sent.decoder().order(order.encode());
    assertThat(intake.erasure()).isEqualTo(order);
    assertThat(intake.key()).isEqualTo("zz-zwfw\u0001P-7");
    assertThat(Sent.decoder().eventTime(intake)).isEqualTo(NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "hello",
        "{\"ends\":[]}",
        "null",
        "{\"erase\":{\"source\":\"a\"}}",
        "{\"done\":3}"
      })
  void whatIsNoOrderIsNone(String value) {
    assertThat(Sent.decoder().order(bytes(value))).isNull();
  }

  @Test
  void absentValueIsNoOrder() {
    assertThat(Sent.decoder().order(null)).isNull();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
