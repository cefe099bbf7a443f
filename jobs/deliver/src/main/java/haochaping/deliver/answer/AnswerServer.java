package haochaping.deliver.answer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers on 127.0.0.1: {@code /ack}, {@code /health}, {@code /metrics}. Following a link shows a
 * page; only its button acknowledges, since programs that scan mail follow links too.
 */
public final class AnswerServer implements AutoCloseable {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="zh"><head><meta charset="UTF-8"><title>好差评</title></head>
      <body style="font-family: sans-serif; max-width: 40em; margin: 3em auto">
      %s
      </body></html>
      """;
  private static final String BUTTON =
      """
      <p>确认已收到并办理此通知？<br>Acknowledge that somebody attends to this notice?</p>
      <form method="post"><button type="submit">确认 · Acknowledge</button></form>
      """;
  private static final String DONE = "<p>已确认，不再上报。<br>Acknowledged; it is not passed on.</p>";
  private static final String EXPIRED =
      "<p>链接已过期，请用 infra/hcp alerts ack 确认。<br>"
          + "The link has expired: acknowledge with infra/hcp alerts ack.</p>";
  private static final String FORGED =
      "<p>链接不完整或无效，请从通知中完整复制。<br>" + "The link is not whole: copy all of it from the notice.</p>";
  private static final String UNRECORDED =
      "<p>暂时无法记录，请稍后重试。<br>It cannot be recorded now: try again later.</p>";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AckLink link;
  private final InstantSource clock;
  private final Consumer<String> acknowledge;

  /**
   * @param port 0 for any free one
   * @param acknowledge records that a notice was acknowledged, or throws
   * @param metrics the text of {@code /metrics}
   */
  public AnswerServer(
      int port,
      AckLink link,
      InstantSource clock,
      Consumer<String> acknowledge,
      Supplier<String> metrics)
      throws IOException {
    this.link = link;
    this.clock = clock;
    this.acknowledge = acknowledge;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    server.setExecutor(threads);
    server.createContext("/ack", this::ack);
    server.createContext(
        "/health", exchange -> answer(exchange, 200, "text/plain; charset=utf-8", "up\n"));
    server.createContext(
        "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.get()));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void ack(HttpExchange exchange) throws IOException {
    AckLink.Followed followed = link.follow(exchange.getRequestURI().getRawQuery(), clock.millis());
    switch (followed.verdict()) {
      case FORGED -> page(exchange, 403, FORGED);
      case EXPIRED -> page(exchange, 410, EXPIRED);
      case VALID -> {
        switch (exchange.getRequestMethod()) {
          case "GET", "HEAD" -> page(exchange, 200, BUTTON);
          case "POST" -> post(exchange, followed.notice());
          default -> page(exchange, 405, FORGED);
        }
      }
    }
  }

  private void post(HttpExchange exchange, String notice) throws IOException {
    try {
      acknowledge.accept(notice);
    } catch (RuntimeException e) {
      page(exchange, 503, UNRECORDED);
      return;
    }
    page(exchange, 200, DONE);
  }

  private static void page(HttpExchange exchange, int status, String body) throws IOException {
    answer(exchange, status, "text/html; charset=utf-8", PAGE.formatted(body));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange
          .getResponseHeaders()
          .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
      if (!isHead) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
