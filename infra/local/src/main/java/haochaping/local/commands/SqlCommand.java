package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.Trino;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks Trino. */
@Command(
    name = "sql",
    description = "Query Trino; catalog lake, schema analysis.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp sql \"SHOW TABLES\"",
      "  infra/hcp sql --format csv \"SELECT * FROM rates WHERE dimension = 'department'\"",
      "  infra/hcp sql --user operator \"SELECT count(*) FROM lake.core.counts\""
    })
public final class SqlCommand implements Callable<Integer> {
  @Mixin private WorldOption world;

  @Option(names = "--user", description = "Account that asks (default: ${DEFAULT-VALUE}).")
  private String user = "analyst";

  @Option(names = "--format", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Answer.Format format = Answer.Format.table;

  @Parameters(paramLabel = "SQL", description = "One statement.")
  private String sql;

  @Override
  public Integer call() throws IOException {
    World opened = world.open();
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    try (Connection connection = Trino.reach(opened, user);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        out.println("done");
      } else {
        try (ResultSet rows = statement.getResultSet()) {
          new Answer(format, out).print(names(rows), rows(rows));
        }
      }
    } catch (SQLException e) {
      throw Failure.of(e.getMessage().replaceFirst("^Query failed \\(#[^)]*\\): ", ""), e);
    }
    out.flush();
    return 0;
  }

  /** A result set, row by row. */
  private static Answer.Rows rows(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    return () -> {
      if (!rows.next()) {
        return null;
      }
      List<Object> values = new ArrayList<>(columns);
      for (int i = 1; i <= columns; i++) {
        Object value = rows.getObject(i);
        values.add(
            value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value);
      }
      return values;
    };
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    return names;
  }
}
