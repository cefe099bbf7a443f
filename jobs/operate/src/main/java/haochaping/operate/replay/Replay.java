package haochaping.operate.replay;

import haochaping.core.Stream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives refused records another chance, after a profile or a code map was mended.
 *
 * <p>The rows of {@code core.rejected} stay: they say what was refused and when. A record that is
 * sent twice is a repeat the second time, so that nothing is counted twice.
 */
public final class Replay {
  /**
   * Which records.
   *
   * @param stream null for all
   * @param code with which they were refused, null for any
   * @param source null for any
   * @param since first local day on which the broker took them, null for any
   */
  public record Choice(Stream stream, String code, String source, LocalDate since) {}

  /**
   * What came of it.
   *
   * @param sent records that can be read now
   * @param stillRefused how many are still refused, by code
   */
  public record Outcome(long sent, Map<String, Long> stillRefused) {}

  private final Connection connection;

  /**
   * @param connection to Trino, of an account that reads the tables
   */
  public Replay(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sends what can be read now, in the order in which it came.
   *
   * @throws SQLException when Trino refuses
   */
  public Outcome run(Choice choice, Reader reader) throws SQLException {
    StringBuilder sql =
        new StringBuilder(
            "SELECT stream, kafka_partition, kafka_offset, source, payload FROM core.rejected"
                // What speaks of somebody erased was emptied.
                + " WHERE length(payload) > 0");
    List<String> words = new ArrayList<>();
    if (choice.stream() != null) {
      sql.append(" AND stream = ?");
      words.add(choice.stream().word());
    }
    if (choice.code() != null) {
      sql.append(" AND code = ?");
      words.add(choice.code());
    }
    if (choice.source() != null) {
      sql.append(" AND source = ?");
      words.add(choice.source());
    }
    if (choice.since() != null) {
      sql.append(" AND ingest_date >= CAST(? AS date)");
      words.add(choice.since().toString());
    }
    sql.append(" ORDER BY ingest_time, stream, kafka_partition, kafka_offset");
    long sent = 0;
    Map<String, Long> stillRefused = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < words.size(); i++) {
        statement.setString(i + 1, words.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String code =
              reader.sendAgain(
                  new Refused(
                      Stream.of(rows.getString(1)).orElseThrow(),
                      rows.getInt(2),
                      rows.getLong(3),
                      rows.getString(4),
                      rows.getBytes(5)));
          if (code == null) {
            sent++;
          } else {
            stillRefused.merge(code, 1L, Long::sum);
          }
        }
      }
    }
    return new Outcome(sent, stillRefused);
  }
}
