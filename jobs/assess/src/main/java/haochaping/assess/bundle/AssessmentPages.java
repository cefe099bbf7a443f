package haochaping.assess.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** The assessment as a PDF. */
final class AssessmentPages {
  private AssessmentPages() {}

  static void write(Bundle bundle, OutputStream to) throws IOException {
    to.write(bundle.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
