package haochaping.assess.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import haochaping.statistics.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a folder of sealed files says of itself.
 *
 * @param assessment name of the tag and of the folder
 * @param reason of the revision, or null
 * @param sealed_at ISO-8601
 * @param formula its version
 * @param formula_sha256 digest of its text
 * @param snapshots id by table, at the tag
 * @param software version of this program
 * @param files SHA-256 by name, of all but the manifest itself
 */
public record Manifest(
    String assessment,
    String quarter,
    int revision,
    String reason,
    String sealed_at,
    String formula,
    String formula_sha256,
    Map<String, Long> snapshots,
    String software,
    SortedMap<String, String> files) {
  /** Its file's name. */
  public static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  byte[] bytes() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  public static Manifest read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(FILE).toFile(), Manifest.class);
  }

  /** SHA-256 of a file, in hexadecimal. */
  public static String digest(Path file) throws IOException {
    return HexFormat.of().formatHex(Seeds.sha256(Files.readAllBytes(file)));
  }
}
