package haochaping.local.bench;

import haochaping.local.Failure;
import haochaping.local.JobSettings;
import haochaping.local.Status;
import haochaping.local.Upkeep;
import haochaping.local.World;
import haochaping.local.feed.RawProducer;
import haochaping.local.services.Flink;
import haochaping.local.services.Kafka;
import haochaping.local.services.Service;
import haochaping.local.services.Trino;
import haochaping.platform.Lake;
import haochaping.simulate.FeedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.kafka.clients.admin.Admin;

/**
 * What thousands of commits make of the tables while upkeep runs beside the writers, and how long
 * queries take then next to a world that was given the same records in one load.
 */
final class Commits {
  /**
   * The longest that a query may take, as a multiple of its time after a load in one go, and the
   * most that files and metadata may grow over the second half of the commits.
   */
  static final double BOUND = 1.5;

  /** A few, so that a day has hundreds of commits; most bring both changes and rates. */
  private static final int RECORDS_A_COMMIT = 8;

  private static final int POINTS = 10;
  private static final Pattern RESTARTS = Pattern.compile("\"value\":\"(\\d+)\"");
  private static final Pattern JOB = Pattern.compile("\"(?:jid|id)\":\"([0-9a-f]{32})\"");
  private static final Pattern FAILED = Pattern.compile("\"failed\":(\\d+)");

