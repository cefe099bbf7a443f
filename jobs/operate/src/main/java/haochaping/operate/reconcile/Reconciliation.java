package haochaping.operate.reconcile;

import haochaping.operate.reconcile.Fault.Kind;
import haochaping.platform.Lake;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Holds the tables against the topics, against each other and against what the upstream counts.
 *
 * <p>Only reads. A table with a lost file is read by no other check. The world must have caught up:
 * a record that is on its way is a gap otherwise.
 */
public final class Reconciliation {
  /** Examples named of one kind in one place; the rest is counted. */
  private static final int EXAMPLES = 5;

  /** What is one row's own in each table that says each thing once. */
  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put(
        "review_changes",
        "source, project_no, assess_number, review_round, revision, cause, kafka_partition,"
            + " kafka_offset");
    KEYS.put("services", "kafka_partition, kafka_offset");
    KEYS.put("rectifications", "stream, kafka_partition, kafka_offset");
    KEYS.put("rejected", "stream, kafka_partition, kafka_offset");
    KEYS.put("findings", "finding_id, revision");
    KEYS.put("finding_reviews", "finding_id, revision, review_id, role");
    KEYS.put("outcomes", "finding, revision");
    KEYS.put(
        "deadlines", "source, project_no, assess_number, review_round, step, revision, in_force");
    KEYS.put("rankings", "as_of, dimension, peer_class, key");
  }

  private final Connection connection;
  private final Warehouse warehouse;

  /**
   * @param connection to Trino, of an account that reads the tables
   */
  public Reconciliation(Connection connection, Warehouse warehouse) {
    this.connection = connection;
    this.warehouse = warehouse;
  }

  /**
   * Everything that is wrong.
   *
   * @param received of every partition of every raw topic
   * @param upstream what the upstreams count, or empty
   * @param progress is told the name of each check before it runs
   * @throws SQLException when Trino refuses
   */
  public List<Fault> faults(
      List<Received> received, List<Upstream> upstream, Consumer<String> progress)
      throws SQLException {
    List<Fault> faults = new ArrayList<>();
    progress.accept("files");
    Set<String> unreadable = files(faults);
    for (Map.Entry<String, String> key : KEYS.entrySet()) {
      if (!unreadable.contains(key.getKey())) {
        progress.accept("rows of " + key.getKey());
        doubled(key.getKey(), key.getValue(), faults);
      }
    }
    check("offsets", unreadable, INTAKE, progress, () -> offsets(received, faults));
    check(
        "revisions",
        unreadable,
        List.of("review_changes", "findings"),
        progress,
        () -> revisions(faults));
    check(
        "counts",
        unreadable,
        List.of("review_changes", "counts", "names"),
        progress,
        () -> counts(faults));
    check(
        "step counts",
        unreadable,
        List.of("review_changes", "deadlines", "step_counts"),
        progress,
        () -> steps(faults));
    check("rates", unreadable, List.of("counts", "rates", "names"), progress, () -> rates(faults));
    check("day closes", unreadable, List.of("rates"), progress, () -> closes(faults));
    check(
        "findings",
        unreadable,
        List.of("findings", "finding_reviews", "outcomes"),
        progress,
        () -> findings(faults));
    if (!upstream.isEmpty()) {
      check(
          "upstream",
          unreadable,
          List.of("review_changes", "names"),
          progress,
          () -> upstream(upstream, faults));
    }
    return faults;
  }

  private static final List<String> INTAKE =
      List.of("review_changes", "services", "rectifications", "rejected", "repeats");

  @FunctionalInterface
  private interface Check {
    void run() throws SQLException;
  }

  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private static void check(
      String name,
      Set<String> unreadable,
      List<String> tables,
      Consumer<String> progress,
      Check check)
      throws SQLException {
    if (tables.stream().noneMatch(unreadable::contains)) {
      progress.accept(name);
      check.run();
    }
  }

  private void query(String sql, Row each) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.take(rows);
      }
    }
  }

  /** Faults found by a query of where and what, the first ones by name. */
  private void find(Kind kind, String sql, List<Fault> faults) throws SQLException {
    List<Fault> found = new ArrayList<>();
    int[] more = {0};
    query(
        sql,
        row -> {
          if (found.size() < EXAMPLES) {
            found.add(new Fault(kind, row.getString(1), row.getString(2)));
          } else {
            more[0]++;
          }
        });
    faults.addAll(found);
    if (more[0] > 0) {
      faults.add(new Fault(kind, found.get(0).where(), "and " + more[0] + " more"));
    }
  }

  /** Tables of which a file is lost. */
  private Set<String> files(List<Fault> faults) throws SQLException {
    Set<String> unreadable = new HashSet<>();
    // A table that nothing was ever written to has no list of files.
    List<String> written = new ArrayList<>();
    query(
        union("SELECT '%1$s' FROM core.\"%1$s$snapshots\" GROUP BY 1", Lake.TABLES),
        row -> written.add(row.getString(1)));
    if (written.isEmpty()) {
      return unreadable;
    }
    query(
        union("SELECT '%1$s', file_path, file_size_in_bytes FROM core.\"%1$s$files\"", written),
        row -> {
          String table = row.getString(1);
          String path = row.getString(2);
          long wanted = row.getLong(3);
          long length = warehouse.length(path);
          if (length < 0) {
            faults.add(new Fault(Kind.LOST_FILE, "core." + table, path));
            unreadable.add(table);
          } else if (length != wanted) {
            faults.add(
                new Fault(
                    Kind.DAMAGED_FILE,
                    "core." + table,
                    path + " has " + length + " bytes, written were " + wanted));
            unreadable.add(table);
          }
        });
    return unreadable;
  }

  private static String union(String each, List<String> tables) {
    return tables.stream().map(each::formatted).collect(Collectors.joining(" UNION ALL "));
  }

  private void doubled(String table, String key, List<Fault> faults) throws SQLException {
    query(
        """
        SELECT count(*), sum(n - 1), min_by(example, n)
        FROM (SELECT count(*) AS n, min(array_join(ARRAY[%s], ' ')) AS example FROM core.%s GROUP BY %s)
        WHERE n > 1
        """
            .formatted(words(key), table, key),
        row -> {
          if (row.getLong(1) > 0) {
            faults.add(
                new Fault(
                    Kind.DOUBLED_ROWS,
                    "core." + table,
                    row.getLong(2)
                        + " rows too many, of "
                        + row.getLong(1)
                        + "; one is ("
                        + key
                        + ") = "
                        + row.getString(3)));
          }
        });
  }

  private static String words(String key) {
    List<String> words = new ArrayList<>();
    for (String column : key.split(", ")) {
      words.add("CAST(" + column + " AS varchar)");
    }
    return String.join(", ", words);
  }

  private void offsets(List<Received> received, List<Fault> faults) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    query(
        """
        SELECT stream, kafka_partition, sum(n) FROM (
          SELECT cause AS stream, kafka_partition, count(*) AS n FROM core.review_changes
          WHERE cause = 'reviews' GROUP BY 1, 2
          UNION ALL
          SELECT 'cases', kafka_partition, count(*) FROM core.services GROUP BY 1, 2
          UNION ALL
          SELECT stream, kafka_partition, count(*) FROM core.rectifications GROUP BY 1, 2
          UNION ALL
          SELECT stream, kafka_partition, sum(n) FROM core.repeats GROUP BY 1, 2
          UNION ALL
          SELECT stream, kafka_partition, count(*) FROM core.rejected GROUP BY 1, 2)
        GROUP BY 1, 2
        """,
        row -> rows.put(row.getString(1) + " " + row.getInt(2), row.getLong(3)));
    for (Received part : received) {
      String where = "hcp." + part.stream() + " partition " + part.partition();
      if (part.begin() > part.committed()) {
        faults.add(
            new Fault(
                Kind.LOST_RECORDS,
                where,
                "offsets " + part.committed() + " to " + (part.begin() - 1) + " were never read"));
      }
      long have = rows.getOrDefault(part.stream() + " " + part.partition(), 0L);
      String figures =
          have + " accepted, repeated and rejected of " + part.committed() + " records read";
      if (have < part.committed()) {
        faults.add(new Fault(Kind.OFFSET_GAP, where, figures + gap(part)));
      } else if (have > part.committed()) {
        faults.add(new Fault(Kind.OFFSETS_TWICE, where, figures));
      }
    }
  }

  /** Between which rows the widest gap in the offsets lies; repeats have no rows. */
  private String gap(Received part) throws SQLException {
    StringBuilder text = new StringBuilder();
    query(
        """
        SELECT kafka_offset, before FROM (
          SELECT kafka_offset, lag(kafka_offset, 1, -1) OVER (ORDER BY kafka_offset) AS before FROM (
            SELECT kafka_offset FROM core.review_changes
            WHERE cause = 'reviews' AND '%1$s' = 'reviews' AND kafka_partition = %2$d
            UNION ALL
            SELECT kafka_offset FROM core.services WHERE '%1$s' = 'cases' AND kafka_partition = %2$d
            UNION ALL
            SELECT kafka_offset FROM core.rectifications
            WHERE stream = '%1$s' AND kafka_partition = %2$d
            UNION ALL
            SELECT kafka_offset FROM core.rejected WHERE stream = '%1$s' AND kafka_partition = %2$d
            UNION ALL
            SELECT %3$d))
        ORDER BY kafka_offset - before DESC, kafka_offset LIMIT 1
        """
            .formatted(part.stream(), part.partition(), part.committed()),
        row ->
            text.append("; the widest gap lies between offsets ")
                .append(row.getLong(2))
                .append(" and ")
                .append(row.getLong(1)));
    return text.toString();
  }

  private void revisions(List<Fault> faults) throws SQLException {
    find(
        Kind.MISSING_REVISION,
        """
        SELECT 'core.review_changes',
          source || '/' || project_no || '/' || assess_number || '/' || CAST(review_round AS varchar)
            || ': ' || CAST(count(DISTINCT revision) AS varchar) || ' of ' || CAST(max(revision) AS varchar)
        FROM core.review_changes WHERE revision > 0
        GROUP BY source, project_no, assess_number, review_round
        HAVING count(DISTINCT revision) < max(revision)
        ORDER BY 2
        """,
        faults);
    find(
        Kind.MISSING_REVISION,
        """
        SELECT 'core.findings',
          finding_id || ': ' || CAST(count(DISTINCT revision) AS varchar) || ' of ' || CAST(max(revision) AS varchar)
        FROM core.findings GROUP BY finding_id
        HAVING count(DISTINCT revision) < max(revision)
        ORDER BY 2
        """,
        faults);
  }

  private void counts(List<Fault> faults) throws SQLException {
    find(
        Kind.COUNTS_OFF,
        """
        WITH city AS (SELECT max(key) AS key FROM core.counts WHERE dimension = 'city'),
        reviewed AS (
          SELECT k.dimension, k.key, r.event_date AS day,
            count_if(NOT r.is_default) AS reviews,
            count_if(NOT r.is_default AND r.is_bad) AS bad,
            count_if(NOT r.is_default AND r.adopted) AS adopted,
            count_if(NOT r.is_default AND r.adopted AND r.is_bad) AS bad_adopted,
            count_if(r.is_default) AS defaults
          FROM analysis.reviews r
          CROSS JOIN city c
          CROSS JOIN UNNEST(
            ARRAY['city', 'district', 'department', 'matter', 'department_matter', 'channel']
              || transform(r.staff, s -> 'staff'),
            ARRAY[c.key, r.district, r.department, r.matter, r.department || '/' || r.matter, r.channel]
              || r.staff) AS k (dimension, key)
          WHERE r.review_round = 1 AND k.key IS NOT NULL
          GROUP BY k.dimension, k.key, r.event_date),
        counted AS (
          SELECT dimension, key, day, sum(reviews) AS reviews, sum(bad) AS bad, sum(adopted) AS adopted,
            sum(bad_adopted) AS bad_adopted, sum(defaults) AS defaults
          FROM core.counts GROUP BY dimension, key, day)
        SELECT 'core.counts',
          coalesce(c.dimension, r.dimension) || ' ' || coalesce(c.key, r.key) || ' on '
            || CAST(coalesce(c.day, r.day) AS varchar) || ': counts say '
            || %s || ', reviews say ' || %s || ' (reviews, bad, adopted, bad adopted, defaults)'
        FROM counted c
        FULL JOIN reviewed r ON r.dimension = c.dimension AND r.key = c.key AND r.day = c.day
        WHERE coalesce(c.reviews, 0) <> coalesce(r.reviews, 0)
          OR coalesce(c.bad, 0) <> coalesce(r.bad, 0)
          OR coalesce(c.adopted, 0) <> coalesce(r.adopted, 0)
          OR coalesce(c.bad_adopted, 0) <> coalesce(r.bad_adopted, 0)
          OR coalesce(c.defaults, 0) <> coalesce(r.defaults, 0)
        ORDER BY coalesce(c.dimension, r.dimension), coalesce(c.key, r.key), coalesce(c.day, r.day)
        """
            .formatted(figures("c"), figures("r")),
        faults);
  }

  private static String figures(String of) {
    List<String> figures = new ArrayList<>();
    for (String column : List.of("reviews", "bad", "adopted", "bad_adopted", "defaults")) {
      figures.add("CAST(coalesce(" + of + "." + column + ", 0) AS varchar)");
    }
    return String.join(" || ' ' || ", figures);
  }

  private void steps(List<Fault> faults) throws SQLException {
    find(
        Kind.STEPS_OFF,
        """
        WITH newest AS (
          SELECT d.*, row_number() OVER (
            PARTITION BY source, project_no, assess_number, review_round, step ORDER BY revision DESC) AS place
          FROM core.deadlines d WHERE step IN ('callback', 'rectification')),
        held AS (
          SELECT k.dimension, k.key, d.step, count(*) AS steps, count_if(d.is_done) AS done,
            count_if(d.is_done AND coalesce(d.done_at < d.due_at, true)) AS on_time
          FROM newest d
          CROSS JOIN UNNEST(
            ARRAY['district', 'department'] || transform(d.staff, s -> 'staff'),
            ARRAY[d.district, d.department] || d.staff) AS k (dimension, key)
          WHERE d.place = 1 AND d.in_force AND k.key IS NOT NULL
          GROUP BY k.dimension, k.key, d.step),
        counted AS (
          SELECT dimension, key, step, sum(steps) AS steps, sum(done) AS done, sum(on_time) AS on_time
          FROM core.step_counts
          WHERE dimension IN ('district', 'department', 'staff') AND step IN ('callback', 'rectification')
          GROUP BY dimension, key, step)
        SELECT 'core.step_counts',
          coalesce(c.dimension, h.dimension) || ' ' || coalesce(c.key, h.key) || ' '
            || coalesce(c.step, h.step) || ': counts say '
            || CAST(coalesce(c.steps, 0) AS varchar) || ' ' || CAST(coalesce(c.done, 0) AS varchar)
            || ' ' || CAST(coalesce(c.on_time, 0) AS varchar) || ', deadlines say '
            || CAST(coalesce(h.steps, 0) AS varchar) || ' ' || CAST(coalesce(h.done, 0) AS varchar)
            || ' ' || CAST(coalesce(h.on_time, 0) AS varchar) || ' (steps, done, on time)'
        FROM counted c
        FULL JOIN held h ON h.dimension = c.dimension AND h.key = c.key AND h.step = c.step
        WHERE coalesce(c.steps, 0) <> coalesce(h.steps, 0)
          OR coalesce(c.done, 0) <> coalesce(h.done, 0)
          OR coalesce(c.on_time, 0) <> coalesce(h.on_time, 0)
        ORDER BY coalesce(c.dimension, h.dimension), coalesce(c.key, h.key), coalesce(c.step, h.step)
        """,
        faults);
  }

  private void rates(List<Fault> faults) throws SQLException {
    find(
        Kind.RATES_OFF,
        """
        WITH newest AS (
          SELECT dimension, key, CAST(as_of AS timestamp(6)) AS as_of, reviews, bad, adopted, bad_adopted, defaults
          FROM analysis.rates WHERE "window" = 'qtd'),
        counted AS (
          SELECT n.dimension, n.key, sum(c.reviews) AS reviews, sum(c.bad) AS bad, sum(c.adopted) AS adopted,
            sum(c.bad_adopted) AS bad_adopted, sum(c.defaults) AS defaults
          FROM newest n
          JOIN core.counts c ON c.dimension = n.dimension AND c.key = n.key
            AND c.day >= CAST(date_trunc('quarter', n.as_of - interval '1' second) AS date)
            AND CAST(c.hour AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) < n.as_of
          GROUP BY n.dimension, n.key)
        SELECT 'core.rates',
          n.dimension || ' ' || n.key || ', quarter to ' || CAST(n.as_of AS varchar) || ': rates say '
            || %s || ', counts say ' || %s || ' (reviews, bad, adopted, bad adopted, defaults)'
        FROM newest n
        LEFT JOIN counted c ON c.dimension = n.dimension AND c.key = n.key
        WHERE n.reviews <> coalesce(c.reviews, 0) OR n.bad <> coalesce(c.bad, 0)
          OR n.adopted <> coalesce(c.adopted, 0) OR n.bad_adopted <> coalesce(c.bad_adopted, 0)
          OR n.defaults <> coalesce(c.defaults, 0)
        ORDER BY n.dimension, n.key
        """
            .formatted(figures("n"), figures("c")),
        faults);
  }

  private void closes(List<Fault> faults) throws SQLException {
    find(
        Kind.MISSING_CLOSE,
        """
        WITH closed AS (
          SELECT DISTINCT CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date) AS day FROM core.rates
          WHERE keyframe AND dimension = 'city')
        SELECT 'core.rates', 'no keyframe at the midnight that begins ' || CAST(t.day AS varchar)
        FROM (SELECT min(day) AS first, max(day) AS last FROM closed) s
        CROSS JOIN UNNEST(sequence(s.first, s.last, interval '1' day)) AS t (day)
        LEFT JOIN closed c ON c.day = t.day
        WHERE c.day IS NULL
        ORDER BY t.day
        """,
        faults);
  }

  private void findings(List<Fault> faults) throws SQLException {
    find(
        Kind.FINDING_WITHOUT_OUTCOME,
        """
        SELECT if(o.finding IS NULL, 'core.outcomes', 'core.findings'),
          'revision ' || CAST(coalesce(f.revision, o.revision) AS varchar) || ' of '
            || coalesce(f.finding_id, o.finding) || ' is in the other table alone'
        FROM core.findings f
        FULL JOIN core.outcomes o ON o.finding = f.finding_id AND o.revision = f.revision
        WHERE o.finding IS NULL OR f.finding_id IS NULL
        ORDER BY 1, 2
        """,
        faults);
    find(
        Kind.REVIEWS_WITHOUT_FINDING,
        """
        SELECT DISTINCT 'core.finding_reviews',
          'revision ' || CAST(r.revision AS varchar) || ' of ' || r.finding_id || ' is no finding'
        FROM core.finding_reviews r
        LEFT JOIN core.findings f ON f.finding_id = r.finding_id AND f.revision = r.revision
        WHERE f.finding_id IS NULL
        ORDER BY 2
        """,
        faults);
  }

  private void upstream(List<Upstream> upstream, List<Fault> faults) throws SQLException {
    Map<String, Long> ours = new TreeMap<>();
    query(
        "SELECT source, event_date, count(*) FROM analysis.reviews GROUP BY source, event_date",
        row -> ours.put(row.getString(1) + " " + row.getString(2), row.getLong(3)));
    for (Upstream one : upstream) {
      long have = ours.getOrDefault(one.source() + " " + one.day(), 0L);
      if (have != one.reviews()) {
        faults.add(
            new Fault(
                Kind.UPSTREAM_DIFFERS,
                "source " + one.source() + " on " + one.day(),
                have + " reviews in force here, " + one.reviews() + " upstream"));
      }
    }
  }
}
