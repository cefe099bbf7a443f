package haochaping.assess.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Sheets as one XLSX file; the same sheets give the same bytes. */
final class Workbooks {
  private static final int WIDEST = 40;
  private static final String HEADING_COLOUR = "1F4E79";
  private static final String BAND_COLOUR = "EEF3F8";

  private Workbooks() {}

  static void write(List<Sheet> sheets, Instant at, OutputStream to) throws IOException {
    Path fresh = Files.createTempFile("hcp", ".xlsx");
    try {
      try (OutputStream out = Files.newOutputStream(fresh);
          Workbook workbook = new Workbook(out, "haochaping", "1.0")) {
        for (Sheet sheet : sheets) {
          write(sheet, workbook.newWorksheet(sheet.title()));
        }
      }
      withFixedTimes(fresh, at, to);
    } finally {
      Files.delete(fresh);
    }
  }

  private static void write(Sheet sheet, Worksheet to) {
    int columns = sheet.headings().size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      to.value(0, column, sheet.headings().get(column));
      widths[column] = 2 + Math.min(24, width(sheet.headings().get(column)));
    }
    to.range(0, 0, 0, columns - 1)
        .style()
        .bold()
        .wrapText(true)
        .fontColor("FFFFFF")
        .fillColor(HEADING_COLOUR)
        .verticalAlignment("center")
        .set();
    int line = 1;
    for (List<?> row : sheet.rows()) {
      for (int column = 0; column < columns; column++) {
        Object value = row.get(column);
        if (value instanceof BigDecimal number) {
          to.value(line, column, number);
          to.style(line, column).format("0." + "0".repeat(number.scale())).set();
        } else if (value instanceof Number number) {
          to.value(line, column, number);
        } else if (value != null) {
          to.value(line, column, value.toString());
        }
        widths[column] = Math.max(widths[column], 2 + width(value == null ? "" : value.toString()));
      }
      line++;
    }
    for (int column = 0; column < columns; column++) {
      to.width(column, Math.min(WIDEST, widths[column]));
    }
    if (line > 1) {
      to.range(1, 0, line - 1, columns - 1).style().shadeAlternateRows(BAND_COLOUR).set();
    }
    to.freezePane(Math.min(3, columns - 1), 1);
    to.setAutoFilter(0, 0, Math.max(1, line - 1), columns - 1);
  }

  /** Chinese characters take the room of two. */
  private static int width(String text) {
    return text.codePoints().map(c -> c > 0x2E7F ? 2 : 1).sum();
  }

  /** An XLSX file is an archive whose entries, and one of its parts, say when they were made. */
  private static void withFixedTimes(Path workbook, Instant at, OutputStream to)
      throws IOException {
    ZipOutputStream fixed = new ZipOutputStream(to, StandardCharsets.UTF_8);
    try (ZipFile parts = new ZipFile(workbook.toFile())) {
      for (ZipEntry part : Collections.list(parts.entries())) {
        byte[] content = parts.getInputStream(part).readAllBytes();
        if (part.getName().equals("docProps/core.xml")) {
          content =
              new String(content, StandardCharsets.UTF_8)
                  .replaceAll("\\d{4}-\\d\\d-\\d\\dT[^<]*", at.toString())
                  .getBytes(StandardCharsets.UTF_8);
        }
        ZipEntry same = new ZipEntry(part.getName());
        same.setTimeLocal(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        fixed.putNextEntry(same);
        fixed.write(content);
        fixed.closeEntry();
      }
    }
    fixed.finish();
  }
}
