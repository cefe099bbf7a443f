package haochaping.assess.seal;

import haochaping.assess.Count;
import haochaping.assess.Period;
import haochaping.assess.Quarter;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Inputs;
import haochaping.core.CityClock;
import haochaping.core.Dimension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what assessments are computed from, and those that are sealed, through Trino. */
public final class Tables {
  private static final String DIMENSIONS = "('city', 'district', 'department', 'staff')";

  private static final String COUNTS =
      """
      SELECT dimension, key, sum(reviews), sum(defaults), sum(bad), sum(adopted), sum(bad_adopted)
      FROM lake.core.counts %s
      WHERE day BETWEEN DATE '%s' AND DATE '%s' AND dimension IN %s
      GROUP BY dimension, key
      """;

  private static final Count[] OF_COUNTS = {
    Count.REVIEWS, Count.DEFAULTS, Count.BAD, Count.ADOPTED, Count.BAD_ADOPTED
  };

  private static final String STEPS =
      """
      SELECT dimension, key,
        sum(steps) FILTER (WHERE step = 'callback'),
        sum(done) FILTER (WHERE step = 'callback'),
        sum(steps) FILTER (WHERE step = 'rectification'),
        sum(done) FILTER (WHERE step = 'rectification'),
        sum(steps) FILTER (WHERE step = 'rectification' AND last_day < DATE '%s'),
        sum(on_time) FILTER (WHERE step = 'rectification' AND last_day < DATE '%s'),
        sum(steps) FILTER (WHERE step = 'second_review'),
        sum(done) FILTER (WHERE step = 'second_review')
      FROM lake.core.step_counts %s
      WHERE day BETWEEN DATE '%s' AND DATE '%s' AND dimension IN %s
      GROUP BY dimension, key
      """;

  private static final Count[] OF_STEPS = {
    Count.CALLBACKS,
    Count.CALLED_BACK,
    Count.RECTIFICATIONS,
    Count.RECTIFIED,
    Count.DUE,
    Count.ON_TIME,
    Count.SECOND_REVIEWS,
    Count.SECOND_GOOD
  };

  /**
   * Findings that people confirmed; the detector may have withdrawn one since, as the reviews that
   * it rested on do not count any more.
   */
  private static final String BRUSHING =
      """
      SELECT
        (SELECT max(key) FROM lake.core.counts %1$s WHERE dimension = 'city'), dimension, key,
        count(*)
      FROM (
        SELECT o.*, row_number() OVER (PARTITION BY finding ORDER BY revision DESC) AS newest
        FROM lake.core.outcomes %1$s o)
      WHERE newest = 1 AND kind = 'BRUSHING' AND verdict = 'confirmed'
        AND day BETWEEN DATE '%2$s' AND DATE '%3$s'
      GROUP BY dimension, key
      """;

  private static final String PARTICIPATION =
      """
      SELECT dimension, key, sum(services), sum(reviewed)
      FROM lake.analysis.participation
      WHERE day BETWEEN DATE '%s' AND DATE '%s' AND dimension IN %s
      GROUP BY dimension, key ORDER BY dimension, key
      """;

  /** A bad review that counts after verification and whose rectification was refused. */
  private static final String REFUSED =
      """
      SELECT k.dimension, k.key, count(DISTINCT v.review_id)
      FROM lake.analysis.rectifications l
      JOIN lake.analysis.reviews v ON v.review_id = l.review_id
      CROSS JOIN (SELECT max(key) AS city FROM lake.core.counts WHERE dimension = 'city') c
      CROSS JOIN UNNEST(
        ARRAY['city', 'district', 'department'] || repeat('staff', cardinality(v.staff)),
        ARRAY[c.city, v.district, v.department] || v.staff) AS k (dimension, key)
      WHERE l.status = 'refused' AND v.is_bad AND NOT v.is_default AND v.adopted
        AND v.review_round = 1 AND k.key IS NOT NULL
        AND v.event_date BETWEEN DATE '%s' AND DATE '%s'
      GROUP BY k.dimension, k.key ORDER BY k.dimension, k.key
      """;

  private static final String NAMES =
      "SELECT dimension, key, name FROM lake.analysis.names WHERE dimension IN "
          + DIMENSIONS
          + " ORDER BY dimension, key";

