package haochaping.local;

import haochaping.local.services.Trino;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What each account is given of each view, next to what it should be: all rows, those that a
 * condition of ours picks, or a refusal. The conditions are written from the promise, not from the
 * rules of Trino.
 */
final class AccessMatrix {
  private static final String NOTHING = "false, and not even that";
  private static final String ALL = "true";
  private static final int VIEWS_OF_A_QUESTION = 5;

  private static final Set<String> SINGLE_REVIEWS =
      Set.of("reviews", "rectifications", "deadlines", "finding_reviews", "services", "deliveries");
  private static final Set<String> OF_THE_ASSESSOR =
      Set.of("assessments", "accountability", "rates_history", "rankings", "rectification_rates");
  private static final Set<String> OF_NO_DEPARTMENT =
      Set.of("alarms", "coverage", "data_quality", "rejections");
  private static final Set<String> WITH_A_DEPARTMENT =
      Set.of("reviews", "services", "rectifications", "deadlines", "tags");

  private final World world;
  private final List<String> problems = new ArrayList<>();

  /** Rows of a view that meet a condition, as the operator counts them. */
  private final Map<String, Long> due = new TreeMap<>();

  private int cells;

  private AccessMatrix(World world) {
    this.world = world;
  }

  /**
   * Asks for every view as every account.
   *
   * @param cells account and view pairs that were looked at
   * @param problems what was not as promised, a line each
   * @param rows rows given of {@code account view}, where it was not refused
   */
  record Result(int cells, List<String> problems, Map<String, Long> rows) {}

  static Result of(World world, List<String> departments) throws IOException, SQLException {
    AccessMatrix matrix = new AccessMatrix(world);
    List<String> views = matrix.views();
    Map<String, Long> rows = new TreeMap<>();
    List<String> accounts =
        new ArrayList<>(List.of("analyst", "leader", "supervisor", "assessor", "admin", "public"));
    departments.forEach(code -> accounts.add("department:" + code));
    for (String account : accounts) {
      Map<String, String> promised = new LinkedHashMap<>();
      for (String view : views) {
        String condition = condition(account, view);
        if (condition.equals(NOTHING)) {
          matrix.refused(account, "SELECT * FROM lake." + view);
        } else {
          promised.put(view, condition);
        }
      }
      Map<String, String> everything = new LinkedHashMap<>();
      promised.keySet().forEach(view -> everything.put(view, ALL));
      Map<String, Long> given = matrix.counts(account, everything);
      Map<String, Long> due = matrix.due(promised);
      for (String view : promised.keySet()) {
        matrix.cells++;
        rows.put(account + ' ' + view, given.get(view));
        if (!given.get(view).equals(due.get(view))) {
          matrix.problems.add(
              account + ' ' + view + ": " + given.get(view) + " rows, not " + due.get(view));
        }
      }
      matrix.refused(account, "SELECT * FROM lake.core.review_changes");
      matrix.refused(account, "SELECT * FROM lake.core.names");
      matrix.refused(account, "SELECT * FROM lake.core.\"review_changes$files\"");
      matrix.refused(account, "DELETE FROM lake.core.names");
      matrix.refused(account, "CREATE TABLE lake.published.mine AS SELECT 1 AS one");
      matrix.refused(account, "SET SESSION AUTHORIZATION " + Trino.OPERATOR);
      if (!account.equals("supervisor")) {
        matrix.refused(account, "SET SESSION AUTHORIZATION supervisor");
      }
    }
    for (String view : views) {
      matrix.refused("nobody", "SELECT * FROM lake." + view);
      matrix.refused("superset", "SELECT * FROM lake." + view);
    }
    return new Result(matrix.cells, matrix.problems, rows);
  }

