package haochaping.ingest.decode;

/**
 * Keeps one string for each of the values that come again and again (codes, names of departments),
 * found by its characters without making a string first. Bounded: when full it starts anew.
 */
final class Symbols {
  private static final int CAPACITY = 1 << 16;
  private static final int MASK = 2 * CAPACITY - 1;
  private static final int LONGEST = 64;

  private String[] table = new String[2 * CAPACITY];
  private int size;

  String get(char[] chars, int offset, int length) {
    if (length > LONGEST) {
      return new String(chars, offset, length);
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + chars[offset + i];
    }
    int slot = (hash ^ (hash >>> 16)) & MASK;
    String found;
    while ((found = table[slot]) != null) {
      if (found.length() == length && found.hashCode() == hash && same(found, chars, offset)) {
        return found;
      }
      slot = (slot + 1) & MASK;
    }
    String made = new String(chars, offset, length);
    if (++size > CAPACITY) {
      table = new String[2 * CAPACITY];
      size = 1;
      slot = (hash ^ (hash >>> 16)) & MASK;
    }
    table[slot] = made;
    return made;
  }

  private static boolean same(String text, char[] chars, int offset) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
