package haochaping.local.commands;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Prints rows as people or programs want them. */
final class Answer {
  /** How rows are printed. */
  enum Format {
    table,
    csv,
    json
  }

  /** Rows, one after the other. */
  @FunctionalInterface
  interface Rows {
    /** The values of the next row, or null after the last. */
    List<Object> next() throws SQLException;
  }

  private final Format format;
  private final PrintStream out;

  Answer(Format format, PrintStream out) {
    this.format = format;
    this.out = out;
  }

  void print(List<String> names, Rows rows) throws SQLException, IOException {
    switch (format) {
      case table -> table(names, rows);
      case csv -> csv(names, rows);
      case json -> json(names, rows);
    }
    out.flush();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private void table(List<String> names, Rows rows) throws SQLException {
    List<List<String>> lines = new ArrayList<>();
    lines.add(names);
    for (List<Object> row = rows.next(); row != null; row = rows.next()) {
      List<String> line = new ArrayList<>();
      for (Object value : row) {
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

  private void csv(List<String> names, Rows rows) throws SQLException {
    out.println(String.join(",", names.stream().map(Answer::quoted).toList()));
    for (List<Object> row = rows.next(); row != null; row = rows.next()) {
      List<String> cells = new ArrayList<>();
      for (Object value : row) {
        cells.add(quoted(text(value)));
      }
      out.println(String.join(",", cells));
    }
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private void json(List<String> names, Rows rows) throws SQLException, IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartArray();
      for (List<Object> row = rows.next(); row != null; row = rows.next()) {
        json.writeRaw("\n");
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
          Object value = row.get(i);
          json.writeFieldName(names.get(i));
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
