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
        String problem = problem(row);
        if (problem == null
            && !seen.add(row.get("dimension") + ' ' + row.get("key") + ' ' + row.get("measure"))) {
          problem = "the measure of this key is there already";
        }
        if (problem == null) {
          measures.add(
              new OutsideMeasure(
                  row.get("dimension"),
                  row.get("key"),
                  row.get("measure"),
                  Double.parseDouble(row.get("value")),
                  file.getFileName().toString()));
        } else {
          problems.add(file + ":" + line + ": " + problem);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n  ", problems));
    }
    return measures;
  }

  private static String problem(Map<String, String> row) {
    List<String> scored = Formula.SCORED.stream().map(Dimension::word).toList();
    if (!scored.contains(row.get("dimension"))) {
      return "dimension = "
          + row.get("dimension")
          + ": must be one of "
          + String.join(", ", scored);
    }
    if (row.get("key").isBlank() || row.get("measure").isBlank()) {
      return "key and measure must not be empty";
    }
    try {
      return Double.isFinite(Double.parseDouble(row.get("value")))
          ? null
          : "value = " + row.get("value") + ": must be a number";
    } catch (NumberFormatException e) {
      return "value = " + row.get("value") + ": must be a number";
    }
  }
}
