package haochaping.local.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.operate.reconcile.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of what an upstream counts. */
final class UpstreamFile {
  private static final Set<String> COLUMNS = Set.of("day", "source", "reviews");

  private UpstreamFile() {}

  /**
   * Reads a CSV file with a header.
   *
   * @throws Failure naming the file and the line of what cannot be read
   */
  static List<Upstream> read(Path file) {
    List<Upstream> counts = new ArrayList<>();
    int line = 1;
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      while (rows.hasNextValue()) {
        line++;
        Map<String, String> row = rows.nextValue();
        if (!row.keySet().containsAll(COLUMNS)) {
          throw Failure.usage(file + ":1: must have the columns day, source, reviews");
        }
        counts.add(
            new Upstream(
                LocalDate.parse(row.get("day").strip()),
                row.get("source").strip(),
                Long.parseLong(row.get("reviews").strip())));
      }
    } catch (DateTimeException e) {
      throw Failure.usage(file + ":" + line + ": day must be a date like 2026-10-01");
    } catch (NumberFormatException e) {
      throw Failure.usage(file + ":" + line + ": reviews must be a whole number");
    } catch (JsonProcessingException e) {
      throw Failure.usage(file + ":" + line + ": no CSV: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw Failure.usage(file + ": " + World.reason(e));
    }
    return counts;
  }
}
