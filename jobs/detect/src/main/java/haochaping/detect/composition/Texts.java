package haochaping.detect.composition;

import haochaping.statistics.Seeds;
import haochaping.statistics.composition.NearDuplicates;
import haochaping.statistics.composition.TextPrint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts of a department's reviews, each once, and which of them are alike. A review's text is a
 * near-duplicate if its department has another one like it on the same day or in the 29 days
 * before. The department and not the target: so a review has one answer for all its targets, and
 * texts that every citizen writes do not make the whole city alike.
 */
final class Texts {
  private static final int[] NONE = {};
  private static final double ROUNDING = 1e-9;

  /** A text of a department: the days it was written on, and what is like it. */
  private static final class Entry {
    final long hash;
    final int department;
    final long[] grams;
    final long[] bands;

    /** A bit for each gram, of 64 by its hash: what {@link #mayBeAlike} looks at. */
    final long signature;

    int[] alike = NONE;
    int[] days = NONE;
    int[] counts = NONE;
    int size;

    Entry(long hash, int department, TextPrint print) {
      this.hash = hash;
      this.department = department;
      grams = print.grams();
      long bits = 0;
      for (long gram : grams) {
        bits |= 1L << Seeds.mix64(gram);
      }
      signature = bits;
      bands = new long[NearDuplicates.BANDS];
      for (int band = 0; band < bands.length; band++) {
        bands[band] = mixed(department, NearDuplicates.key(print, band));
      }
    }

    int from(int day) {
      if (size == 0 || days[size - 1] < day) {
        return size;
      }
      int found = Arrays.binarySearch(days, 0, size, day);
      return found < 0 ? -found - 1 : found;
    }

    /** Texts from a day to another, as many as two. */
    int some(int first, int last) {
      int some = 0;
      for (int i = from(first); i < size && days[i] <= last && some < 2; i++) {
        some += counts[i];
      }
      return some;
    }
  }

  /** Receives days. */
  interface Days {
    void day(int day);
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Buckets byHash = new Buckets();
  private final Buckets buckets = new Buckets();
  private final List<Integer> free = new ArrayList<>();

  private static long mixed(int department, long hash) {
    long mixed = Seeds.mix64(hash + department * 0x9E3779B97F4A7C15L);
    return mixed == 0 ? 1 : mixed;
  }

  /**
   * The number of a text.
   *
   * @param hash of the text as written
   * @return -1 of a text too short to be compared
   */
  int intern(int department, long hash, String text) {
    int known = byHash.first(mixed(department, hash));
    return known >= 0
        ? byHash.value(known)
        : TextPrint.of(text).map(print -> add(department, hash, print)).orElse(-1);
  }

  /** The number of a text of which only the 2-grams are known. */
  int intern(int department, long hash, long[] grams) {
    int known = byHash.first(mixed(department, hash));
    return known >= 0 ? byHash.value(known) : add(department, hash, TextPrint.of(grams));
  }

  private int add(int department, long hash, TextPrint print) {
    Entry entry = new Entry(hash, department, print);
    int number = free.isEmpty() ? entries.size() : free.remove(free.size() - 1);
    if (number == entries.size()) {
      entries.add(entry);
    } else {
      entries.set(number, entry);
    }
    byHash.add(mixed(department, hash), number);
    for (long band : entry.bands) {
      for (int at = buckets.first(band); at >= 0; at = buckets.next(band, at)) {
        int which = buckets.value(at);
        Entry other = entries.get(which);
        if (mayBeAlike(entry, other)
            && !contains(entry.alike, which)
            && isAlike(entry.grams, other.grams)) {
          entry.alike = with(entry.alike, which);
          other.alike = with(other.alike, number);
        }
      }
    }
    for (long band : entry.bands) {
      buckets.add(band, number);
    }
    return number;
  }

  /**
   * Whether two texts have enough grams in common for all that their signatures say: each bit that
   * only one of them has stands for a gram that the other lacks (the bitmap filter of set
   * similarity joins).
   */
  private static boolean mayBeAlike(Entry one, Entry other) {
    int most =
        Math.min(
            one.grams.length - Long.bitCount(one.signature & ~other.signature),
            other.grams.length - Long.bitCount(other.signature & ~one.signature));
    return most >= needed(one.grams, other.grams) - ROUNDING;
  }

