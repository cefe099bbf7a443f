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
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** New files of a table that make its readers wait: those of two minutes of commits. */
  private static final int GROWTH = 60;

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
  private final double pace;
  private Instant nextFull;

  Upkeep(World world, PrintStream log) {
    this(world, log, 1);
  }

  /**
   * @param log receives what it cannot do
   * @param pace how many times as fast time goes by: its pauses, and how long snapshots stay, are
   *     as many times shorter; 1 but where the commits of hours are made in minutes
   */
  public Upkeep(World world, PrintStream log, double pace) {
    this.world = world;
    this.log = log;
    this.pace = pace;
  }

  /** Begins to look at the tables from time to time. */
  public void start() {
    // Not at once: people who start the stack look at it first.
    nextFull = Instant.now().plus(paced(Duration.ofHours(1)));
    long pause = paced(PAUSE).toMillis();
    thread.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
  }

  private Duration paced(Duration duration) {
    return Duration.ofMillis(Math.round(duration.toMillis() / pace));
  }

  /**
   * Maintains one table, alone among all commands on the world: two that rewrite the same files
   * would be in each other's way.
   */
  public static Maintenance.Outcome maintain(
      World world, Connection connection, String table, Maintenance.Depth depth)
      throws SQLException {
    return maintain(world, new Maintenance(connection), table, depth);
  }

  private static Maintenance.Outcome maintain(
      World world, Maintenance maintenance, String table, Maintenance.Depth depth)
      throws SQLException {
    return alone(world, () -> maintenance.maintain(table, depth));
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
    Maintenance.Depth depth = full ? Maintenance.Depth.FULL : Maintenance.Depth.LIGHT;
    try (Connection connection = Trino.connect(world, Trino.OPERATOR)) {
      if (full) {
        Erasing.sweep(world, connection);
      }
      Maintenance maintenance = new Maintenance(connection, paced(Maintenance.LONGEST_QUERY));
      for (Map.Entry<String, Long> files : maintenance.files().entrySet()) {
        String table = files.getKey();
        if (full || files.getValue() - filesLeft.getOrDefault(table, 0L) >= GROWTH) {
          filesLeft.put(table, maintain(world, maintenance, table, depth).filesAfter());
        }
      }
      if (full) {
        nextFull = now.plus(paced(DAY));
        say("all tables maintained");
      }
    } catch (SQLException e) {
      // Trino may be on its way up or down; what was not done is due at the next turn.
      say("upkeep: Trino: " + e.getMessage());
    } catch (RuntimeException e) {
      say("upkeep: " + e);
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
