package haochaping.assess.bundle;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;

/** A page template filled and set as a PDF with a Chinese font in it. */
final class Pages {
  private static final Configuration TEMPLATES = templates();

  private Pages() {}

  private static Configuration templates() {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(Pages.class, "/haochaping/assess");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setLocale(Locale.ROOT);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    return templates;
  }

  /**
   * Writes a PDF.
   *
   * @param template its file's name
   * @param model what the template shows: maps, lists, text, numbers
   * @param at the only time in the file
   */
  static void write(String template, Map<String, ?> model, Instant at, OutputStream to)
      throws IOException {
    Path font = ChineseFont.find();
    StringWriter html = new StringWriter();
    try {
      TEMPLATES.getTemplate(template).process(model, html);
    } catch (TemplateException e) {
      throw new IllegalStateException(template + ": " + e.getMessage(), e);
    }
    XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.OFF));
    ByteArrayOutputStream unused = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFastMode();
    builder.withHtmlContent(html.toString(), null);
    builder.useFont(font.toFile(), "chinese");
    builder.toStream(unused);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      renderer.createPDFWithoutClosing();
      PDDocument document = renderer.getPdfDocument();
      Calendar time = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
      time.setTime(Date.from(at));
      document.getDocumentInformation().setCreationDate(time);
      document.getDocumentInformation().setModificationDate(time);
      document.getDocumentInformation().setProducer("haochaping");
      document.setDocumentId(at.toEpochMilli());
      document.save(to);
    }
  }
}
