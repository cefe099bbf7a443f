package haochaping.local.flink;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.ClassArchive;
import haochaping.local.services.Flink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the backfill in a process of its own. */
public final class Backfill {
  private Backfill() {}

  /**
   * Runs it to its end; PostgreSQL and Kafka answer.
   *
   * @param out receives its progress
   * @param heap largest heap
   */
  public static void run(World world, PrintStream out, String heap) {
    run(world, out, Flink.command(world, "backfill", heap, List.of()));
  }

  /** As {@link #run(World, PrintStream, String)}, with the words that start the process. */
  public static void run(World world, PrintStream out, List<String> command) {
    Path log = world.log("backfill");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Thread end = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(end);
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          out.println("      " + line);
          out.flush();
        }
      }
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
      ClassArchive.adopt(world);
      if (code != 0) {
        List<String> lines = Files.readAllLines(log);
        String last =
            lines.stream().filter(l -> l.startsWith("error: ")).reduce((a, b) -> b).orElse("");
        throw Failure.of("the backfill failed: " + last + " (all of it in " + log + ")");
      }
    } catch (IOException e) {
      throw Failure.of("the backfill cannot be run: " + World.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }
}
