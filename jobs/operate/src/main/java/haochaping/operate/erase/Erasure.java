package haochaping.operate.erase;

import haochaping.platform.Lake;
import haochaping.platform.RetentionProfile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Blanks in the tables who people are and what they wrote. The rows stay: what is counted and who
 * is judged by it does not change.
 *
 * <p>A blanked row is a new row; the old one lies in the files until {@link #rewrite} has made new
 * files without it and {@link #forget} has let go of the snapshots that still name the old ones.
 */
public final class Erasure {
  private static final String REJECTED = "rejected";

  /** Values of one statement; a longer list takes the parser longer than a second scan. */
  private static final int BATCH = 500;

  private static final String PROJECT = "concat(source, chr(1), project_no)";
  private static final String REFUSED =
      "concat(stream, ' ', CAST(kafka_partition AS varchar), ' ', CAST(kafka_offset AS varchar))";

  private final Connection connection;

  /**
   * @param connection to Trino, of an account that owns the tables
   */
  public Erasure(Connection connection) {
    this.connection = connection;
  }

  /** The tables that may name or quote a person. */
  public static List<String> tables() {
    List<String> tables = new ArrayList<>(Lake.personal().keySet());
    tables.add(REJECTED);
    return tables;
  }

  /**
   * What the tables hold of people.
   *
   * @param tokens of their certificate numbers and phones
   * @param concerns whether a refused record, given as it lies in the table, speaks of one of them
   *     or of one of the projects of some numbers
   * @throws SQLException when Trino refuses
   */
  public Held find(Collection<String> tokens, BiPredicate<byte[], Set<String>> concerns)
      throws SQLException {
    Set<ProjectId> projects = new LinkedHashSet<>();
    for (List<String> some : batches(tokens)) {
      String in = "IN (" + marks(some.size()) + ")";
      query(
          """
          SELECT source, project_no FROM core.review_changes WHERE reviewer %1$s OR phone %1$s
          UNION
          SELECT source, project_no FROM core.services
          WHERE applicant %1$s OR applicant_phone %1$s
          ORDER BY 1, 2
          """
              .formatted(in),
          repeated(some, 4),
          row -> projects.add(new ProjectId(row.getString(1), row.getString(2))));
    }
    long[] counts = new long[2];
    for (List<String> some : batches(keys(projects))) {
      String in = PROJECT + " IN (" + marks(some.size()) + ")";
      query(
          """
          SELECT
            (SELECT count(DISTINCT concat(source, chr(1), project_no, chr(1), assess_number, chr(1),
               CAST(review_round AS varchar))) FROM core.review_changes WHERE %1$s),
            (SELECT count(*) FROM core.services WHERE %1$s)
          """
              .formatted(in),
          repeated(some, 2),
          row -> {
            counts[0] += row.getLong(1);
            counts[1] += row.getLong(2);
          });
    }
    Set<String> numbers = projects.stream().map(ProjectId::number).collect(Collectors.toSet());
    List<RefusedId> refused = new ArrayList<>();
    query(
        """
        SELECT stream, kafka_partition, kafka_offset, payload FROM core.rejected
        WHERE length(payload) > 0
        """,
        List.of(),
        row -> {
          if (concerns.test(row.getBytes(4), numbers)) {
            refused.add(new RefusedId(row.getString(1), row.getInt(2), row.getLong(3)));
          }
        });
    return new Held(projects, counts[0], counts[1], refused);
  }

  /**
   * Blanks the rows of projects.
   *
   * @return how many rows were blanked, by table; none where all were blank
   * @throws SQLException when Trino refuses; tables before it stay blanked, and once more is safe
   */
  public Map<String, Long> blank(Collection<ProjectId> projects) throws SQLException {
    Map<String, Long> blanked = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> personal : Lake.personal().entrySet()) {
      String sql =
          "UPDATE core.%s SET %s WHERE (%s) AND %s IN (%%s)"
              .formatted(
                  personal.getKey(),
                  joined(personal.getValue(), "%s = NULL", ", "),
                  joined(personal.getValue(), "%s IS NOT NULL", " OR "),
                  PROJECT);
      long rows = 0;
      for (List<String> some : batches(keys(projects))) {
        rows += update(sql, some);
      }
      if (rows > 0) {
        blanked.put(personal.getKey(), rows);
      }
    }
    return blanked;
  }

  /**
   * Blanks what has been held for longer than it may be.
   *
   * @return how many rows were blanked, by table
   * @throws SQLException when Trino refuses; once more is safe
   */
  public Map<String, Long> blankOutlived(RetentionProfile retention, Instant now)
      throws SQLException {
    Map<String, Long> blanked = new LinkedHashMap<>();
    if (retention.personalDays() > 0) {
      String before = now.minus(Duration.ofDays(retention.personalDays())).toString();
      for (Map.Entry<String, List<String>> personal : Lake.personal().entrySet()) {
        String sql =
            "UPDATE core.%s SET %s WHERE (%s) AND ingest_time < from_iso8601_timestamp(%%s)"
                .formatted(
                    personal.getKey(),
                    joined(personal.getValue(), "%s = NULL", ", "),
                    joined(personal.getValue(), "%s IS NOT NULL", " OR "));
        blanked.put(personal.getKey(), update(sql, List.of(before)));
      }
    }
    if (retention.refusedDays() > 0) {
      String before = now.minus(Duration.ofDays(retention.refusedDays())).toString();
      blanked.put(
          REJECTED,
          update(
              "UPDATE core.rejected SET payload = X'' WHERE length(payload) > 0"
                  + " AND ingest_time < from_iso8601_timestamp(%s)",
              List.of(before)));
    }
    blanked.values().removeIf(rows -> rows == 0);
    return blanked;
  }

  /**
   * Empties the payloads of refused records. Their rows stay: every record that came is counted.
   *
   * @return how many
   * @throws SQLException when Trino refuses
   */
  public long empty(Collection<RefusedId> refused) throws SQLException {
    List<String> keys =
        refused.stream()
            .map(one -> one.stream() + ' ' + one.partition() + ' ' + one.offset())
            .toList();
    long rows = 0;
    for (List<String> some : batches(keys)) {
      rows +=
          update(
              "UPDATE core.rejected SET payload = X'' WHERE length(payload) > 0 AND "
                  + REFUSED
                  + " IN (%s)",
              some);
    }
    return rows;
  }

  /**
   * Writes the files of a table anew from which rows were taken, and the lists of its files, which
   * say what they begin and end with.
   *
   * @return the snapshot from which on nothing blanked can be read
   * @throws SQLException when Trino refuses
   */
  public long rewrite(String table) throws SQLException {
    execute("ALTER TABLE core." + table + " EXECUTE optimize(file_size_threshold => '128MB')");
    execute("ALTER TABLE core." + table + " EXECUTE optimize_manifests");
    long[] snapshot = new long[1];
    query(
        "SELECT snapshot_id FROM core.\"" + table + "$refs\" WHERE name = 'main'",
        List.of(),
        row -> snapshot[0] = row.getLong(1));
    return snapshot[0];
  }

  /**
   * Lets go of every snapshot of a table before one, but those with a name, and of files that no
   * snapshot names, as a job that was killed leaves them. The jobs' last commits must be younger
   * than the snapshot: a job that starts again looks for its own.
   *
   * @param unnamed since when a file must have been there to be one of nobody: every job has
   *     committed since what it had written until then
   * @throws SQLException when Trino refuses
   */
  public void forget(String table, long snapshot, Instant unnamed) throws SQLException {
    int[] kept = new int[1];
    query(
        """
        SELECT count(*) FROM core."%1$s$snapshots" WHERE committed_at >=
          (SELECT max(committed_at) FROM core."%1$s$snapshots" WHERE snapshot_id = %2$d)
        """
            .formatted(table, snapshot),
        List.of(),
        row -> kept[0] = Math.max(1, row.getInt(1)));
    execute("SET SESSION lake.expire_snapshots_min_retention = '0s'");
    execute(
        "ALTER TABLE core."
            + table
            + " EXECUTE expire_snapshots(retention_threshold => '0s', retain_last => "
            + kept[0]
            + ")");
    execute("SET SESSION lake.remove_orphan_files_min_retention = '0s'");
    execute(
        "ALTER TABLE core."
            + table
            + " EXECUTE remove_orphan_files(retention_threshold => '"
            + (Duration.between(unnamed, Instant.now()).toSeconds() + 1)
            + "s')");
  }

  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, List<String> values, Row each) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          each.take(rows);
        }
      }
    }
  }

  private long update(String sql, List<String> values) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql.formatted(marks(values.size())))) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      return statement.executeLargeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> keys(Collection<ProjectId> projects) {
    return projects.stream().map(id -> id.source() + '\u0001' + id.number()).toList();
  }

  private static List<List<String>> batches(Collection<String> values) {
    List<String> all = List.copyOf(values);
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }

  private static List<String> repeated(List<String> values, int times) {
    return Collections.nCopies(times, values).stream().flatMap(List::stream).toList();
  }

  private static String joined(List<String> columns, String each, String between) {
    return columns.stream().map(each::formatted).collect(Collectors.joining(between));
  }

  private static String marks(int n) {
    return String.join(", ", Collections.nCopies(n, "?"));
  }
}
