package haochaping.simulate;

import haochaping.simulate.Irregularities.Irregularity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The feed of a simulated city, in the order of arrival.
 *
 * <p>What arrives later is kept as one number each (when, which service, which record); the record
 * is drawn again from the service's number when its time comes. So memory follows the length of a
 * day and not the length of the waiting, and the same options give the same bytes.
 */
public final class CityFeed {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  // The zone's distance from UTC at every instant the options allow.
  private static final int OFFSET = 8 * 3600;
  private static final int STEP_BITS = 5;
  private static final int INDEX_BITS = 20;
  private static final int DAY_BITS = 12;

  private CityFeed() {}

  /** All that arrives from the first day until the cut, in order of arrival. */
  public static Iterator<FeedEvent> history(CityOptions options) {
    return new History(options);
  }

  /**
   * A feed without end, at an even rate by day and night: each event arrives {@code 1 /
   * eventsPerSecond} after the one before, and its own times are about its arrival. A day of
   * waiting (for a callback, a verdict, a default) passes in a minute. Its project numbers have a
   * letter where those of a history have none, and the start, so that no two feeds share one.
   */
  public static Iterator<FeedEvent> live(
      CityOptions options, Instant start, double eventsPerSecond) {
    if (!(eventsPerSecond > 0 && eventsPerSecond <= 1_000_000)) {
      throw new IllegalArgumentException(
          "events-per-second = " + eventsPerSecond + ": must be above 0 and at most 1,000,000");
    }
    return new Live(options, start, eventsPerSecond);
  }

  /** What both feeds share: the city, one story at a time, and the facts behind an event. */
  abstract static class Feed implements Iterator<FeedEvent> {
    final City city;
    final Visit visit;
    private final Records records;
    private final List<Irregularity> irregularities = Irregularities.catalogue();
    private final long period; // services per irregular one; 0: none
    private FeedEvent latest;
    private Step latestStep;

    Feed(CityOptions options, String liveTag) {
      Reference reference = Reference.load();
      city = new City(options, reference);
      visit = new Visit(city);
      records = new Records(city, reference, liveTag);
      period =
          options.irregularShare() == 0 ? 0 : Math.max(1, Math.round(1 / options.irregularShare()));
    }

    /** Which irregularity the service of this rank brings, -1 for none: each gets its turn. */
    final int irregularity(long rank) {
      return period == 0 || rank % period != period / 2
          ? -1
          : (int) (rank / period % irregularities.size());
    }

    final FeedEvent event(Step step, Instant arrival) {
      String key = records.projectNo(visit);
      latestStep = step;
      if (step == Step.IRREGULAR) {
        Irregularity odd = irregularities.get(visit.irregularity);
        byte[] base =
            switch (odd.stream()) {
              case CASES -> records.write(visit, Step.CASE);
              case REVIEWS -> records.write(visit, Step.REVIEW);
              case RECTIFICATIONS -> records.plainLedger(visit);
              case VERDICTS -> records.plainVerdict(visit);
            };
        latest = new FeedEvent(odd.stream(), key, odd.change().apply(base), arrival, odd.source());
      } else {
        latest = new FeedEvent(step.stream, key, records.write(visit, step), arrival, null);
      }
      return latest;
    }

    /** What was planted with the event that {@link #next} gave last, or null. */
    final Fact fact() {
      return switch (latestStep) {
        case REVIEW ->
            visit.planted == null ? null : fact("planted", visit.planted.anomaly().name(), null);
        case IRREGULAR -> {
          Irregularity odd = irregularities.get(visit.irregularity);
          yield fact("irregular", odd.name(), odd.code());
        }
        case REVIEW_WITHDRAWN -> fact("withdrawn", null, null);
        case REVIEW_RETURNED -> fact("returned", null, null);
        case VERIFIED ->
            visit.mistaken
                ? fact("not_adopted", "mistaken", null)
                : visit.confirmed ? fact("not_adopted", "malicious", null) : null;
        case LEDGER_REVERSED -> fact("adopted_again", "ledger", null);
        case VERDICT -> fact("not_adopted", "verdict", null);
        case VERDICT_REVERSED -> fact("adopted_again", "verdict", null);
        case CASE,
            CASE_REPEAT,
            CASE_ACCEPTED,
            CASE_DONE,
            STAGE_TWO,
            REVIEW_REPEAT,
            REVIEW_EDITED,
            REVIEW_OF_STAGE_TWO,
            SECOND_ROUND,
            CALLED_BACK,
            UNDER_WAY,
            CLOSED,
            LEDGER_REPEAT,
            VERDICT_REPEAT ->
            null;
      };
    }

    private Fact fact(String kind, String detail, String code) {
      return new Fact(
          kind,
          latest.arrival(),
          latest.stream(),
          latest.key(),
          Records.reviewId(latest.key(), visit, latestStep),
          detail,
          code);
    }
  }

