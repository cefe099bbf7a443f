package haochaping.platform;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The reference data of {@code schemas/reference}, row by row. */
public final class Reference {
  private Reference() {}

  /** The rows of a file, each a map from column to value. */
  public static List<Map<String, String>> rows(String name) {
    String path = "/haochaping/schemas/reference/" + name + ".csv";
    try (InputStream file = Reference.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalArgumentException("no reference data " + path);
      }
      try (MappingIterator<Map<String, String>> rows =
          new CsvMapper()
              .readerForMapOf(String.class)
              .with(CsvSchema.emptySchema().withHeader())
              .readValues(file)) {
        return rows.readAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
