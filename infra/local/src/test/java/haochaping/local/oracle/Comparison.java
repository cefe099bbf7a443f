package haochaping.local.oracle;

import haochaping.local.World;
import haochaping.local.services.Trino;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what the tables of a world say with what the oracle says, cell by cell. */
public final class Comparison {
  private static final MathContext RATE = new MathContext(12);
  private static final int MOST_SHOWN = 12;

  private static final String REVIEWS =
      "review_id, source, event_time, event_date, district, department, matter,"
          + " array_sort(staff) AS staff, channel, mode, review_round, level, is_bad, is_default,"
          + " real_name, verdict, adopted, tags, has_case, array_sort(flags) AS flags";
  private static final String RATES =
      "dimension, key, \"window\", as_of, reviews, bad, adopted, bad_adopted, defaults, rate,"
          + " rate_adopted";
  private static final String PARTICIPATION =
      "dimension, key, day, services, reviewed, active, defaults";

  private static final String DEADLINES =
      "review_id, department, array_sort(staff) AS staff, step, due_at, done_at, overdue,"
          + " provisional";
  private static final String RECTIFICATION_RATES =
      "dimension, key, quarter, bad, real_name_bad, called_back, callback_rate, valid_bad,"
          + " rectified, rectification_rate, due, on_time, on_time_rate, second_reviews,"
          + " second_good";

  private final World world;
  private final Oracle oracle;

  public Comparison(World world, Oracle oracle) {
    this.world = world;
    this.oracle = oracle;
  }

  /** The last day that the world has closed. */
  public static LocalDate lastClosedDay(World world) throws SQLException {
    try (Connection trino = Trino.connect(world, "analyst");
        Statement statement = trino.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(as_of) FROM rates_published WHERE dimension = 'city'")) {
      row.next();
      Timestamp asOf = row.getTimestamp(1);
      return asOf == null ? null : asOf.toLocalDateTime().toLocalDate().minusDays(1);
    }
  }

  /** Every difference in every table, a line each, cut after a dozen a table. */
  public List<String> differences() throws SQLException {
    List<String> differences = new ArrayList<>();
    compare("reviews", REVIEWS, REVIEWS.replace("array_sort", "list_sort"), differences);
    texts(differences);
    compare("rates_history", RATES, RATES, differences);
    compare("participation", PARTICIPATION, PARTICIPATION, differences);
    // The oracle knows the holidays of one year.
    compare(
        "deadlines",
        DEADLINES,
        DEADLINES.replace("array_sort", "list_sort"),
        " WHERE due_at >= TIMESTAMP '2026-01-13 00:00:00'",
        differences);
    compare(
        "rectification_rates",
        RECTIFICATION_RATES,
        RECTIFICATION_RATES,
        " WHERE quarter LIKE '2026%'",
        differences);
    compare(
        "rejections",
        "stream, code, sum(n) AS n",
        "stream, code, sum(n)::BIGINT AS n",
        " GROUP BY stream, code",
        differences);
    return differences;
  }

  private void compare(String table, String ours, String theirs, List<String> differences)
      throws SQLException {
    compare(table, ours, theirs, "", differences);
  }

  private void compare(
      String table, String ours, String theirs, String more, List<String> differences)
      throws SQLException {
    Map<String, Integer> counted = new HashMap<>(1 << 16);
    long rows = 0;
    try (Connection trino = Trino.connect(world, "analyst");
        Statement statement = trino.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + ours + " FROM " + table + more)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        counted.merge(line(result, columns), 1, Integer::sum);
        rows++;
      }
    }
    long expected = 0;
    List<String> missing = new ArrayList<>();
    try (Statement statement = oracle.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT " + theirs + " FROM " + table + more)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        String line = line(result, columns);
        expected++;
        Integer left = counted.get(line);
        if (left == null) {
          missing.add(line);
        } else if (left == 1) {
          counted.remove(line);
        } else {
          counted.put(line, left - 1);
        }
      }
    }
    if (!missing.isEmpty() || !counted.isEmpty()) {
      differences.add(
          table
              + ": "
              + rows
              + " rows, expected "
              + expected
              + "; "
              + missing.size()
              + " missing, "
              + counted.size()
              + " too many");
      missing.stream().sorted().limit(MOST_SHOWN).forEach(l -> differences.add("  missing  " + l));
      counted.keySet().stream()
          .sorted()
          .limit(MOST_SHOWN)
          .forEach(l -> differences.add("  too many " + l));
    }
  }

  /** Texts are equal, or differ only where ours has a star. */
  private void texts(List<String> differences) throws SQLException {
    Map<String, String> ours = new HashMap<>(1 << 16);
    try (Connection trino = Trino.connect(world, "analyst");
        Statement statement = trino.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT review_id, text FROM reviews WHERE text IS NOT NULL")) {
      while (result.next()) {
        ours.put(result.getString(1), result.getString(2));
      }
    }
    int count = 0;
    try (Statement statement = oracle.connection().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT review_id, text FROM reviews WHERE text IS NOT NULL")) {
      while (result.next()) {
        String text = ours.remove(result.getString(1));
        if (!isMaskOf(text, result.getString(2)) && count++ < MOST_SHOWN) {
          differences.add(
              "text of " + result.getString(1) + ": " + text + ", expected " + result.getString(2));
        }
      }
    }
    ours.keySet().stream().limit(MOST_SHOWN).forEach(id -> differences.add("text too many " + id));
  }

  private static boolean isMaskOf(String masked, String text) {
    if (masked == null) {
      return false;
    }
    if (masked.contains("**")) {
      return true;
    }
    return masked.equals(text);
  }

  private static String line(ResultSet result, int columns) throws SQLException {
    StringBuilder line = new StringBuilder(160);
    for (int i = 1; i <= columns; i++) {
      line.append(i == 1 ? "" : " | ").append(cell(result.getObject(i)));
    }
    return line.toString();
  }

  private static String cell(Object value) throws SQLException {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Array array) {
      List<String> cells = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        cells.add(cell(element));
      }
      return cells.toString();
    }
    if (value instanceof Object[] array) {
      return Arrays.toString(array);
    }
    if (value instanceof Double number) {
      return new BigDecimal(number).round(RATE).stripTrailingZeros().toPlainString();
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime().toString();
    }
    if (value instanceof LocalDateTime time) {
      return time.toString();
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    return value.toString();
  }
}
