package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process of the stack. It runs in a session of its own, so that Ctrl-C reaches the supervisor
 * alone; a supervisor that comes later takes over what still runs.
 */
public abstract class Service {
  private static final Duration POLL = Duration.ofMillis(100);

  protected final World world;
  private final String name;
  private final ProcessFile file;

  protected Service(World world, String name) {
    this.world = world;
    this.name = name;
    file = new ProcessFile(world, name);
  }

  public final String name() {
    return name;
  }

  /** Where users or programs reach it. */
  public abstract String address();

  /** How long a start may take. */
  protected abstract Duration patience();

  /** How long an orderly end may take. */
  protected Duration endPatience() {
    return Duration.ofSeconds(30);
  }

  /** The ports it listens on. */
  protected abstract List<World.Port> ports();

  /** Prepares its files and says how to start it. */
  protected abstract ProcessBuilder command() throws IOException;

  /** Whether it answers. */
  public abstract boolean isReady();

  /** What it needs once, after it answers; may run at every start. */
  protected void afterStart() {}

  public final Optional<ProcessHandle> process() {
    return file.alive();
  }

  /** Starts it, or takes over what runs; returns when it answers. */
  public final void start() {
    Optional<ProcessHandle> running = process();
    if (running.isEmpty() || !answers(running.get())) {
      for (World.Port port : ports()) {
        requireFree(port);
      }
      ProcessHandle launched = launch();
      if (!answers(launched)) {
        throw Failure.of(
            name + " ended at its start; the end of " + world.log(name) + " says why:\n" + tail());
      }
    }
    afterStart();
  }

  private ProcessHandle launch() {
    try {
      ProcessBuilder builder = command();
      List<String> command = new ArrayList<>(List.of("setsid"));
      command.addAll(builder.command());
      builder.command(command);
      Path log = world.log(name);
      Files.writeString(
          log,
          "---- " + Instant.now() + " start\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      Process process = builder.start();
      file.write(process.toHandle());
      return process.toHandle();
    } catch (IOException e) {
      throw Failure.of(name + " cannot be started: " + World.reason(e), e);
    }
  }

  /** Waits until it answers; false when it ends before, as one does that was just killed. */
  private boolean answers(ProcessHandle process) {
    Instant end = Instant.now().plus(patience());
    while (!isReady()) {
      if (!process.isAlive()) {
        return false;
      }
      if (Instant.now().isAfter(end)) {
        throw Failure.of(
            name
                + " does not answer after "
                + patience().toSeconds()
                + " s; see "
                + world.log(name));
      }
      pause();
    }
    return true;
  }

  /** The last lines of its log. */
  private String tail() {
    try {
      List<String> lines = Files.readAllLines(world.log(name));
      return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "  (no log: " + World.reason(e) + ")";
    }
  }

  /** Ends it in order; by force where it does not end. */
  public final void stop() {
    process().ifPresent(process -> ProcessFile.end(process, endPatience()));
    file.delete();
    afterStop();
  }

  /** What is to be done once it has ended in order. */
  protected void afterStop() {}

  private void requireFree(World.Port port) {
    int number = world.port(port);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(World.HOST, number));
    } catch (IOException e) {
      throw Failure.of(
          "port "
              + number
              + " for "
              + name
              + " is taken by another program: end it, or give this"
              + " world other ports with --port-base (now "
              + world.portBase()
              + ")");
    }
  }

  protected static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(World.HOST, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The body of an HTTP answer with status 200, or empty. */
  public static Optional<String> get(String address, Map<String, String> headers) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      headers.forEach(connection::setRequestProperty);
      if (connection.getResponseCode() != 200) {
        return Optional.empty();
      }
      try (InputStream body = connection.getInputStream()) {
        return Optional.of(
            new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static void pause() {
    try {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }
}