  private static final String FROZEN =
      """
      SELECT dimension, key, measure, value, text, source, written_at
      FROM lake.core.assessment_inputs FOR VERSION AS OF '%s'
      WHERE quarter = '%s' AND revision = %d AND written_at = (
        SELECT max(written_at) FROM lake.core.assessment_inputs FOR VERSION AS OF '%s'
        WHERE quarter = '%s' AND revision = %d)
      """;

  private static final String LAST_CLOSE =
      """
      SELECT max(CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date)) FROM lake.core.rates
      WHERE keyframe AND dimension = 'city'
      """;

  private static final String SEALED =
      """
      SELECT revision, dimension, peer_class, key, name, score, rank, rank_low, rank_high, "of",
        standing, enough, reliability, shrunk, low, high, components, grounds, counts,
        formula_version, formula_digest, reason, manifest_digest, sealed_at
      FROM lake.core.assessments WHERE quarter = ? AND revision = ?
      """;

  private final Connection connection;

  /**
   * @param connection to Trino, of an account that may read schema core
   */
  public Tables(Connection connection) {
    this.connection = connection;
  }

  /** Takes the rows of a query one by one. */
  @FunctionalInterface
  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, Reader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** The first day that is not closed yet; nothing where none is. */
  public Optional<LocalDate> lastClose() throws SQLException {
    List<LocalDate> close = new ArrayList<>();
    query(
        LAST_CLOSE,
        row -> {
          if (row.getDate(1) != null) {
            close.add(row.getDate(1).toLocalDate());
          }
        });
    return close.stream().findFirst();
  }

  /** The newest sealed revision of a quarter, or 0. */
  public int newestRevision(Quarter quarter) throws SQLException {
    int[] revision = new int[1];
    query(
        "SELECT coalesce(max(revision), 0) FROM lake.core.assessments WHERE quarter = '%s'"
            .formatted(quarter),
        row -> revision[0] = row.getInt(1));
    return revision[0];
  }

  /** The quarters that are sealed, in order. */
  public List<String> sealedQuarters() throws SQLException {
    List<String> quarters = new ArrayList<>();
    query(
        "SELECT DISTINCT quarter FROM lake.core.assessments ORDER BY 1",
        row -> quarters.add(row.getString(1)));
    return quarters;
  }