  /** What two sets must have in common: both / (all - both) ≥ S where both ≥ S / (1 + S) all. */
  private static double needed(long[] one, long[] other) {
    return NearDuplicates.SAME / (1 + NearDuplicates.SAME) * (one.length + other.length);
  }

  /** Whether the Jaccard index of two ascending sets is high enough. */
  private static boolean isAlike(long[] one, long[] other) {
    double needed = needed(one, other);
    int both = 0;
    int i = 0;
    int j = 0;
    while (both + Math.min(one.length - i, other.length - j) >= needed - ROUNDING
        && i < one.length
        && j < other.length) {
      int order = Long.compare(one[i], other[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return (double) both / (one.length + other.length - both) >= NearDuplicates.SAME;
  }

  private static boolean contains(int[] numbers, int one) {
    for (int number : numbers) {
      if (number == one) {
        return true;
      }
    }
    return false;
  }

  private static int[] with(int[] numbers, int one) {
    int[] more = Arrays.copyOf(numbers, numbers.length + 1);
    more[numbers.length] = one;
    return more;
  }

  int department(int number) {
    return entries.get(number).department;
  }

  long hash(int number) {
    return entries.get(number).hash;
  }

  long[] grams(int number) {
    return entries.get(number).grams;
  }

  /**
   * A text was written, or is taken back.
   *
   * @param sign 1 or -1
   * @param touched gets later days on which it decides about others
   */
  void count(int number, int day, int sign, Days touched) {
    Entry entry = entries.get(number);
    int i = entry.from(day);
    if (i == entry.size || entry.days[i] != day) {
      if (entry.size == entry.days.length) {
        entry.days = Arrays.copyOf(entry.days, entry.size * 2 + 1);
        entry.counts = Arrays.copyOf(entry.counts, entry.size * 2 + 1);
      }
      System.arraycopy(entry.days, i, entry.days, i + 1, entry.size - i);
      System.arraycopy(entry.counts, i, entry.counts, i + 1, entry.size - i);
      entry.days[i] = day;
      entry.counts[i] = 0;
      entry.size++;
    }
    entry.counts[i] += sign;
    touch(entry, day, touched);
    for (int other : entry.alike) {
      touch(entries.get(other), day, touched);
    }
  }

  private static void touch(Entry entry, int day, Days touched) {
    for (int i = entry.from(day + 1);
        i < entry.size && entry.days[i] < day + NearDuplicates.DAYS;
        i++) {
      touched.day(entry.days[i]);
    }
  }

  /** Whether a text of a day has one like it on the day or in the 29 days before. */
  boolean isAlike(int number, int day) {
    Entry entry = entries.get(number);
    int first = day - NearDuplicates.DAYS + 1;
    if (entry.some(first, day) > 1) {
      return true;
    }
    for (int other : entry.alike) {
      if (entries.get(other).some(first, day) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of the days before one and of texts that were written on none since. */
  void forgetBefore(int day) {
    for (int number = 0; number < entries.size(); number++) {
      Entry entry = entries.get(number);
      if (entry == null) {
        continue;
      }
      int gone = entry.from(day);
      entry.days = Arrays.copyOfRange(entry.days, gone, entry.size);
      entry.counts = Arrays.copyOfRange(entry.counts, gone, entry.size);
      entry.size -= gone;
      if (Arrays.stream(entry.counts).sum() == 0) {
        forget(number, entry);
      }
    }
  }

  private void forget(int number, Entry entry) {
    for (int other : entry.alike) {
      entries.get(other).alike =
          Arrays.stream(entries.get(other).alike).filter(one -> one != number).toArray();
    }
    for (long band : entry.bands) {
      buckets.remove(band, number);
    }
    byHash.remove(mixed(entry.department, entry.hash), number);
    entries.set(number, null);
    free.add(number);
  }
}
