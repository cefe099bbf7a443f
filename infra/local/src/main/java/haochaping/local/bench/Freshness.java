package haochaping.local.bench;

import haochaping.core.CityClock;
import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.feed.RawProducer;
import haochaping.local.services.Trino;
import haochaping.platform.Finding;
import haochaping.platform.FindingCodec;
import haochaping.platform.Topics;
import haochaping.simulate.CityFeed;
import haochaping.simulate.CityOptions;
import haochaping.simulate.FeedEvent;
import haochaping.simulate.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long after a record is produced its effects are seen, in a city with sixty days behind it.
 *
 * <p>Among the records that flow are bursts of bad reviews, each about a member of staff of its
 * own; one of them raises an alert. Which one, the finding says by its event time: within a burst
 * every review has another second.
 */
final class Freshness {
  private static final int PAST_DAYS = 60;
  private static final int PAST_SERVICES = 600;
  private static final int BURST = 8;
  private static final int SECONDS_BETWEEN = 7;
  private static final String DEPARTMENT = "11370402HCPBENCH00";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final World world;
  private final int perSecond;
  private final int seconds;

  /** When each review was produced, and when it was first seen in a rate. */
  private final List<Instant> produced = new ArrayList<>();

  private final List<Instant> visible = new ArrayList<>();

  /** By member of staff and event time: when that bad review was produced. */
  private final Map<String, Instant> bursts = new ConcurrentHashMap<>();

  /** By member of staff, from the review that raised its alert to the finding. */
  private final Map<String, Duration> alerts = new ConcurrentHashMap<>();

  private volatile boolean isOver;

  Freshness(World world, int perSecond, int seconds) {
    this.world = world;
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  /** Sixty days of reviews, so that there is something to expect, and today, which closes them. */
  void publishPast() {
    LocalDate today = LocalDate.now(CityClock.OFFSET);
    CityOptions options =
        CityOptions.of(3, today.minusDays(PAST_DAYS), PAST_DAYS + 1, PAST_SERVICES)
            .withReviewedShare(1)
            .withDefaultShare(0.2)
            .withBadShare(0.002)
            .withIrregularShare(0)
            .withUntil(today.plusDays(1));
    try (RawProducer producer = new RawProducer(world)) {
      CityFeed.history(options).forEachRemaining(event -> Bench.send(producer, event));
      producer.flush();
    }
  }

  /** Has records flow and watches what comes of them; ends when all of it was seen. */
  void measure() throws SQLException {
    try (Connection analyst = Trino.connect(world, "analyst");
        Connection operator = Trino.connect(world, "operator")) {
      awaitBaseline(operator);
      int past = reviews(analyst);
      Thread listener = new Thread(this::listen, "findings");
      Thread feeder = new Thread(this::feed, "feeder");
      listener.start();
      feeder.start();
      Instant end = Instant.now().plusSeconds(seconds + 20L);
      boolean isAllSeen = false;
      while (!isAllSeen && Instant.now().isBefore(end)) {
        int seen = reviews(analyst) - past;
        Instant now = Instant.now();
        synchronized (produced) {
          // Some records change a review that is counted already: what is not seen is not timed.
          while (visible.size() < Math.min(seen, produced.size())) {
            visible.add(now);
          }
          isAllSeen = !feeder.isAlive() && visible.size() == produced.size();
        }
      }
      isOver = true;
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
    if (visible.isEmpty() || alerts.isEmpty()) {
      throw Failure.of(visible.isEmpty() ? "no record became visible" : "no alert was raised");
    }
  }

  /** From produced to visible, of all but the first third, which warms the virtual machines. */
  long[] visibleMillis() {
    long[] millis = new long[visible.size()];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = Duration.between(produced.get(i), visible.get(i)).toMillis();
    }
    return Arrays.copyOfRange(millis, millis.length / 3, millis.length);
  }

  /** From the review that raised an alert to its finding. */
  long[] alertMillis() {
    return alerts.values().stream().mapToLong(Duration::toMillis).toArray();
  }

  /** Returns when yesterday is closed and bad reviews can be expected. */
  private static void awaitBaseline(Connection connection) throws SQLException {
    LocalDate yesterday = LocalDate.now(CityClock.OFFSET).minusDays(1);
    Instant end = Instant.now().plusSeconds(300);
    try (Statement statement = connection.createStatement()) {
      while (Instant.now().isBefore(end)) {
        try (ResultSet row =
            statement.executeQuery("SELECT max(fitted_on) FROM lake.core.baselines")) {
          if (row.next()
              && row.getDate(1) != null
              && !row.getDate(1).toLocalDate().isBefore(yesterday)) {
            return;
          }
        }
      }
    }
    throw Failure.of("no baseline of " + yesterday + " within 5 minutes");
  }

  private static int reviews(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sum(reviews + defaults) FROM rates"
                    + " WHERE dimension = 'city' AND \"window\" = '30d'")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private void feed() {
    LocalDate today = LocalDate.now(CityClock.OFFSET);
    CityOptions options = CityOptions.of(3, today.minusDays(1), 1, 1_000).withIrregularShare(0);
    Iterator<FeedEvent> events = CityFeed.live(options, Instant.now(), perSecond);
    try (RawProducer producer = new RawProducer(world)) {
      long start = System.nanoTime();
      int burst = 0;
      for (int i = 0; i < perSecond * seconds; i++) {
        long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        // Twice a second, once the virtual machines are warm; not on the last seconds.
        if (i % (perSecond / 2) == 0 && i > perSecond * seconds / 3) {
          sendBurst(producer, burst++);
        }
        FeedEvent event = events.next();
        Bench.send(producer, event);
        if (event.stream() == Topic.REVIEWS) {
          synchronized (produced) {
            produced.add(Instant.now());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendBurst(RawProducer producer, int burst) {
    Instant last = Instant.now().minusSeconds(1);
    String staff = "B" + burst;
    for (int i = 0; i < BURST; i++) {
      Instant given = last.minusSeconds((long) SECONDS_BETWEEN * (BURST - 1 - i));
      String project = "BENCH" + burst + "-" + i;
      String review =
          """
          {"dataSource":"bench","projectNo":"%s","assessNumber":"1","satisfaction":1,"pf":4,\
          "evalDetail":"115","assessTime":"%s","areaCode":"370402000000","deptCode":"%s",\
          "winuserno":["%s"]}"""
              .formatted(project, TIME.format(given.atOffset(CityClock.OFFSET)), DEPARTMENT, staff);
      Instant now = Instant.now();
      bursts.put(DEPARTMENT + '/' + staff + '@' + given.getEpochSecond(), now);
      synchronized (produced) {
        produced.add(now);
      }
      producer.send(Stream.REVIEWS, project, review.getBytes(StandardCharsets.UTF_8), null);
    }
  }

  private void listen() {
    FindingCodec codec = new FindingCodec();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", world.kafka(),
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", "50"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo partition : consumer.partitionsFor(Topics.FINDINGS)) {
        partitions.add(new TopicPartition(Topics.FINDINGS, partition.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      while (!isOver) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
          hear(codec.decode(message.value()), Instant.now());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear(Finding finding, Instant now) {
    Instant of = bursts.get(finding.key() + '@' + finding.eventTime() / 1000);
    if (of != null && finding.revision() == 1) {
      alerts.putIfAbsent(finding.key(), Duration.between(of, now));
    }
  }
}
