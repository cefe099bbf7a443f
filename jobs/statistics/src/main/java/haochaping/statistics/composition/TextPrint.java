package haochaping.statistics.composition;

import haochaping.statistics.Seeds;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A review's text, reduced to what near-duplicates share: its set of 2-grams, and a MinHash of it
 * (Broder 1997), 64 slots that agree with another text's each with the probability of their Jaccard
 * index.
 */
public final class TextPrint {
  /** Slots of a MinHash. */
  public static final int SLOTS = 64;

  /** Texts with fewer characters say too little to be alike. */
  public static final int SHORTEST = 6;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  /** Pairs of code points, the first in the upper half; ascending, each once. */
  private final long[] grams;

  private final long[] slots;

  private TextPrint(long[] grams, long[] slots) {
    this.grams = grams;
    this.slots = slots;
  }

  /**
   * The print of a text: in Unicode's compatibility form (NFKC), without spaces, punctuation and
   * what cannot be seen.
   *
   * @param text as written
   * @return nothing of fewer than {@link #SHORTEST} characters
   */
  public static Optional<TextPrint> of(String text) {
    int[] characters =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .codePoints()
            .filter(TextPrint::matters)
            .toArray();
    if (characters.length < SHORTEST) {
      return Optional.empty();
    }
    long[] grams = new long[characters.length - 1];
    for (int i = 0; i < grams.length; i++) {
      grams[i] = (long) characters[i] << 32 | characters[i + 1];
    }
    grams = Arrays.stream(grams).sorted().distinct().toArray();
    return Optional.of(of(grams));
  }

  /**
   * The print of known 2-grams.
   *
   * @param grams as {@link #grams} gave them
   */
  public static TextPrint of(long[] grams) {
    long[] slots = new long[SLOTS];
    Arrays.fill(slots, -1);
    for (long gram : grams) {
      long hash = fnv(gram);
      for (int i = 0; i < SLOTS; i++) {
        long slot = Seeds.mix64(hash ^ ((i + 1) * STEP));
        if (Long.compareUnsigned(slot, slots[i]) < 0) {
          slots[i] = slot;
        }
      }
    }
    return new TextPrint(grams, slots);
  }

  private static boolean matters(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          false;
      default -> true;
    };
  }

  /** FNV-1a, 64 bits, of the gram in UTF-8 (Fowler, Noll, Vo). */
  static long fnv(long gram) {
    return fnv(fnv(FNV_OFFSET, (int) (gram >>> 32)), (int) gram);
  }

  private static long fnv(long hash, int point) {
    if (point < 0x80) {
      return (hash ^ point) * FNV_PRIME;
    }
    int last = 0x80 | (point & 0x3f);
    if (point < 0x800) {
      return ((hash ^ (0xc0 | point >> 6)) * FNV_PRIME ^ last) * FNV_PRIME;
    }
    int third = 0x80 | (point >> 6 & 0x3f);
    if (point < 0x10000) {
      // A lone surrogate is written as a question mark.
      return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
          ? (hash ^ '?') * FNV_PRIME
          : (((hash ^ (0xe0 | point >> 12)) * FNV_PRIME ^ third) * FNV_PRIME ^ last) * FNV_PRIME;
    }
    int second = 0x80 | (point >> 12 & 0x3f);
    long start = ((hash ^ (0xf0 | point >> 18)) * FNV_PRIME ^ second) * FNV_PRIME;
    return ((start ^ third) * FNV_PRIME ^ last) * FNV_PRIME;
  }

  /** Its 2-grams: pairs of code points, ascending, each once. Not to be changed. */
  public long[] grams() {
    return grams;
  }

  /** Jaccard index of the two texts' 2-grams, exact, in [0, 1]. */
  public double likeness(TextPrint other) {
    int both = 0;
    int i = 0;
    int j = 0;
    while (i < grams.length && j < other.grams.length) {
      int order = Long.compare(grams[i], other.grams[j]);
      if (order == 0) {
        both++;
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return (double) both / (grams.length + other.grams.length - both);
  }

  /**
   * A slot of the MinHash: the least hash of a 2-gram, as unsigned numbers go.
   *
   * @param index in [0, {@link #SLOTS})
   */
  public long slot(int index) {
    return slots[index];
  }

  /** How many slots agree, in [0, {@link #SLOTS}]; divided by it, an estimate of the likeness. */
  public int agreement(TextPrint other) {
    int same = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (slots[i] == other.slots[i]) {
        same++;
      }
    }
    return same;
  }
}
