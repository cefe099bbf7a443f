package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.local.services.Trino;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Does to the tables of a world what must not happen to them, and says how each must be named. */
final class PlantedFaults {
  private final Connection trino;
  private final List<String> named = new ArrayList<>();

  private PlantedFaults(Connection trino) {
    this.trino = trino;
  }

  /**
   * A healthy world has nothing wrong, and each fault is named.
   *
   * @param folder for a file
   */
  static void areAllNamed(World world, Command hcp, Path folder) throws Exception {
    try (Connection trino = Trino.connect(world, Trino.OPERATOR)) {
      PlantedFaults faults = new PlantedFaults(trino);
      Path upstream = folder.resolve("upstream.csv");
      String counted = faults.upstream();
      Files.writeString(upstream, "day,source,reviews\n" + counted);
      Command.Result healthy = hcp.run("operate", "reconcile", "--upstream", upstream.toString());
      assertThat(healthy.out()).isEqualTo("nothing is wrong\n");
      assertThat(healthy.code()).isZero();
      Command.Result reread = hcp.run("operate", "replay", "--dry-run");
      assertThat(reread.out()).startsWith("0 records can be read now\n");
      assertThat(reread.out().lines().skip(1).toList())
          .containsExactlyElementsOf(
              faults.column(
                  "SELECT CAST(count(*) AS varchar) || ' are still refused: ' || code"
                      + " FROM core.rejected GROUP BY code ORDER BY code"));

      faults.plant(upstream, counted);
      Command.Result ill = hcp.run("operate", "reconcile", "--upstream", upstream.toString());
      assertThat(ill.code()).isEqualTo(1);
      assertThat(ill.out()).contains(faults.named);
      assertThat(ill.out()).contains("To mend counts_off: ");
    }
  }

  /** What the world itself has, day by day, in the form of a file. */
  private String upstream() throws SQLException {
    StringBuilder lines = new StringBuilder();
    for (String line :
        column(
            "SELECT CAST(event_date AS varchar) || ',' || source || ',' || CAST(count(*) AS varchar)"
                + " FROM analysis.reviews GROUP BY event_date, source ORDER BY 1")) {
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private void plant(Path upstream, String counted) throws SQLException, IOException {
    String lost = file("tags");
    Files.delete(path(lost));
    named.add("lost_file  core.tags: " + lost);

    String damaged = file("rankings");
    Files.writeString(path(damaged), "more", StandardOpenOption.APPEND);
    named.add("damaged_file  core.rankings: " + damaged + " has " + Files.size(path(damaged)));

    String day = one("SELECT CAST(max(service_date) AS varchar) FROM core.services");
    String partition = one("SELECT min(kafka_partition) FROM core.services");
    String doubled =
        "FROM core.services WHERE kafka_partition = "
            + partition
            + " AND service_date = DATE '"
            + day
            + "'";
    String rows = one("SELECT count(*) " + doubled);
    assertThat(Integer.parseInt(rows)).isPositive();
    change("INSERT INTO core.services SELECT * " + doubled);
    named.add("doubled_rows  core.services: " + rows + " rows too many, of " + rows + ";");
    named.add("offsets_twice  hcp.cases partition " + partition + ": ");

    String[] refused =
        one("SELECT max(stream || ' ' || CAST(kafka_partition AS varchar) || ' ' ||"
                + " CAST(kafka_offset AS varchar)) FROM core.rejected WHERE stream <> 'cases'")
            .split(" ", -1);
    change(
        "DELETE FROM core.rejected WHERE stream = '%s' AND kafka_partition = %s AND kafka_offset = %s"
            .formatted((Object[]) refused));
    named.add("offset_gap  hcp." + refused[0] + " partition " + refused[1] + ": ");

    String department =
        one("SELECT max_by(key, reviews) FROM core.counts WHERE dimension = 'department'");
    String hour =
        one("SELECT CAST(max(hour) AS varchar) FROM core.counts WHERE key = '" + department + "'");
    String panes =
        "FROM core.counts WHERE dimension = 'department' AND key = '%s' AND hour = TIMESTAMP '%s'"
            .formatted(department, hour);
    String ofDay = one("SELECT CAST(min(day) AS varchar) " + panes);
    change(
        "INSERT INTO core.counts SELECT dimension, key, hour, day, 1, 0, 1, 0, 0 "
            + panes
            + " LIMIT 1");
    named.add(
        "counts_off  core.counts: department " + department + " on " + ofDay + ": counts say ");
    named.add("rates_off  core.rates: department " + department + ", quarter to ");

    String review =
        one(
            "SELECT min(source || '/' || project_no || '/' || assess_number || '/' ||"
                + " CAST(review_round AS varchar)) FROM core.review_changes WHERE revision > 1");
    change(
        "DELETE FROM core.review_changes WHERE revision = 1 AND source || '/' || project_no || '/'"
            + " || assess_number || '/' || CAST(review_round AS varchar) = '"
            + review.replace("'", "''")
            + "'");
    named.add("missing_revision  core.review_changes: " + review + ": ");

    String close =
        one(
            "SELECT CAST(max(as_of AT TIME ZONE 'Asia/Shanghai') - interval '3' day AS varchar)"
                + " FROM core.rates WHERE keyframe AND dimension = 'city'");
    change("DELETE FROM core.rates WHERE keyframe AND as_of = TIMESTAMP '" + close + "'");
    named.add(
        "missing_close  core.rates: no keyframe at the midnight that begins "
            + close.substring(0, 10));

    String finding = one("SELECT min(finding) FROM core.outcomes");
    change("DELETE FROM core.outcomes WHERE finding = '" + finding + "' AND revision = 1");
    named.add("finding_without_outcome  core.outcomes: revision 1 of " + finding);
    change(
        "INSERT INTO core.finding_reviews (finding_id, revision, review_id, role, event_time)"
            + " VALUES ('nobody', 1, 'zz/p/1/1', 'trigger', current_timestamp)");
    named.add("reviews_without_finding  core.finding_reviews: revision 1 of nobody is no finding");

    String staff =
        one(
            "SELECT min(key) FROM core.step_counts WHERE dimension = 'staff' AND step ="
                + " 'rectification'");
    change(
        "INSERT INTO core.step_counts SELECT dimension, key, day, step, last_day, 0, 1, 0, 0 FROM"
            + " core.step_counts WHERE dimension = 'staff' AND step = 'rectification' AND key = '"
            + staff
            + "' LIMIT 1");
    named.add("steps_off  core.step_counts: staff " + staff + " rectification: counts say ");

    String[] first = counted.substring(0, counted.indexOf('\n')).split(",", -1);
    long more = Long.parseLong(first[2]) + 7;
    Files.writeString(
        upstream, "day,source,reviews\n" + first[0] + "," + first[1] + "," + more + "\n");
    named.add(
        "upstream_differs  source " + first[1] + " on " + first[0] + ": " + first[2] + " reviews");
  }

  /** Address of a data file of a table. */
  private String file(String table) throws SQLException {
    return one("SELECT min(file_path) FROM core.\"" + table + "$files\"");
  }

  private static Path path(String address) {
    return Path.of(URI.create(address.replaceFirst("^file:/+", "file:///")));
  }

  private void change(String sql) throws SQLException {
    try (Statement statement = trino.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
  }

  private String one(String sql) throws SQLException {
    List<String> rows = column(sql);
    assertThat(rows).as(sql).hasSize(1);
    assertThat(rows.get(0)).as(sql).isNotNull();
    return rows.get(0);
  }

  private List<String> column(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = trino.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
