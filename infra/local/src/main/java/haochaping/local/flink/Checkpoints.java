package haochaping.local.flink;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints and savepoints in a job's folder. */
final class Checkpoints {
  private static final String METADATA = "_metadata";

  private Checkpoints() {}

  /**
   * The newest complete one: ids count on over restarts, and the metadata file comes last and by
   * renaming, so what has one is whole.
   */
  static Optional<Path> newest(Path folder) throws IOException {
    Path best = null;
    long newest = -1;
    for (Path metadata : metadata(folder)) {
      long id = id(metadata);
      if (id > newest) {
        newest = id;
        best = metadata.getParent();
      }
    }
    return Optional.ofNullable(best);
  }

  private static List<Path> metadata(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files =
        Files.find(folder, 3, (file, a) -> file.getFileName().toString().equals(METADATA))) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static long id(Path metadata) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
      return org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
              in, Checkpoints.class.getClassLoader(), metadata.getParent().toString())
          .getCheckpointId();
    } catch (NoSuchFileException e) {
      return -1;
    }
  }
}
