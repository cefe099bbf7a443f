package haochaping.detect.composition;

import haochaping.detect.reviewers.DayRows;
import haochaping.detect.reviewers.Origin;
import haochaping.statistics.composition.LagProfile;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The reviews of a day in columns, one row each, in no order; and, as of {@link #summarise}, which
 * rows belong to which unit.
 */
public final class ReviewDay implements DayRows {
  /** Facts of a review, as bits. */
  static final int PLACEHOLDER = 1;

  static final int EARLY = 2;
  static final int MISMATCH = 4;

  /** Given at a terminal or a tablet. */
  static final int TERMINAL = 8;

  /** Its text is like another one of its department. */
  static final int ALIKE = 16;

  /** The upstream says when it was written. */
  static final int WRITTEN = 32;

  /** Written so many working days after it was given that it is a belated entry. */
  static final int LATE = 64;

  static final int NO_LAG = -1;

  final int day;

  /** Whether it is to be summarised again. */
  boolean changed;

  /** Whether it comes from state. */
  boolean isRestored;

  int size;
  long[] idHash = new long[8];
  int[] second = new int[8];
  byte[] grade = new byte[8];
  byte[] facts = new byte[8];

  /** Numbers of units, -1 for none. */
  int[] department = new int[8];

  int[] matter = new int[8];
  int[] staff = new int[8];

  /** Of reviews with several staff the others, else null. */
  int[][] moreStaff = new int[8][];

  /** Hashes of tokens, 0 where unknown. */
  long[] reviewer = new long[8];

  long[] phone = new long[8];
  long[] device = new long[8];
  long[] address = new long[8];

  /** Number of the combination of level and tags, -1 with a text. */
  int[] template = new int[8];

  /** Number of the text, -1 without one that can be compared. */
  int[] text = new int[8];

  /** From service to review in s, {@link #NO_LAG} where unknown or before it. */
  int[] lag = new int[8];

  private int[] idStart = new int[8];
  private int[] idLength = new int[8];
  private byte[] pool = new byte[256];
  private int pooled;

  /** [level] rows by unit, then by row; units ascending; ends of their rows. */
  private final int[][] order = new int[3][];

  private final int[][] unitsOf = new int[3][];
  private final int[][] ends = new int[3][];

  ReviewDay(int day) {
    this.day = day;
  }

  /** Appends an empty row. */
  int append(String reviewId, long hash) {
    if (size == second.length) {
      grow(size * 2);
    }
    byte[] id = reviewId.getBytes(StandardCharsets.UTF_8);
    if (pooled + id.length > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(pooled + id.length, pool.length * 2));
    }
    System.arraycopy(id, 0, pool, pooled, id.length);
    idStart[size] = pooled;
    idLength[size] = id.length;
    idHash[size] = hash;
    moreStaff[size] = null;
    pooled += id.length;
    return size++;
  }

  private void grow(int room) {
    idHash = Arrays.copyOf(idHash, room);
    second = Arrays.copyOf(second, room);
    grade = Arrays.copyOf(grade, room);
    facts = Arrays.copyOf(facts, room);
    department = Arrays.copyOf(department, room);
    matter = Arrays.copyOf(matter, room);
    staff = Arrays.copyOf(staff, room);
    moreStaff = Arrays.copyOf(moreStaff, room);
    reviewer = Arrays.copyOf(reviewer, room);
    phone = Arrays.copyOf(phone, room);
    device = Arrays.copyOf(device, room);
    address = Arrays.copyOf(address, room);
    template = Arrays.copyOf(template, room);
    text = Arrays.copyOf(text, room);
    lag = Arrays.copyOf(lag, room);
    idStart = Arrays.copyOf(idStart, room);
    idLength = Arrays.copyOf(idLength, room);
  }

  /** The row of a review, -1 if there is none; what came last is found first. */
  int find(long hash) {
    int row = size - 1;
    while (row >= 0 && idHash[row] != hash) {
      row--;
    }
    return row;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int second(int row) {
    return second[row];
  }

  @Override
  public int grade(int row) {
    return grade[row];
  }

  @Override
  public boolean isTerminal(int row) {
    return (facts[row] & TERMINAL) != 0;
  }

  @Override
  public long reviewer(int row) {
    return reviewer[row];
  }

  @Override
  public long origin(Origin origin, int row) {
    return switch (origin) {
      case PHONE -> phone[row];
      case DEVICE -> device[row];
      case ADDRESS -> address[row];
    };
  }

  @Override
  public int department(int row) {
    return department[row];
  }

  @Override
  public int staff(int row) {
    return staff[row];
  }

  @Override
  public int target(int row) {
    return staff[row] >= 0 ? staff[row] : matter[row] >= 0 ? matter[row] : department[row];
  }

  @Override
  public String reviewId(int row) {
    return new String(pool, idStart[row], idLength[row], StandardCharsets.UTF_8);
  }

  /** Takes a row away; the last one takes its place. */
  void remove(int row) {
    int last = --size;
    idHash[row] = idHash[last];
    second[row] = second[last];
    grade[row] = grade[last];
    facts[row] = facts[last];
    department[row] = department[last];
    matter[row] = matter[last];
    staff[row] = staff[last];
    moreStaff[row] = moreStaff[last];
    reviewer[row] = reviewer[last];
    phone[row] = phone[last];
    device[row] = device[last];
    address[row] = address[last];
    template[row] = template[last];
    text[row] = text[last];
    lag[row] = lag[last];
    idStart[row] = idStart[last];
    idLength[row] = idLength[last];
  }

  private int[] column(int level) {
    return level == 0 ? department : level == 1 ? matter : staff;
  }

  /** The units with a review, ascending by number, as of the last {@link #summarise}. */
  int[] units(int level) {
    return unitsOf[level] == null ? new int[0] : unitsOf[level];
  }

  /** Position of a unit in {@link #units}, negative if it has no review. */
  int position(int level, int unit) {
    return unitsOf[level] == null ? -1 : Arrays.binarySearch(unitsOf[level], unit);
  }

  int firstRow(int level, int position) {
    return position == 0 ? 0 : ends[level][position - 1];
  }

  int lastRow(int level, int position) {
    return ends[level][position];
  }

  int row(int level, int at) {
    return order[level][at];
  }

  static Side side(int grade) {
    return grade == 5 ? Side.GOOD : grade <= 2 ? Side.BAD : null;
  }

  /** Sorts the rows by unit. */
  void index() {
    for (int level = 0; level < order.length; level++) {
      index(level);
    }
  }

  private void index(int level) {
    int[] column = column(level);
    int more = 0;
    for (int row = 0; level == 2 && row < size; row++) {
      more += moreStaff[row] == null ? 0 : moreStaff[row].length;
    }
    long[] keys = new long[size + more];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (column[row] >= 0) {
        keys[count++] = (long) column[row] << 32 | row;
      }
      if (level == 2 && moreStaff[row] != null) {
        for (int other : moreStaff[row]) {
          keys[count++] = (long) other << 32 | row;
        }
      }
    }
    Arrays.sort(keys, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      distinct += i == 0 || (int) (keys[i] >> 32) != (int) (keys[i - 1] >> 32) ? 1 : 0;
    }
    order[level] = new int[count];
    unitsOf[level] = new int[distinct];
    ends[level] = new int[distinct];
    int at = -1;
    for (int i = 0; i < count; i++) {
      int unit = (int) (keys[i] >> 32);
      if (at < 0 || unitsOf[level][at] != unit) {
        unitsOf[level][++at] = unit;
      }
      order[level][i] = (int) keys[i];
      ends[level][at] = i + 1;
    }
  }

  /** Room that summaries of many units share. */
  static final class Room {
    final int[][] counts = new int[2][History.WIDTH];
    final int[][] marks = new int[2][64];
    final int[] markCounts = new int[2];
    long[] origins = new long[64];
    byte[] isNew = new byte[64];
  }

  /**
   * What needs other days: who is new, and whose text is like another, of every row.
   *
   * @param isSettled whether no correction reaches the day, so that likenesses are as stored: the
   *     texts before it may be gone
   * @return whether a likeness, which is stored with the row, has changed
   */
  boolean compare(Sightings sightings, Texts texts, boolean isSettled, Room room) {
    if (room.isNew.length < size) {
      room.isNew = new byte[size * 2];
    }
    boolean differs = false;
    for (int row = 0; row < size; row++) {
      room.isNew[row] = (byte) (reviewer[row] != 0 && sightings.isNew(reviewer[row], day) ? 1 : 0);
      if (text[row] >= 0 && !(isSettled && isRestored)) {
        int alike = texts.isAlike(text[row], day) ? ALIKE : 0;
        differs |= (facts[row] & ALIKE) != alike;
        facts[row] = (byte) (facts[row] & ~ALIKE | alike);
      }
    }
    return differs;
  }

  /** What a unit's rows come to, into the room. */
  void summarise(int level, int position, Room room) {
    int from = firstRow(level, position);
    int to = lastRow(level, position);
    for (int side = 0; side < 2; side++) {
      Arrays.fill(room.counts[side], 0);
      room.markCounts[side] = 0;
      if (room.marks[side].length < to - from) {
        room.marks[side] = new int[(to - from) * 2];
      }
    }
    if (room.origins.length < to - from) {
      room.origins = new long[(to - from) * 2];
    }
    int all = to - from;
    int placeholders = 0;
    int early = 0;
    int mismatches = 0;
    int written = 0;
    int late = 0;
    for (int i = from; i < to; i++) {
      int row = order[level][i];
      placeholders += facts[row] & PLACEHOLDER;
      early += (facts[row] & EARLY) >> 1;
      mismatches += (facts[row] & MISMATCH) >> 2;
      written += (facts[row] & WRITTEN) >> 5;
      late += (facts[row] & LATE) >> 6;
      Side of = side(grade[row]);
      if (of == null) {
        continue;
      }
      int side = of.ordinal();
      int[] counts = room.counts[side];
      counts[History.SIDE]++;
      if (reviewer[row] != 0) {
        counts[History.IDENTIFIED]++;
        counts[History.NEW] += room.isNew[row];
      }
      if (text[row] >= 0) {
        counts[History.TEXT]++;
        counts[History.ALIKE] += (facts[row] & ALIKE) / ALIKE;
      }
      int bin = -1;
      if (lag[row] >= 0) {
        counts[History.LAG]++;
        counts[History.FAST] += lag[row] < Rules.FAST_SECONDS ? 1 : 0;
        bin = bin(lag[row]);
      }
      room.marks[side][room.markCounts[side]++] = History.mark(template[row], bin);
    }
    for (int side = 0; side < 2; side++) {
      int[] counts = room.counts[side];
      counts[History.ALL] = side == 0 || counts[History.SIDE] > 0 ? all : 0;
      counts[History.PLACEHOLDER] = placeholders;
      counts[History.EARLY] = early;
      counts[History.MISMATCH] = mismatches;
      counts[History.WRITTEN] = written;
      counts[History.LATE] = late;
      if (counts[History.SIDE] > 0) {
        repeats(level, from, to, side, phone, History.PHONE, room);
        repeats(level, from, to, side, device, History.DEVICE, room);
        repeats(level, from, to, side, address, History.ADDRESS, room);
        Arrays.sort(room.marks[side], 0, room.markCounts[side]);
      }
    }
  }

  static int bin(int lag) {
    return lag >= 0 && lag < LagProfile.BINS * LagProfile.BIN_SECONDS
        ? lag / LagProfile.BIN_SECONDS
        : -1;
  }

  private void repeats(
      int level, int from, int to, int side, long[] origin, int column, Room room) {
    int known = 0;
    for (int i = from; i < to; i++) {
      int row = order[level][i];
      Side of = side(grade[row]);
      if (of != null && of.ordinal() == side && origin[row] != 0) {
        room.origins[known++] = origin[row];
      }
    }
    room.counts[side][column] = known;
    room.counts[side][column + 1] = repeats(room.origins, known);
  }

  /** How many of some hashes are not the first of their kind. */
  private static int repeats(long[] hashes, int size) {
    Arrays.sort(hashes, 0, size);
    int repeats = 0;
    for (int i = 1; i < size; i++) {
      repeats += hashes[i] == hashes[i - 1] ? 1 : 0;
    }
    return repeats;
  }

  /** Whether two rows have a telephone, device or address in common. */
  boolean isSameOrigin(int row, int other) {
    return (phone[row] != 0 && phone[row] == phone[other])
        || (device[row] != 0 && device[row] == device[other])
        || (address[row] != 0 && address[row] == address[other]);
  }
}