  /**
   *
   *
   * <pre>
   * draw a day's services -> note each record under its day of arrival -> sort the day -> write
   * </pre>
   */
  static final class History extends Feed {
    private final int arrivalDays;
    // By day of arrival: eighth of a second | day of service | index | step, so that numbers sort
    // as
    // the records arrive. Null: none yet, or past.
    private final Numbers[] waiting;
    private final long[] firstRank; // by day, of its first service
    private long rank;
    private int day = -1;
    private long[] today = {};
    private int length;
    private int next;

    History(CityOptions options) {
      super(options, null);
      arrivalDays = (int) (options.until().toEpochDay() - city.firstDay);
      waiting = new Numbers[arrivalDays];
      firstRank = new long[options.days()];
    }

    @Override
    public boolean hasNext() {
      while (next == length && day + 1 < arrivalDays) {
        beginDay();
      }
      return next < length;
    }

    @Override
    public FeedEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long packed = today[next++];
      Step step = Step.at((int) (packed & ((1 << STEP_BITS) - 1)));
      int index = (int) (packed >>> STEP_BITS & ((1 << INDEX_BITS) - 1));
      int serviceDay = (int) (packed >>> (STEP_BITS + INDEX_BITS) & ((1 << DAY_BITS) - 1));
      long eighth = packed >>> (STEP_BITS + INDEX_BITS + DAY_BITS);
      visit.tell(serviceDay, index, irregularity(firstRank[serviceDay] + index));
      long second = (city.firstDay + day) * 86_400 + eighth / 8 - OFFSET;
      return event(step, Instant.ofEpochSecond(second, eighth % 8 * 125_000_000));
    }

    private void beginDay() {
      day++;
      if (day < city.options.days()) {
        int services = city.services(day) + city.plan.services(day);
        firstRank[day] = rank;
        for (int index = 0; index < services; index++) {
          visit.tell(day, index, irregularity(rank + index));
          note(index);
        }
        rank += services;
      }
      Numbers numbers = waiting[day];
      waiting[day] = null;
      today = numbers == null ? new long[0] : numbers.values;
      length = numbers == null ? 0 : numbers.size;
      next = 0;
      Arrays.sort(today, 0, length);
    }

    private void note(int index) {
      for (int step = 0; step < visit.arrival.length; step++) {
        long arrival = visit.arrival[step];
        if (arrival == 0) {
          continue;
        }
        int arrivalDay = (int) (arrival / 86_400 - city.firstDay);
        if (arrivalDay >= arrivalDays) {
          continue;
        }
        // Records of one second get their eighths by index, for an order that is no one's own.
        long eighth = arrival % 86_400 * 8 + (index & 7);
        Numbers numbers = waiting[arrivalDay];
        if (numbers == null) {
          numbers = new Numbers();
          waiting[arrivalDay] = numbers;
        }
        numbers.add(((eighth << DAY_BITS | day) << INDEX_BITS | index) << STEP_BITS | step);
      }
    }
  }

  private static final class Numbers {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }
  }

  /** Sends what is due, and begins a new service whenever nothing is. */
  private static final class Live extends Feed {
    private record Due(long second, long number, long begun, Step step) implements Comparable<Due> {
      @Override
      public int compareTo(Due other) {
        int bySecond = Long.compare(second, other.second);
        return bySecond != 0
            ? bySecond
            : number != other.number
                ? Long.compare(number, other.number)
                : step.compareTo(other.step);
      }
    }

    private final Instant start;
    private final double nanosPerEvent;
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long sent;
    private long services;

    Live(CityOptions options, Instant start, double eventsPerSecond) {
      super(options, "L" + Long.toString(start.toEpochMilli(), 36).toUpperCase(Locale.ROOT) + "N");
      this.start = start;
      nanosPerEvent = 1e9 / eventsPerSecond;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public FeedEvent next() {
      double nanos = sent++ * nanosPerEvent;
      Instant arrival = start.plus(Duration.ofSeconds((long) (nanos / 1e9), (long) (nanos % 1e9)));
      long now = arrival.atOffset(ZoneOffset.UTC).toEpochSecond() + OFFSET;
      while (due.isEmpty() || due.peek().second() > now) {
        begin(now);
      }
      Due first = due.remove();
      visit.tellLive(first.number(), first.begun(), irregularity(first.number()));
      return event(first.step(), arrival);
    }

    /** A service that took place a moment ago; its case, where it has one, is sent at once. */
    private void begin(long now) {
      long number = services++;
      long begun = now - 2;
      visit.tellLive(number, begun, irregularity(number));
      for (int step = 0; step < visit.arrival.length; step++) {
        if (visit.arrival[step] != 0) {
          long second = step == Step.CASE.index() ? now : visit.arrival[step];
          due.add(new Due(Math.max(now, second), number, begun, Step.at(step)));
        }
      }
    }
  }
}
