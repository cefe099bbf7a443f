package haochaping.assess.bulletin;

import haochaping.assess.Month;
import haochaping.assess.Refusal;
import haochaping.assess.bundle.Bulletin;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.seal.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers a month's bulletin from the tables as they are now. */
public final class MonthTables {
  /** Formula of the ranking. */
  private static final String FORMULA = "bulletin-1";

  private static final String LEVELS =
      """
      SELECT if(is_default, 0, level), count(*) FROM lake.analysis.reviews
      WHERE review_round = 1 AND event_date BETWEEN DATE '%s' AND DATE '%s' GROUP BY 1
      """;

  private static final String TAGS =
      """
      SELECT driver, coalesce(text, tag), sum(n) FROM lake.analysis.tags
      WHERE level <= 2 AND day BETWEEN DATE '%s' AND DATE '%s'
      GROUP BY driver, coalesce(text, tag) ORDER BY 3 DESC, 2 LIMIT 12
      """;

  /** What departments may be told of; suspicions are not for a bulletin. */
  private static final String FINDINGS =
      """
      SELECT kind, name, observed, round(expected, 2), json_extract_scalar(evidence, '$.zh')
      FROM lake.analysis.findings
      WHERE audience = 'department' AND state <> 'withdrawn' AND verdict IS DISTINCT FROM 'rejected'
        AND CAST(event_time AS date) BETWEEN DATE '%s' AND DATE '%s'
      ORDER BY recurrence_days DESC NULLS LAST, name LIMIT 40
      """;

  private final Connection connection;

  /**
   * @param connection to Trino, of an account that may read schema core
   */
  public MonthTables(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param now when
   * @throws Refusal if the month is not over or holds no review
   */
  public Bulletin bulletin(Month month, Instant now) throws SQLException {
    Tables tables = new Tables(connection);
    LocalDate close = tables.lastClose().orElse(LocalDate.MIN);
    if (!close.isAfter(month.lastDay())) {
      throw new Refusal(
          month
              + " is not over: "
              + (close.equals(LocalDate.MIN)
                  ? "no day is closed yet"
                  : "the newest closed day is " + close.minusDays(1))
              + ", its last is "
              + month.lastDay());
    }
    Assessment assessment = tables.current(month, Formula.named(FORMULA), now);
    long[] levels = new long[6];
    for (List<Object> row : rows(LEVELS, month)) {
      levels[((Number) row.get(0)).intValue()] = ((Number) row.get(1)).longValue();
    }
    return new Bulletin(assessment, levels, rows(TAGS, month), rows(FINDINGS, month), now);
  }

  private List<List<Object>> rows(String sql, Month month) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(sql.formatted(month.firstDay(), month.lastDay()))) {
      Object[] row = new Object[result.getMetaData().getColumnCount()];
      while (result.next()) {
        for (int i = 0; i < row.length; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(Arrays.asList(row.clone()));
      }
    }
    return rows;
  }
}