  private List<String> views() throws IOException {
    List<String> views = new ArrayList<>();
    try (Stream<Path> files = Files.list(Command.ROOT.resolve("schemas/views"))) {
      for (Path file : files.sorted().toList()) {
        String sql = Files.readString(file);
        int start = sql.indexOf("VIEW ") + "VIEW ".length();
        views.add(sql.substring(start, sql.indexOf('\n', start)).strip());
      }
    }
    return views;
  }

  /** Which rows an account is promised of a view. */
  private static String condition(String account, String schemaAndView) {
    String view = schemaAndView.substring(schemaAndView.indexOf('.') + 1);
    if (schemaAndView.startsWith("published.")) {
      return account.equals("assessor") ? NOTHING : ALL;
    }
    if (account.startsWith("department:")) {
      return ofDepartment(account.substring("department:".length()), view);
    }
    return switch (account) {
      case "admin", "supervisor" -> ALL;
      case "analyst" -> withoutTheIntegrityLane(view);
      case "leader" -> SINGLE_REVIEWS.contains(view) ? NOTHING : withoutTheIntegrityLane(view);
      case "assessor" -> OF_THE_ASSESSOR.contains(view) ? ALL : NOTHING;
      default -> NOTHING;
    };
  }

  private static String withoutTheIntegrityLane(String view) {
    return switch (view) {
      case "findings", "deliveries" -> "audience IN ('department', 'supervisor')";
      case "finding_reviews" ->
          "finding_id NOT IN (SELECT finding_id FROM lake.analysis.findings WHERE audience ="
              + " 'integrity')";
      default -> ALL;
    };
  }

  private static String ofDepartment(String code, String view) {
    if (OF_NO_DEPARTMENT.contains(view)) {
      return NOTHING;
    }
    if (WITH_A_DEPARTMENT.contains(view)) {
      return "department = '" + code + "'";
    }
    String told = "audience = 'department' AND department = '" + code + "'";
    return switch (view) {
      case "findings", "deliveries" -> told;
      case "finding_reviews" ->
          "finding_id IN (SELECT finding_id FROM lake.analysis.findings WHERE " + told + ")";
      default ->
          "split_part(key, '/', 1) = '"
              + code
              + "' AND dimension NOT IN ('city', 'district',"
              + " 'matter', 'channel')";
    };
  }

  private Map<String, Long> due(Map<String, String> promised) throws SQLException {
    Map<String, String> asked = new LinkedHashMap<>(promised);
    asked.keySet().removeIf(view -> due.containsKey(view + ' ' + promised.get(view)));
    counts(Trino.OPERATOR, asked)
        .forEach((view, count) -> due.put(view + ' ' + promised.get(view), count));
    Map<String, Long> counts = new TreeMap<>();
    promised.forEach((view, condition) -> counts.put(view, due.get(view + ' ' + condition)));
    return counts;
  }

  /** The rows of views that meet conditions, some views at a time. */
  private Map<String, Long> counts(String account, Map<String, String> conditions)
      throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, String> one : conditions.entrySet()) {
      parts.add(
          "SELECT '"
              + one.getKey()
              + "', count(*) FROM lake."
              + one.getKey()
              + " WHERE "
              + one.getValue());
    }
    try (Connection connection = Trino.connect(world, account);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < parts.size(); i += VIEWS_OF_A_QUESTION) {
        String sql =
            String.join(
                " UNION ALL ", parts.subList(i, Math.min(parts.size(), i + VIEWS_OF_A_QUESTION)));
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            counts.put(rows.getString(1), rows.getLong(2));
          }
        } catch (SQLException e) {
          throw new SQLException(account + " asked " + sql + ": " + e.getMessage(), e);
        }
      }
    }
    return counts;
  }

  private void refused(String account, String sql) throws SQLException {
    cells++;
    try (Connection connection = Trino.connect(world, account);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      problems.add(account + " was not refused: " + sql);
    } catch (SQLException e) {
      if (!e.getMessage().contains("Access Denied")) {
        problems.add(account + " " + sql + ": refused, but with: " + e.getMessage());
      }
    }
  }
}
