package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that run to their end, such as the steps of an installation. */
final class Commands {
  private Commands() {}

  /**
   * Runs a program; what it prints goes to a log.
   *
   * @param what is done, for the error
   * @throws Failure with the last line that it printed
   */
  static void run(String what, Path log, Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      int code;
      try {
        code = process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
        throw e;
      }
      if (code != 0) {
        List<String> lines = Files.readAllLines(log);
        String last = lines.isEmpty() ? "no word" : lines.get(lines.size() - 1);
        throw Failure.of(what + " failed: " + last + " (all of it in " + log + ")");
      }
    } catch (IOException e) {
      throw Failure.of(what + " cannot be run: " + World.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }
}
