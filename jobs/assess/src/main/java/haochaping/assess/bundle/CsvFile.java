package haochaping.assess.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A sheet as CSV: UTF-8 with a byte order mark, without which Excel takes it for something else.
 */
final class CsvFile {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private CsvFile() {}

  static void write(Sheet sheet, OutputStream to) throws IOException {
    to.write(MARK);
    CsvSchema.Builder schema = CsvSchema.builder();
    sheet.headings().forEach(schema::addColumn);
    CsvMapper mapper = CsvMapper.builder().build();
    mapper.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (SequenceWriter writer =
        mapper
            .writerFor(List.class)
            .with(schema.build().withHeader().withLineSeparator("\r\n"))
            .writeValues(new OutputStreamWriter(to, StandardCharsets.UTF_8))) {
      for (List<?> row : sheet.rows()) {
        writer.write(row.stream().map(CsvFile::cell).toList());
      }
    }
  }

  private static String cell(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Double number) {
      return Sheets.plain(number);
    }
    String text = value == null ? "" : value.toString();
    // A spreadsheet would run a name that looks like a formula.
    return value instanceof String && text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
  }
}
