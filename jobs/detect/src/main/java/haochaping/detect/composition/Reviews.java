package haochaping.detect.composition;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.core.Flag;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Versioned;
import haochaping.core.WorkingDays;
import haochaping.detect.panes.Level;
import haochaping.statistics.Seeds;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The reviews that count, by day, in columns; who was seen when and what was written when among
 * them. A change of a review is an append or a removal; the days that it touches are summarised
 * again at the next close.
 */
final class Reviews implements TileTest.RowsOfTile {
  private static final long DAY_SECONDS = 86_400;

  final Units units = new Units();
  final Templates templates = new Templates();
  final Texts texts = new Texts();
  final Sightings sightings = new Sightings();
  final TreeMap<Integer, ReviewDay> days = new TreeMap<>();

  /** Days whose summaries have to be made anew. */
  final java.util.TreeSet<Integer> changed = new java.util.TreeSet<>();

  /** The day of the last review added. */
  private ReviewDay latest;

  private int count;
  private final RowObserver observer;

  /** Hears of rows that have come or are about to go. */
  interface RowObserver {
    void changes(ReviewDay day, int row);
  }

  Reviews(RowObserver observer) {
    this.observer = observer;
  }

  /** Whether a review counts: in force, of the first round, no default, adopted. */
  static boolean counts(ReviewImage image) {
    return image != null
        && image.counted()
        && !image.review().isDefault()
        && image.handling().adopted();
  }

  /** Whether two images are the same to everything that is looked at here. */
  static boolean same(ReviewImage one, ReviewImage other) {
    ReviewRecord was = one.review();
    ReviewRecord is = other.review();
    Attribution before = one.attribution();
    Attribution after = other.attribution();
    return was.eventTime() == is.eventTime()
        && was.level() == is.level()
        && was.channel() == is.channel()
        && facts(one) == facts(other)
        && serviceTime(one) == serviceTime(other)
        && was.tags().equals(is.tags())
        && Objects.equals(was.text(), is.text())
        && Objects.equals(was.reviewer(), is.reviewer())
        && Objects.equals(was.phone(), is.phone())
        && Objects.equals(was.device(), is.device())
        && Objects.equals(was.address(), is.address())
        && before.department().equals(after.department())
        && Objects.equals(before.matter(), after.matter())
        && before.staff().equals(after.staff());
  }

  private static long serviceTime(ReviewImage image) {
    return image.review().serviceTime() != Versioned.NO_TIME
        ? image.review().serviceTime()
        : image.attribution().serviceTime();
  }

  /** 64-bit hash of a string, 0 of none. */
  static long hash(String text) {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = Seeds.mix64(hash);
    return hash == 0 ? 1 : hash;
  }

  void add(ReviewImage image) {
    ReviewRecord review = image.review();
    Attribution whom = image.attribution();
    int date = CityClock.day(review.eventTime());
    boolean known = !whom.department().equals(Attribution.UNATTRIBUTED);
    if (!known && whom.matter() == null && whom.staff().isEmpty()) {
      return;
    }
    ReviewDay day = latest;
    if (day == null || day.day != date) {
      day = days.computeIfAbsent(date, ReviewDay::new);
      latest = day;
    }
    String id = image.reviewId();
    int row = day.append(id, hash(id));
    day.second[row] =
        (int) Math.floorMod(Math.floorDiv(review.eventTime(), 1000) + 28_800, DAY_SECONDS);
    day.grade[row] = (byte) review.level();
    day.facts[row] = facts(image);
    day.department[row] = known ? units.intern(Level.DEPARTMENT, whom.department()) : -1;
    day.matter[row] = whom.matter() == null ? -1 : units.intern(Level.MATTER, whom.matter());
    List<String> staff = whom.staff();
    day.staff[row] = staff.isEmpty() ? -1 : units.intern(Level.STAFF, staff.get(0));
    if (staff.size() > 1) {
      int[] more = new int[staff.size() - 1];
      for (int i = 0; i < more.length; i++) {
        more[i] = units.intern(Level.STAFF, staff.get(i + 1));
      }
      day.moreStaff[row] = more;
    }
    day.reviewer[row] = hash(review.reviewer());
    day.phone[row] = hash(review.phone());
    day.device[row] = hash(review.device());
    day.address[row] = hash(review.address());
    boolean bare = review.text() == null || review.text().isBlank();
    day.template[row] = bare ? templates.intern(review.level(), review.tags()) : -1;
    day.text[row] =
        bare ? -1 : texts.intern(whom.department().hashCode(), hash(review.text()), review.text());
    long service = serviceTime(image);
    long lag = Math.floorDiv(review.eventTime() - service, 1000);
    day.lag[row] =
        service == Versioned.NO_TIME || review.eventTime() < service
            ? ReviewDay.NO_LAG
            : (int) Math.min(lag, Integer.MAX_VALUE);
    count(day, row, 1);
    count++;
    observer.changes(day, row);
  }

  /** When a review was written down: a paper form has a time of its own. */
  private static long writtenTime(ReviewRecord review) {
    return review.uploadTime() != Versioned.NO_TIME ? review.uploadTime() : review.updateTime();
  }

  private static byte facts(ReviewImage image) {
    int flags = image.flags();
    int facts = (flags & Flag.PLACEHOLDER_IDENTITY.bit()) != 0 ? ReviewDay.PLACEHOLDER : 0;
    facts |= (flags & Flag.REVIEW_BEFORE_SERVICE.bit()) != 0 ? ReviewDay.EARLY : 0;
    facts |= (flags & Flag.TAG_LEVEL_MISMATCH.bit()) != 0 ? ReviewDay.MISMATCH : 0;
    Channel channel = image.review().channel();
    facts |= channel == Channel.TERMINAL || channel == Channel.TABLET ? ReviewDay.TERMINAL : 0;
    long written = writtenTime(image.review());
    if (written != Versioned.NO_TIME) {
      int given = CityClock.day(image.review().eventTime());
      int entered = CityClock.day(written);
      facts |= ReviewDay.WRITTEN;
      facts |=
          WorkingDays.ANNOUNCED.isMoreThan(Rules.BELATED_AFTER, given, entered)
              ? ReviewDay.LATE
              : 0;
    }
    return (byte) facts;
  }

