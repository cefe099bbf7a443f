package haochaping.deliver.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.deliver.contacts.Contact;
import haochaping.deliver.plan.Alert;
import haochaping.deliver.plan.Event;
import haochaping.deliver.plan.Outgoing;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Posts notices as signed JSON.
 *
 * <pre>
 * Idempotency-Key: the delivery, the same in every attempt
 * X-Hcp-Timestamp: seconds since the epoch, of the attempt
 * X-Hcp-Signature: v1= HMAC-SHA-256 of "timestamp.body" with the target's secret, hexadecimal
 * </pre>
 */
public final class WebhookCarrier implements Carrier {
  /** Answers after which it is worth while to come again. */
  private static final Set<Integer> PASSING = Set.of(408, 423, 425, 429);

  private static final JsonMapper JSON = new JsonMapper();

  private final Function<String, byte[]> secrets;
  private final Links links;
  private final InstantSource clock;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param secrets by name
   * @param patience from connecting to the end of the answer
   */
  public WebhookCarrier(
      Function<String, byte[]> secrets, Links links, InstantSource clock, Duration patience) {
    this.secrets = secrets;
    this.links = links;
    this.clock = clock;
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public void carry(Outgoing outgoing, Contact contact) throws Refusal {
    byte[] body = body(outgoing.notice(), outgoing);
    String timestamp = Long.toString(clock.millis() / 1000);
    byte[] secret = secrets.apply(contact.webhook().secret());
    HttpRequest request =
        HttpRequest.newBuilder(contact.webhook().url())
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", outgoing.delivery())
            .header("X-Hcp-Timestamp", timestamp)
            .header("X-Hcp-Signature", "v1=" + sign(secret, timestamp, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    int status = status(request);
    if (status / 100 != 2) {
      boolean isPassing = status / 100 == 5 || PASSING.contains(status);
      throw new Refusal("webhook answered " + status, !isPassing, null);
    }
  }

  /** The signature that a receiver compares with. */
  static String sign(byte[] secret, String timestamp, byte[] body) {
    byte[] head = (timestamp + '.').getBytes(StandardCharsets.UTF_8);
    byte[] signed = new byte[head.length + body.length];
    System.arraycopy(head, 0, signed, 0, head.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    return Hmac.sha256(secret, signed);
  }

  private int status(HttpRequest request) throws Refusal {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String why =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw new Refusal("webhook: " + why, false, cause);
    } catch (TimeoutException e) {
      throw new Refusal("webhook: no answer in " + patience.toSeconds() + " s", false, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("webhook: interrupted", false, e);
    } finally {
      answer.cancel(true);
    }
  }

  private byte[] body(Event.Noticed notice, Outgoing outgoing) {
    ObjectNode json = JSON.createObjectNode();
    json.put("delivery", outgoing.delivery());
    json.put("notice", notice.notice());
    json.put("purpose", notice.purpose().word());
    json.put("recipient", notice.recipient().word());
    json.put("at", time(notice.at()));
    if (notice.answerBy() != null) {
      json.put("answer_by", time(notice.answerBy()));
    }
    links.acknowledge(notice).ifPresent(link -> json.put("acknowledge", link));
    if (notice.about() != null) {
      json.put("about", notice.about());
    }
    ArrayNode findings = json.putArray("findings");
    for (int i = 0; i < outgoing.alerts().size(); i++) {
      Alert alert = outgoing.alerts().get(i);
      ObjectNode one = findings.addObject();
      one.put("finding_id", alert.finding());
      one.put("revision", alert.revision());
      one.put("purpose", notice.items().get(i).purpose().word());
      one.put("state", alert.state().word());
      one.put("kind", alert.kind());
      one.put("dimension", alert.dimension());
      one.put("key", alert.key());
      one.put("department", alert.department());
      one.put("window_start", time(alert.windowStart()));
      one.put("window_end", time(alert.windowEnd()));
      one.put("observed", alert.observed());
      one.put("expected", alert.expected());
      one.put("zh", alert.chinese());
      one.put("en", alert.english());
    }
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String time(long at) {
    return Instant.ofEpochMilli(at).toString();
  }
}
