package haochaping.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page {@code schemas/DICTIONARY.md}: every column of the views, tables and topics with its
 * meaning, gathered from the contract files themselves.
 *
 * <p>A view's meaning stands in the comment lines at the head of its file: free text, then one line
 * {@code -- column: meaning} for each column.
 */
public final class DataDictionary {
  /** The page's name in the folder of the schemas. */
  static final String FILE = "DICTIONARY.md";

  private static final Pattern VIEW = Pattern.compile("VIEW (analysis|published)\\.(\\w+)");
  private static final Pattern COLUMN = Pattern.compile("-- (\\w+): (.+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private DataDictionary() {}

  /**
   * Writes the page anew.
   *
   * @param arguments the folder of the schemas, by default {@code schemas}
   */
  public static void main(String[] arguments) throws IOException {
    Path schemas = Path.of(arguments.length == 0 ? "schemas" : arguments[0]);
    Files.writeString(schemas.resolve(FILE), generate(schemas));
  }

  /** The text of the page for the contract files of a folder; equal files give equal text. */
  static String generate(Path schemas) throws IOException {
    StringBuilder page =
        new StringBuilder(
            "# Data dictionary\n\n"
                + "Generated from `views/*.sql`, `tables/*.json` and `topics/*.avsc`; do not edit."
                + " To write it anew, from the root of the checkout:\n\n"
                + "```sh\n"
                + "infra/hcp --version"
                + " && java -cp 'infra/local/target/lib/*' haochaping.platform.DataDictionary\n"
                + "```\n\n"
                + "People read the views in schema `analysis`, everyone those in `published`. The"
                + " tables in `core` belong to the jobs and the operator. A type with `?` may be"
                + " NULL.\n");
    views(page, schemas, "analysis");
    views(page, schemas, "published");
    page.append("\n## Tables in `core`\n");
    for (Path file : files(schemas.resolve("tables"), ".json")) {
      JsonNode table = JSON.readTree(file.toFile());
      heading(
          page, table.get("table").asText(), table.get("doc").asText(), "column | type | meaning");
      for (JsonNode field : table.at("/schema/fields")) {
        String type = tableType(field.get("type")) + (field.get("required").asBoolean() ? "" : "?");
        row(page, code(field.get("name").asText()), type, field.get("doc").asText());
      }
    }
    page.append("\n## Messages of the topics\n");
    for (Path file : files(schemas.resolve("topics"), ".avsc")) {
      message(page, JSON.readTree(file.toFile()));
    }
    return page.toString();
  }

  private static void views(StringBuilder page, Path schemas, String schema) throws IOException {
    page.append("\n## Views in `").append(schema).append("`\n");
    for (Path file : files(schemas.resolve("views"), ".sql")) {
      String sql = Files.readString(file);
      Matcher name = VIEW.matcher(sql);
      if (!name.find()) {
        throw new IllegalArgumentException(file + ": makes no view of analysis or published");
      }
      if (name.group(1).equals(schema)) {
        View view = View.of(sql);
        heading(page, schema + '.' + name.group(2), view.doc(), "column | meaning");
        view.columns().forEach((column, meaning) -> row(page, code(column), meaning));
      }
    }
  }

  /**
   * The comment lines at the head of a view.
   *
   * @param doc the free text
   * @param columns column to meaning, in the order of the lines
   */
  record View(String doc, Map<String, String> columns) {
    static View of(String sql) {
      StringBuilder doc = new StringBuilder();
      Map<String, String> columns = new LinkedHashMap<>();
      for (String line : sql.split("\n")) {
        if (!line.startsWith("--")) {
          break;
        }
        Matcher column = COLUMN.matcher(line);
        if (column.matches()) {
          columns.put(column.group(1), column.group(2));
        } else {
          doc.append(line.substring(2).isBlank() ? "\n\n" : line.substring(2).strip() + " ");
        }
      }
      return new View(doc.toString().replaceAll(" *(\n|$)", "$1"), columns);
    }
  }

  /** The fields of an Avro record, then those of the records that it is the first to name. */
  private static void message(StringBuilder page, JsonNode message) {
    heading(
        page, message.get("name").asText(), message.get("doc").asText(), "field | type | meaning");
    List<JsonNode> nested = new ArrayList<>();
    for (JsonNode field : message.get("fields")) {
      String type = messageType(field.get("type"), nested);
      row(page, code(field.get("name").asText()), type, field.get("doc").asText());
    }
    nested.forEach(record -> message(page, record));
  }

  private static String messageType(JsonNode type, List<JsonNode> nested) {
    if (type.isArray()) {
      return messageType(type.get(1), nested) + "?";
    }
    if (type.isTextual()) {
      return type.asText();
    }
    return switch (type.get("type").asText()) {
      case "array" -> "array of " + messageType(type.get("items"), nested);
      case "enum" -> {
        List<String> words = new ArrayList<>();
        type.get("symbols").forEach(symbol -> words.add(symbol.asText()));
        yield "one of " + String.join(", ", words);
      }
      case "record" -> {
        nested.add(type);
        yield type.get("name").asText();
      }
      default -> throw new IllegalArgumentException("no words for the Avro type " + type);
    };
  }

  private static String tableType(JsonNode type) {
    return type.isTextual() ? type.asText() : "list of " + tableType(type.get("element"));
  }

  private static void heading(StringBuilder page, String name, String doc, String columns) {
    page.append("\n### ").append(name).append("\n\n").append(doc).append("\n\n");
    String[] titles = columns.split(" \\| ");
    row(page, titles);
    page.append("| --- ".repeat(titles.length)).append("|\n");
  }

  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      page.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }

  private static String code(String name) {
    return '`' + name + '`';
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
