package haochaping.local;

import haochaping.local.erase.Erasing;
import haochaping.local.services.Trino;
import haochaping.operate.Maintenance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Maintains the tables of a running stack: those that grew lightly, all of them once a day. */
public final class Upkeep implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);

  /** How long old snapshots wait: forgetting them costs as much as rewriting files. */
  private static final Duration SNAPSHOTS = Duration.ofMinutes(5);

  /** New files of a table that make its readers wait: those of half a minute of commits. */
  private static final int GROWTH = 15;

  private final World world;
  private final PrintStream log;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "upkeep");
            daemon.setDaemon(true);
            return daemon;
          });
  private final Map<String, Long> filesLeft = new HashMap<>();
  private final Map<String, Instant> nextLight = new HashMap<>();
  private Instant nextFull;

  /**
   * @param log receives what it cannot do, and when all tables were maintained
   */
  public Upkeep(World world, PrintStream log) {
    this.world = world;
    this.log = log;
  }

  /** Begins to look at the tables from time to time. */
  public void start() {
    // Not at once: people who start the stack look at it first.
    nextFull = Instant.now().plus(Duration.ofHours(1));
    thread.scheduleWithFixedDelay(
        this::run, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Maintains one table, alone among all commands on the world: two that rewrite the same files
   * would be in each other's way.
   */
  public static Maintenance.Outcome maintain(
      World world, Connection connection, String table, Maintenance.Depth depth)
      throws SQLException {
    return alone(world, () -> new Maintenance(connection).maintain(table, depth));
  }

  /** What rewrites files of a table. */
  @FunctionalInterface
  public interface Rewriting<T> {
    T run() throws SQLException;
  }

  /** Does it alone among all commands on the world. */
  public static <T> T alone(World world, Rewriting<T> rewriting) throws SQLException {
    Path file = world.data().resolve("run").resolve("upkeep.lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      return rewriting.run();
    } catch (IOException e) {
      throw Failure.of("cannot lock " + file + ": " + World.reason(e), e);
    }
  }

  private void run() {
    Instant now = Instant.now();
    boolean full = !now.isBefore(nextFull);
    try (Connection connection = Trino.connect(world, Trino.OPERATOR)) {
      if (full) {
        sweep(connection);
      }
      for (Map.Entry<String, Long> files : new Maintenance(connection).files().entrySet()) {
        String table = files.getKey();
        if (full || files.getValue() - filesLeft.getOrDefault(table, 0L) >= GROWTH) {
          Maintenance.Depth depth = full ? Maintenance.Depth.FULL : depth(table);
          filesLeft.put(table, maintain(world, connection, table, depth).filesAfter());
        }
      }
      if (full) {
        nextFull = now.plus(DAY);
        say("all tables maintained");
      }
    } catch (SQLException e) {
      // Trino may be on its way up or down; what was not done is due at the next turn.
      say("upkeep: Trino: " + e.getMessage());
    } catch (RuntimeException e) {
      say("upkeep: " + e);
    }
  }

  private Maintenance.Depth depth(String table) {
    Instant now = Instant.now();
    if (now.isBefore(nextLight.getOrDefault(table, Instant.EPOCH))) {
      return Maintenance.Depth.FILES;
    }
    nextLight.put(table, now.plus(SNAPSHOTS));
    return Maintenance.Depth.LIGHT;
  }

  /** What cannot be erased now must not keep the tables from being maintained. */
  private void sweep(Connection connection) {
    try {
      Erasing.sweep(world, connection);
    } catch (SQLException | RuntimeException e) {
      say("upkeep: what is due to be erased: " + e.getMessage());
    }
  }

  private void say(String line) {
    log.println(Instant.now() + " " + line);
    log.flush();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
