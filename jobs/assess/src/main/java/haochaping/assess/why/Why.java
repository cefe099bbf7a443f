package haochaping.assess.why;

import haochaping.assess.Refusal;
import haochaping.assess.why.Contribution.Sum;
import haochaping.core.Dimension;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The changes behind the figures of a key, and whether they add up to what was counted.
 *
 * <p>A review counts on its day for its district, department and staff. Each revision takes away
 * what the one before counted and adds what it counts itself, so that the sum over all revisions is
 * the count, whatever was corrected when.
 *
 * @param shown all but new good reviews, in the order in which they came
 * @param plain new good reviews, together
 * @param counted what {@code core.counts} holds of the key on these days
 * @param rankBefore place at the last close before the days, or null
 * @param rankAfter place at the close that ends them, or null
 */
public record Why(
    Dimension dimension,
    String key,
    String name,
    List<Contribution> shown,
    Sum plain,
    int plainReviews,
    Sum counted,
    Integer rankBefore,
    Integer rankAfter) {

  private static final String OF_KEY =
      """
      SELECT c.*,
        CASE ? WHEN 'city' THEN true
          WHEN 'district' THEN coalesce(c.district = ?, false)
          WHEN 'department' THEN c.department = ?
          ELSE contains(c.staff, ?) END
          AND c.event_date BETWEEN ? AND ? AND c.effective AND c.review_round = 1
          AND NOT c.is_default AS counts
      FROM lake.core.review_changes c
      """;

  private static final String CHANGES =
      """
      WITH changes AS (%s),
      signed AS (
        SELECT
          c.*,
          if(counts, 1, 0) AS reviews,
          if(counts AND level <= 2, 1, 0) AS bad,
          if(counts AND adopted, 1, 0) AS of_adopted,
          if(counts AND adopted AND level <= 2, 1, 0) AS bad_adopted,
          lag(level) OVER w AS level_before
        FROM changes c
        WINDOW w AS (PARTITION BY source, project_no, assess_number, review_round ORDER BY revision)),
      contributions AS (
        SELECT
          s.*,
          reviews - coalesce(lag(reviews) OVER w, 0) AS d_reviews,
          bad - coalesce(lag(bad) OVER w, 0) AS d_bad,
          of_adopted - coalesce(lag(of_adopted) OVER w, 0) AS d_adopted,
          bad_adopted - coalesce(lag(bad_adopted) OVER w, 0) AS d_bad_adopted
        FROM signed s
        WINDOW w AS (PARTITION BY source, project_no, assess_number, review_round ORDER BY revision))
      SELECT
        source || '/' || project_no || '/' || assess_number || '/' || CAST(review_round AS varchar),
        revision, cause, CAST(change_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(3)), event_date,
        level_before, level, verdict, text, d_reviews, d_bad, d_adopted, d_bad_adopted
      FROM contributions
      WHERE d_reviews <> 0 OR d_bad <> 0 OR d_adopted <> 0 OR d_bad_adopted <> 0
      ORDER BY change_time, 1, revision
      """
          .formatted(OF_KEY);

  private static final String COUNTED =
      """
      SELECT coalesce(sum(reviews), 0), coalesce(sum(bad), 0), coalesce(sum(adopted), 0),
        coalesce(sum(bad_adopted), 0)
      FROM lake.core.counts WHERE dimension = ? AND key = ? AND day BETWEEN ? AND ?
      """;

  private static final String RANK =
      """
      SELECT max_by(rank, as_of) FROM lake.analysis.rankings
      WHERE dimension = ? AND key = ? AND as_of = date_add('day', 1, CAST(? AS timestamp))
      """;

  private static final String DIMENSIONS =
      """
      SELECT d.dimension, n.name
      FROM (SELECT DISTINCT dimension, key FROM lake.core.counts
            WHERE key = ? AND dimension IN ('city', 'district', 'department', 'staff')) d
      LEFT JOIN lake.analysis.names n ON n.dimension = d.dimension AND n.key = d.key
      ORDER BY 1
      """;

  /**
   * Finds the changes.
   *
   * @param connection to Trino, of an account that may read schema core
   * @param dimension or null where the key is of one dimension only
   * @param from first day of the reviews
   * @param to last day of them
   * @throws Refusal if the key is of no dimension, or of several
   */
  public static Why of(
      Connection connection, Dimension dimension, String key, LocalDate from, LocalDate to)
      throws SQLException {
    List<Dimension> dimensions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DIMENSIONS)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Dimension one = Dimension.valueOf(rows.getString(1).toUpperCase(Locale.ROOT));
          if (dimension == null || one == dimension) {
            dimensions.add(one);
            names.add(rows.getString(2));
          }
        }
      }
    }
    if (dimensions.isEmpty()) {
      throw new Refusal(
          key
              + ": nothing was ever counted of such a key; infra/hcp sql \"SELECT DISTINCT"
              + " dimension, key, name FROM rates\" lists them");
    }
    if (dimensions.size() > 1) {
      throw new Refusal(
          key
              + " is a key of "
              + dimensions.stream().map(Dimension::word).toList()
              + ": say which with --dimension");
    }
    Dimension found = dimensions.get(0);
    List<Contribution> shown = new ArrayList<>();
    Sum plain = Sum.NOTHING;
    int plainReviews = 0;
    for (Contribution one : changes(connection, found, key, from, to)) {
      if (one.isPlain()) {
        plain = plain.plus(one.adds());
        plainReviews++;
      } else {
        shown.add(one);
      }
    }
    return new Why(
        found,
        key,
        names.get(0) == null ? key : names.get(0),
        shown,
        plain,
        plainReviews,
        counted(connection, found, key, from, to),
        rank(connection, found, key, from.minusDays(1)),
        rank(connection, found, key, to));
  }

  private static List<Contribution> changes(
      Connection connection, Dimension dimension, String key, LocalDate from, LocalDate to)
      throws SQLException {
    List<Contribution> changes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CHANGES)) {
      statement.setString(1, dimension.word());
      statement.setString(2, key);
      statement.setString(3, key);
      statement.setString(4, key);
      statement.setDate(5, Date.valueOf(from));
      statement.setDate(6, Date.valueOf(to));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          LocalDate day = row.getDate(5).toLocalDate();
          int before = row.getInt(6);
          Integer levelBefore = row.wasNull() ? null : before;
          changes.add(
              new Contribution(
                  row.getString(1),
                  row.getInt(2),
                  row.getString(3),
                  row.getObject(4, LocalDateTime.class),
                  day,
                  levelBefore,
                  row.getInt(7),
                  row.getString(8),
                  row.getString(9),
                  new Sum(row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13))));
        }
      }
    }
    return changes;
  }

  private static Sum counted(
      Connection connection, Dimension dimension, String key, LocalDate from, LocalDate to)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNTED)) {
      statement.setString(1, dimension.word());
      statement.setString(2, key);
      statement.setDate(3, Date.valueOf(from));
      statement.setDate(4, Date.valueOf(to));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Sum(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
  }

  private static Integer rank(Connection connection, Dimension dimension, String key, LocalDate day)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RANK)) {
      statement.setString(1, dimension.word());
      statement.setString(2, key);
      statement.setDate(3, Date.valueOf(day));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        int rank = row.getInt(1);
        return row.wasNull() ? null : rank;
      }
    }
  }

  /** The sum of all changes. */
  public Sum sum() {
    Sum sum = plain;
    for (Contribution one : shown) {
      sum = sum.plus(one.adds());
    }
    return sum;
  }
}
