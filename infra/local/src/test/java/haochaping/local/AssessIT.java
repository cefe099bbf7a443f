package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.assess.Count;
import haochaping.local.oracle.Comparison;
import haochaping.local.oracle.Oracle;
import haochaping.local.oracle.QuarterScores;
import haochaping.local.oracle.QuarterScores.Score;
import haochaping.local.services.Kafka;
import haochaping.local.services.Postgres;
import haochaping.local.services.Service;
import haochaping.local.services.Trino;
import haochaping.simulate.Anomaly;
import haochaping.simulate.CityFiles;
import haochaping.simulate.CityOptions;
import haochaping.simulate.Scenario;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A quarter of a city over real Kafka, Flink, Iceberg and Trino: sealed, corrected afterwards,
 * verified, revised. All that it counts and every score are worked out anew from the raw files by
 * {@link QuarterScores}.
 */
class AssessIT {
  private static final int PORT_BASE = 23_080;
  private static final String QUARTER = "2026Q3";
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 7, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 30);
  private static final int CORRECTIONS = 10_000;

  /** As good as now: later than all else that is said. */
  private static final String UPHELD_AT = "2026-11-03 10:00:00";

  private static final List<String> STREAMS =
      List.of("cases", "reviews", "rectifications", "verdicts");

  /** A department that was brushed in August, and one that still is as the quarter ends. */
  private static final String BRUSHED = "11370400HCP0107460";

  private static final String STILL_BRUSHED = "11370400HCP0111162";

  /** The measures that assessment-1 leaves out, other limits, and weights that leave some out. */
  private static final String EVERY_PART =
      """
      version: every-part
      n_min: {district: 500, department: 150, staff: 60}
      peer_classes: {district: one, department: by_volume, staff: by_volume}
      components:
        bad_rate: {weight: 25, full: 0.005, none: 0.12}
        participation: {weight: 5, full: 0.95, none: 0.3}
        active_share: {weight: 5, full: 0.9, none: 0.1}
        callback: {weight: 10, full: 1, none: 0.5}
        rectification: {weight: 20, full: 0.9, none: 0.1}
        on_time: {weight: 20, full: 0.95, none: 0.2}
        second_good: {weight: 15, full: 1, none: 0.2}
      outside: {}
      least_weight: 0.9
      deductions:
        confirmed_brushing: {each: 2, most: 3}
        refused_rectification: {each: 1.5, most: 4}
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

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final List<QuarterScores.Upheld> upheld = new ArrayList<>();
  private Command hcp;
  private World world;

  @Test
  void aSealedQuarterOutlivesCorrectionsAndARevisionDiffersByExactlyThem() throws Exception {
    Path city = folder.resolve("city");
    // A week more, so that the quarter's first day is not the feed's.
    CityFiles.write(city, city(9, FIRST_DAY.minusDays(6), 98), (day, events) -> {});
    Path data = folder.resolve("world");
    hcp = new Command(data);
    world = World.openOrCreate(Command.ROOT, data);
    world.setting("port-base", Integer.toString(PORT_BASE));
    feedAndBackfill(city);

    List<Service> services = List.of(new Postgres(world), new Kafka(world), new Trino(world));
    Trino.install(world);
    try {
      services.forEach(Service::start);
      refusals();
      assertThat(run(0, "assess", QUARTER).out()).contains("sealed as assessment-2026Q3-r1");
      Map<String, Map<String, Long>> before = assertSealed(1, List.of(city), List.of());
      run(1, "assess", QUARTER);

      LateCorrections corrections = LateCorrections.of(city, FIRST_DAY, LAST_DAY, CORRECTIONS);
      assertThat(corrections.size()).isEqualTo(CORRECTIONS);
      Path late = corrections.write(folder.resolve("late"));
      LateCorrections said = new LateCorrections();
      uphold(said, "department", BRUSHED);
      uphold(said, "staff", BRUSHED);
      uphold(said, "department", STILL_BRUSHED);
      Path next = nextQuarter();
      feedAndBackfill(together(List.of(late, next)));
      rewriteAndForgetEverything();
      assertVerified(1);
      assertWhy();

      run(0, "assess", QUARTER, "--revise", "--reason", "申诉复核");
      List<Path> all = List.of(city, late, next, said.write(folder.resolve("said")));
      Map<String, Map<String, Long>> after = assertSealed(2, all, upheld);
      assertThat(listed()).isEqualTo(changes(before, after)).isNotEmpty();
      assertThat(run(0, "report", "2026-09").out()).contains("bulletin-2026-09.pdf");

      assertTamperingIsSeen();
    } finally {
      List<Service> backwards = new ArrayList<>(services);
      Collections.reverse(backwards);
      backwards.forEach(Service::stop);
    }
  }

  private static CityOptions city(long seed, LocalDate start, int days) {
    CityOptions city =
        CityOptions.of(seed, start, days, 400)
            .withStaff(240)
            .withBadShare(0.03)
            .withDefaultShare(0.35)
            .withIrregularShare(0);
    return days < 60
        ? city
        : city.withScenario(
            new Scenario(List.of(brushing(BRUSHED, 60), brushing(STILL_BRUSHED, days - 16))));
  }

  /** Twenty good reviews a day of one wording, for a week. */
  private static Anomaly brushing(String department, int from) {
    Anomaly.Kind kind = Anomaly.Kind.BRUSHING_TEMPLATE;
    return new Anomaly(department, kind, from, 7, null, department, null, null, null, 20);
  }

  private Command.Result run(int code, String... words) throws Exception {
    Command.Result result = hcp.run(words);
    assertThat(result.code()).as(result.toString()).isEqualTo(code);
    return result;
  }

  private void feedAndBackfill(Path files) throws Exception {
    List<String> words = new ArrayList<>(List.of("feed"));
    STREAMS.forEach(stream -> words.add(files.resolve(stream + ".jsonl").toString()));
    run(0, words.toArray(String[]::new));
    run(0, "backfill");
  }

  /** Each refusal is one line that says how to mend it, and seals nothing. */
  private void refusals() throws Exception {
    assertThat(run(2, "assess", "2026Q7").err()).contains("2026Q7: no quarter");
    assertThat(run(1, "assess", "2026Q4").err())
        .contains("2026Q4 is not over: the newest closed day is 2026-09-30");
    assertThat(run(1, "assess", QUARTER, "--user", "assessor").err())
        .contains("account assessor may not read the tables");
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"), EVERY_PART.replace("full: 0.005", "fall: 1"));
    assertThat(run(2, "assess", QUARTER, "--formula", wrong.toString()).err())
        .contains("components.bad_rate.full: missing")
        .contains("components.bad_rate.fall = 1: no such key");
    assertThat(query("SELECT count(*) FROM lake.core.assessments")).isEqualTo(List.of("0"));
  }

  /** Whoever served in the quarter has what the oracle says; returns its counts. */
  private Map<String, Map<String, Long>> assertSealed(
      int revision, List<Path> folders, List<QuarterScores.Upheld> brushing) throws Exception {
    LocalDate sealed =
        LocalDate.parse(
            query(
                    "SELECT DISTINCT CAST(CAST(sealed_at AS date) AS varchar)"
                        + " FROM lake.analysis.assessments WHERE revision = "
                        + revision)
                .get(0));
    try (Oracle oracle =
        Oracle.over(together(folders), Instant.now(), Comparison.lastClosedDay(world))) {
      QuarterScores quarter = new QuarterScores(oracle, FIRST_DAY, LAST_DAY, sealed, brushing);
      Map<String, Map<String, Long>> counts = quarter.counts();
      assertRows(revision, counts, quarter.scores(formula("assessment-1")));
      if (revision > 1) {
        assertThat(quarter.scores(EVERY_PART))
            .satisfies(AssessIT::assertEveryPartHasFigures)
            .satisfies(this::assertWhatIf);
      }
      return counts;
    }
  }

  private static String formula(String version) throws IOException {
    return Files.readString(Command.ROOT.resolve("schemas/formulas/" + version + ".yaml"));
  }

  private void assertRows(
      int revision, Map<String, Map<String, Long>> counts, Map<String, Score> scores)
      throws Exception {
    Map<String, Score> left = new TreeMap<>(scores);
    Map<String, List<Double>> ofClass = new TreeMap<>();
    scores.forEach(
        (id, one) ->
            ofClass.computeIfAbsent(classOf(id, one), key -> new ArrayList<>()).add(one.score()));
    int places = 0;
    try (Connection connection = Trino.connect(world, "assessor");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT dimension, key, peer_class, enough, score, shrunk, rank, counts, components"
                    + " FROM assessments WHERE revision = "
                    + revision)) {
      while (rows.next()) {
        String id = rows.getString(1) + " " + rows.getString(2);
        Score score = left.remove(id);
        assertThat(score).as(id).isNotNull();
        assertThat(rows.getString(3)).as(id).isEqualTo(score.peerClass());
        assertThat(rows.getBoolean(4)).as(id).isEqualTo(score.enough());
        assertRounded(id, rows.getBigDecimal(5), score.score());
        assertThat(rows.getDouble(6)).as(id).isCloseTo(score.shrunk(), near(score.shrunk(), true));
        int rank = rows.getInt(7);
        if (!rows.wasNull()) {
          assertThat(rank).as(id).isEqualTo(rank(score, ofClass.get(classOf(id, score))));
          places++;
        }
        assertThat(JSON.readValue(rows.getString(8), new TypeReference<TreeMap<String, Long>>() {}))
            .as(id)
            .isEqualTo(counts.get(id));
        assertComponents(id, JSON.readTree(rows.getString(9)), score);
      }
    }
    assertThat(left).isEmpty();
    assertThat(places).isGreaterThan(150);
  }

  private static String classOf(String id, Score score) {
    return id.split(" ", -1)[0] + ' ' + score.peerClass();
  }

  /** 1 and as many as are better by a hundredth. */
  private static int rank(Score score, List<Double> all) {
    BigDecimal own = rounded(score.score());
    return 1
        + (int) all.stream().filter(one -> one != null && rounded(one).compareTo(own) > 0).count();
  }

  private static BigDecimal rounded(double score) {
    return BigDecimal.valueOf(score).setScale(2, RoundingMode.HALF_UP);
  }

  /** Half a hundredth is rounding; the rest is what the two fits of a prior may differ by. */
  private static void assertRounded(String id, BigDecimal sealed, Double score) {
    if (score == null) {
      assertThat(sealed).as(id).isNull();
    } else {
      assertThat(sealed.stripTrailingZeros().scale()).as(id).isLessThanOrEqualTo(2);
      assertThat(sealed.doubleValue()).as(id).isCloseTo(score, within(0.005 + 1e-5));
    }
  }

  /** Shares have ten significant digits, what rests on a fitted prior seven. */
  private static Offset<Double> near(double figure, boolean isFitted) {
    return within((isFitted ? 1e-7 : 1e-9) * Math.abs(figure) + 1e-15);
  }

  private static void assertComponents(String id, JsonNode sealed, Score score) {
    assertThat(sealed.path("parts")).hasSameSizeAs(score.parts());
    for (int i = 0; i < score.parts().size(); i++) {
      QuarterScores.Part part = score.parts().get(i);
      JsonNode ours = sealed.path("parts").path(i);
      String name = id + ' ' + part.measure();
      boolean isFitted = part.measure().startsWith("bad_");
      assertThat(ours.path("measure").asText()).as(name).isEqualTo(part.measure());
      assertThat(ours.path("weight").asDouble()).as(name).isEqualTo(part.weight());
      if (part.value() == null) {
        assertThat(ours.path("value").isNull()).as(name).isTrue();
        assertThat(ours.path("points").isNull()).as(name).isTrue();
      } else {
        assertThat(ours.path("value").asDouble())
            .as(name)
            .isCloseTo(part.value(), near(part.value(), isFitted));
        assertThat(ours.path("points").asDouble())
            .as(name)
            .isCloseTo(part.points(), within(isFitted ? 1e-5 : 1e-7));
      }
    }
    assertThat(JSON.convertValue(sealed.path("deductions"), TreeMap.class))
        .as(id)
        .isEqualTo(score.deductions());
  }

  /** No part is so empty that nothing could be wrong with it. */
  private static void assertEveryPartHasFigures(Map<String, Score> scores) {
    Map<String, Set<Double>> values = new TreeMap<>();
    Set<String> faults = new TreeSet<>();
    for (Score score : scores.values()) {
      score
          .parts()
          .forEach(
              part -> {
                if (part.value() != null) {
                  values.computeIfAbsent(part.measure(), name -> new TreeSet<>()).add(part.value());
                }
              });
      faults.addAll(score.deductions().keySet());
    }
    assertThat(values).hasSize(7);
    assertThat(values).allSatisfy((measure, figures) -> assertThat(figures).hasSizeGreaterThan(5));
    assertThat(faults).containsExactly("confirmed_brushing", "refused_rectification");
    assertThat(scores.values()).anyMatch(score -> score.enough() && score.score() == null);
    assertThat(scores.values()).anyMatch(score -> !score.enough());
  }

  private void assertWhatIf(Map<String, Score> scores) throws Exception {
    Path file = Files.writeString(folder.resolve("every-part.yaml"), EVERY_PART);
    String out =
        run(0, "assess", QUARTER, "--what-if", "--formula", file.toString(), "--format", "csv")
            .out();
    List<String> lines = out.lines().toList();
    assertThat(lines.get(0))
        .startsWith("dimension,peer_class,key,name,score,")
        .contains("sealed_score");
    assertThat(lines).hasSize(scores.size() + 1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      String id = cells[0] + ' ' + cells[2];
      assertRounded(
          id, cells[4].isEmpty() ? null : new BigDecimal(cells[4]), scores.get(id).score());
    }
  }

  private void assertVerified(int revisions) throws Exception {
    String out = run(0, "assess", "verify", QUARTER).out();
    for (int revision = 1; revision <= revisions; revision++) {
      assertThat(out)
          .containsPattern(
              "assessment-2026Q3-r"
                  + revision
                  + ": \\d+ scores .*equal to the last digit; files in");
    }
  }

  /** Three days after the quarter: closes that look at what was corrected before them. */
  private Path nextQuarter() throws Exception {
    Path next = folder.resolve("next");
    CityFiles.write(next, city(10, LAST_DAY.plusDays(1), 3), (day, events) -> {});
    return next;
  }

  /** People uphold the largest finding of brushing about a department or one of its staff. */
  private void uphold(LateCorrections said, String dimension, String department) throws Exception {
    String[] finding =
        query(
                "SELECT max_by(finding_id || ' ' || key, observed) FROM lake.analysis.findings"
                    + " WHERE kind = 'BRUSHING' AND dimension = '%s' AND starts_with(key, '%s')"
                        .formatted(dimension, department))
            .get(0)
            .split(" ", -1);
    List<String> reviews =
        query(
            "SELECT DISTINCT review_id FROM lake.analysis.finding_reviews WHERE finding_id = '"
                + finding[0]
                + "'");
    assertThat(
            run(0, "verdict", finding[0], "uphold", "--by", "督查室", "--reason", "集中刷好评，已核实").out())
        .contains(reviews.size() + " reviews not adopted");
    for (String review : reviews) {
      said.verdict(review.substring(review.indexOf('/') + 1), finding[0], "not_adopted", UPHELD_AT);
    }
    upheld.add(new QuarterScores.Upheld(dimension, finding[1], department));
  }

  /** The raw files of folders one after the other. */
  private Path together(List<Path> folders) throws IOException {
    Path together = Files.createTempDirectory(folder, "together");
    for (String stream : STREAMS) {
      Path file = together.resolve(stream + ".jsonl");
      for (Path one : folders) {
        Files.write(
            file,
            Files.readAllBytes(one.resolve(stream + ".jsonl")),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
    return together;
  }

  /** Compaction, erasure of what names reviewers, and expiry of all that is not named. */
  private void rewriteAndForgetEverything() throws Exception {
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        Statement statement = connection.createStatement()) {
      eraseReviewers(statement);
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

  /** What names a hundred reviewers is taken out of the history of reviews. */
  private static void eraseReviewers(Statement statement) throws SQLException {
    statement.execute(
        "UPDATE lake.core.review_changes SET reviewer = NULL, phone = NULL, text = NULL"
            + " WHERE reviewer IN (SELECT DISTINCT reviewer FROM lake.core.review_changes"
            + " WHERE reviewer IS NOT NULL ORDER BY 1 LIMIT 100)");
  }

  private void assertWhy() throws Exception {
    assertThat(run(0, "why", "370402", "--from", "2026-07-01", "--to", "2026-09-30").out())
        .contains("district 市中区 (370402)")
        .contains("5 to 1");
  }

  private static Map<String, Long> changes(
      Map<String, Map<String, Long>> before, Map<String, Map<String, Long>> after) {
    Map<String, Long> changes = new TreeMap<>();
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    for (String id : ids) {
      for (Count count : Count.values()) {
        long change =
            after.getOrDefault(id, Map.of()).getOrDefault(count.word(), 0L)
                - before.getOrDefault(id, Map.of()).getOrDefault(count.word(), 0L);
        if (change != 0) {
          changes.put(id + ' ' + count.chinese(), change);
        }
      }
    }
    return changes;
  }

  /** The list of differences of the second revision, what follows from counts left out. */
  private Map<String, Long> listed() throws Exception {
    Map<String, String> dimensions =
        Map.of("全市", "city", "区（市）", "district", "部门", "department", "窗口人员", "staff");
    Set<String> results = Set.of("得分", "名次", "评价结论", "约谈情形");
    Path file = world.data().resolve("assessments/assessment-2026Q3-r2/differences.csv");
    Map<String, Long> listed = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.replace("\"", "").split(",", -1);
      if (!results.contains(cells[3])) {
        listed.put(
            dimensions.get(cells[0]) + ' ' + cells[1] + ' ' + cells[3],
            Long.parseLong(cells[5]) - Long.parseLong(cells[4]));
      }
    }
    return listed;
  }

  private void assertTamperingIsSeen() throws Exception {
    Path file = world.data().resolve("assessments/assessment-2026Q3-r1/scores-staff.csv");
    Files.writeString(file, Files.readString(file).replace("9", "8"));
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE lake.core.assessments SET score = score + 0.01"
              + " WHERE revision = 2 AND key = '370402'");
    }
    assertThat(run(1, "assess", "verify", QUARTER).err())
        .contains("assessment-2026Q3-r1: " + file + ": SHA-256 is not the sealed one")
        .containsPattern("assessment-2026Q3-r2: district 370402: score sealed .*, computed ")
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
