package haochaping.assess.bundle;

import haochaping.assess.Refusal;
import haochaping.assess.score.Assessment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of sealed files. It comes into being whole: written beside, flushed to the disk,
 * renamed.
 *
 * @param assessment that is written down
 * @param name of the folder
 * @param revision from 1
 * @param reason of the revision, or null
 * @param differences to the revision before; empty of the first
 * @param snapshots id by table
 * @param sealedAt when sealed: the only time in the files
 * @param software version of this program
 */
public record Bundle(
    Assessment assessment,
    String name,
    int revision,
    String reason,
    List<Difference> differences,
    Map<String, Long> snapshots,
    Instant sealedAt,
    String software) {

  /** Writes a file's bytes. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream to) throws IOException;
  }

  /**
   * Writes the folder. One of the same name that an unfinished seal left is replaced.
   *
   * @param folder that holds the folders of all seals
   * @return SHA-256 of the manifest
   * @throws Refusal if something else has the name, or no Chinese font is installed
   */
  public String write(Path folder) throws IOException {
    Path target = folder.resolve(name);
    if (Files.exists(target) && !isOurs(target)) {
      throw new Refusal(
          target + " exists and is no folder of this seal: move it away, or choose another --out");
    }
    Files.createDirectories(folder);
    Path fresh = folder.resolve("." + name + ".new");
    delete(fresh);
    Files.createDirectory(fresh);
    Manifest manifest = fill(fresh);
    Path file = fresh.resolve(Manifest.FILE);
    write(file, to -> to.write(manifest.bytes()));
    flush(fresh);
    delete(target);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    flush(folder);
    return Manifest.digest(target.resolve(Manifest.FILE));
  }

  private boolean isOurs(Path target) {
    try {
      return Manifest.read(target).assessment().equals(name);
    } catch (IOException e) {
      return false;
    }
  }

  private Manifest fill(Path folder) throws IOException {
    TreeMap<String, String> digests = new TreeMap<>();
    List<Sheet> sheets = new ArrayList<>(Sheets.of(assessment));
    if (revision > 1) {
      sheets.add(Sheets.differences(differences));
    }
    for (Sheet sheet : sheets) {
      add(folder, sheet.name() + ".csv", to -> CsvFile.write(sheet, to), digests);
    }
    byte[] formula = assessment.formula().text().getBytes(StandardCharsets.UTF_8);
    add(folder, "formula.yaml", to -> to.write(formula), digests);
    add(folder, "assessment.xlsx", to -> Workbooks.write(sheets, sealedAt, to), digests);
    add(folder, "assessment.pdf", to -> AssessmentPages.write(this, to), digests);
    return new Manifest(
        name,
        assessment.period().toString(),
        revision,
        reason,
        sealedAt.toString(),
        assessment.formula().version(),
        assessment.formula().digest(),
        snapshots,
        software,
        digests);
  }

  private static void add(Path folder, String name, Content content, Map<String, String> digests)
      throws IOException {
    Path file = folder.resolve(name);
    write(file, content);
    digests.put(name, Manifest.digest(file));
  }

  private static void write(Path file, Content content) throws IOException {
    try (OutputStream to = Files.newOutputStream(file)) {
      content.write(to);
    }
    flush(file);
  }

  private static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * What is wrong with a folder of sealed files.
   *
   * @param manifestDigest as the sealed rows have it
   * @return a line each; empty where all files are as sealed
   */
  public static List<String> problems(Path folder, String manifestDigest) throws IOException {
    List<String> problems = new ArrayList<>();
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.exists(file)) {
      return List.of(file + ": missing");
    }
    if (!Manifest.digest(file).equals(manifestDigest)) {
      return List.of(file + ": SHA-256 is not the sealed one");
    }
    Manifest manifest = Manifest.read(folder);
    for (Map.Entry<String, String> sealed : manifest.files().entrySet()) {
      Path one = folder.resolve(sealed.getKey());
      if (!Files.exists(one)) {
        problems.add(one + ": missing");
      } else if (!Manifest.digest(one).equals(sealed.getValue())) {
        problems.add(one + ": SHA-256 is not the sealed one");
      }
    }
    return problems;
  }
}
