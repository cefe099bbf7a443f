package haochaping.assess.seal;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import haochaping.assess.formula.Formula;
import haochaping.core.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A figure that others measured: satisfaction of a survey, efficiency.
 *
 * @param dimension district, department or staff
 * @param measure its name in the formula
 * @param source the file's name
 */
public record OutsideMeasure(
    String dimension, String key, String measure, double value, String source) {
  private static final List<String> COLUMNS = List.of("dimension", "key", "measure", "value");

  FrozenRow frozen() {
    return new FrozenRow(dimension, key, FrozenRow.OUTSIDE + measure, value, null, source);
  }

  /**
   * Reads a CSV file with the columns dimension, key, measure and value.
   *
   * @throws IllegalArgumentException naming the file and every line that is wrong
   */
  public static List<OutsideMeasure> read(Path file) throws IOException {
    List<OutsideMeasure> measures = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String text = Files.readString(file).replaceFirst("^\uFEFF", "");
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(text)) {
      for (int line = 2; rows.hasNextValue(); line++) {
        Map<String, String> row = rows.nextValue();
        if (!row.keySet().containsAll(COLUMNS)) {
          throw new IllegalArgumentException(
              file + ":1: the first line must name the columns " + String.join(", ", COLUMNS));
        }
        try {
          OutsideMeasure measure = of(row, file.getFileName().toString());
          if (!seen.add(measure.name())) {
            throw new IllegalArgumentException("the measure of this key is there already");
          }
          measures.add(measure);
        } catch (IllegalArgumentException e) {
          problems.add(file + ":" + line + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n  ", problems));
    }
    return measures;
  }

  /** Dimension, key and measure: there is one value of each. */
  public String name() {
    return dimension + ' ' + key + ' ' + measure;
  }

  /**
   * A measure from the values of its columns.
   *
   * @param source where it comes from
   * @throws IllegalArgumentException saying what is wrong
   */
  public static OutsideMeasure of(Map<String, String> row, String source) {
    String problem = problem(row);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    return new OutsideMeasure(
        row.get("dimension"),
        row.get("key"),
        row.get("measure"),
        Double.parseDouble(row.get("value")),
        source);
  }

  private static String problem(Map<String, String> row) {
    List<String> scored = Formula.SCORED.stream().map(Dimension::word).toList();
    if (!scored.contains(row.get("dimension"))) {
      return "dimension = "
          + row.get("dimension")
          + ": must be one of "
          + String.join(", ", scored);
    }
    if (isBlank(row.get("key")) || isBlank(row.get("measure"))) {
      return "key and measure must not be empty";
    }
    try {
      return row.get("value") != null && Double.isFinite(Double.parseDouble(row.get("value")))
          ? null
          : "value = " + row.get("value") + ": must be a number";
    } catch (NumberFormatException e) {
      return "value = " + row.get("value") + ": must be a number";
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
