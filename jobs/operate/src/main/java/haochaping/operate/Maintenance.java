package haochaping.operate;

import haochaping.platform.Lake;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps the tables quick to read while the jobs go on appending to them: small files are rewritten
 * into large ones, and snapshots that no query can still be reading are forgotten. No row changes.
 *
 * <p>Trino does the work: its rewrite conflicts with no append, since it takes away only files that
 * it has read.
 */
public final class Maintenance {
  /**
   * The newest snapshots of a table that stay however old they are. A job that starts again asks
   * them whether its last checkpoint was committed, so its last commit must be among them; upkeep
   * alone adds one at most until the job commits again.
   */
  static final int SNAPSHOTS_KEPT = 50;

  /** The longest that a query may go on reading the snapshot it began with. */
  static final Duration LONGEST_QUERY = Duration.ofMinutes(10);

  /**
   * The age at which a file that no snapshot names is one of nobody: what a commit or a rewrite
   * left that broke off, or that had to be tried again. A writer commits its files with the next
   * checkpoint or, where it died, at its next start, which may be days later.
   */
  static final Duration LONGEST_COMMIT = Duration.ofDays(7);

  /** How much is rewritten. */
  public enum Depth {
    /** The files of a few commits: for many times a minute. */
    FILES("16MB"),
    /** Snapshots too, which costs as much as the files: for every few minutes. */
    LIGHT("16MB"),
    /** All that a large file can still take in, and files of nobody: for once a day. */
    FULL("128MB");

    private final String smallFile;

    Depth(String smallFile) {
      this.smallFile = smallFile;
    }
  }

  /**
   * What was done to a table.
   *
   * @param filesBefore data files of its newest snapshot before
   * @param filesAfter and after
   */
  public record Outcome(String table, long filesBefore, long filesAfter, Duration took) {}

  private final Connection connection;

  /**
   * @param connection to Trino, of an account that owns the tables
   */
  public Maintenance(Connection connection) {
    this.connection = connection;
  }

  /** Data files in the newest snapshot of each table of {@link Lake#TABLES}. */
  public Map<String, Long> files() throws SQLException {
    return files(Lake.TABLES);
  }

  private Map<String, Long> files(List<String> tables) throws SQLException {
    String sql =
        tables.stream()
            .map(
                table ->
                    """
                    SELECT '%s', max_by(summary['total-data-files'], committed_at)
                    FROM lake.%s."%s$snapshots"
                    """
                        .formatted(table, Lake.CORE, table))
            .collect(Collectors.joining("UNION ALL "));
    Map<String, Long> files = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String count = rows.getString(2);
        files.put(rows.getString(1), count == null ? 0 : Long.parseLong(count));
      }
    }
    return files;
  }

  /**
   * Rewrites a table's small files and, where the depth says so, forgets its old snapshots, but
   * those that have a name.
   *
   * @throws SQLException when Trino refuses or ends; what was committed before stays
   */
  public Outcome maintain(String table, Depth depth) throws SQLException {
    long begin = System.nanoTime();
    long before = files(List.of(table)).get(table);
    String change = "ALTER TABLE lake." + Lake.CORE + "." + table + " EXECUTE ";
    try (Statement statement = connection.createStatement()) {
      statement.execute(change + "optimize(file_size_threshold => '" + depth.smallFile + "')");
      if (depth != Depth.FILES) {
        statement.execute(
            change
                + "expire_snapshots(retention_threshold => '"
                + LONGEST_QUERY.toMinutes()
                + "m', retain_last => "
                + SNAPSHOTS_KEPT
                + ")");
      }
      if (depth == Depth.FULL) {
        statement.execute(
            change
                + "remove_orphan_files(retention_threshold => '"
                + LONGEST_COMMIT.toDays()
                + "d')");
      }
    }
    return new Outcome(
        table,
        before,
        files(List.of(table)).get(table),
        Duration.ofNanos(System.nanoTime() - begin));
  }
}
