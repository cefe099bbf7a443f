package haochaping.assess.bundle;

import haochaping.assess.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed font with Chinese characters and TrueType outlines, which a PDF can hold. */
final class ChineseFont {
  /** Where systems keep fonts. */
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/share/fonts"),
          Path.of("/usr/local/share/fonts"),
          Path.of(System.getProperty("user.home"), ".local/share/fonts"));

  /** Their files, the preferred first. */
  private static final List<String> FILES =
      List.of(
          "wqy-zenhei.ttc",
          "wqy-microhei.ttc",
          "NotoSansSC-Regular.ttf",
          "SourceHanSansSC-Regular.ttf",
          "DroidSansFallbackFull.ttf",
          "uming.ttc",
          "simsun.ttc");

  private ChineseFont() {}

  static Path find() {
    return find(FOLDERS);
  }

  /**
   * @throws Refusal if no folder holds one
   */
  static Path find(List<Path> folders) {
    for (String name : FILES) {
      for (Path folder : folders) {
        Optional<Path> font = find(folder, name);
        if (font.isPresent()) {
          return font.get();
        }
      }
    }
    throw new Refusal(
        "no Chinese font for the PDF in "
            + String.join(", ", folders.stream().map(Path::toString).toList())
            + ": install one, for example apt-get install fonts-wqy-zenhei (known: "
            + String.join(", ", FILES)
            + ")");
  }

  private static Optional<Path> find(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().equals(name)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
