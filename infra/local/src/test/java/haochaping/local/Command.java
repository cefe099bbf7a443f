package haochaping.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code infra/hcp} as a user does. */
final class Command {
  /** The checkout under test. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  /**
   * What came of it.
   *
   * @param out what it printed; {@code err} apart
   */
  record Result(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + code + "\n" + out + err;
    }
  }

  private final Path data;

  Command(Path data) {
    this.data = data;
  }

  /** Runs a command over the world and waits for its end. */
  Result run(String... words) throws IOException, InterruptedException {
    Path out = Files.createTempFile("hcp", ".out");
    Path err = Files.createTempFile("hcp", ".err");
    try {
      Process process = start(out, err, words);
      if (!process.waitFor(15, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(Arrays.toString(words) + " does not end");
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts a command over the world. */
  Process start(Path out, Path err, String... words) throws IOException {
    // The build that runs these tests has just packaged the program.
    Path built = ROOT.resolve("infra/local/target/built");
    Files.writeString(built, "");
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("infra/hcp").toString());
    command.add(words[0]);
    command.add("--data");
    command.add(data.toString());
    command.addAll(Arrays.asList(words).subList(1, words.length));
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .start();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
