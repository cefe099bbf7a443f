package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The file that remembers a running process: its number and when it started, so that a number given
 * anew to another program is not taken for it.
 */
public final class ProcessFile {
  private final Path file;

  public ProcessFile(World world, String name) {
    file = world.data().resolve("run").resolve(name + ".pid");
  }

  /** The process, if it is alive. */
  public Optional<ProcessHandle> alive() {
    try {
      String[] parts = Files.readString(file).strip().split(" ");
      Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(parts[0]));
      return handle.filter(ProcessHandle::isAlive).filter(h -> started(h).equals(parts[1]));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw Failure.of(file + " cannot be read (" + World.reason(e) + "): remove it");
    }
  }

  public void write(ProcessHandle process) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, process.pid() + " " + started(process) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.of("cannot write " + file + ": " + World.reason(e));
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Failure.of("cannot remove " + file + ": " + World.reason(e));
    }
  }

  private static String started(ProcessHandle process) {
    return Long.toString(process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
  }

  /**
   * Asks a process to end and waits; ends it by force where it does not.
   *
   * @return whether it ended by itself
   */
  public static boolean end(ProcessHandle process, Duration patience) {
    process.destroy();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().join();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return false;
    }
  }
}
