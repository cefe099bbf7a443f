package haochaping.deliver.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerServerTest {
  private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOTICED = Instant.parse("2026-03-05T01:05:00Z");

  private final List<String> acknowledged = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Instant now = NOTICED.plusSeconds(60);
  private AnswerServer server;
  private AckLink link;

  @BeforeEach
  void start() throws Exception {
    AckLink unplaced = new AckLink(URI.create("http://127.0.0.1:0"), KEY);
    server =
        new AnswerServer(
            0,
            unplaced,
            () -> now,
            notice -> {
              if (notice.equals("broken")) {
                throw new IllegalStateException("no broker");
              }
              acknowledged.add(notice);
            },
            () -> "hcp_deliver_outgoing 0\n");
    link = new AckLink(URI.create("http://127.0.0.1:" + server.port()), KEY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(String method, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private String link(String notice) {
    return link.of(notice, NOTICED.toEpochMilli());
  }

  @Test
  void followingTheLinkShowsAButtonAndOnlyTheButtonAcknowledges() throws Exception {
    HttpResponse<String> page = ask("GET", link("n1"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<form method=\"post\">", "Acknowledge");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(ask("HEAD", link("n1")).statusCode()).isEqualTo(200);
    assertThat(acknowledged).isEmpty();

    HttpResponse<String> done = ask("POST", link("n1"));
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(done.body()).contains("已确认", "Acknowledged");
    assertThat(acknowledged).containsExactly("n1");
  }

  @Test
  void aLinkThatWasChangedIsRefused() throws Exception {
    String good = link("n1");
    for (String bad :
        List.of(
            good.replace("d=n1", "d=n2"),
            good.replaceAll("e=\\d+", "e=99999999999"),
            good.replaceAll("e=\\d+", "e=x"),
            good.substring(0, good.length() - 1),
            good.substring(0, good.indexOf('?')))) {
      assertThat(ask("POST", bad).statusCode()).as(bad).isEqualTo(403);
    }
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void aLinkHoldsForThirtyDays() throws Exception {
    now = NOTICED.plus(AckLink.LIFE).minusSeconds(1);
    assertThat(ask("GET", link("n1")).statusCode()).isEqualTo(200);
    now = NOTICED.plus(AckLink.LIFE);
    HttpResponse<String> page = ask("POST", link("n1"));
    assertThat(page.statusCode()).isEqualTo(410);
    assertThat(page.body()).contains("链接已过期");
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotSaidToBe() throws Exception {
    assertThat(ask("POST", link("broken")).statusCode()).isEqualTo(503);
    assertThat(ask("PUT", link("n1")).statusCode()).isEqualTo(405);
  }

  @Test
  void saysHowItIs() throws Exception {
    String base = "http://127.0.0.1:" + server.port();
    assertThat(ask("GET", base + "/health").body()).isEqualTo("up\n");
    assertThat(ask("GET", base + "/metrics").body()).isEqualTo("hcp_deliver_outgoing 0\n");
  }
}
