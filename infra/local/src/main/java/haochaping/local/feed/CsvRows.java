package haochaping.local.feed;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import haochaping.platform.SourceProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The rows of a CSV file as JSON objects, a column a field. A row that is no CSV, no UTF-8 or has
 * more fields than the header goes out as its bytes are, so that it is refused with a code and
 * kept.
 */
final class CsvRows {
  /** A row longer than this has a quote that is not closed. */
  private static final int LONGEST_ROW = 1 << 17;

  private static final int LONGEST_NAME = 48;

  private static final ObjectReader ROW =
      new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SourceProfile profile;
  private final SourceProfile.StreamProfile mapping;
  private final String fileName;

  CsvRows(SourceProfile profile, SourceProfile.StreamProfile mapping, String fileName) {
    this.profile = profile;
    this.mapping = mapping;
    // It becomes part of a number, which has 64 characters at most.
    this.fileName =
        fileName.length() <= LONGEST_NAME
            ? fileName
            : fileName.substring(0, LONGEST_NAME - 9)
                + '~'
                + String.format("%08x", fileName.hashCode());
  }

  /**
   * Sends each row.
   *
   * @param send receives the key and the value
   * @return false where the header lacks what the profile needs: nothing is sent then
   */
  boolean publish(InputStream in, Path file, Consumer<String> warn, BiConsumer<String, byte[]> send)
      throws IOException {
    byte[] first = nextRow(in);
    if (first == null) {
      warn.accept(file + ": empty, without a header; nothing is published");
      return false;
    }
    String[] header = parse(withoutMark(first));
    if (header == null) {
      warn.accept(file + ":1: the header is no CSV in UTF-8; nothing is published");
      return false;
    }
    List<String> columns = Arrays.stream(header).map(String::strip).toList();
    List<String> missing = new ArrayList<>();
    for (String field : mapping.required()) {
      String column = mapping.fields().get(field);
      if (column != null && !columns.contains(column)) {
        missing.add(column);
      }
    }
    if (!missing.isEmpty()) {
      warn.accept(
          file
              + ":1: the first line must name the columns and lacks "
              + String.join(", ", missing)
              + " (profile "
              + profile.name()
              + "); nothing is published");
      return false;
    }
    List<String> ignored = new ArrayList<>(columns);
    ignored.removeAll(mapping.fields().values());
    ignored.removeIf(String::isEmpty);
    if (!ignored.isEmpty()) {
      warn.accept(
          file
              + ": ignored columns: "
              + String.join(", ", ignored)
              + " (profile "
              + profile.name()
              + " does not know them)");
    }
    String keyColumn = mapping.fields().get("project");
    long number = 0;
    for (byte[] row = nextRow(in); row != null; row = nextRow(in)) {
      if (row.length == 0 || (row.length == 1 && row[0] == '\r')) {
        continue;
      }
      number++;
      String[] values = parse(row);
      if (values == null || values.length > columns.size()) {
        send.accept(null, row);
        continue;
      }
      ObjectNode object = JSON.createObjectNode();
      for (int i = 0; i < values.length; i++) {
        if (!columns.get(i).isEmpty()) {
          object.put(columns.get(i), values[i]);
        }
      }
      String key = keyColumn == null ? null : object.path(keyColumn).asText("");
      if (profile.projectFromRow()) {
        object.put(SourceProfile.FILE_FIELD, fileName);
        object.put(SourceProfile.ROW_FIELD, Long.toString(number));
        if (key == null || key.isEmpty()) {
          key = fileName + ':' + number;
        }
      }
      send.accept(key == null || key.isEmpty() ? null : key, JSON.writeValueAsBytes(object));
    }
    return true;
  }

  /** The bytes up to a line feed outside quotes, or null at the end. */
  private static byte[] nextRow(InputStream in) throws IOException {
    ByteArrayOutputStream row = new ByteArrayOutputStream(256);
    boolean quoted = false;
    boolean any = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      any = true;
      if (b == '"') {
        quoted = !quoted;
      } else if (b == '\n' && (!quoted || row.size() > LONGEST_ROW)) {
        break;
      }
      row.write(b);
    }
    return any ? row.toByteArray() : null;
  }

  private static byte[] withoutMark(byte[] row) {
    boolean marked =
        row.length >= 3 && row[0] == (byte) 0xEF && row[1] == (byte) 0xBB && row[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(row, 3, row.length) : row;
  }

  /** The fields of a row, or null where it is no CSV in UTF-8. */
  private static String[] parse(byte[] row) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row)).toString();
      if (text.endsWith("\r")) {
        text = text.substring(0, text.length() - 1);
      }
      try (MappingIterator<String[]> rows = ROW.readValues(text)) {
        return rows.hasNextValue() ? rows.nextValue() : new String[0];
      }
    } catch (IOException e) {
      // Not UTF-8, or no CSV: the row goes out as it is and is refused with a code.
      return null;
    }
  }
}
