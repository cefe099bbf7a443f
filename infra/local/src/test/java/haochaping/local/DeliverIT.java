package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import haochaping.core.CityClock;
import haochaping.deliver.plan.Desk;
import haochaping.deliver.plan.Entry;
import haochaping.deliver.plan.PlanJson;
import haochaping.local.services.Deliver;
import haochaping.local.services.Java;
import haochaping.local.services.Kafka;
import haochaping.local.services.Postgres;
import haochaping.platform.DeliveryLog;
import haochaping.platform.Finding;
import haochaping.platform.FindingCodec;
import haochaping.platform.JobOptions;
import haochaping.platform.Lake;
import haochaping.platform.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The process that tells people, on a real broker and catalog, killed again and again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliverIT {
  private static final int PORT_BASE = 21_680;
  private static final int FINDINGS = 60;
  private static final int KILLS = 10;

  @TempDir static Path folder;

  private final Random random = new Random(17);
  private final Map<String, JsonNode> actedOn = new ConcurrentHashMap<>();
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private HttpServer receiver;
  private World world;
  private Postgres postgres;
  private Kafka kafka;
  private Deliver deliver;
  private Lake lake;

  @BeforeAll
  void start() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    receiver.setExecutor(Executors.newCachedThreadPool());
    receiver.createContext("/hook", this::receive);
    receiver.start();
    Path data = folder.resolve("world");
    world = World.openOrCreate(Command.ROOT, data);
    world.setting("port-base", Integer.toString(PORT_BASE));
    Files.writeString(world.contactsFile(), contacts());
    postgres = new Postgres(world);
    kafka = new Kafka(world);
    deliver = new Deliver(world);
    postgres.start();
    kafka.start();
    lake = new Lake(Configuration.fromMap(options()));
    lake.align();
  }

  private Map<String, String> options() {
    return Map.of(
        JobOptions.CATALOG_URI.key(), world.jdbc(Postgres.CATALOG_DATABASE),
        JobOptions.CATALOG_USER.key(), Postgres.USER,
        JobOptions.CATALOG_PASSWORD.key(), world.secret("postgres"),
        JobOptions.WAREHOUSE.key(), world.warehouse());
  }

  private String contacts() {
    return """
    hours: {from: "00:00", to: "23:59", days: all}
    digest: "09:00"
    grouping_minutes: 0
    answer_hours: 100
    growth: 1.5
    history_days: 3
    patience_hours: 24
    supervisor: {mail: supervisor@city.example}
    integrity: {mail: integrity@city.example}
    departments:
      A:
        mail: a@city.example
        webhook: {url: "http://127.0.0.1:%d/hook", secret: deliver.link}
    """
        .formatted(receiver.getAddress().getPort());
  }

  @AfterAll
  void end() {
    for (var service : List.of(deliver, kafka, postgres)) {
      service.stop();
    }
    receiver.stop(0);
  }

  /** Acts on a key once. Every seventh fails before, every seventh is cut off after it. */
  private void receive(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
    int attempt = attempts.merge(key, 1, Integer::sum);
    int fate = Math.floorMod(key.hashCode(), 7);
    if (attempt == 1 && fate == 0) {
      exchange.sendResponseHeaders(500, -1);
    } else {
      actedOn.merge(
          key,
          body,
          (before, again) -> {
            assertThat(again).as("what a key says").isEqualTo(before);
            return before;
          });
      if (attempt == 1 && fate == 1) {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write('x');
      } else {
        exchange.sendResponseHeaders(204, -1);
      }
    }
    exchange.close();
  }

  private static Finding finding(int n, long now) {
    int today = CityClock.day(now);
    return Finding.draft("f" + n)
        .state(Finding.State.NEW)
        .audience("department")
        .about("CONCENTRATION", "department", "A")
        .department("A")
        .days(today - 3, today)
        .counts(6 + n, 2)
        .detector("cusum", "det-1")
        .raisedAt(now)
        .with("{\"zh\": \"差评 " + n + "\", \"en\": \"bad reviews " + n + "\"}")
        .told(1, now, now);
  }

  @Test
  @Order(1)
  void killedTenTimesNothingIsLostAndNothingActedOnTwice() throws Exception {
    deliver.start();
    Set<Integer> killAfter = new HashSet<>();
    while (killAfter.size() < KILLS) {
      killAfter.add(random.nextInt(FINDINGS));
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      FindingCodec codec = new FindingCodec();
      for (int n = 0; n < FINDINGS; n++) {
        Finding finding = finding(n, System.currentTimeMillis());
        producer
            .send(
                new ProducerRecord<>(
                    Topics.FINDINGS,
                    finding.id().getBytes(StandardCharsets.UTF_8),
                    codec.encode(finding)))
            .get();
        if (killAfter.contains(n)) {
          Awaitility.await()
              .pollDelay(Duration.ofMillis(random.nextInt(700)))
              .pollInterval(Duration.ofMillis(5))
              .until(() -> true);
          ProcessHandle process = deliver.process().orElseThrow();
          process.destroyForcibly();
          process.onExit().get();
          deliver.start();
        }
      }
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              Desk desk = replay(new ArrayList<>());
              return desk.outgoing().isEmpty() && desk.standings().size() == FINDINGS;
            });
    List<String> all = IntStream.range(0, FINDINGS).mapToObj(n -> "f" + n).sorted().toList();
    List<String> hooked = new ArrayList<>();
    actedOn.values().forEach(body -> body.path("findings").forEach(f -> hooked.add(id(f))));
    assertThat(hooked.stream().sorted()).containsExactlyElementsOf(all);
    assertThat(attempts.values()).anyMatch(n -> n > 1);
  }

  private static String id(JsonNode finding) {
    return finding.path("finding_id").asText();
  }

  private Desk replay(List<String> rows) {
    Desk desk = Desk.toRead();
    DeliveryLog.replay(
        world.kafka(),
        (offset, event) -> {
          for (Entry one : desk.apply(PlanJson.event(event))) {
            rows.add(row(offset, one.delivery(), one.finding(), one.channel(), one.state()));
          }
        });
    return desk;
  }

  private static String row(Object... values) {
    return Arrays.toString(values);
  }

  @Test
  @Order(2)
  void theLedgerHasEachLineOnceAndTheMailboxEachLetter() throws Exception {
    deliver.stop();
    List<String> logged = new ArrayList<>();
    replay(logged);
    List<String> written = new ArrayList<>();
    Map<String, Integer> sent = new TreeMap<>();
    Set<String> mails = new HashSet<>();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(lake.table("deliveries")).build()) {
      for (Record one : rows) {
        written.add(
            row(
                one.getField("log_offset"),
                one.getField("delivery_id"),
                one.getField("finding_id"),
                one.getField("channel"),
                one.getField("state")));
        if (one.getField("state").equals("sent")) {
          sent.merge(one.getField("channel") + " " + one.getField("finding_id"), 1, Integer::sum);
          if (one.getField("channel").equals("mail")) {
            mails.add(one.getField("delivery_id") + ".eml");
          }
        }
      }
    }
    assertThat(written).containsExactlyInAnyOrderElementsOf(logged);
    assertThat(sent).hasSize(2 * FINDINGS).allSatisfy((what, n) -> assertThat(n).isEqualTo(1));
    try (Stream<Path> letters = Files.list(world.mailbox())) {
      assertThat(letters.map(file -> file.getFileName().toString()).filter(DeliverIT::isLetter))
          .containsExactlyInAnyOrderElementsOf(mails);
    }
  }

  private static boolean isLetter(String file) {
    return file.endsWith(".eml");
  }

  @Test
  @Order(3)
  void theLinkAndTheCommandsAcknowledgeAndSilence() throws Exception {
    deliver.start();
    JsonNode body = actedOn.values().iterator().next();
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(body.path("acknowledge").asText()))
                    .POST(BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString())
            .body();
    assertThat(answer).contains("已确认");
    String linked = id(body.path("findings").path(0));
    String other = linked.equals("f0") ? "f1" : "f0";
    assertThat(hcp("alerts", "ack", other, "--by", "督查室").code()).isZero();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(states())
                    .containsEntry(linked, "acknowledged")
                    .containsEntry(other, "acknowledged"));

    Command.Result silence =
        hcp(
            "alerts",
            "silence",
            "--department",
            "A",
            "--until",
            "2099-01-01",
            "--by",
            "w",
            "--reason",
            "r");
    assertThat(silence.code()).isEqualTo(2);
    assertThat(silence.err()).contains("--until 2099-01-01: a silence lasts at most 90 days");
    String until = java.time.LocalDate.now(CityClock.OFFSET).plusDays(2).toString();
    silence =
        hcp(
            "alerts",
            "silence",
            "--department",
            "A",
            "--until",
            until,
            "--by",
            "w",
            "--reason",
            "搬迁");
    assertThat(silence.code()).as(silence.toString()).isZero();
    assertThat(silence.out()).contains("about department A until " + until + " 00:00");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(hcp("alerts", "list").out())
                    .contains("until " + until + " 00:00 about department A, by w: 搬迁"));
  }

  private Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    replay(new ArrayList<>())
        .standings()
        .forEach(one -> states.put(one.alert().finding(), one.state()));
    return states;
  }

  @Test
  @Order(4)
  void wrongInputIsOneLineAndChangesNothing() throws Exception {
    List<String> before = new ArrayList<>();
    replay(before);
    assertFails(1, "no finding f999 was delivered", "alerts", "ack", "f999", "--by", "w");
    assertFails(2, "--by must say something", "alerts", "ack", "f1", "--by", " ");
    assertFails(
        2,
        "say what to be silent about",
        "alerts",
        "silence",
        "--until",
        "2030-01-01",
        "--by",
        "w",
        "--reason",
        "r");
    assertFails(
        2,
        "--until soon: must be like 2026-03-09T12:00",
        "alerts",
        "silence",
        "f1",
        "--until",
        "soon",
        "--by",
        "w",
        "--reason",
        "r");
    assertFails(
        2,
        "--until 2020-01-01 is past",
        "alerts",
        "silence",
        "f1",
        "--until",
        "2020-01-01",
        "--by",
        "w",
        "--reason",
        "r");
    assertFails(1, "no silence x", "alerts", "silence", "--end", "x", "--by", "w");
    assertFails(2, "say what to do: list, ack or silence", "alerts");

    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), contacts().replace("1.5", "0"));
    assertFails(
        1, wrong + ": growth = 0: must be a number above 1", "contacts", "check", wrong + "");
    assertFails(1, "none.yaml: no such file", "contacts", "check", "none.yaml");
    Command.Result good = hcp("contacts", "check");
    assertThat(good.out())
        .as(good.toString())
        .contains("contacts.yaml: good; departments: 1", "without a contact: ");
    assertThat(hcp("contacts", "list").out()).contains("department:A ", "a@city.example");
    List<String> after = new ArrayList<>();
    replay(after);
    assertThat(after).isEqualTo(before);
  }

  private void assertFails(int code, String message, String... words) throws Exception {
    Command.Result result = hcp(words);
    assertThat(result.code()).as(result.toString()).isEqualTo(code);
    assertThat(result.err()).startsWith("error: ").contains(message).hasLineCount(1);
  }

  /** Runs a command of the program under test, without its build. */
  private Command.Result hcp(String... words) throws Exception {
    List<String> command =
        Java.command(
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"),
            Hcp.class.getName(),
            words);
    command.addAll(List.of("--data", world.data().toString()));
    Path out = Files.createTempFile(folder, "out", null);
    Path err = Files.createTempFile(folder, "err", null);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Command.Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
