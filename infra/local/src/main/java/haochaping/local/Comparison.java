package haochaping.local;

import haochaping.statistics.Interval;
import haochaping.statistics.Seeds;
import haochaping.statistics.ranking.Benchmark;
import haochaping.statistics.ranking.BetaPosterior;
import haochaping.statistics.ranking.RankBand;
import haochaping.statistics.ranking.RankBands;
import haochaping.statistics.ranking.RateFit;
import haochaping.statistics.ranking.RawRate;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The rates of siblings over a period, each with what is not known about it.
 *
 * @param fit how the siblings vary; null without a review
 * @param members the worst first
 */
public record Comparison(RateFit fit, List<Member> members) {
  /** Names of the columns of {@link #rows}. */
  public static final List<String> COLUMNS =
      List.of(
          "key",
          "name",
          "adopted",
          "bad_adopted",
          "rate_adopted",
          "shrunk",
          "low",
          "high",
          "p_worst",
          "rank_low",
          "rank_high");

  /** More keys than this have no places: there would be too many to read. */
  private static final int MOST_RANKED = 20_000;

  /**
   * What was counted of one key.
   *
   * @param name its name, or null
   */
  public record Counted(String key, String name, RawRate rate) {}

  /**
   * One key among its siblings.
   *
   * @param posterior of its rate
   * @param worst P(rate beyond what a tenth of the siblings exceeds)
   * @param band the places it may as well have; null where siblings do not differ
   */
  public record Member(Counted counted, BetaPosterior posterior, double worst, RankBand band) {}

  /** Counts of a period: all whole days, as they are true now. */
  public static List<Counted> read(
      Connection connection, String dimension, LocalDate from, LocalDate to) throws SQLException {
    String sql =
        """
        SELECT key, max_by(name, as_of), sum(adopted), sum(bad_adopted) FROM rates_history
        WHERE dimension = ? AND "window" = '1d' AND as_of > ? AND as_of <= date_add('day', 1, ?)
        GROUP BY key HAVING sum(adopted) > 0 ORDER BY key""";
    List<Counted> counted = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, dimension);
      statement.setDate(2, Date.valueOf(from));
      statement.setDate(3, Date.valueOf(to));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counted.add(
              new Counted(
                  rows.getString(1),
                  rows.getString(2),
                  new RawRate(rows.getLong(4), rows.getLong(3))));
        }
      }
    }
    return counted;
  }

  /** Compares siblings, in the order of their keys. */
  public static Comparison of(List<Counted> siblings) {
    if (siblings.isEmpty()) {
      return new Comparison(null, List.of());
    }
    RateFit fit = RateFit.of(siblings.stream().map(Counted::rate).toList());
    double limit = fit.prior().exceededBy(Benchmark.SHARE);
    List<BetaPosterior> posteriors =
        siblings.stream().map(one -> fit.prior().posterior(one.rate())).toList();
    List<RankBand> bands =
        fit.noDifference() || siblings.size() > MOST_RANKED
            ? null
            : RankBands.of(
                posteriors, Seeds.seed("compare", "1", "period", LocalDate.of(2000, 1, 1)));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < siblings.size(); i++) {
      BetaPosterior posterior = posteriors.get(i);
      members.add(
          new Member(
              siblings.get(i),
              posterior,
              posterior.exceeds(limit),
              bands == null ? null : bands.get(i)));
    }
    members.sort(
        Comparator.<Member>comparingDouble(one -> one.posterior().mean())
            .reversed()
            .thenComparing(one -> one.counted().key()));
    return new Comparison(fit, members);
  }

  /** One row a key, by {@link #COLUMNS}. */
  public List<List<Object>> rows() {
    return members.stream().map(Comparison::row).toList();
  }

  private static List<Object> row(Member one) {
    Interval interval = one.posterior().interval();
    RankBand band = one.band();
    return Arrays.asList(
        one.counted().key(),
        one.counted().name(),
        one.counted().rate().reviews(),
        one.counted().rate().bad(),
        rounded(one.counted().rate().value()),
        rounded(one.posterior().mean()),
        rounded(interval.lower()),
        rounded(interval.upper()),
        rounded(one.worst()),
        band == null ? null : band.first(),
        band == null ? null : band.last());
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e9) / 1e9;
  }

  /** The prior in one line. */
  public String summary() {
    if (fit == null) {
      return "no reviews in this period";
    }
    String prior =
        String.format(
            Locale.ROOT,
            "prior: mean %.5g, strength %.5g reviews; likelihood ratio %.4g",
            fit.prior().mean(),
            fit.prior().strength(),
            fit.likelihoodRatio());
    return fit.noDifference()
        ? prior + "; one rate for all explains the counts as well, so there are no places"
        : prior;
  }
}
