package haochaping.local.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A quarter's counts and scores worked out anew from raw files, in SQL but for the prior of each
 * class of peers, which {@link PeerRates} finds. Keys are {@code dimension key}.
 */
public final class QuarterScores {
  private final Oracle oracle;

  /** A finding of brushing that people upheld: whom it is about, and that one's department. */
  public record Upheld(String dimension, String key, String department) {}

  /**
   * A part of a score.
   *
   * @param value null where there is nothing to count
   * @param points from 0 to 100, null as the value
   */
  public record Part(String measure, double weight, Double value, Double points) {}

  /**
   * A score.
   *
   * @param shrunk rate of bad reviews
   * @param deductions points off by fault, those above 0
   * @param score before rounding, or null
   */
  public record Score(
      String peerClass,
      boolean enough,
      double shrunk,
      List<Part> parts,
      Map<String, Double> deductions,
      Double score) {}

  /**
   * Counts a quarter.
   *
   * @param firstDay of the quarter, as {@code lastDay}
   * @param sealedDay by which it is judged what is due
   */
  public QuarterScores(
      Oracle oracle,
      LocalDate firstDay,
      LocalDate lastDay,
      LocalDate sealedDay,
      List<Upheld> upheld)
      throws IOException, SQLException {
    this.oracle = oracle;
    oracle.execute(
        "CREATE TABLE quarter AS SELECT DATE '%s' AS first_day, DATE '%s' AS last_day, DATE '%s' AS sealed_day"
            .formatted(firstDay, lastDay, sealedDay));
    oracle.execute("CREATE TABLE upheld (dimension VARCHAR, key VARCHAR, department VARCHAR)");
    for (Upheld one : upheld) {
      insert("upheld", one.dimension, one.key, one.department);
    }
    oracle.execute(Oracle.resource("/oracle/quarter-counts.sql"));
  }

  /** The counts above 0 of the city, districts, departments and staff, by word. */
  public Map<String, Map<String, Long>> counts() throws SQLException {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (List<Object> row : oracle.rows("SELECT dimension, key, fact, n FROM counts")) {
      counts
          .computeIfAbsent(row.get(0) + " " + row.get(1), id -> new TreeMap<>())
          .put((String) row.get(2), (Long) row.get(3));
    }
    return counts;
  }

  /**
   * The scores by a formula.
   *
   * @param formula its YAML; without measures from elsewhere
   */
  public Map<String, Score> scores(String formula) throws IOException, SQLException {
    JsonNode yaml = new YAMLMapper().readTree(formula);
    oracle.execute(
        """
        CREATE OR REPLACE TABLE parts (measure VARCHAR, weight DOUBLE, full_at DOUBLE, none_at DOUBLE);
        CREATE OR REPLACE TABLE rules (dimension VARCHAR, n_min BIGINT);
        CREATE OR REPLACE TABLE deductions (fault VARCHAR, each DOUBLE, most DOUBLE);
        CREATE OR REPLACE TABLE priors (dimension VARCHAR, peer_class VARCHAR, mean DOUBLE, strength DOUBLE);
        """);
    oracle.execute(
        "CREATE OR REPLACE TABLE whole AS SELECT %s::DOUBLE AS least_weight"
            .formatted(yaml.path("least_weight").asDouble()));
    for (Map.Entry<String, JsonNode> part : yaml.path("components").properties()) {
      JsonNode line = part.getValue();
      insert(
          "parts",
          part.getKey(),
          line.path("weight").asDouble(),
          line.path("full").asDouble(),
          line.path("none").asDouble());
    }
    for (Map.Entry<String, JsonNode> rule : yaml.path("n_min").properties()) {
      insert("rules", rule.getKey(), rule.getValue().asLong());
    }
    for (Map.Entry<String, JsonNode> fault : yaml.path("deductions").properties()) {
      JsonNode deduction = fault.getValue();
      insert(
          "deductions",
          fault.getKey(),
          deduction.path("each").asDouble(),
          deduction.path("most").asDouble());
    }
    fit();
    oracle.execute(Oracle.resource("/oracle/quarter-scores.sql"));
    return scores();
  }

  private void fit() throws SQLException {
    Map<List<Object>, List<PeerRates.Rate>> classes = new HashMap<>();
    for (List<Object> row :
        oracle.rows("SELECT dimension, peer_class, bad_adopted, adopted FROM peers")) {
      classes
          .computeIfAbsent(row.subList(0, 2), one -> new ArrayList<>())
          .add(new PeerRates.Rate((Long) row.get(2), (Long) row.get(3)));
    }
    for (Map.Entry<List<Object>, List<PeerRates.Rate>> one : classes.entrySet()) {
      PeerRates.Prior prior = PeerRates.of(one.getValue());
      insert("priors", one.getKey().get(0), one.getKey().get(1), prior.mean(), prior.strength());
    }
  }

  private Map<String, Score> scores() throws SQLException {
    Map<String, Score> scores = new TreeMap<>();
    for (List<Object> row :
        oracle.rows("SELECT dimension, key, peer_class, enough, shrunk, score FROM scores")) {
      scores.put(
          row.get(0) + " " + row.get(1),
          new Score(
              (String) row.get(2),
              (Boolean) row.get(3),
              (Double) row.get(4),
              new ArrayList<>(),
              new TreeMap<>(),
              (Double) row.get(5)));
    }
    for (List<Object> row :
        oracle.rows(
            "SELECT dimension, key, measure, weight, value, 100 * share FROM figures"
                + " JOIN (SELECT measure, rowid AS place FROM parts) USING (measure)"
                + " ORDER BY place")) {
      scores
          .get(row.get(0) + " " + row.get(1))
          .parts
          .add(
              new Part(
                  (String) row.get(2),
                  (Double) row.get(3),
                  (Double) row.get(4),
                  (Double) row.get(5)));
    }
    for (List<Object> row : oracle.rows("SELECT dimension, key, fault, points FROM off")) {
      scores
          .get(row.get(0) + " " + row.get(1))
          .deductions
          .put((String) row.get(2), (Double) row.get(3));
    }
    return scores;
  }

  private void insert(String table, Object... values) throws SQLException {
    String marks = ", ?".repeat(values.length).substring(2);
    try (PreparedStatement statement =
        oracle.connection().prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
