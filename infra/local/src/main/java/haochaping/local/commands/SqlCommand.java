package haochaping.local.commands;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  /** How rows are printed. */
  enum Format {
    table,
    csv,
    json
  }

  @Mixin private WorldOption world;

  @Option(names = "--user", description = "Account that asks (default: ${DEFAULT-VALUE}).")
  private String user = "analyst";

  @Option(names = "--format", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Parameters(paramLabel = "SQL", description = "One statement.")
  private String sql;

  @Override
  public Integer call() throws IOException {
    World opened = world.open();
    Trino trino = new Trino(opened);
    if (!trino.isReady()) {
      throw Failure.of(
          "Trino does not answer at " + trino.address() + ": start the stack with infra/hcp up");
    }
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    try (Connection connection = Trino.connect(opened, user);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        out.println("done");
      } else {
        try (ResultSet rows = statement.getResultSet()) {
          switch (format) {
            case table -> table(rows, out);
            case csv -> csv(rows, out);
            case json -> json(rows, out);
          }
        }
      }
    } catch (SQLException e) {
      throw Failure.of(e.getMessage().replaceFirst("^Query failed \\(#[^)]*\\): ", ""), e);
    }
    out.flush();
    return 0;
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    return names;
  }

  private static Object value(ResultSet rows, int column) throws SQLException {
    Object value = rows.getObject(column);
    return value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static void table(ResultSet rows, PrintStream out) throws SQLException {
    List<String> names = names(rows);
    List<List<String>> lines = new ArrayList<>();
    lines.add(names);
    while (rows.next()) {
      List<String> line = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        Object value = value(rows, i);
        line.add(value == null ? "NULL" : plain(value.toString()));
      }
      lines.add(line);
    }
    int[] widths = new int[names.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    for (int n = 0; n < lines.size(); n++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = lines.get(n).get(i);
        text.append(cell).append(" ".repeat(widths[i] - width(cell) + 2));
      }
      out.println(text.toString().stripTrailing());
      if (n == 0) {
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
          rule.append("-".repeat(width)).append("  ");
        }
        out.println(rule.toString().stripTrailing());
      }
    }
    out.println("(" + (lines.size() - 1) + (lines.size() == 2 ? " row)" : " rows)"));
  }

  /** Control characters would move the terminal's cursor. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Cells on a terminal: Chinese characters take two. */
  private static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }

  private static void csv(ResultSet rows, PrintStream out) throws SQLException {
    List<String> names = names(rows);
    out.println(String.join(",", names.stream().map(SqlCommand::quoted).toList()));
    while (rows.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        cells.add(quoted(text(value(rows, i))));
      }
      out.println(String.join(",", cells));
    }
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static void json(ResultSet rows, PrintStream out) throws SQLException, IOException {
    List<String> names = names(rows);
    ObjectMapper mapper = new ObjectMapper();
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartArray();
      while (rows.next()) {
        json.writeRaw("\n");
        json.writeStartObject();
        for (int i = 1; i <= names.size(); i++) {
          Object value = value(rows, i);
          json.writeFieldName(names.get(i - 1));
          if (value == null
              || value instanceof Number
              || value instanceof Boolean
              || value instanceof List) {
            json.writeObject(value);
          } else {
            json.writeString(value.toString());
          }
        }
        json.writeEndObject();
      }
      json.writeRaw("\n");
      json.writeEndArray();
      json.flush();
      out.println();
    }
  }
}
