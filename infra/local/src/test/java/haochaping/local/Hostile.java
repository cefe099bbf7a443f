package haochaping.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Input that means no good, with identities planted where they must not be seen again.
 *
 * @param rejections how many of the records are refused
 */
record Hostile(
    Path reviews, Path emptyCsv, Path csvWithoutHeader, Path truncatedGzip, int rejections) {

  /** Fictitious: the area does not exist, the phone range is unassigned. */
  static final List<String> IDENTITIES = List.of("370499198807156712", "14000007788", "欧阳测试甲");

  private static final String CERTIFICATE = IDENTITIES.get(0);
  private static final String PHONE = IDENTITIES.get(1);
  private static final String NAME = IDENTITIES.get(2);

  static Hostile write(Path folder) throws IOException {
    Files.createDirectories(folder);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    int rejected = 0;
    // Accepted: texts are data, whatever they say.
    for (String text :
        List.of(
            "<script>alert(1)</script>",
            "'; DROP TABLE core.reviews; --",
            "=HYPERLINK(\\\"http://example.invalid\\\")",
            "\\u202Eright to left",
            "\\ud800 alone",
            "tab\\tand\\u0000zero",
            "我叫" + NAME + "，电话" + PHONE + "，身份证" + CERTIFICATE)) {
      lines.writeBytes(
          review(Integer.toString(lines.size()), "2", text, "").getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    }
    // Refused, each for its reason; the identities go with them.
    String[] bad = {
      review("a", "9", "level", ""),
      review("b", "null", "no level", ""),
      review("c", "{}", "wrong type", ""),
      review("x".repeat(65), "2", "long number", ""),
      review("d\\u0007", "2", "bell", ""),
      review("e", "2", "x".repeat(66_000), ""),
      review("f", "2", "deep", ",\"more\":" + "[".repeat(40) + "]".repeat(40)),
      review("g", "2", "trailing", "") + " {}",
      review("h", "2", "cut", "").substring(0, 90),
      review("i", "2", "not a number", ",\"pf\":NaN"),
      review("j", "2", "channel", ",\"pf\":77"),
      review("k", "2", "future", "").replace("2026-03-01", "2126-03-01"),
      review("l", "2", "no day", "").replace("2026-03-01", "2026-02-30"),
      "",
      "[]",
      CERTIFICATE + "," + PHONE + "," + NAME
    };
    for (String line : bad) {
      lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
      rejected++;
    }
    lines.writeBytes(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}', '\n'});
    rejected++;
    Path reviews = folder.resolve("reviews-hostile.jsonl");
    Files.write(reviews, lines.toByteArray());

    Path empty = folder.resolve("empty.csv");
    Files.write(empty, new byte[0]);
    Path headless = folder.resolve("headless.csv");
    Files.writeString(
        headless, "2026-03-01 10:00:00,5,somewhere\n2026-03-01 10:00:01,4,elsewhere\n");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      for (int i = 0; i < 2_000; i++) {
        gzip.write(
            (review("zip" + i * 7919, "5", "good " + i, "") + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    Path truncated = folder.resolve("reviews-cut.jsonl.gz");
    // Too short to give out a whole record: nothing to count.
    Files.write(truncated, Arrays.copyOf(zipped.toByteArray(), 40));
    return new Hostile(reviews, empty, headless, truncated, rejected);
  }

  private static String review(String project, String level, String text, String more) {
    return "{\"dataSource\":\"hostile\",\"projectNo\":\""
        + project
        + "\",\"assessNumber\":\"1\",\"satisfaction\":"
        + level
        + ",\"assessTime\":\"2026-03-01 10:00:00\",\"certKey\":\""
        + CERTIFICATE
        + "\",\"mobile\":\""
        + PHONE
        + "\",\"userName\":\""
        + NAME
        + "\",\"writingEvaluation\":\""
        + text
        + "\""
        + more
        + "}";
  }
}
