package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.assess.Count;
import haochaping.local.oracle.Comparison;
import haochaping.local.oracle.Oracle;
import haochaping.local.services.Postgres;
import haochaping.local.services.Trino;
import haochaping.simulate.CityFiles;
import haochaping.simulate.CityOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A quarter of a city over real Kafka, Flink, Iceberg and Trino: sealed, corrected afterwards,
 * verified, revised. What it counts and one of its scores are worked out anew in DuckDB from the
 * raw files.
 */
class AssessIT {
  private static final int PORT_BASE = 23_080;
  private static final String QUARTER = "2026Q1";
  private static final String DAYS = "BETWEEN DATE '2026-01-01' AND DATE '2026-03-31'";

  /** Two parts that are shares of counts, so that DuckDB can score too. */
  private static final String SHARES =
      """
      version: shares-1
      n_min: {district: 1, department: 1, staff: 1}
      peer_classes: {district: one, department: by_volume, staff: by_volume}
      components:
        participation: {weight: 30, full: 0.9, none: 0.4}
        active_share: {weight: 10, full: 1, none: 0}
      outside: {}
      least_weight: 0.5
      deductions:
        confirmed_brushing: {each: 0, most: 0}
        refused_rectification: {each: 0, most: 0}
      least_reliability: 0.7
      certainty: 0.95
      rank_draws: 400
      accountability:
        confirmed_brushing: 1
        refused_rectification: 1
        worst_share: 0.1
        bottom_places: 1
        fewest_ranked: 5
      """;

  private static final String COUNTED =
      """
      WITH keyed AS (
        SELECT unnest(['district', 'department']) AS dimension,
          unnest([district, department]) AS key, is_default, is_bad, adopted
        FROM reviews WHERE review_round = 1 AND event_date %1$s
        UNION ALL
        SELECT 'staff', unnest(staff), is_default, is_bad, adopted
        FROM reviews WHERE review_round = 1 AND event_date %1$s),
      counts AS (
        SELECT dimension, key,
          count(*) FILTER (NOT is_default) AS reviews,
          count(*) FILTER (is_default) AS defaults,
          count(*) FILTER (NOT is_default AND is_bad) AS bad,
          count(*) FILTER (NOT is_default AND adopted) AS adopted,
          count(*) FILTER (NOT is_default AND adopted AND is_bad) AS bad_adopted
        FROM keyed WHERE key IS NOT NULL GROUP BY ALL),
      served AS (
        SELECT dimension, key, sum(services)::BIGINT AS services, sum(reviewed)::BIGINT AS reviewed
        FROM participation
        WHERE dimension IN ('district', 'department', 'staff') AND day %1$s GROUP BY ALL)
      SELECT dimension, key, coalesce(reviews, 0), coalesce(defaults, 0), coalesce(bad, 0),
        coalesce(adopted, 0), coalesce(bad_adopted, 0), coalesce(services, 0),
        coalesce(reviewed, 0)
      FROM counts FULL JOIN served USING (dimension, key)
      """
          .formatted(DAYS);

  private static final List<Count> COUNTS =
      List.of(
          Count.REVIEWS,
          Count.DEFAULTS,
          Count.BAD,
          Count.ADOPTED,
          Count.BAD_ADOPTED,
          Count.SERVICES,
          Count.REVIEWED);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Command hcp;
  private World world;

  @Test
  void aSealedQuarterOutlivesCorrectionsAndARevisionDiffersByExactlyThem() throws Exception {
    Path city = folder.resolve("city");
    CityFiles.write(
        city,
        CityOptions.of(9, LocalDate.of(2026, 3, 18), 18, 250).withStaff(80).withIrregularShare(0),
        (day, events) -> {});
    Path data = folder.resolve("world");
    hcp = new Command(data);
    world = World.openOrCreate(Command.ROOT, data);
    world.setting("port-base", Integer.toString(PORT_BASE));
    feedAndBackfill(city, List.of("cases", "reviews", "rectifications", "verdicts"));
    Path formula = Files.writeString(folder.resolve("shares.yaml"), SHARES);

    Postgres postgres = new Postgres(world);
    Trino trino = new Trino(world);
    Trino.install(world);
    try {
      postgres.start();
      trino.start();
      refusals(formula);
      Map<String, List<Long>> before = counted(city);

      assertThat(run(0, "assess", QUARTER, "--formula", formula.toString()).out())
          .contains("sealed as assessment-2026Q1-r1");
      assertSealed(1, before);
      run(1, "assess", QUARTER);

      Path corrections = corrections(city);
      feedAndBackfill(corrections.getParent(), List.of("reviews"));
      rewriteAndForgetEverything();
      assertVerified(1);
      assertWhy();

      Map<String, List<Long>> after = counted(both(city, corrections));
      assertThat(after).isNotEqualTo(before);
      run(0, "assess", QUARTER, "--revise", "--reason", "申诉复核");
      assertSealed(2, after);
      assertThat(listed()).isEqualTo(changes(before, after)).isNotEmpty();
      assertThat(run(0, "assess", QUARTER, "--what-if", "--formula", "assessment-1").out())
          .contains("sealed_score");
      assertThat(run(0, "report", "2026-03").out()).contains("bulletin-2026-03.pdf");

      assertTamperingIsSeen();
    } finally {
      trino.stop();
      postgres.stop();
    }
  }

