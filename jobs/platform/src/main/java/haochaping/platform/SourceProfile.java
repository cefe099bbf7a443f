package haochaping.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import haochaping.core.Stream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one upstream writes its records: which of its fields is which of the model's, its codes, its
 * clock and its format. Read from {@code schemas/sources/NAME.yaml}.
 *
 * @param name the value of the header {@code source}
 * @param title what people call it
 * @param zone time zone of times without one
 * @param format jsonl or csv: what its files look like
 * @param times local ({@code yyyy-MM-dd HH:mm:ss}) or iso (ISO-8601 date or date-time)
 * @param needsCase whether a case belongs to every review, so that a backfill waits for it
 * @param uscc whether department codes are unified social credit codes
 * @param staffSeparator what stands between several staff of one review
 * @param projectFromRow whether file and row stand for a missing number of the review
 * @param noon model fields whose date stands for noon
 * @param codes code maps by name: the source's code to the model's
 * @param streams the streams it has, by {@link Stream#word()}
 */
public record SourceProfile(
    String name,
    String title,
    String zone,
    String format,
    String times,
    @JsonProperty("needs_case") boolean needsCase,
    boolean uscc,
    @JsonProperty("staff_separator") String staffSeparator,
    @JsonProperty("project_from_row") boolean projectFromRow,
    List<String> noon,
    Map<String, Map<String, String>> codes,
    Map<String, StreamProfile> streams)
    implements Serializable {

  /** Fields that the feeder adds to the rows of a profile with {@link #projectFromRow}. */
  public static final String FILE_FIELD = "$file";

  public static final String ROW_FIELD = "$row";

  private static final JsonMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final String FOLDER = "/haochaping/schemas/sources";

  public SourceProfile {
    zone = zone == null ? "Asia/Shanghai" : zone;
    format = format == null ? "jsonl" : format;
    times = times == null ? "local" : times;
    staffSeparator = staffSeparator == null ? "," : staffSeparator;
    noon = noon == null ? List.of() : noon;
    codes = codes == null ? Map.of() : codes;
    streams = streams == null ? Map.of() : streams;
  }

  /**
   * One stream of a source.
   *
   * @param constants model field to the value that every record has
   * @param fields model field to the source's field
   * @param required model fields without which a record is refused, in the order of the check
   */
  public record StreamProfile(
      Map<String, String> constants, Map<String, String> fields, List<String> required)
      implements Serializable {
    public StreamProfile {
      constants = constants == null ? Map.of() : constants;
      fields = fields == null ? Map.of() : fields;
      required = required == null ? List.of() : required;
    }
  }

  public boolean isCsv() {
    return format.equals("csv");
  }

  /** The stream's mapping, or null where the source has no such stream. */
  public StreamProfile stream(Stream stream) {
    return streams.get(stream.word());
  }

  /**
   * The profiles of the schemas and those of a further folder, by name.
   *
   * @param folder or null
   * @throws IllegalArgumentException naming the file that cannot be read and why
   */
  public static Map<String, SourceProfile> all(Path folder) {
    Map<String, SourceProfile> profiles = new TreeMap<>();
    URL built = SourceProfile.class.getResource(FOLDER);
    if (built == null) {
      throw new IllegalStateException("the schemas are not on the class path");
    }
    try {
      URI uri = built.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          readFolder(jar.getPath(FOLDER), profiles);
        } catch (FileSystemAlreadyExistsException e) {
          readFolder(FileSystems.getFileSystem(uri).getPath(FOLDER), profiles);
        }
      } else {
        readFolder(Path.of(uri), profiles);
      }
      if (folder != null && Files.isDirectory(folder)) {
        readFolder(folder, profiles);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return profiles;
  }

  private static void readFolder(Path folder, Map<String, SourceProfile> profiles)
      throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        try {
          SourceProfile profile = YAML.readValue(Files.readAllBytes(file), SourceProfile.class);
          if (profile.name() == null) {
            throw new IllegalArgumentException(file + ": no name");
          }
          profiles.put(profile.name(), profile);
        } catch (IOException e) {
          throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
