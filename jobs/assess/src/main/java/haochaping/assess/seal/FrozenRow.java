package haochaping.assess.seal;

import haochaping.core.CityClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * A row of {@code core.assessment_inputs}.
 *
 * @param measure a count's word, or one of the constants
 * @param value the figure, or null for a name or text
 * @param text the name or text, or null for a figure
 * @param source where it comes from
 */
record FrozenRow(
    String dimension, String key, String measure, Double value, String text, String source) {
  /** Measure of a key's name. */
  static final String NAME = "name";

  /** Dimension of the formula's text. */
  static final String FORMULA = "formula";

  /** Measure of the formula's text. */
  static final String TEXT = "text";

  /** What the name of a measure from elsewhere begins with. */
  static final String OUTSIDE = "outside.";

  static final Comparator<FrozenRow> ORDER =
      Comparator.comparing(FrozenRow::dimension)
          .thenComparing(FrozenRow::key)
          .thenComparing(FrozenRow::measure);

  Map<String, Object> columns(Tag tag, Instant writtenAt) {
    Map<String, Object> columns = new HashMap<>();
    columns.put("quarter", tag.quarter().toString());
    columns.put("revision", tag.revision());
    columns.put("dimension", dimension);
    columns.put("key", key);
    columns.put("measure", measure);
    columns.put("value", value);
    columns.put("text", text);
    columns.put("source", source);
    columns.put("written_at", OffsetDateTime.ofInstant(writtenAt, CityClock.OFFSET));
    return columns;
  }
}