  /** The sealed rows of a revision, in no order. */
  public List<SealedRow> sealed(Tag tag) throws SQLException {
    List<SealedRow> sealed = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SEALED)) {
      statement.setString(1, tag.quarter().toString());
      statement.setInt(2, tag.revision());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sealed.add(SealedRow.read(rows));
        }
      }
    }
    return sealed;
  }

  /** Scores of the newest sealed revision, by dimension and key with a blank between. */
  public Map<String, Double> sealedScores(Quarter quarter) throws SQLException {
    Map<String, Double> scores = new HashMap<>();
    int newest = newestRevision(quarter);
    if (newest > 0) {
      for (SealedRow row : sealed(new Tag(quarter, newest))) {
        scores.put(row.id(), (Double) row.columns().get("score"));
      }
    }
    return scores;
  }

  /** A period as the tables are now, without measures from elsewhere. */
  public Assessment current(Period period, Formula formula, Instant now) throws SQLException {
    return Assessment.of(period, formula, inputs(period, null, freeze(period, formula), now));
  }

  /** Takes down, as they are now, the inputs that have no additive table. */
  List<FrozenRow> freeze(Period period, Formula formula) throws SQLException {
    List<FrozenRow> rows = new ArrayList<>();
    rows.add(
        new FrozenRow(
            FrozenRow.FORMULA,
            formula.version(),
            FrozenRow.TEXT,
            null,
            formula.text(),
            "schemas/formulas"));
    query(
        PARTICIPATION.formatted(period.firstDay(), period.lastDay(), DIMENSIONS),
        row -> {
          rows.add(figure(row, Count.SERVICES, 3, "analysis.participation"));
          rows.add(figure(row, Count.REVIEWED, 4, "analysis.participation"));
        });
    query(
        REFUSED.formatted(period.firstDay(), period.lastDay()),
        row -> rows.add(figure(row, Count.REFUSED, 3, "analysis.rectifications")));
    query(
        NAMES,
        row ->
            rows.add(
                new FrozenRow(
                    row.getString(1),
                    row.getString(2),
                    FrozenRow.NAME,
                    null,
                    row.getString(3),
                    "analysis.names")));
    return rows;
  }

  private static FrozenRow figure(ResultSet row, Count count, int column, String source)
      throws SQLException {
    return new FrozenRow(
        row.getString(1),
        row.getString(2),
        count.word(),
        (double) row.getLong(column),
        null,
        source);
  }

  /**
   * What was frozen for a revision.
   *
   * @param formula in force
   * @param frozenAt when
   */
  record Frozen(List<FrozenRow> rows, Instant frozenAt) {
    Formula formula() {
      FrozenRow row =
          rows.stream()
              .filter(one -> one.dimension().equals(FrozenRow.FORMULA))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("the frozen inputs hold no formula"));
      return Formula.parse("formulas/" + row.key() + ".yaml", row.text());
    }
  }

  Frozen frozen(Tag tag) throws SQLException {
    List<FrozenRow> rows = new ArrayList<>();
    Instant[] at = new Instant[1];
    query(
        FROZEN.formatted(tag, tag.quarter(), tag.revision(), tag, tag.quarter(), tag.revision()),
        row -> {
          double value = row.getDouble(4);
          rows.add(
              new FrozenRow(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.wasNull() ? null : value,
                  row.getString(5),
                  row.getString(6)));
          at[0] = instant(row, 7);
        });
    if (rows.isEmpty()) {
      throw new IllegalStateException("core.assessment_inputs holds nothing under the tag " + tag);
    }
    return new Frozen(rows, at[0]);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time.toInstant();
  }

  /**
   * The inputs of a period.
   *
   * @param tag whose snapshots are read, or null for those of now
   * @param frozen what has no additive table
   * @param at when it is judged what is due
   */
  Inputs inputs(Period period, Tag tag, List<FrozenRow> frozen, Instant at) throws SQLException {
    Inputs.Builder inputs = new Inputs.Builder();
    String version = tag == null ? "" : "FOR VERSION AS OF '" + tag + "'";
    LocalDate today = LocalDate.ofInstant(at, CityClock.OFFSET);
    query(
        COUNTS.formatted(version, period.firstDay(), period.lastDay(), DIMENSIONS),
        row -> add(inputs, row, OF_COUNTS));
    query(
        STEPS.formatted(today, today, version, period.firstDay(), period.lastDay(), DIMENSIONS),
        row -> add(inputs, row, OF_STEPS));
    query(
        BRUSHING.formatted(version, period.firstDay(), period.lastDay()),
        row -> addBrushing(inputs, row));
    frozen.forEach(row -> add(inputs, row));
    return inputs.build();
  }

  private static void add(Inputs.Builder inputs, ResultSet row, Count[] counts)
      throws SQLException {
    for (int i = 0; i < counts.length; i++) {
      inputs.add(dimension(row.getString(1)), row.getString(2), counts[i], row.getLong(i + 3));
    }
  }

  /** A finding about somebody counts for the department too, and any for the city. */
  private static void addBrushing(Inputs.Builder inputs, ResultSet row) throws SQLException {
    String city = row.getString(1);
    String word = row.getString(2);
    String key = row.getString(3);
    long findings = row.getLong(4);
    inputs.add(Dimension.CITY, city, Count.BRUSHING, findings);
    if (key != null && Formula.SCORED.stream().anyMatch(one -> is(one, word))) {
      inputs.add(dimension(word), key, Count.BRUSHING, findings);
    }
    if (key != null && is(Dimension.STAFF, word)) {
      String department = key.substring(0, key.indexOf('/'));
      inputs.add(Dimension.DEPARTMENT, department, Count.BRUSHING, findings);
    }
  }

  private static boolean is(Dimension dimension, String word) {
    return dimension.word().equals(word);
  }

  private static void add(Inputs.Builder inputs, FrozenRow row) {
    if (row.dimension().equals(FrozenRow.FORMULA)) {
      return;
    }
    Dimension dimension = dimension(row.dimension());
    if (row.measure().equals(FrozenRow.NAME)) {
      inputs.name(dimension, row.key(), row.text());
    } else if (row.measure().startsWith(FrozenRow.OUTSIDE)) {
      inputs.outside(
          dimension, row.key(), row.measure().substring(FrozenRow.OUTSIDE.length()), row.value());
    } else {
      Count count = Count.valueOf(row.measure().toUpperCase(Locale.ROOT));
      inputs.add(dimension, row.key(), count, row.value().longValue());
    }
  }

  static Dimension dimension(String word) {
    return Dimension.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
