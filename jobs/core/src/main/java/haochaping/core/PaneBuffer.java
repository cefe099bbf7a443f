package haochaping.core;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Adds up review changes by (dimension, key, hour) before they are sent on, so that a busy
 * department costs one record a batch, not one a review.
 *
 * <p>An open-addressing table over arrays: adding a review allocates nothing unless its key is new
 * to the batch.
 */
public final class PaneBuffer {
  private static final int COUNTS = 5;

  /** Added to the dimension of a key whose reviews are counted by matter and day. */
  private static final int BY_MATTER = 1 << 4;

  private final String city;
  private final int capacity;
  private int mask;
  private int[] slots;
  private byte[] dimensions;
  private String[] names;
  private String[] suffixes;
  private int[] hours;
  private int[] hashes;
  private int[] counts;
  private int size;

  /**
   * @param city the key of the city, which every counted review belongs to
   * @param capacity how many (key, hour) pairs a batch holds, at least 64; a single change with
   *     more makes the buffer grow
   */
  public PaneBuffer(String city, int capacity) {
    if (capacity < 64) {
      throw new IllegalArgumentException("capacity " + capacity + ": at least 64");
    }
    this.city = city;
    this.capacity = capacity;
    int table = Integer.highestOneBit(capacity) * 4;
    mask = table - 1;
    slots = new int[table];
    dimensions = new byte[capacity];
    names = new String[capacity];
    suffixes = new String[capacity];
    hours = new int[capacity];
    hashes = new int[capacity];
    counts = new int[capacity * COUNTS];
  }

  public int size() {
    return size;
  }

  /** Whether the next change might not find room. */
  public boolean isFull(ReviewChange next) {
    return size + room(next.before()) + room(next.after()) > capacity;
  }

  private static int room(ReviewImage image) {
    return image == null ? 0 : Dimension.values().length + 2 * image.attribution().staff().size();
  }

  /** Subtracts what was held true of the review and adds what is held true now. */
  public void add(ReviewChange change) {
    add(change.before(), -1);
    add(change.after(), 1);
  }

  private void add(ReviewImage image, int sign) {
    if (image == null || !image.counted()) {
      return;
    }
    ReviewRecord review = image.review();
    Attribution whom = image.attribution();
    int hour = CityClock.hour(review.eventTime());
    boolean isDefault = review.isDefault();
    boolean bad = review.isBad();
    boolean adopted = image.handling().adopted();
    add(Dimension.CITY, city, null, hour, sign, isDefault, bad, adopted);
    if (whom.district() != null) {
      add(Dimension.DISTRICT, whom.district(), null, hour, sign, isDefault, bad, adopted);
    }
    String department = whom.department();
    add(Dimension.DEPARTMENT, department, null, hour, sign, isDefault, bad, adopted);
    String matter = whom.matter();
    if (matter != null) {
      add(Dimension.MATTER, matter, null, hour, sign, isDefault, bad, adopted);
      add(Dimension.DEPARTMENT_MATTER, department, matter, hour, sign, isDefault, bad, adopted);
    }
    List<String> staff = whom.staff();
    for (int i = 0; i < staff.size(); i++) {
      add(Dimension.STAFF, staff.get(i), null, hour, sign, isDefault, bad, adopted);
    }
    add(Dimension.CHANNEL, review.channel().word(), null, hour, sign, isDefault, bad, adopted);
    if (matter != null && adopted && !isDefault) {
      addMix(whom, matter, CityClock.startHour(CityClock.dayOfHour(hour)), sign);
    }
  }

  /** Of which matters a rate is made; a pane for each day suffices. */
  private void addMix(Attribution whom, String matter, int hour, int sign) {
    if (whom.district() != null) {
      addMatter(Dimension.DISTRICT, whom.district(), matter, hour, sign);
    }
    List<String> staff = whom.staff();
    for (int i = 0; i < staff.size(); i++) {
      addMatter(Dimension.STAFF, staff.get(i), matter, hour, sign);
    }
  }

  private void addMatter(Dimension dimension, String name, String matter, int hour, int sign) {
    counts[COUNTS * index(BY_MATTER + dimension.ordinal(), name, matter, hour) + 2] += sign;
  }

  private void add(
      Dimension dimension,
      String name,
      String suffix,
      int hour,
      int sign,
      boolean isDefault,
      boolean bad,
      boolean adopted) {
    int at = COUNTS * index(dimension.ordinal(), name, suffix, hour);
    if (isDefault) {
      counts[at + 4] += sign;
      return;
    }
    counts[at] += sign;
    if (adopted) {
      counts[at + 2] += sign;
    }
    if (bad) {
      counts[at + 1] += sign;
      if (adopted) {
        counts[at + 3] += sign;
      }
    }
  }

  private int index(int dimension, String name, String suffix, int hour) {
    int hash = (name.hashCode() * 31 + dimension) * 31 + hour;
    if (suffix != null) {
      hash = hash * 31 + suffix.hashCode();
    }
    hash *= 0x9E3779B9;
    hash ^= hash >>> 15;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int i = slots[slot] - 1;
      if (hashes[i] == hash
          && hours[i] == hour
          && dimensions[i] == dimension
          && names[i].equals(name)
          && (suffix == null || suffix.equals(suffixes[i]))) {
        return i;
      }
      slot = (slot + 1) & mask;
    }
    if (size == hours.length) {
      grow();
      return index(dimension, name, suffix, hour);
    }
    int i = size++;
    slots[slot] = i + 1;
    dimensions[i] = (byte) dimension;
    names[i] = name;
    suffixes[i] = suffix;
    hours[i] = hour;
    hashes[i] = hash;
    return i;
  }

  private void grow() {
    int length = 2 * size;
    dimensions = Arrays.copyOf(dimensions, length);
    names = Arrays.copyOf(names, length);
    suffixes = Arrays.copyOf(suffixes, length);
    hours = Arrays.copyOf(hours, length);
    hashes = Arrays.copyOf(hashes, length);
    counts = Arrays.copyOf(counts, length * COUNTS);
    slots = new int[2 * slots.length];
    mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hashes[i] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  /** Hands out what does not add up to nothing, then starts an empty batch. The delta is reused. */
  public void drain(PaneDelta delta, Consumer<PaneDelta> out) {
    for (int i = 0; i < size; i++) {
      int at = COUNTS * i;
      delta.hour = hours[i];
      delta.reviews = counts[at];
      delta.bad = counts[at + 1];
      delta.adopted = counts[at + 2];
      delta.badAdopted = counts[at + 3];
      delta.defaults = counts[at + 4];
      if (!delta.isZero()) {
        boolean byMatter = dimensions[i] >= BY_MATTER;
        Dimension dimension = Dimension.of(dimensions[i] % BY_MATTER);
        delta.matter = byMatter ? suffixes[i] : null;
        delta.key =
            byMatter || suffixes[i] == null
                ? PaneDelta.key(dimension, names[i])
                : PaneDelta.key(dimension, names[i], suffixes[i]);
        out.accept(delta);
      }
    }
    Arrays.fill(names, 0, size, null);
    Arrays.fill(suffixes, 0, size, null);
    Arrays.fill(counts, 0, size * COUNTS, 0);
    Arrays.fill(slots, 0);
    size = 0;
  }
}
