package haochaping.ingest.decode;

import java.util.Arrays;

/**
 * Keeps one string for each of the values that come again and again (codes, names of departments),
 * found by its characters without making a string first. Bounded: when full it starts anew.
 */
final class Symbols {
  private static final int CAPACITY = 1 << 13;
  private static final int MASK = 2 * CAPACITY - 1;
  private static final int LONGEST = 64;

  private static final String[] SINGLE = new String[128];

  static {
    for (char c = 0; c < SINGLE.length; c++) {
      SINGLE[c] = String.valueOf(c);
    }
  }

  /** A text beside its characters, which are compared many at a time. */
  private record Symbol(int hash, char[] chars, String text) {}

  private Symbol[] table = new Symbol[2 * CAPACITY];
  private int size;

  String get(char[] chars, int offset, int length) {
    if (length == 1 && chars[offset] < SINGLE.length) {
      return SINGLE[chars[offset]];
    }
    if (length > LONGEST) {
      return new String(chars, offset, length);
    }
    int end = offset + length;
    int hash = hash(chars, offset, end);
    int slot = (hash ^ (hash >>> 16)) & MASK;
    Symbol found;
    while ((found = table[slot]) != null) {
      if (found.hash == hash
          && Arrays.equals(found.chars, 0, found.chars.length, chars, offset, end)) {
        return found.text;
      }
      slot = (slot + 1) & MASK;
    }
    Symbol made =
        new Symbol(hash, Arrays.copyOfRange(chars, offset, end), new String(chars, offset, length));
    if (++size > CAPACITY) {
      table = new Symbol[2 * CAPACITY];
      size = 1;
      slot = (hash ^ (hash >>> 16)) & MASK;
    }
    table[slot] = made;
    return made.text;
  }

  /** Four characters at a time: each step waits for the last one's product. */
  private static int hash(char[] chars, int offset, int end) {
    int hash = 0;
    int i = offset;
    for (; i + 4 <= end; i += 4) {
      hash =
          hash * (31 * 31 * 31 * 31)
              + chars[i] * (31 * 31 * 31)
              + chars[i + 1] * (31 * 31)
              + chars[i + 2] * 31
              + chars[i + 3];
    }
    for (; i < end; i++) {
      hash = hash * 31 + chars[i];
    }
    return hash;
  }
}
