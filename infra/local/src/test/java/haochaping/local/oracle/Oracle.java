package haochaping.local.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * What the tables must say about a folder of raw files, worked out anew in SQL from what the feed
 * means and from nothing else of ours but the reference tables.
 *
 * <p>Reads {@code cases.jsonl}, {@code reviews.jsonl}, {@code rectifications.jsonl} and {@code
 * verdicts.jsonl} of profile {@code province}; the order of lines is the order of offsets. Result
 * tables, in the columns of the views of the same names:
 *
 * <ul>
 *   <li>{@code reviews}: those in force; {@code text} as the feed has it, unmasked
 *   <li>{@code rates_history}: each close up to the last closed day where a window holds anything
 *   <li>{@code participation}
 *   <li>{@code deadlines} of services and bad reviews from December 2025 to November 2026, and
 *       {@code rectification_rates}
 *   <li>{@code rejections} (stream, code, n), {@code repeats} (stream, n), {@code received}
 *       (stream, n)
 * </ul>
 *
 * <p>Times are local to Asia/Shanghai. The database lies in a folder of its own, deleted on close.
 */
public final class Oracle implements AutoCloseable {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final List<String> STREAMS =
      List.of("cases", "reviews", "rectifications", "verdicts");
  private static final List<String> SCRIPTS =
      List.of(
          "1-words",
          "2-cases",
          "3-reviews",
          "4-verdicts",
          "5-attribution",
          "6-rates",
          "7-participation",
          "8-rejections",
          "9-deadlines");

  private final Path scratch;
  private final DuckDBConnection connection;

  private Oracle(Path scratch, DuckDBConnection connection) {
    this.scratch = scratch;
    this.connection = connection;
  }

  /**
   * Works the tables out.
   *
   * @param folder of the raw files; a missing file is an empty stream
   * @param ingest the clock that says which required times are too far ahead
   * @param lastClosedDay the last day with a close in {@code rates_history}
   */
  public static Oracle over(Path folder, Instant ingest, LocalDate lastClosedDay)
      throws IOException, SQLException {
    Path scratch = Files.createTempDirectory("oracle");
    DuckDBConnection connection =
        (DuckDBConnection)
            DriverManager.getConnection("jdbc:duckdb:" + scratch.resolve("oracle.db"));
    Oracle oracle = new Oracle(scratch, connection);
    try {
      oracle.prepare(ingest, lastClosedDay);
      for (String stream : STREAMS) {
        RawLines.load(connection, stream, folder.resolve(stream + ".jsonl"));
      }
      for (String script : SCRIPTS) {
        oracle.execute(resource("/oracle/" + script + ".sql"));
      }
      oracle.execute(
          "CREATE TABLE received AS SELECT stream, count(*) AS n FROM raw GROUP BY stream;"
              + "DROP TABLE raw");
      return oracle;
    } catch (IOException | SQLException | RuntimeException e) {
      oracle.close();
      throw e;
    }
  }

  /** For questions of a test's own; closed with the oracle. */
  public Connection connection() {
    return connection;
  }

  /** The rows of a query, arrays as lists, times as {@link LocalDateTime}. */
  public List<List<Object>> rows(String query) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<Object> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
          row.add(value(result, i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static Object value(ResultSet result, int column) throws SQLException {
    Object value = result.getObject(column);
    if (value instanceof Array array) {
      return Arrays.asList((Object[]) array.getArray());
    }
    return value instanceof Timestamp ? result.getObject(column, LocalDateTime.class) : value;
  }

  @Override
  public void close() throws IOException, SQLException {
    connection.close();
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void prepare(Instant ingest, LocalDate lastClosedDay) throws IOException, SQLException {
    execute("SET memory_limit = '300MB'; SET threads = 2; SET preserve_insertion_order = false");
    execute(
        "CREATE TABLE clock AS SELECT TIMESTAMP '%s' AS ingest, DATE '%s' AS last_day"
            .formatted(
                LocalDateTime.ofInstant(ingest, ZONE).toString().replace('T', ' '), lastClosedDay));
    execute("CREATE TABLE raw (stream VARCHAR, seq BIGINT, line VARCHAR, malformed BOOLEAN)");
    reference("areas", "areas");
    reference("tags", "tag_list");
  }

  /** A reference table, all columns text. */
  private void reference(String name, String table) throws IOException, SQLException {
    Path file = scratch.resolve(name + ".csv");
    Files.writeString(file, resource("/haochaping/schemas/reference/" + name + ".csv"));
    execute(
        "CREATE TABLE %s AS SELECT * FROM read_csv('%s', header = true, all_varchar = true)"
            .formatted(table, file));
  }

  void execute(String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Oracle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
