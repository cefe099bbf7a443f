package haochaping.detect.evidence;

import haochaping.statistics.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What findings are judged by, as their evidence names it. */
public final class Formula {
  /** Version of the formulas. */
  public static final String VERSION = "det-1";

  private Formula() {}

  /** 16 hexadecimal digits that change with the version and with any setting. */
  public static String hash(String... settings) {
    String all = VERSION + '|' + String.join("|", settings);
    return HexFormat.of().formatHex(Seeds.sha256(all.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }
}
