package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import haochaping.local.oracle.Comparison;
import haochaping.local.oracle.Oracle;
import haochaping.local.services.Keys;
import haochaping.local.services.Superset;
import haochaping.local.services.Trino;
import haochaping.platform.Lake;
import haochaping.simulate.CityFiles;
import haochaping.simulate.CityOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises, with every component started for real: PostgreSQL, Kafka, Flink, Iceberg, Trino,
 * Superset and a browser. The tests share one world and run in order, as a city's first days do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackIT {
  private static final int PORT_BASE = 21_080;
  private static final LocalDate START = LocalDate.of(2026, 2, 20);
  private static final int DAYS = 45;
  private static final List<String> STREAMS =
      List.of("cases", "reviews", "rectifications", "verdicts");

  @TempDir static Path folder;

  private Command hcp;
  private World world;

  @BeforeAll
  void up() throws Exception {
    Path data = folder.resolve("world");
    hcp = new Command(data);
    Command.Result result =
        hcp.run("up", "--feed", "none", "--detach", "--port-base", Integer.toString(PORT_BASE));
    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.out()).contains("dashboard  http://127.0.0.1:" + (PORT_BASE + 2));
    world = World.open(Command.ROOT, data);
    CityOptions city = CityOptions.of(11, START, DAYS, 450).withStaff(300).withIrregularShare(0.05);
    CityFiles.write(folder.resolve("city"), city, (day, events) -> {});
  }

  @AfterAll
  void down() throws Exception {
    if (hcp == null) {
      return;
    }
    Command.Result result = hcp.run("down");
    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(processesOf(folder)).isEmpty();
  }

  private static List<String> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(c -> c.contains(folder.toString())).isPresent())
        .map(p -> p.pid() + " " + p.info().commandLine().orElse(""))
        .toList();
  }

  @Test
  @Order(1)
  void aFeedInAnyOrderEndsInTheTablesAsTheOracleSays() throws Exception {
    Path shuffled = shuffled(folder.resolve("city"), folder.resolve("shuffled"), 1);
    // Two thirds now, the rest while processes are killed.
    feed(part(shuffled, folder.resolve("first"), 0, 2, 3), true);
    awaitCaughtUp();
    assertThat(differences(folder.resolve("first"))).isEmpty();
  }

  @Test
  @Order(2)
  void theSameFilesAgainChangeNothing() throws Exception {
    feed(folder.resolve("first"), true);
    awaitCaughtUp();
    // What is refused twice is counted twice: the records lie at other offsets.
    assertThat(withoutRejections(differences(folder.resolve("first")))).isEmpty();
  }

  @Test
  @Order(3)
  void killedAtAnyMomentNothingIsLostAndNothingTwice() throws Exception {
    Random random = new Random(3);
    String[][] victims = {{"flink"}, {"supervisor", "flink"}, {"supervisor"}};
    for (int round = 0; round < victims.length; round++) {
      Path part = folder.resolve("part" + round);
      part(folder.resolve("shuffled"), part, 2 * 3 + round, 2 * 3 + round + 1, 9);
      feed(part, false);
      Awaitility.await().pollDelay(Duration.ofMillis(random.nextInt(2_500))).until(() -> true);
      for (String victim : victims[round]) {
        kill(victim);
      }
      if (!victims[round][0].equals("flink")) {
        Command.Result result = hcp.run("up", "--detach");
        assertThat(result.code()).as(result.toString()).isZero();
      }
    }
    feed(part(folder.resolve("shuffled"), folder.resolve("none"), 0, 0, 9), true);
    awaitCaughtUp();
    assertThat(withoutRejections(differences(folder.resolve("shuffled")))).isEmpty();
    assertEveryOffsetIsAccountedFor();
  }

  /** Each offset has one row in a table, or is one of the counted repeats. */
  private void assertEveryOffsetIsAccountedFor() throws Exception {
    Command.Result result =
        hcp.run(
            "sql",
            "--user",
            "operator",
            "--format",
            "csv",
            """
            WITH taken AS (
              SELECT 'cases' AS stream, kafka_partition AS p, kafka_offset AS o FROM core.services
              UNION ALL
              SELECT 'reviews', kafka_partition, kafka_offset FROM core.review_changes
              WHERE cause = 'reviews'
              UNION ALL
              SELECT stream, kafka_partition, kafka_offset FROM core.rectifications
              UNION ALL
              SELECT stream, kafka_partition, kafka_offset FROM core.rejected),
            rows AS (
              SELECT stream, p, count(*) AS n, count(DISTINCT o) AS offsets, max(o) AS last
              FROM taken GROUP BY stream, p),
            repeats AS (
              SELECT stream, kafka_partition AS p, sum(n) AS n FROM core.repeats GROUP BY 1, 2)
            SELECT stream, p, r.n - r.offsets AS twice, r.offsets + coalesce(q.n, 0) AS accounted
            FROM rows r LEFT JOIN repeats q USING (stream, p) ORDER BY stream, p
            """
                .replace("core.", "lake.core."));
    assertThat(result.code()).as(result.toString()).isZero();
    String[] lines = result.out().strip().split("\n");
    assertThat(lines.length).isGreaterThan(12);
    var ends = RawEnds.of(world);
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",");
      assertThat(cells[2]).as("rows twice: " + lines[i]).isEqualTo("0");
      assertThat(Long.parseLong(cells[3]))
          .as("records of " + lines[i])
          .isEqualTo(ends.get(cells[0] + "-" + cells[1]));
    }
  }

  @Test
  @Order(4)
  void hostileInputGetsItsCodeAndTheJobsGoOn() throws Exception {
    Hostile hostile = Hostile.write(folder.resolve("hostile"));
    long before = rejected();
    Command.Result result = hcp.run("feed", hostile.reviews().toString());
    assertThat(result.code()).as(result.toString()).isZero();
    result = hcp.run("feed", "--source", "minimal", hostile.emptyCsv().toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("empty, without a header; nothing is published");
    result = hcp.run("feed", "--source", "minimal", hostile.csvWithoutHeader().toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("the first line must name the columns and lacks time, level, department");
    result = hcp.run("feed", hostile.truncatedGzip().toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("broken gzip after");
    result = hcp.run("feed", "--source", "nowhere", hostile.reviews().toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--source nowhere: no such profile; there are");
    result = hcp.run("feed", folder.resolve("absent.jsonl").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("cannot be opened: no such file");
    awaitCaughtUp();
    assertThat(rejected() - before).isEqualTo(hostile.rejections());
    assertThat(
            sql(
                "SELECT text FROM reviews WHERE review_id LIKE 'hostile/%' AND text LIKE '%script%'"))
        .contains("<script>alert(1)</script>");
    JsonNode status = status();
    for (String service : List.of("postgres", "kafka", "flink", "deliver", "trino", "superset")) {
      assertThat(status.path("services").path(service).path("state").asText())
          .as(service)
          .isEqualTo("running");
    }
  }

  @Test
  @Order(5)
  void noIdentityIsReadableOutsideTheRawTopics() throws Exception {
    assertThat(LeakScan.of(world, Hostile.IDENTITIES)).isEmpty();
  }

  @Test
  @Order(6)
  void maintainedTablesHoldTheSameRowsInFewFiles() throws Exception {
    List<String> questions =
        List.of(
            "SELECT count(*), sum(revision), to_hex(checksum(review_id)), to_hex(checksum(text))"
                + " FROM reviews",
            "SELECT count(*), sum(reviews), sum(bad_adopted), to_hex(checksum(shrunk)), to_hex(checksum(key))"
                + " FROM rates",
            "SELECT count(*), sum(received), sum(rejected), sum(late) FROM data_quality");
    List<String> before = new ArrayList<>();
    for (String question : questions) {
      before.add(sql(question));
    }
    String commit = status().path("last_commits").path("core.review_changes").asText();
    assertThat(commit).isNotEmpty();
    new Lake(JobSettings.of(world)).pin("kept", List.of("rates"));
    String kept = "SELECT count(*), sum(reviews) FROM lake.core.rates FOR VERSION AS OF 'kept'";
    String pinned = ask("operator", kept);
    // Of files this old those of nobody go, and none that a snapshot names.
    age(world.data().resolve("warehouse"), Duration.ofDays(8));
    Path data = world.data().resolve("warehouse/core/rates/data");
    Path left = Files.writeString(data.resolve("left.parquet"), "of a commit that broke off");
    age(left, Duration.ofDays(8));
    Path onItsWay = Files.writeString(data.resolve("new.parquet"), "of a commit to come");
    age(onItsWay, Duration.ofDays(6));
    Command.Result result = hcp.run("operate", "maintain");
    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.out()).contains("review_changes", "files, before", "funnels");
    for (int i = 0; i < questions.size(); i++) {
      assertThat(sql(questions.get(i))).as(questions.get(i)).isEqualTo(before.get(i));
    }
    for (String table : List.of("review_changes", "rates", "counts", "services")) {
      String name = "lake.core.\"" + table;
      assertThat(ask("operator", "SELECT count(*) FROM " + name + "$files\""))
          .as("files of " + table)
          .isEqualTo(ask("operator", "SELECT count(*) FROM " + name + "$partitions\""));
    }
    assertThat(status().path("last_commits").path("core.review_changes").asText())
        .isEqualTo(commit);
    assertThat(ask("operator", kept)).isEqualTo(pinned);
    assertThat(left).doesNotExist();
    assertThat(onItsWay).exists();
    result = hcp.run("operate", "maintain", "nowhere");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("nowhere: no such table; there are review_changes, ");
  }

  private static void age(Path folder, Duration age) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(age));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          Files.setLastModifiedTime(file, then);
        } catch (NoSuchFileException e) {
          // Upkeep removed it since it was listed.
        }
      }
    }
  }

  @Test
  @Order(7)
  void eachAccountIsGivenItsRowsOfEachView() throws Exception {
    AccessMatrix.Result matrix = AccessMatrix.of(world, departments());
    assertThat(matrix.problems()).isEmpty();
    assertThat(matrix.cells()).isGreaterThan(300);
    for (String cell : List.of("department:%s analysis.reviews", "department:%s analysis.rates")) {
      for (String department : departments()) {
        assertThat(matrix.rows().get(cell.formatted(department))).as(cell).isPositive();
      }
    }
    assertThat(matrix.rows().get("supervisor analysis.findings")).isPositive();
    assertThat(matrix.rows().get("public published.months")).isPositive();
  }

  /** The two departments with the most reviews. */
  private List<String> departments() throws IOException, InterruptedException {
    return ask(
            "operator",
            "SELECT department FROM reviews WHERE department <> 'unattributed'"
                + " GROUP BY department ORDER BY count(*) DESC, department LIMIT 2")
        .lines()
        .skip(1)
        .toList();
  }

  @Test
  @Order(8)
  void aNameIsWorthItsToken() throws Exception {
    Keys keys = Keys.of(world);
    Duration minute = Duration.ofMinutes(1);
    assertThat(asked("analyst", keys.token("analyst", minute))).isEqualTo("analyst");
    assertThat(asked("operator", keys.token("analyst", minute)))
        .contains("Access Denied: User analyst cannot impersonate user operator");
    assertThat(asked("supervisor", keys.token("superset", minute))).isEqualTo("supervisor");
    assertThat(asked("operator", keys.token("superset", minute)))
        .contains("Access Denied: User superset cannot impersonate user operator");
    assertThat(asked("analyst", keys.token("analyst", minute.negated())))
        .contains("Authentication failed");
    assertThat(asked("analyst", null)).contains("Authentication failed");
    World stranger = World.openOrCreate(Command.ROOT, folder.resolve("stranger"));
    assertThat(asked("operator", Keys.of(stranger).token("operator", minute)))
        .contains("Authentication failed");
    // The other port is the server's own.
    int open = world.port(World.Port.TRINO_INTERNAL);
    HttpResponse<String> refused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + open + "/v1/statement"))
                    .header("X-Trino-User", "operator")
                    .POST(HttpRequest.BodyPublishers.ofString("SELECT 1"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(403);
    try (Stream<Path> secrets = Files.list(world.data().resolve("keys"))) {
      for (Path secret : secrets.filter(file -> !file.endsWith("trino.p12")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
            .as(secret.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  /** Whom Trino takes one for, or why it refuses. */
  private String asked(String user, String token) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("SSL", "true");
    properties.setProperty("SSLTrustStorePath", Keys.of(world).certificate().toString());
    if (token != null) {
      properties.setProperty("accessToken", token);
    }
    String address = "jdbc:trino://127.0.0.1:" + world.port(World.Port.TRINO) + "/lake/analysis";
    try (Connection connection = DriverManager.getConnection(address, properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  @Test
  @Order(9)
  void whatAnAnalystAsksKeepsNobodyWaiting() throws Exception {
    String endless =
        "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x)"
            + " CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y)"
            + " CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z)";
    String states =
        "SELECT state || ' ' || array_join(resource_group_id, '.') FROM system.runtime.queries"
            + " WHERE query LIKE '%sequence(1, 10000)%' AND query NOT LIKE '%runtime%'"
            + " AND state IN ('RUNNING', 'QUEUED') ORDER BY 1";
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Statement> asked = new CopyOnWriteArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        threads.submit(
            () -> {
              try (Connection connection = Trino.connect(world, "analyst");
                  Statement statement = connection.createStatement()) {
                asked.add(statement);
                // Columns are told at once; the row is what takes its time.
                return statement.executeQuery(endless).next();
              }
            });
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(ask("operator", states).lines().skip(1))
                      .containsExactly(
                          "QUEUED people.analyst",
                          "RUNNING people.analyst",
                          "RUNNING people.analyst"));
      assertThat(ask("supervisor", "SELECT 1")).contains("1");
      SupersetReader leader = new SupersetReader(world, "leader");
      int dataset = leader.datasets().get("departments_30d");
      assertThat(leader.chart(dataset, "COUNT(*)", "json").status()).isEqualTo(200);
      assertThat(ask("operator", states).lines().skip(1)).hasSize(3);
    } finally {
      for (Statement statement : asked) {
        if (!statement.isClosed()) {
          statement.cancel();
        }
      }
      threads.shutdown();
    }
  }

  @Test
  @Order(10)
  void publishedCellsAreOfTenAndMoreAlsoBySubtraction() throws Exception {
    String small =
        ask(
            "operator",
            "SELECT count(*) FROM (SELECT 1 FROM reviews WHERE review_round = 1 AND NOT is_default"
                + " AND event_date < DATE '2026-04-01' GROUP BY month(event_date), level"
                + " HAVING count(*) < 10)");
    assertThat(small.lines().skip(1).findFirst()).as("cells to be kept back").isNotEqualTo("0");
    List<String[]> months = cells("SELECT month, district, reviews FROM published.months");
    List<String[]> levels = cells("SELECT month, levels, reviews FROM published.levels");
    Map<String, Set<String>> districts = new TreeMap<>();
    for (String[] row : months) {
      districts.computeIfAbsent(row[0], month -> new TreeSet<>()).add(row[1]);
    }
    assertThat(districts.keySet()).containsExactly("2026-02-01", "2026-03-01");
    Set<String> all = Set.of("1", "2", "3", "4", "5");
    districts.forEach(
        (month, some) -> {
          // Districts without a row of theirs are what is left.
          some.add("rest");
          SubtractionAttack attack = new SubtractionAttack(some, all);
          months.stream()
              .filter(row -> row[0].equals(month))
              .forEach(row -> attack.published(Set.of(row[1]), all, Long.parseLong(row[2])));
          levels.stream()
              .filter(row -> row[0].equals(month))
              .forEach(
                  row -> attack.published(some, Set.of(row[1].split(",")), Long.parseLong(row[2])));
          assertThat(attack.under(10)).as(month).isEmpty();
          long total =
              months.stream()
                  .filter(row -> row[0].equals(month))
                  .mapToLong(row -> Long.parseLong(row[2]))
                  .sum();
          assertThat(total).isGreaterThan(100);
          assertThat(
                  levels.stream()
                      .filter(row -> row[0].equals(month))
                      .mapToLong(row -> Long.parseLong(row[2]))
                      .sum())
              .isEqualTo(total);
          try {
            for (String[] row : cells("SELECT month, topic, reviews FROM published.topics")) {
              if (row[0].equals(month)) {
                assertThat(Long.parseLong(row[2])).as(row[1]).isBetween(10L, total - 10);
              }
            }
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private List<String[]> cells(String query) throws IOException, InterruptedException {
    Command.Result result =
        hcp.run(
            "sql",
            "--user",
            "public",
            "--format",
            "json",
            query.replace("published", "lake.published"));
    assertThat(result.code()).as(result.toString()).isZero();
    List<String[]> rows = new ArrayList<>();
    for (JsonNode row : new ObjectMapper().readTree(result.out())) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.asText()));
      rows.add(cells.toArray(String[]::new));
    }
    return rows;
  }

  @Test
  @Order(11)
  void supersetGivesEachReaderTheRowsOfTheAccount() throws Exception {
    List<String> departments = departments();
    Map<String, String> conditions = new LinkedHashMap<>();
    // Who sees all goes first: what is kept of the answer must not be served to the next.
    conditions.put("admin", "true");
    for (String department : departments) {
      conditions.put("department:" + department, "d = '" + department + "'");
    }
    for (String account : List.of("leader", "analyst", "supervisor", "operator")) {
      conditions.put(account, "true");
    }
    Map<String, Integer> datasets = new SupersetReader(world, "admin").datasets();
    String count = "CAST(COUNT(*) AS varchar) || '/' || CAST(SUM(reviews) AS varchar)";
    for (Map.Entry<String, String> one : conditions.entrySet()) {
      String account = one.getKey();
      SupersetReader reader = new SupersetReader(world, account);
      String rates =
          cell(
              "SELECT "
                  + count
                  + " FROM (SELECT key AS d, * FROM rates WHERE dimension ="
                  + " 'department' AND \"window\" = '30d' AND key <> 'unattributed') WHERE "
                  + one.getValue());
      String bad =
          cell(
              "SELECT count(*) FROM (SELECT department AS d, * FROM reviews WHERE is_bad AND NOT"
                  + " is_default) WHERE "
                  + one.getValue());
      for (String format : List.of("json", "csv", "json", "csv")) {
        SupersetReader.Answer answer = reader.chart(datasets.get("departments_30d"), count, format);
        assertThat(answer.value()).as(account + ' ' + format).isEqualTo(rates);
        answer = reader.chart(datasets.get("bad_reviews"), "COUNT(*)", format);
        if (account.equals("leader")) {
          assertThat(answer.status()).isGreaterThanOrEqualTo(400);
          assertThat(answer.value()).contains("Access Denied");
        } else {
          assertThat(answer.value()).as(account + ' ' + format).isEqualTo(bad);
        }
      }
      for (String forged :
          List.of(
              "(SELECT max(reviewer_token) FROM lake.core.review_changes)",
              "(SELECT count(*) FROM lake.core.names)")) {
        assertThat(reader.chart(datasets.get("departments_30d"), forged, "json").status())
            .as(account + ' ' + forged)
            .isGreaterThanOrEqualTo(400);
      }
      SupersetReader.Answer mine = reader.sqlLab("SELECT count(*) FROM reviews");
      SupersetReader.Answer core = reader.sqlLab("SELECT count(*) FROM lake.core.review_changes");
      SupersetReader.Answer other = reader.sqlLab("SET SESSION AUTHORIZATION operator");
      assertThat(core.status()).as(account + core.value()).isGreaterThanOrEqualTo(400);
      assertThat(other.status()).as(account + other.value()).isGreaterThanOrEqualTo(400);
      if (account.startsWith("department:") || account.equals("leader")) {
        assertThat(mine.status()).as(account).isGreaterThanOrEqualTo(400);
      } else {
        assertThat(mine.value()).as(account).isEqualTo(cell("SELECT count(*) FROM reviews"));
      }
    }
    SupersetReader visitor = new SupersetReader(world, null);
    assertThat(visitor.chart(datasets.get("published_months"), "SUM(reviews)", "json").value())
        .isEqualTo(cell("SELECT sum(reviews) FROM lake.published.months"));
    assertThat(
            visitor
                .chart(
                    datasets.get("published_months"),
                    "(SELECT count(*) FROM lake.analysis.reviews)",
                    "json")
                .status())
        .isGreaterThanOrEqualTo(400);
    assertThat(visitor.sqlLab("SELECT count(*) FROM lake.published.months").status())
        .isGreaterThanOrEqualTo(400);
    for (String dataset : List.of("departments_30d", "bad_reviews")) {
      assertThat(visitor.chart(datasets.get(dataset), "COUNT(*)", "json").status())
          .as(dataset)
          .isGreaterThanOrEqualTo(400);
    }
  }

  /** The only cell of an answer, as the operator gets it. */
  private String cell(String query) throws IOException, InterruptedException {
    return ask("operator", query).lines().skip(1).findFirst().orElseThrow();
  }

  @Test
  @Order(12)
  void erasedPeopleAreInNoFileAndNeitherFigureNorSealMoves() throws Exception {
    Path sealed = folder.resolve("sealed");
    Command.Result result = hcp.run("assess", "2026Q1", "--out", sealed.toString());
    assertThat(result.code()).as(result.toString()).isZero();
    Erased erased = Erased.choose(folder.resolve("city"), world, 100);
    assertThat(LeakScan.everywhere(world, erased.words()))
        .anyMatch(place -> place.startsWith("records of kafka/data/hcp.reviews-"))
        .anyMatch(place -> place.startsWith("records of kafka/data/hcp.review-changes-"))
        .anyMatch(place -> place.matches("(table |warehouse/core/)review_changes.*"));
    List<String> figures =
        List.of(
            "SELECT count(*), sum(reviews), sum(bad), sum(adopted), sum(bad_adopted),"
                + " to_hex(checksum(key)), to_hex(checksum(shrunk)) FROM rates",
            "SELECT count(*), sum(reviews), sum(bad_adopted) FROM rates_history",
            "SELECT count(*), sum(reviewed), sum(active) FROM participation",
            "SELECT count(*), sum(bad), sum(rectified) FROM rectification_rates");
    List<String> before = new ArrayList<>();
    for (String figure : figures) {
      before.add(sql(figure));
    }
    Path people =
        Files.write(folder.resolve("people.txt"), erased.certificates(), StandardCharsets.UTF_8);

    result = hcp.run("operate", "erase", "--identities", people.toString());

    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.out()).contains("review_changes", "services", "erased");
    assertThat(LeakScan.everywhere(world, erased.words())).isEmpty();
    kill("flink");
    awaitCaughtUp();
    for (int i = 0; i < figures.size(); i++) {
      assertThat(sql(figures.get(i))).as(figures.get(i)).isEqualTo(before.get(i));
    }
    result = hcp.run("assess", "verify", "2026Q1", "--out", sealed.toString());
    assertThat(result.code()).as(result.toString()).isZero();
  }

  @Test
  @Order(13)
  void whatOthersMeasuredIsInTheScoresOfItsQuarter() throws Exception {
    Path formula =
        Files.writeString(
            folder.resolve("survey.yaml"),
            """
            version: survey-1
            n_min: {district: 1, department: 1, staff: 1}
            peer_classes: {district: one, department: one, staff: one}
            components:
              participation: {weight: 1, full: 1, none: 0}
            outside:
              satisfaction: {weight: 99, full: 100, none: 60}
            least_weight: 0.5
            deductions:
              confirmed_brushing: {each: 0, most: 0}
              refused_rectification: {each: 0, most: 0}
            least_reliability: 0.7
            certainty: 0.95
            rank_draws: 400
            accountability: {confirmed_brushing: 1, refused_rectification: 1, worst_share: 0.10, bottom_places: 1, fewest_ranked: 5}
            """);
    String[] whatIf = {
      "assess", "2026Q1", "--what-if", "--formula", formula.toString(), "--format", "csv"
    };
    Command.Result result = hcp.run(whatIf);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("feed it with infra/hcp feed --stream measures");

    measured("2026Q1,district,370402,satisfaction,60", "2025Q4,district,370402,satisfaction,1");
    double least = score(hcp.run(whatIf), "370402");
    measured("2026Q1,district,370402,satisfaction,70", "2026Q1,district,370402,satisfaction,90");

    // The last value holds. From 60 on, 90 is three quarters of the way to 100: 75 points, of which
    // the weight of 99 in a hundred counts.
    assertThat(score(hcp.run(whatIf), "370402") - least).isCloseTo(74.25, within(1e-6));
  }

  @Test
  @Order(14)
  void everyQuestionOfThePageHasAnAnswer() throws Exception {
    List<String> questions = Questions.blocks("sql");
    assertThat(questions).hasSize(20);
    SoftAssertions softly = new SoftAssertions();
    for (String question : questions) {
      Command.Result answer = hcp.run("sql", "--format", "csv", question);
      softly.assertThat(answer.code()).as(question + '\n' + answer).isZero();
      softly.assertThat(answer.out().lines().count()).as(question).isGreaterThan(1);
    }
    softly.assertAll();
    String bad = cell("SELECT count(*) FROM reviews WHERE is_bad AND NOT is_default");
    Command.Result token = hcp.run("token", "--user", "analyst", "--days", "7");
    assertThat(token.code()).as(token.toString()).isZero();
    String address =
        Questions.blocks("").stream()
            .filter(block -> block.startsWith("jdbc:"))
            .findFirst()
            .orElseThrow()
            .replace("18080", Integer.toString(world.port(World.Port.TRINO)))
            .replace(".hcp", world.data().toString())
            .replace("…", token.out().strip());
    try (Connection connection = DriverManager.getConnection(address);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM reviews WHERE is_bad AND NOT is_default")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo(bad);
    }
    Path script = folder.resolve("ask.py");
    Files.writeString(script, Questions.blocks("python").get(0));
    Path file = Files.writeString(folder.resolve("analyst.jwt"), token.out());
    ProcessBuilder builder =
        new ProcessBuilder(
                Command.ROOT.resolve("infra/superset/target/venv/bin/python").toString(),
                script.toString(),
                Integer.toString(world.port(World.Port.TRINO)),
                file.toString(),
                world.data().resolve("keys/trino.pem").toString())
            .redirectErrorStream(true);
    // As the page says.
    builder.environment().remove("REQUESTS_CA_BUNDLE");
    builder.environment().remove("CURL_CA_BUNDLE");
    Process python = builder.start();
    String answer = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(answer.strip()).isEqualTo(bad);
    Command.Result refused = hcp.run("token", "--user", "nobody");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--user nobody: no such account; they are in ");
  }

  private void measured(String... lines) throws Exception {
    Path survey = folder.resolve("survey.csv");
    Files.writeString(
        survey, "quarter,dimension,key,measure,value\n" + String.join("\n", lines) + "\n");
    Command.Result result = hcp.run("feed", "--stream", "measures", survey.toString());
    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.out()).contains(lines.length + " records published");
  }

  /** The score of a key in a table of a what-if. */
  private static double score(Command.Result whatIf, String key) {
    assertThat(whatIf.code()).as(whatIf.toString()).isZero();
    List<String> lines = whatIf.out().lines().toList();
    int column = List.of(lines.get(0).split(",")).indexOf("score");
    return lines.stream()
        .map(line -> line.split(","))
        .filter(cells -> cells[0].equals("district") && List.of(cells).contains(key))
        .mapToDouble(cells -> Double.parseDouble(cells[column]))
        .findFirst()
        .orElseThrow();
  }

  private void kill(String process) throws IOException {
    String pid = Files.readString(world.data().resolve("run/" + process + ".pid"));
    ProcessHandle.of(Long.parseLong(pid.split(" ")[0])).orElseThrow().destroyForcibly();
  }

  /** Something that each dashboard says, in Chinese and in English. */
  private static final Map<String, List<String>> TITLES =
      Map.of(
          "overview", List.of("部门差评率（近30天）", "Bad-review rate by department (30 days)"),
          "ranking", List.of("有差评的工作人员（近30天）", "Staff with bad reviews (30 days)"),
          "findings", List.of("漏斗图（近30天）", "Funnel (30 days)"),
          "integrity", List.of("线索所据评价", "Reviews behind the leads"),
          "workbench", List.of("所据评价", "Reviews behind the findings"),
          "assessment", List.of("约谈依据", "Grounds for interviews"),
          "health", List.of("误报账本", "Ledger of alarms"));

  private static final Set<String> MAY_FIND_NOTHING = Set.of("findings", "integrity");

  @Test
  @Order(15)
  void eachKindOfAccountIsShownItsDashboards() throws Exception {
    Set<String> city = Set.of("overview", "ranking", "findings", "health", "assessment", "public");
    Map<String, Set<String>> shown =
        Map.of(
            "analyst",
            with(city, "workbench"),
            "leader",
            Set.of("overview", "ranking", "findings", "assessment", "public"),
            "supervisor",
            with(city, "workbench", "integrity"),
            "assessor",
            Set.of("assessment", "public"),
            "department:" + departments().get(0),
            Set.of("workbench", "assessment", "public"));
    SoftAssertions softly = new SoftAssertions();
    for (Map.Entry<String, Set<String>> one : shown.entrySet()) {
      SupersetReader reader = new SupersetReader(world, one.getKey());
      softly.assertThat(reader.dashboards()).as(one.getKey()).isEqualTo(one.getValue());
      for (String slug : with(TITLES.keySet(), "public")) {
        int status = reader.opening(slug);
        softly
            .assertThat(status == 200)
            .as(one.getKey() + " opening " + slug + " by its name: " + status)
            .isEqualTo(one.getValue().contains(slug));
      }
    }
    softly.assertAll();
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  @Order(15)
  void theDashboardShowsEveryChartInBothLanguages() throws Exception {
    Path target = Command.ROOT.resolve("infra/local/target");
    SoftAssertions softly = new SoftAssertions();
    assertThat(hcp.run("evaluate").code()).isZero();
    try (Browser browser = new Browser(world)) {
      browser.logIn("admin");
      for (String language : List.of("", "-en")) {
        for (String slug : TITLES.keySet()) {
          Path picture = target.resolve(slug + language + ".png");
          List<String> problems = new ArrayList<>(browser.open(slug + language, picture));
          if (MAY_FIND_NOTHING.contains(slug)) {
            problems.removeIf(problem -> problem.startsWith("an empty chart"));
          }
          softly.assertThat(problems).as(slug + language).isEmpty();
          softly
              .assertThat(browser.text())
              .contains(TITLES.get(slug).get(language.isEmpty() ? 0 : 1));
        }
        browser.speak("en");
      }
    }
    try (Browser telephone = new Browser(world, 390, 844)) {
      telephone.logIn("leader");
      softly
          .assertThat(telephone.open("ranking", target.resolve("ranking-telephone.png")))
          .as("on a telephone")
          .isEmpty();
    }
    softly.assertAll();
    try (Browser visitor = new Browser(world)) {
      assertThat(visitor.open("public", target.resolve("public.png"))).isEmpty();
      assertThat(visitor.text()).contains("政务服务好差评：公开数据", "各月评价条数，按区（市）");
    }
  }

  @Test
  @Order(16)
  void supersetHasWhatTheFilesSayAndNothingElse() throws Exception {
    SupersetReader admin = new SupersetReader(world, "admin");
    List<String> before = admin.charts();
    assertThat(before).hasSizeGreaterThan(40);
    Path copy = copy(Command.ROOT.resolve("dashboards"), folder.resolve("dashboards"));
    Path texts = copy.resolve("locales/zh-CN.yaml");
    Files.writeString(texts, Files.readString(texts).replace("部门差评率（近30天）", "部门差评率，另一标题"));
    Path late = copy.resolve("assets/charts/tile_late.yaml");
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    String uuid = yaml.readTree(late.toFile()).path("uuid").asText();
    Files.delete(late);

    assertThatThrownBy(() -> Superset.initialise(world, copy))
        .hasMessageContaining("dashboards/health")
        .hasMessageContaining("which has no file");
    assertThat(admin.charts()).isEqualTo(before);

    Path health = copy.resolve("assets/dashboards/health.yaml");
    JsonNode dashboard = yaml.readTree(health.toFile());
    ObjectNode boxes = (ObjectNode) dashboard.path("position");
    String box =
        boxes.properties().stream()
            .filter(one -> one.getValue().at("/meta/uuid").asText().equals(uuid))
            .findFirst()
            .orElseThrow()
            .getKey();
    boxes.remove(box);
    for (JsonNode row : boxes) {
      if (row.path("children") instanceof ArrayNode children) {
        for (int i = children.size() - 1; i >= 0; i--) {
          if (children.get(i).asText().equals(box)) {
            children.remove(i);
          }
        }
      }
    }
    yaml.writeValue(health.toFile(), dashboard);
    Superset.initialise(world, copy);
    assertThat(admin.charts())
        .isEqualTo(
            before.stream()
                .filter(chart -> !chart.startsWith("迟到评价") && !chart.startsWith("Late reviews"))
                .map(chart -> chart.replace("部门差评率（近30天）", "部门差评率，另一标题"))
                .sorted()
                .toList());

    Superset.initialise(world);
    assertThat(admin.charts()).isEqualTo(before);
  }

  private static Path copy(Path from, Path to) throws IOException {
    for (String part : List.of("assets", "locales")) {
      try (Stream<Path> files = Files.walk(from.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(from.relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  @Test
  @Order(17)
  void aSecondUpOverTheSameWorldIsRefused() throws Exception {
    Command.Result result = hcp.run("up", "--detach");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("error: the world " + world.data() + " is in use by the supervisor")
        .contains("infra/hcp down --data");
    result = hcp.run("backfill");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("live jobs run on the world");
  }

  @Test
  @Order(18)
  void aTakenPortIsNamed() throws Exception {
    Path other = folder.resolve("other");
    Command.Result result =
        new Command(other).run("up", "--feed", "none", "--port-base", Integer.toString(PORT_BASE));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("port " + (PORT_BASE + 5) + " for postgres is taken by another program");
    assertThat(processesOf(other)).isEmpty();
  }

  @Test
  @Order(19)
  void whatEndsIsStartedAgain() throws Exception {
    long pid = status().path("services").path("superset").path("pid").asLong();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              JsonNode superset = status().path("services").path("superset");
              return superset.path("state").asText().equals("running")
                  && superset.path("pid").asLong() != pid;
            });
  }

  @Test
  @Order(20)
  void downThenUpGoesOnWhereItWas() throws Exception {
    String before = sql("SELECT count(*), sum(revision) FROM reviews");
    Command.Result result = hcp.run("down");
    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(processesOf(world.data())).isEmpty();
    result = hcp.run("up", "--detach");
    assertThat(result.code()).as(result.toString()).isZero();
    awaitCaughtUp();
    assertThat(sql("SELECT count(*), sum(revision) FROM reviews")).isEqualTo(before);
  }

  private static List<String> withoutRejections(List<String> differences) {
    int start =
        differences.indexOf(
            differences.stream().filter(l -> l.startsWith("rejections")).findFirst().orElse(""));
    // The comparison of rejections is the last.
    return start < 0 ? differences : differences.subList(0, start);
  }

  private List<String> differences(Path files) throws Exception {
    LocalDate last = Comparison.lastClosedDay(world);
    assertThat(last).isNotNull();
    try (Oracle oracle = Oracle.over(files, Instant.now(), last)) {
      return new Comparison(world, oracle).differences();
    }
  }

  private void feed(Path files, boolean close) throws Exception {
    List<String> words = new ArrayList<>(List.of("feed"));
    // Reviews before their cases: the harder order.
    for (String stream : List.of("reviews", "verdicts", "rectifications", "cases")) {
      words.add(files.resolve(stream + ".jsonl").toString());
    }
    if (close) {
      words.add("--close");
    }
    Command.Result result = hcp.run(words.toArray(String[]::new));
    assertThat(result.code()).as(result.toString()).isZero();
  }

  private void awaitCaughtUp() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> status().path("caught_up").asBoolean());
  }

  private JsonNode status() throws IOException, InterruptedException {
    Command.Result result = hcp.run("status", "--json");
    assertThat(result.code()).as(result.toString()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private String sql(String query) throws IOException, InterruptedException {
    return ask("analyst", query);
  }

  private String ask(String user, String query) throws IOException, InterruptedException {
    Command.Result result = hcp.run("sql", "--user", user, "--format", "csv", query);
    assertThat(result.code()).as(result.toString()).isZero();
    return result.out();
  }

  private long rejected() throws IOException, InterruptedException {
    String answer = sql("SELECT coalesce(sum(n), 0) FROM rejections");
    return Long.parseLong(answer.strip().split("\n")[1]);
  }

  private static Path shuffled(Path from, Path to, long seed) throws IOException {
    Files.createDirectories(to);
    for (String stream : STREAMS) {
      List<String> lines = lines(from.resolve(stream + ".jsonl"));
      Collections.shuffle(lines, new Random(seed));
      write(to.resolve(stream + ".jsonl"), lines);
    }
    return to;
  }

  /** The lines from {@code first/of} to {@code end/of} of each file. */
  private static Path part(Path from, Path to, int first, int end, int of) throws IOException {
    Files.createDirectories(to);
    for (String stream : STREAMS) {
      List<String> lines = lines(from.resolve(stream + ".jsonl"));
      write(
          to.resolve(stream + ".jsonl"),
          lines.subList(lines.size() * first / of, lines.size() * end / of));
    }
    return to;
  }

  /** Lines byte by byte, also those that are no UTF-8. */
  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.remove(lines.size() - 1);
    return lines;
  }

  private static void write(Path file, List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }
}
