package haochaping.deliver.send;

import static haochaping.deliver.send.Notices.MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import haochaping.deliver.Told;
import haochaping.deliver.plan.Channel;
import haochaping.deliver.plan.Outgoing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCarrierTest {
  private static final byte[] SECRET = "s3cret".getBytes(StandardCharsets.UTF_8);
  private static final Outgoing OUTGOING =
      Notices.of(Channel.WEBHOOK, Told.concentration("a", 1, "A", 6, MORNING));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private Refusal carry(HttpHandler handler) {
    server.createContext("/hook", handler);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    WebhookCarrier carrier =
        new WebhookCarrier(
            name -> name.equals("hook.a") ? SECRET : null,
            Notices.LINKS,
            InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)),
            Duration.ofMillis(700));
    return catchThrowableOfType(Refusal.class, () -> carrier.carry(OUTGOING, Notices.hook(url)));
  }

  @Test
  void theReceiverCanCheckWhoSentItAndActOnce() throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    Headers headers = new Headers();
    Refusal refusal =
        carry(
            exchange -> {
              bodies.add(exchange.getRequestBody().readAllBytes());
              headers.putAll(exchange.getRequestHeaders());
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            });
    assertThat(refusal).isNull();
    assertThat(headers.getFirst("Idempotency-Key")).isEqualTo(OUTGOING.delivery());
    assertThat(headers.getFirst("X-Hcp-Timestamp")).isEqualTo("1700000000");
    assertThat(headers.getFirst("X-Hcp-Signature"))
        .isEqualTo("v1=" + WebhookCarrier.sign(SECRET, "1700000000", bodies.get(0)));
    JsonNode json = new ObjectMapper().readTree(bodies.get(0));
    assertThat(json.path("purpose").asText()).isEqualTo("new");
    assertThat(json.path("recipient").asText()).isEqualTo("department:A");
    assertThat(json.path("answer_by").asText()).isEqualTo("2026-03-05T05:05:00Z");
    JsonNode finding = json.path("findings").path(0);
    assertThat(finding.path("finding_id").asText()).isEqualTo("a");
    assertThat(finding.path("observed").asLong()).isEqualTo(6);
    assertThat(finding.path("zh").asText()).isEqualTo("CONCENTRATION 差评 6 条");
    assertThat(json.path("acknowledge").asText()).endsWith(OUTGOING.notice().notice());
  }

  /** Computed with OpenSSL 3: printf '17.{}' | openssl dgst -sha256 -hmac s3cret. */
  @Test
  void theSignatureIsTheOneThatOthersCompute() {
    assertThat(WebhookCarrier.sign(SECRET, "17", "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("986a7a44b27c222a3b1000e49042bdb8fb3bbc90490fac0df6fb65d8c717dc16");
  }

  @ParameterizedTest
  @CsvSource({
    "500, false",
    "503, false",
    "429, false",
    "408, false",
    "400, true",
    "404, true",
    "302, true"
  })
  void answersThatAreNoSuccessAreRefusals(int status, boolean lasting) {
    Refusal refusal =
        carry(
            exchange -> {
              exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            });
    assertThat(refusal).hasMessage("webhook answered " + status);
    assertThat(refusal.isLasting()).isEqualTo(lasting);
  }

  @Test
  void aReceiverThatHangsIsLeft() {
    Refusal refusal = carry(exchange -> await());
    assertThat(refusal).hasMessageStartingWith("webhook: ");
    assertThat(refusal.isLasting()).isFalse();
  }

  @Test
  void aReceiverThatHangsInTheMiddleOfItsAnswerIsLeft() {
    Refusal refusal =
        carry(
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
              await();
            });
    assertThat(refusal).hasMessage("webhook: no answer in 0 s");
    assertThat(refusal.isLasting()).isFalse();
  }

  @Test
  void aReceiverThatDiesInTheMiddleIsTriedAgain() {
    Refusal refusal =
        carry(
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write('x');
              exchange.close();
            });
    assertThat(refusal).hasMessageStartingWith("webhook: ");
    assertThat(refusal.isLasting()).isFalse();
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
