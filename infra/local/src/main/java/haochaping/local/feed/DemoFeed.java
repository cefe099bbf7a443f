package haochaping.local.feed;

import haochaping.assess.Quarter;
import haochaping.core.CityClock;
import haochaping.core.Stream;
import haochaping.local.World;
import haochaping.simulate.CityFeed;
import haochaping.simulate.CityOptions;
import haochaping.simulate.FeedEvent;
import haochaping.simulate.Scenario;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The demonstration city's feed: its history in bulk, then events at a visible rate. */
public final class DemoFeed implements AutoCloseable {
  private static final int DAYS = 90;
  private static final long SEED = 2020;
  private static final int SERVICES_PER_DAY = 3_000;
  private static final double LIVE_EVENTS_PER_SECOND = 5;

  private final World world;
  private final CountDownLatch asked = new CountDownLatch(1);
  private Thread thread;

  public DemoFeed(World world) {
    this.world = world;
  }

  private static CityOptions options(LocalDate today) {
    return CityOptions.of(SEED, today.minusDays(DAYS), DAYS, SERVICES_PER_DAY)
        .withScenario(Scenario.demo());
  }

  /** The day on which the world's demonstration began: repeated, the same history is published. */
  private static LocalDate firstDay(World world) {
    if (world.setting("demo-day") == null) {
      world.setting("demo-day", LocalDate.now(CityClock.OFFSET).toString());
    }
    return LocalDate.parse(world.setting("demo-day"));
  }

  /** The last quarter that is over, where the history reaches into it. */
  public static Optional<Quarter> lastQuarter(World world) {
    LocalDate today = firstDay(world);
    LocalDate lastDay =
        today.with(today.getMonth().firstMonthOfQuarter()).withDayOfMonth(1).minusDays(1);
    return lastDay.isBefore(today.minusDays(DAYS))
        ? Optional.empty()
        : Optional.of(new Quarter(lastDay.getYear(), lastDay.get(IsoFields.QUARTER_OF_YEAR)));
  }

  /** Publishes the 90 days before today. */
  public static void publishHistory(World world, PrintStream out) {
    Iterator<FeedEvent> events = CityFeed.history(options(firstDay(world)));
    long count = 0;
    try (RawProducer producer = new RawProducer(world)) {
      while (events.hasNext()) {
        send(producer, events.next());
        count++;
      }
      producer.flush();
    }
    out.println("      " + count + " records published");
    out.flush();
  }

  private static void send(RawProducer producer, FeedEvent event) {
    Stream stream = Stream.values()[event.stream().ordinal()];
    producer.send(stream, event.key(), event.value(), event.source());
  }

  /** Goes on live, in a thread of its own. */
  public void start() {
    thread = new Thread(this::run, "demo-feed");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Instant now = Instant.now();
    LocalDate today = LocalDate.ofInstant(now, CityClock.OFFSET);
    Iterator<FeedEvent> events = CityFeed.live(options(today), now, LIVE_EVENTS_PER_SECOND);
    while (true) {
      try (RawProducer producer = new RawProducer(world)) {
        while (events.hasNext()) {
          FeedEvent event = events.next();
          long wait = Duration.between(Instant.now(), event.arrival()).toMillis();
          if (asked.await(Math.max(0, wait), TimeUnit.MILLISECONDS)) {
            return;
          }
          send(producer, event);
        }
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // The broker is away: the supervisor starts it again.
        System.err.println("demo feed: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    asked.countDown();
    try {
      if (thread != null) {
        thread.join(Duration.ofSeconds(5).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