  /** What people ask, by name: all of a view, and the like of README's first questions. */
  private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put(
        "rates, departments",
        "SELECT name, reviews, bad, round(10000 * rate, 1), round(10000 * rate_adopted, 1)"
            + " FROM rates WHERE dimension = 'department' AND \"window\" = '30d'"
            + " ORDER BY bad DESC LIMIT 10");
    QUESTIONS.put("rates, all", "SELECT count(*), sum(reviews), sum(shrunk) FROM rates");
    QUESTIONS.put(
        "reviews, newest bad",
        "SELECT event_time, department_name, matter_name, level, text, verdict FROM reviews"
            + " WHERE is_bad AND NOT is_default ORDER BY event_time DESC LIMIT 20");
    QUESTIONS.put("reviews, all", "SELECT count(*), sum(level), sum(revision) FROM reviews");
  }

  /** Must be the same in both worlds at the end, whatever was rewritten in between. */
  private static final List<String> ROWS =
      List.of(
          "SELECT count(*), sum(level), to_hex(checksum(review_id)), to_hex(checksum(verdict))"
              + " FROM reviews",
          "SELECT count(*), count_if(is_service), to_hex(checksum(project_no)) FROM services",
          "SELECT sum(reviews), sum(bad), sum(adopted), sum(bad_adopted), sum(defaults),"
              + " to_hex(checksum(key)) FROM rates_history WHERE as_of <= TIMESTAMP '%s'");

  /**
   * How a table lies in its files.
   *
   * @param files data files of the newest snapshot
   * @param deletes delete files of the newest snapshot
   * @param manifests of the newest snapshot
   * @param snapshots that are kept
   * @param metadataFiles files in its folder of metadata
   * @param metadataBytes their length
   */
  record Shape(
      long files,
      long deletes,
      long manifests,
      long snapshots,
      long metadataFiles,
      long metadataBytes) {
    static final Shape NONE = new Shape(0, 0, 0, 0, 0, 0);

    Shape plus(Shape other) {
      return new Shape(
          files + other.files,
          deletes + other.deletes,
          manifests + other.manifests,
          snapshots + other.snapshots,
          metadataFiles + other.metadataFiles,
          metadataBytes + other.metadataBytes);
    }

    Shape largest(Shape other) {
      return new Shape(
          Math.max(files, other.files),
          Math.max(deletes, other.deletes),
          Math.max(manifests, other.manifests),
          Math.max(snapshots, other.snapshots),
          Math.max(metadataFiles, other.metadataFiles),
          Math.max(metadataBytes, other.metadataBytes));
    }

    /** What of it grew beyond a bound since another; empty where nothing did. */
    List<String> grownSince(Shape before, double bound) {
      List<String> grown = new ArrayList<>();
      compare("data files", files, before.files, bound, grown);
      compare("delete files", deletes, before.deletes, bound, grown);
      compare("manifests", manifests, before.manifests, bound, grown);
      compare("snapshots", snapshots, before.snapshots, bound, grown);
      compare("metadata files", metadataFiles, before.metadataFiles, bound, grown);
      compare("bytes of metadata", metadataBytes, before.metadataBytes, bound, grown);
      return grown;
    }

    private static void compare(
        String what, long now, long before, double bound, List<String> grown) {
      if (now > bound * before) {
        grown.add(what + " from " + before + " to " + now);
      }
    }
  }

  private final World world;
  private final int commits;
  private final double perSecond;
  private final Iterator<FeedEvent> events;
  private final PrintStream out;
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /** By table: the newest commit that was looked at, and how many of the writers there were. */
  private final Map<String, Long> looked = new LinkedHashMap<>();

  private final Map<String, Integer> appended = new LinkedHashMap<>();
  private final List<Map<String, Object>> points = new ArrayList<>();
  private final List<Shape> totals = new ArrayList<>();
  private final List<String> upkeepSaid = new ArrayList<>();
  private double seconds;
  private int published;
  private volatile boolean isOver;
  private volatile RuntimeException feedFailure;

  /**
   * @param events what is to be written, a few records a commit
   * @param perSecond commits a second, at most
   */
  Commits(World world, int commits, double perSecond, Iterator<FeedEvent> events, PrintStream out) {
    this.world = world;
    this.commits = commits;
    this.perSecond = perSecond;
    this.events = events;
    this.out = out;
    Lake lake = new Lake(JobSettings.of(world));
    for (String name : Lake.TABLES) {
      tables.put(name, lake.table(name));
    }
  }

  /** Each point that was looked at, the first before any commit. */
  List<Map<String, Object>> points() {
    return points;
  }

  /** Records that the feeder published. */
  int published() {
    return published;
  }

  /** Seconds from the first commit to the last. */
  double seconds() {
    return seconds;
  }

  /**
   * Has the running jobs commit while upkeep runs, and looks at the tables a few times.
   *
   * @param fresh a world with what was loaded before the commits: its queries are timed alongside
   * @throws Failure where a writer or upkeep fails, or where files or metadata keep growing
   */
  void make(World fresh) throws SQLException {
    for (String table : List.of("rates", "review_changes")) {
      appended.put(table, 0);
      looked.put(table, tables.get(table).currentSnapshot().sequenceNumber());
    }
    try (Connection here = Trino.connect(world, "analyst");
        Connection there = Trino.connect(fresh, "analyst");
        Upkeep upkeep = new Upkeep(world, upkeepLog())) {
      times(here, there, 5);
      point(0, times(here, there, 7));
      Thread feeder = new Thread(this::feed, "feeder");
      feeder.setDaemon(true);
      feeder.start();
      upkeep.start();
      long begin = System.nanoTime();
      int next = 1;
      int made = 0;
      while (made < commits) {
        TimeUnit.MILLISECONDS.sleep(500);
        requireHealth();
        made = count();
        if (made >= (long) commits * next / POINTS) {
          seconds = (System.nanoTime() - begin) / 1e9;
          point(made, times(here, there, 5));
          next = (int) ((long) made * POINTS / commits) + 1;
        }
      }
      isOver = true;
      feeder.join();
      awaitRead();
      requireHealth();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    } finally {
      isOver = true;
    }
    // Each half by its largest: just after upkeep there is little of everything.
    int half = totals.size() / 2;
    List<String> grown =
        largest(totals.subList(half, totals.size()))
            .grownSince(largest(totals.subList(0, half)), BOUND);
    if (!grown.isEmpty()) {
      throw Failure.of("over the second half of the commits grew " + String.join(", ", grown));
    }
  }

  private static Shape largest(List<Shape> shapes) {
    return shapes.stream().reduce(Shape.NONE, Shape::largest);
  }

  /**
   * Times the queries once nothing else runs.
   *
   * @param fresh a world that was given all the records in one load
   * @throws Failure where one takes more than {@link #BOUND} times as long, or the rows differ
   */
  void compare(World fresh) throws SQLException {
    try (Connection here = Trino.connect(world, "analyst");
        Connection there = Trino.connect(fresh, "analyst")) {
      // A load in one go also closes the day that the writers are in.
      String closed = row(here, "SELECT max(as_of) FROM rates_history");
      for (String rows : ROWS) {
        String question = rows.replace("%s", closed);
        String ours = row(here, question);
        String theirs = row(there, question);
        if (!ours.equals(theirs)) {
          throw Failure.of(question + " says " + ours + ", after a load in one go " + theirs);
        }
      }
      times(here, there, 5);
      Map<String, double[]> times = times(here, there, 15);
      point(count(), times);
      times.forEach(
          (name, pair) -> {
            if (pair[0] > BOUND * pair[1]) {
              throw Failure.of(
                  String.format(
                      Locale.ROOT,
                      "%s takes %.2f times as long as after a load in one go",
                      name,
                      pair[0] / pair[1]));
            }
          });
    }
  }

  /** How many commits the writers made so far, of the table that has fewer of them. */
  private int count() {
    appended.replaceAll(
        (name, count) -> {
          Table table = tables.get(name);
          table.refresh();
          long seen = looked.get(name);
          int more = 0;
          for (Snapshot snapshot : table.snapshots()) {
            if (snapshot.sequenceNumber() > seen) {
              looked.merge(name, snapshot.sequenceNumber(), Math::max);
              more += DataOperations.APPEND.equals(snapshot.operation()) ? 1 : 0;
            }
          }
          return count + more;
        });
    return appended.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
  }

  private void feed() {
    double recordsPerSecond = RECORDS_A_COMMIT * perSecond;
    try (RawProducer producer = new RawProducer(world)) {
      long start = System.nanoTime();
      while (!isOver && events.hasNext()) {
        long due = start + Math.round(1e9 * published / recordsPerSecond);
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        Bench.send(producer, events.next());
        published++;
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      feedFailure = e;
    }
  }

  /** Returns when all that was published is in the tables. */
  private void awaitRead() throws InterruptedException {
    try (Admin admin = Kafka.admin(world)) {
      while (Status.lag(world, admin).values().stream().anyMatch(lag -> lag > 0)) {
        requireHealth();
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  /**
   * @throws Failure where a job started again, a checkpoint failed or upkeep said what it could not
   *     do
   */
  private void requireHealth() {
    if (feedFailure != null) {
      throw Failure.of("the feeder ended: " + feedFailure.getMessage(), feedFailure);
    }
    synchronized (upkeepSaid) {
      if (upkeepSaid.stream().anyMatch(line -> line.contains("upkeep:"))) {
        throw Failure.of("upkeep failed: " + upkeepSaid);
      }
    }
    String jobs = new Flink(world).address() + "/jobs/";
    Matcher job = JOB.matcher(Service.get(jobs, Map.of()).orElse(""));
    int count = 0;
    while (job.find()) {
      count++;
      String address = jobs + job.group(1);
      int restarts = number(RESTARTS, address + "/metrics?get=numRestarts");
      int failed = number(FAILED, address + "/checkpoints");
      if (restarts + failed > 0) {
        throw Failure.of(
            "a writer failed: "
                + failed
                + " checkpoints and "
                + restarts
                + " new starts; see "
                + world.log("flink"));
      }
    }
    if (count < 3) {
      throw Failure.of("only " + count + " jobs run; see " + world.log("flink"));
    }
  }

  private static int number(Pattern pattern, String address) {
    Matcher matcher = pattern.matcher(Service.get(address, Map.of()).orElse(""));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Median milliseconds of each question, here and there, asked in turn. */
  private static Map<String, double[]> times(Connection here, Connection there, int runs)
      throws SQLException {
    Map<String, double[]> medians = new LinkedHashMap<>();
    for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
      double[] ours = new double[runs];
      double[] theirs = new double[runs];
      for (int run = 0; run < runs; run++) {
        ours[run] = millis(here, question.getValue());
        theirs[run] = millis(there, question.getValue());
      }
      Arrays.sort(ours);
      Arrays.sort(theirs);
      medians.put(question.getKey(), new double[] {ours[runs / 2], theirs[runs / 2]});
    }
    return medians;
  }

  private static double millis(Connection connection, String sql) throws SQLException {
    long begin = System.nanoTime();
    row(connection, sql);
    return (System.nanoTime() - begin) / 1e6;
  }

  /** The first row; all of them are read. */
  private static String row(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder first = new StringBuilder();
      boolean isFirst = true;
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount() && isFirst; i++) {
          first.append(rows.getString(i)).append(' ');
        }
        isFirst = false;
      }
      return first.toString().strip();
    }
  }

  private void point(int made, Map<String, double[]> times) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("commits", made);
    point.put("seconds", Math.round(seconds));
    Shape total = Shape.NONE;
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, Table> entry : tables.entrySet()) {
      Shape shape = shape(entry.getKey(), entry.getValue());
      shapes.put(entry.getKey(), shape);
      total = total.plus(shape);
    }
    totals.add(total);
    shapes.put("total", total);
    point.put("tables", shapes);
    Map<String, Object> queries = new LinkedHashMap<>();
    times.forEach(
        (name, pair) ->
            queries.put(
                name,
                Map.of(
                    "millis", Math.round(pair[0]),
                    "fresh_millis", Math.round(pair[1]),
                    "ratio", Math.round(100 * pair[0] / pair[1]) / 100.0)));
    point.put("queries", queries);
    points.add(point);
    print(made, shapes, times);
  }

  private void print(int made, Map<String, Shape> shapes, Map<String, double[]> times) {
    out.printf(Locale.ROOT, "%,d commits of each table, %.0f s%n", made, seconds);
    for (String name : List.of("rates", "review_changes", "total")) {
      Shape shape = shapes.get(name);
      out.printf(
          Locale.ROOT,
          "  %-20s %,6d files %,4d deletes %,6d manifests %,7d snapshots %,8.1f MB metadata in %,d"
              + " files%n",
          name,
          shape.files(),
          shape.deletes(),
          shape.manifests(),
          shape.snapshots(),
          shape.metadataBytes() / 1e6,
          shape.metadataFiles());
    }
    times.forEach(
        (name, pair) ->
            out.printf(
                Locale.ROOT,
                "  %-20s %,6.0f ms, after a load in one go %,6.0f ms: %.2f%n",
                name,
                pair[0],
                pair[1],
                pair[0] / pair[1]));
    out.flush();
  }

  private Shape shape(String name, Table table) {
    table.refresh();
    long snapshots = 0;
    for (Snapshot ignored : table.snapshots()) {
      snapshots++;
    }
    Snapshot newest = table.currentSnapshot();
    long[] metadata = metadata(name);
    return newest == null
        ? new Shape(0, 0, 0, 0, metadata[0], metadata[1])
        : new Shape(
            Long.parseLong(newest.summary().getOrDefault("total-data-files", "0")),
            Long.parseLong(newest.summary().getOrDefault("total-delete-files", "0")),
            newest.allManifests(table.io()).size(),
            snapshots,
            metadata[0],
            metadata[1]);
  }

  /** Files and bytes of a table's folder of metadata. */
  private long[] metadata(String name) {
    Path folder =
        world.data().resolve("warehouse").resolve(Lake.CORE).resolve(name).resolve("metadata");
    long[] sum = new long[2];
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try {
          sum[1] += Files.size(file);
          sum[0]++;
        } catch (NoSuchFileException e) {
          // Forgotten since the folder was listed.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum;
  }

  private PrintStream upkeepLog() {
    return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
      @Override
      public void println(String line) {
        synchronized (upkeepSaid) {
          upkeepSaid.add(line);
        }
        Commits.this.out.println("  " + line);
      }
    };
  }
}
