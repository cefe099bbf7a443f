package haochaping.simulate;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The reference tables of the demonstration city. */
record Reference(
    List<Map<String, String>> departments,
    List<Map<String, String>> matters,
    List<Map<String, String>> tags) {

  static Reference load() {
    return new Reference(read("departments"), read("matters"), read("tags"));
  }

  private static List<Map<String, String>> read(String table) {
    String name = "/haochaping/schemas/reference/" + table + ".csv";
    try (InputStream in = Reference.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": not on the class path");
      }
      try (MappingIterator<Map<String, String>> rows =
          new CsvMapper()
              .readerForMapOf(String.class)
              .with(CsvSchema.emptySchema().withHeader())
              .readValues(in)) {
        return rows.readAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
