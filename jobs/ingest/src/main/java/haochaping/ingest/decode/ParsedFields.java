package haochaping.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * The mapped fields of one JSON object at a time, as texts by {@link Field#ordinal()}. Reused from
 * record to record: reading allocates the texts that do not repeat, and nothing else.
 */
final class ParsedFields {
  static final int LONGEST_VALUE = 65_536;

  /** Stands for a value of the wrong type, such as an object where text was expected. */
  static final String WRONG_TYPE = new String("wrong type");

  /** Between the texts of an array; no source writes it. */
  static final char LIST_SEPARATOR = '\u001F';

  private static final int DEEPEST = 16;

  /** A null is a field that is absent, null or empty. */
  final String[] values = new String[Field.all().length];

  /** The times among them, read by whoever checks them. */
  final long[] times = new long[Field.all().length];

  private final Symbols symbols = new Symbols();
  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_VALUE)
                  .maxNumberLength(LONGEST_VALUE)
                  .build())
          .build();

  /**
   * Reads the mapped fields of one JSON object.
   *
   * @return what is wrong with the JSON, or null
   */
  String parse(byte[] bytes, Map<String, Field> fields) {
    Arrays.fill(values, null);
    // The parser would take a byte-order mark or UTF-16 for granted.
    if (bytes[0] == (byte) 0xEF || bytes[0] == 0 || (bytes.length > 1 && bytes[1] == 0)) {
      return "not one JSON object";
    }
    try (JsonParser parser = json.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "not one JSON object";
      }
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        Field field = fields.get(name);
        if (field == null) {
          if (token.isStructStart()) {
            parser.skipChildren();
          }
        } else {
          values[field.ordinal()] = value(parser, token, field);
        }
      }
      return parser.nextToken() == null ? null : "text after the object";
    } catch (IOException e) {
      // The parser's own words would quote the record.
      return "no valid JSON, or deeper than " + DEEPEST + " levels";
    }
  }

  private String value(JsonParser parser, JsonToken token, Field field) throws IOException {
    switch (token) {
      case VALUE_NULL:
        return null;
      case START_ARRAY:
        if (field.kind == Field.Kind.LIST) {
          return list(parser, field);
        }
        parser.skipChildren();
        return WRONG_TYPE;
      case START_OBJECT:
        parser.skipChildren();
        return WRONG_TYPE;
      default:
        int length = parser.getTextLength();
        if (length == 0) {
          return null;
        }
        return text(parser, field, length);
    }
  }

  private String text(JsonParser parser, Field field, int length) throws IOException {
    return field.isSymbol
        ? symbols.get(parser.getTextCharacters(), parser.getTextOffset(), length)
        : parser.getText();
  }

  /** An array of texts, joined as a source would write it in one text. */
  private String list(JsonParser parser, Field field) throws IOException {
    StringBuilder joined = null;
    String first = null;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (token.isStructStart()) {
        parser.skipChildren();
        continue;
      }
      if (token == JsonToken.VALUE_NULL || parser.getTextLength() == 0) {
        continue;
      }
      String text = text(parser, field, parser.getTextLength());
      if (first == null) {
        first = text;
      } else {
        joined = joined == null ? new StringBuilder(first) : joined;
        joined.append(LIST_SEPARATOR).append(text);
      }
    }
    return joined == null ? first : joined.toString();
  }
}
