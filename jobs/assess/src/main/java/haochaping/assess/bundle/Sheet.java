package haochaping.assess.bundle;

import java.util.List;

/**
 * A table of the sealed files, the same in CSV, XLSX and PDF.
 *
 * @param name of its CSV file, without ending
 * @param title of its sheet
 * @param rows values by heading: text, whole numbers, doubles, {@link java.math.BigDecimal}, or
 *     null
 */
public record Sheet(
    String name, String title, List<String> headings, List<? extends List<?>> rows) {}
