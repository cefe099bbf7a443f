package haochaping.local.evaluate;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.evaluate.Told.Review;
import haochaping.local.services.Trino;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the findings of a world through Trino, and writes how their detectors did. */
final class Ledger {
  private static final double DAYS_A_YEAR = 365;

  /** What is overdue is a fact, whatever the detectors are worth. */
  private static final String FINDINGS =
      """
      SELECT finding_id, kind, detector, dimension, key, state, verdict,
        CAST(window_start AS date), CAST(window_end - INTERVAL '1' SECOND AS date), event_time
      FROM analysis.findings
      WHERE kind <> 'OVERDUE'
      ORDER BY finding_id
      """;

  private static final String REVIEWS =
      """
      SELECT f.finding_id, r.review_id, r.district, r.department, r.matter, r.staff
      FROM analysis.finding_reviews f
      JOIN analysis.reviews r ON r.review_id = f.review_id
      ORDER BY 1, 2
      """;

  private static final String YEARS =
      """
      SELECT count(DISTINCT as_of) FROM analysis.rates_history
      WHERE dimension = 'city' AND "window" = '1d'
      """;

  private static final String ALARM =
      """
      INSERT INTO core.alarms (evaluated_at, kind, detector, dimension, years, findings, withdrawn,
        explained, false_alarms, promised_per_year, confirmed, rejected, delay_days)
      VALUES (CAST(? AS timestamp(6) with time zone), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final World world;

  Ledger(World world) {
    this.world = world;
  }

  /** Closed days that hold anything, in years of 365. */
  double years() {
    return query(
        YEARS,
        rows -> {
          rows.next();
          return rows.getLong(1) / DAYS_A_YEAR;
        });
  }

  List<Told> findings() {
    Map<String, List<Review>> reviews = query(REVIEWS, Ledger::reviews);
    return query(
        FINDINGS,
        rows -> {
          List<Told> findings = new ArrayList<>();
          while (rows.next()) {
            String id = rows.getString(1);
            findings.add(
                new Told(
                    id,
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getString(5),
                    rows.getString(6),
                    rows.getString(7),
                    rows.getDate(8).toLocalDate(),
                    rows.getDate(9).toLocalDate().plusDays(1),
                    rows.getTimestamp(10).toLocalDateTime(),
                    reviews.getOrDefault(id, List.of())));
          }
          return findings;
        });
  }

  private static Map<String, List<Review>> reviews(ResultSet rows) throws SQLException {
    Map<String, List<Review>> reviews = new HashMap<>();
    while (rows.next()) {
      Array staff = rows.getArray(6);
      List<String> keys = new ArrayList<>();
      if (staff != null) {
        Arrays.stream((Object[]) staff.getArray()).forEach(key -> keys.add((String) key));
      }
      reviews
          .computeIfAbsent(rows.getString(1), ignored -> new ArrayList<>())
          .add(
              new Review(
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  keys));
    }
    return reviews;
  }

  /**
   * Writes a line for each detector and level.
   *
   * @param now when they were judged, epoch ms
   */
  void write(List<Evaluation.Line> lines, boolean isTruthKnown, double years, long now) {
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        PreparedStatement insert = connection.prepareStatement(ALARM)) {
      for (Evaluation.Line line : lines) {
        insert.setTimestamp(1, new Timestamp(now));
        insert.setString(2, line.kind);
        insert.setString(3, line.detector);
        insert.setString(4, line.dimension);
        insert.setDouble(5, years);
        insert.setInt(6, line.findings);
        insert.setInt(7, line.withdrawn);
        insert.setObject(8, isTruthKnown ? line.explained : null, Types.INTEGER);
        insert.setInt(9, line.falseAlarms);
        insert.setObject(10, line.promised(), Types.DOUBLE);
        insert.setInt(11, line.confirmed);
        insert.setInt(12, line.rejected);
        insert.setObject(13, line.delayDays(), Types.DOUBLE);
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
  }

  /** Reads a result. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Reader<T> reader) {
    try (Connection connection = Trino.connect(world, Trino.OPERATOR);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return reader.read(rows);
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
  }
}
