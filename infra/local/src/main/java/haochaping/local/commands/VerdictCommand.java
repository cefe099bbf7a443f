package haochaping.local.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CityClock;
import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.feed.RawProducer;
import haochaping.local.services.Trino;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a human verdict on a finding: one record for each review that it rests on. */
@Command(
    name = "verdict",
    description = {
      "Give a human verdict on a finding.",
      "uphold: its reviews do not count after verification (不予采纳).",
      "reject: nothing is wrong with its reviews; the finding stays quiet unless more come."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp sql \"SELECT finding_id, kind, name, observed FROM findings\"",
      "  infra/hcp verdict 06f2b3a3a10cd1996cb853ea0ff13e07 uphold --by 督查室 --reason 集中刷好评，已核实",
      "  infra/hcp verdict 06f2b3a3a10cd1996cb853ea0ff13e07 reject --by 督查室 --reason 系统故障，评价属实"
    })
public final class VerdictCommand implements Callable<Integer> {
  /** What is decided. */
  enum Decision {
    uphold("not_adopted"),
    reject("adopted");

    private final String word;

    Decision(String word) {
      this.word = word;
    }
  }

  /** Identities of the reviews of a finding's newest revision. */
  private static final String REVIEWS =
      """
      SELECT DISTINCT c.source, c.project_no, c.assess_number, c.review_round
      FROM lake.analysis.finding_reviews r
      JOIN lake.core.review_changes c
        ON c.source || '/' || c.project_no || '/' || c.assess_number || '/'
          || CAST(c.review_round AS varchar) = r.review_id
      WHERE r.finding_id = ?
      ORDER BY 1, 2, 3, 4
      """;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Mixin private WorldOption world;

  @Parameters(index = "0", paramLabel = "FINDING", description = "Its finding_id.")
  private String finding;

  @Parameters(index = "1", description = "uphold or reject.")
  private Decision decision;

  @Option(names = "--by", required = true, paramLabel = "WHO", description = "Who decides.")
  private String by;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason;

  private record Identity(String source, String project, String stage, int round) {}

  @Override
  public Integer call() throws IOException {
    if (by.isBlank() || reason.isBlank()) {
      throw Failure.usage("--by and --reason must say something: a verdict is kept for appeals");
    }
    World opened = world.open();
    List<Identity> reviews = reviews(opened);
    String now = TIME.format(LocalDateTime.ofInstant(Instant.now(), CityClock.OFFSET));
    ObjectMapper json = new ObjectMapper();
    try (RawProducer producer = new RawProducer(opened)) {
      for (Identity review : reviews) {
        ObjectNode record = json.createObjectNode();
        record.put("dataSource", review.source());
        record.put("projectNo", review.project());
        record.put("assessNumber", review.stage());
        record.put("reviewRound", review.round());
        record.put("findingId", finding);
        record.put("verdict", decision.word);
        record.put("reason", reason);
        record.put("by", by);
        record.put("updateTime", now);
        producer.send(Stream.VERDICTS, review.project(), json.writeValueAsBytes(record), null);
      }
      producer.flush();
    }
    System.out.printf(
        "finding %s: %s by %s, %d %s %s%n",
        finding,
        decision == Decision.uphold ? "upheld" : "rejected",
        by,
        reviews.size(),
        reviews.size() == 1 ? "review" : "reviews",
        decision.word.replace('_', ' '));
    return 0;
  }

  private List<Identity> reviews(World opened) {
    try (Connection connection = Trino.reach(opened, Trino.OPERATOR)) {
      String kind = kind(connection);
      if (kind.startsWith("VERDICT_BIAS")) {
        throw Failure.of(
            "finding "
                + finding
                + " (VERDICT_BIAS) is about verdicts in the rectification ledger:"
                + " correct them there (isMistaken, isMalicious); none can be given here");
      }
      if (kind.startsWith("OVERDUE")) {
        throw Failure.of(
            "finding "
                + finding
                + " (OVERDUE) is about a step that is due: enter in the rectification ledger what"
                + " was done; there is no verdict on it");
      }
      List<Identity> reviews = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(REVIEWS)) {
        statement.setString(1, finding);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reviews.add(
                new Identity(
                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getInt(4)));
          }
        }
      }
      if (reviews.isEmpty()) {
        throw Failure.of(
            "finding "
                + finding
                + " ("
                + kind
                + ") rests on no review that still stands:"
                + " there is nothing to decide on");
      }
      return reviews;
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
  }

  private String kind(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT kind || ', ' || state FROM lake.analysis.findings WHERE finding_id = ?")) {
      statement.setString(1, finding);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw Failure.of(
              "no finding "
                  + finding
                  + ": infra/hcp sql \"SELECT finding_id, kind, name FROM"
                  + " findings\" lists them");
        }
        return rows.getString(1);
      }
    }
  }
}
