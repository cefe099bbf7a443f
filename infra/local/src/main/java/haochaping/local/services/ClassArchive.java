package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * The classes of the jobs as the virtual machine keeps them, read and checked beforehand (class
 * data sharing): some five seconds of processor time less at each start.
 *
 * <p>The first process of a build that ends in order writes it; until then, and where it does not
 * fit, the classes are read as usual.
 */
public final class ClassArchive {
  private ClassArchive() {}

  private static Path folder() {
    return World.checkout().resolve("infra/local/target");
  }

  private static Path file() {
    return folder().resolve("jobs.jsa");
  }

  /** What the process of a world writes, until it has ended. */
  private static Path begun(World world) {
    String name = Integer.toHexString(world.data().toAbsolutePath().toString().hashCode());
    return folder().resolve("jobs-" + name + ".jsa");
  }

  /** Whether there is one of this build. */
  public static boolean exists() {
    File archive = file().toFile();
    return archive.exists()
        && Arrays.stream(classPath())
            .allMatch(entry -> new File(entry).lastModified() <= archive.lastModified());
  }

  private static String[] classPath() {
    return System.getProperty("java.class.path").split(File.pathSeparator);
  }

  /** Options of the virtual machine: to use it, else to write it. */
  static List<String> options(World world) {
    // The virtual machine archives no classes out of folders.
    if (!Arrays.stream(classPath()).allMatch(entry -> Files.isRegularFile(Path.of(entry)))) {
      return List.of();
    }
    return exists()
        ? List.of("-XX:SharedArchiveFile=" + file(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of("-XX:ArchiveClassesAtExit=" + begun(world), "-Xlog:cds=off");
  }

  /** Takes over what the ended process of a world has written, if it has. */
  public static void adopt(World world) {
    Path begun = begun(world);
    try {
      if (Files.exists(begun)) {
        if (isWhole(begun)) {
          Files.move(begun, file(), StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.delete(begun);
        }
      }
    } catch (IOException e) {
      throw Failure.of("cannot keep " + file() + ": " + World.reason(e), e);
    }
  }

  /** Its head is written last. */
  private static boolean isWhole(Path archive) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(archive))) {
      return Files.size(archive) > Integer.BYTES && in.readInt() != 0;
    }
  }
}