  private Command.Result run(int code, String... words) throws Exception {
    Command.Result result = hcp.run(words);
    assertThat(result.code()).as(result.toString()).isEqualTo(code);
    return result;
  }

  private void feedAndBackfill(Path files, List<String> streams) throws Exception {
    List<String> words = new ArrayList<>(List.of("feed"));
    streams.forEach(stream -> words.add(files.resolve(stream + ".jsonl").toString()));
    run(0, words.toArray(String[]::new));
    run(0, "backfill");
  }

  /** Each refusal is one line that says how to mend it, and seals nothing. */
  private void refusals(Path formula) throws Exception {
    assertThat(run(2, "assess", "2026Q7").err()).contains("2026Q7: no quarter");
    assertThat(run(1, "assess", "2026Q2").err())
        .contains("2026Q2 is not over: the newest closed day is");
    assertThat(run(1, "assess", QUARTER, "--user", "assessor").err())
        .contains("account assessor may not read the tables");
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            Files.readString(formula).replace("full: 0.9", "fall: 1"));
    assertThat(run(2, "assess", QUARTER, "--formula", wrong.toString()).err())
        .contains("components.participation.full: missing")
        .contains("components.participation.fall = 1: no such key");
    assertThat(query("SELECT count(*) FROM lake.core.assessments")).isEqualTo(List.of("0"));
  }

  /** What DuckDB counts in a folder of raw files: by dimension and key, in the order of COUNTS. */
  private Map<String, List<Long>> counted(Path files) throws Exception {
    Map<String, List<Long>> counted = new TreeMap<>();
    try (Oracle oracle = Oracle.over(files, Instant.now(), Comparison.lastClosedDay(world))) {
      for (List<Object> row : oracle.rows(COUNTED)) {
        List<Long> counts =
            row.subList(2, row.size()).stream().map(count -> ((Number) count).longValue()).toList();
        counted.put(row.get(0) + " " + row.get(1), counts);
      }
    }
    return counted;
  }

  private void assertSealed(int revision, Map<String, List<Long>> counted) throws Exception {
    int keys = 0;
    try (Connection connection = Trino.connect(world, "assessor");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT dimension, key, counts, score, enough FROM assessments WHERE revision = "
                    + revision)) {
      while (rows.next()) {
        String id = rows.getString(1) + " " + rows.getString(2);
        JsonNode sealed = JSON.readTree(rows.getString(3));
        List<Long> counts =
            COUNTS.stream().map(count -> sealed.path(count.word()).asLong()).toList();
        assertThat(counts).as(id).isEqualTo(counted.get(id));
        Double score = rows.getDouble(4);
        if (rows.getBoolean(5)) {
          assertThat(score).as(id).isEqualTo(score(counts));
        }
        keys++;
      }
    }
    long expected = counted.keySet().stream().filter(id -> !id.contains(" unattributed")).count();
    assertThat(keys).isEqualTo((int) expected).isGreaterThan(50);
  }

  /** The formula {@link #SHARES} worked out in DuckDB. */
  private static double score(List<Long> counts) throws Exception {
    try (Connection duck = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                WITH c AS (SELECT %d::DOUBLE AS r, %d::DOUBLE AS d, %d::DOUBLE AS s, %d::DOUBLE AS p),
                parts AS (
                  SELECT 30 * greatest(0, least(1, (0.4 - p / s) / (0.4 - 0.9))) AS participation,
                    10 * (0 - r / (r + d)) / (0 - 1.0) AS active, s FROM c)
                SELECT CASE WHEN s > 0 THEN round(100 * (participation + active) / 40, 2) END
                FROM parts
                """
                    .formatted(counts.get(0), counts.get(1), counts.get(5), counts.get(6)))) {
      row.next();
      return row.getDouble(1);
    }
  }

  private void assertVerified(int revisions) throws Exception {
    String out = run(0, "assess", "verify", QUARTER).out();
    for (int revision = 1; revision <= revisions; revision++) {
      assertThat(out)
          .containsPattern(
              "assessment-2026Q1-r"
                  + revision
                  + ": \\d+ scores .*equal to the last digit; files in");
    }
  }

  /** Every seventh review says another level half a year later. */
  private Path corrections(Path city) throws IOException {
    List<String> lines = new ArrayList<>();
    int line = 0;
    for (String text : Files.readAllLines(city.resolve("reviews.jsonl"), StandardCharsets.UTF_8)) {
      if (line++ % 7 == 0
          && text.contains("\"isdefault\":0")
          && text.contains("\"satisfaction\":5")) {
        ObjectNode review = (ObjectNode) JSON.readTree(text);
        review.put("satisfaction", 1).put("updateTime", "2026-09-01 10:00:00");
        review.put("writingEvaluation", "更正").putNull("evalDetail");
        lines.add(JSON.writeValueAsString(review));
      }
    }
    Path folder = Files.createDirectories(this.folder.resolve("corrections"));
    return Files.write(folder.resolve("reviews.jsonl"), lines);
  }

  private Path both(Path city, Path corrections) throws IOException {
    Path both = Files.createDirectories(folder.resolve("both"));
    for (String stream : List.of("cases", "rectifications", "verdicts")) {
      Files.copy(city.resolve(stream + ".jsonl"), both.resolve(stream + ".jsonl"));
    }
    List<String> lines = new ArrayList<>();
    for (Path file : List.of(city.resolve("reviews.jsonl"), corrections)) {
      lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
    Files.write(both.resolve("reviews.jsonl"), lines);
    return both;
  }

  /** Compaction, erasure of what names reviewers, and expiry of all that is not named. */
  private void rewriteAndForgetEverything() throws Exception {
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE lake.core.review_changes SET reviewer = NULL, phone = NULL, text = NULL"
              + " WHERE reviewer IS NOT NULL");
      statement.execute("SET SESSION lake.expire_snapshots_min_retention = '0s'");
      for (String table :
          List.of("review_changes", "counts", "step_counts", "outcomes", "assessment_inputs")) {
        String change = "ALTER TABLE lake.core." + table + " EXECUTE ";
        statement.execute(change + "optimize(file_size_threshold => '128MB')");
        statement.execute(change + "expire_snapshots(retention_threshold => '0s')");
      }
    }
    assertThat(query("SELECT count(*) FROM lake.core.\"counts$snapshots\""))
        .isEqualTo(List.of("2"));
  }

  private void assertWhy() throws Exception {
    assertThat(run(0, "why", "370402", "--from", "2026-03-18", "--to", "2026-03-31").out())
        .contains("district 市中区 (370402)")
        .contains("5 to 1");
  }

  private static Map<String, Long> changes(
      Map<String, List<Long>> before, Map<String, List<Long>> after) {
    Map<String, Long> changes = new TreeMap<>();
    after.forEach(
        (id, counts) -> {
          for (int i = 0; i < COUNTS.size(); i++) {
            long change = counts.get(i) - (before.containsKey(id) ? before.get(id).get(i) : 0);
            if (change != 0) {
              changes.put(id + " " + COUNTS.get(i).chinese(), change);
            }
          }
        });
    return changes;
  }

  /** The list of differences of the second revision, what follows from counts left out. */
  private Map<String, Long> listed() throws Exception {
    Map<String, String> dimensions =
        Map.of("区（市）", "district", "部门", "department", "窗口人员", "staff");
    Path file = world.data().resolve("assessments").resolve("assessment-2026Q1-r2/differences.csv");
    Map<String, Long> listed = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.replace("\"", "").split(",", -1);
      boolean isCount = COUNTS.stream().anyMatch(count -> count.chinese().equals(cells[3]));
      if (isCount && dimensions.containsKey(cells[0])) {
        listed.put(
            dimensions.get(cells[0]) + " " + cells[1] + " " + cells[3],
            Long.parseLong(cells[5]) - Long.parseLong(cells[4]));
      }
    }
    return listed;
  }

  private void assertTamperingIsSeen() throws Exception {
    Path file = world.data().resolve("assessments/assessment-2026Q1-r1/scores-staff.csv");
    Files.writeString(file, Files.readString(file).replace("9", "8"));
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE lake.core.assessments SET score = score + 0.01"
              + " WHERE revision = 2 AND key = '370402'");
    }
    assertThat(run(1, "assess", "verify", QUARTER).err())
        .contains("assessment-2026Q1-r1: " + file + ": SHA-256 is not the sealed one")
        .containsPattern("assessment-2026Q1-r2: district 370402: score sealed .*, computed ")
        .contains("2 figures or files are not as sealed");
  }

  private List<String> query(String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