  /** Counts a row among reviewers and texts, and marks the days that it decides about. */
  void count(ReviewDay day, int row, int sign) {
    if (!day.changed) {
      day.changed = true;
      changed.add(day.day);
    }
    long token = day.reviewer[row];
    if (token != 0) {
      int next = sightings.next(token, day.day);
      if (next != Integer.MAX_VALUE && next <= day.day + Sightings.MEMORY) {
        touch(next);
      }
      if (sign > 0) {
        sightings.add(token, day.day);
      } else {
        sightings.remove(token, day.day);
      }
    }
    if (day.text[row] >= 0) {
      texts.count(day.text[row], day.day, sign, this::touch);
    }
  }

  private void touch(int date) {
    ReviewDay day = days.get(date);
    if (day != null) {
      day.changed = true;
      changed.add(date);
    }
  }

  /** Takes a review away; nothing where it was of nobody. */
  void remove(ReviewImage image) {
    ReviewDay day = days.get(CityClock.day(image.review().eventTime()));
    int row = day == null ? -1 : day.find(hash(image.reviewId()));
    if (row >= 0) {
      observer.changes(day, row);
      count(day, row, -1);
      day.remove(row);
      count--;
    }
  }

  int count() {
    return count;
  }

  /** A day's rows are let go. */
  void settled(ReviewDay day) {
    latest = null;
    count -= day.size;
  }

  /** A day's rows are there again, after a restart. */
  void restored(ReviewDay day) {
    day.isRestored = true;
    days.put(day.day, day);
    count += day.size;
    for (int row = 0; row < day.size; row++) {
      count(day, row, 1);
    }
  }

  /** Lets go of texts and of reviewers of the days before. */
  void forgetBefore(int firstTextDay, int firstTokenDay) {
    texts.forgetBefore(firstTextDay);
    sightings.forgetBefore(firstTokenDay);
  }

  // Rows of a tile.

  private int found;

  @Override
  public int[] times(Unit unit, Side side, int first, int last, int[] room) {
    int[] times = room;
    int level = Units.LEVELS.indexOf(unit.level);
    found = 0;
    for (ReviewDay day : days.subMap(first, true, last, true).values()) {
      int position = day.position(level, unit.number);
      if (position < 0) {
        continue;
      }
      int from = found;
      for (int i = day.firstRow(level, position); i < day.lastRow(level, position); i++) {
        int row = day.row(level, i);
        if (ReviewDay.side(day.grade[row]) == side) {
          if (found == times.length) {
            times = Arrays.copyOf(times, found * 2);
          }
          times[found++] = (int) ((day.day - first) * DAY_SECONDS) + day.second[row];
        }
      }
      sort(times, from, found);
    }
    return times;
  }

  /** Rows mostly come in the order of their times. */
  private static void sort(int[] times, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (times[i] < times[i - 1]) {
        Arrays.sort(times, from, to);
        return;
      }
    }
  }

  @Override
  public int timesFound() {
    return found;
  }

  /** A row of a day; by day, second and id. */
  record Row(ReviewDay day, int row) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int order = Integer.compare(day.day, other.day.day);
      if (order == 0) {
        order = Integer.compare(day.second[row], other.day.second[other.row]);
      }
      return order == 0 ? day.reviewId(row).compareTo(other.day.reviewId(other.row)) : order;
    }
  }

  /** The rows of a unit and side, by day; within a day in no order. */
  List<Row> rows(Unit unit, Side side, int first, int last) {
    List<Row> rows = new ArrayList<>();
    int level = Units.LEVELS.indexOf(unit.level);
    for (ReviewDay day : days.subMap(first, true, last, true).values()) {
      int position = day.position(level, unit.number);
      for (int i = position < 0 ? 0 : day.firstRow(level, position);
          position >= 0 && i < day.lastRow(level, position);
          i++) {
        if (ReviewDay.side(day.grade[day.row(level, i)]) == side) {
          rows.add(new Row(day, day.row(level, i)));
        }
      }
    }
    return rows;
  }

  @Override
  public int longestStreak(Unit unit, int first, int last) {
    Map<Long, Integer> streaks = new java.util.HashMap<>();
    int longest = 0;
    List<Row> rows = rows(unit, Side.GOOD, first, last);
    Collections.sort(rows);
    for (Row one : rows) {
      long device = one.day.device[one.row];
      if (device == 0 && (one.day.facts[one.row] & ReviewDay.TERMINAL) == 0) {
        continue;
      }
      int lag = one.day.lag[one.row];
      boolean fast = lag >= 0 && lag < Rules.FAST_SECONDS;
      int streak = fast ? streaks.merge(device, 1, Integer::sum) : 0;
      if (!fast) {
        streaks.remove(device);
      }
      longest = Math.max(longest, streak);
    }
    return longest;
  }

  @Override
  public int both(Unit unit, Side side, int first, int last, int template, int lagSecond) {
    int both = 0;
    for (Row one : rows(unit, side, first, last)) {
      both +=
          one.day.template[one.row] == template
                  && ReviewDay.bin(one.day.lag[one.row]) == ReviewDay.bin(lagSecond)
              ? 1
              : 0;
    }
    return both;
  }
}
