package haochaping.local.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Loads the lines of a stream's file: which are no single JSON object is settled here, byte by
 * byte, since SQL reads only what is text already.
 */
final class RawLines {
  private static final int LONGEST = 65_536;
  private static final int DEEPEST = 16;

  private static final ObjectMapper STRICT =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST)
                          .maxNameLength(LONGEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RawLines() {}

  /**
   * Appends (stream, seq, line or null, malformed) for each line of the file; a missing file is
   * empty.
   */
  static void load(DuckDBConnection database, String stream, Path file)
      throws IOException, SQLException {
    if (!Files.exists(file)) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        DuckDBAppender rows = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "raw")) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
      long seq = 0;
      int next = in.read();
      while (next >= 0) {
        line.reset();
        while (next >= 0 && next != '\n') {
          line.write(next);
          next = in.read();
        }
        append(rows, stream, ++seq, line.toByteArray());
        if (next == '\n') {
          next = in.read();
        }
      }
    }
  }

  private static void append(DuckDBAppender rows, String stream, long seq, byte[] value)
      throws SQLException {
    String object = objectOrNull(value);
    rows.beginRow();
    rows.append(stream);
    rows.append(seq);
    rows.append(object);
    rows.append(object == null);
    rows.endRow();
  }

  /** The value as JSON text that every reader accepts, or null where it is malformed. */
  static String objectOrNull(byte[] value) {
    if (value.length > LONGEST) {
      return null;
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(value))
              .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
    try {
      JsonNode tree = STRICT.readTree(text);
      return tree instanceof ObjectNode object ? STRICT.writeValueAsString(paired(object)) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Escapes may name half a character, which no text can hold: a question mark stands for it. */
  private static JsonNode paired(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        object.remove(field.getKey());
        object.set(paired(field.getKey()), paired(field.getValue()));
      }
      return object;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, paired(array.get(i)));
      }
      return array;
    }
    return node.isTextual() ? array().textNode(paired(node.textValue())) : node;
  }

  private static ArrayNode array() {
    return STRICT.createArrayNode();
  }

  private static String paired(String text) {
    boolean whole =
        text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    return whole ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
