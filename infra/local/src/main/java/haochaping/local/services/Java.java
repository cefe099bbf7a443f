package haochaping.local.services;

import haochaping.local.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java programs of our own class path, and the newer Java that Trino needs. */
public final class Java {
  /** Flink and Iceberg reach into these packages of the JDK. */
  private static final List<String> OPENS =
      List.of(
          "java.lang",
          "java.nio",
          "sun.nio.ch",
          "java.util",
          "java.util.concurrent",
          "java.time",
          "java.net",
          "java.io");

  private Java() {}

  /**
   * The words that run a class of ours.
   *
   * @param options of the virtual machine
   */
  public static List<String> command(List<String> options, String mainClass, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    for (String opened : OPENS) {
      words.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    words.add("-Dhcp.root=" + haochaping.local.World.checkout());
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(mainClass);
    words.addAll(List.of(arguments));
    return words;
  }

  /** The home of a JDK 25: {@code JAVA25_HOME}, or one beside the JDK that runs this. */
  public static Path home25() {
    String named = System.getenv("JAVA25_HOME");
    if (named != null && !named.isEmpty()) {
      if (!is25(Path.of(named))) {
        throw Failure.of("JAVA25_HOME = " + named + " is no JDK 25, which Trino needs");
      }
      return Path.of(named);
    }
    Path machines = Path.of(System.getProperty("java.home")).getParent();
    for (Path folder : List.of(machines, Path.of("/usr/lib/jvm"), Path.of("/opt"))) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder)) {
        for (Path home : homes) {
          if (is25(home)) {
            return home;
          }
        }
      } catch (IOException e) {
        throw Failure.of("cannot list " + folder, e);
      }
    }
    throw Failure.of(
        "no JDK 25 found, which Trino needs: install one (for example Temurin 25) and name it in"
            + " JAVA25_HOME");
  }

  private static boolean is25(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.exists(release)) {
      return false;
    }
    try {
      return Files.readString(release).contains("JAVA_VERSION=\"25");
    } catch (IOException e) {
      return false;
    }
  }
}
