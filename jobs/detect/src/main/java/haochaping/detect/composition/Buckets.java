package haochaping.detect.composition;

/**
 * An open-addressed multimap from hash to number, with as many entries of a hash as are added. A
 * hash is not 0.
 */
final class Buckets {
  /** 0 of an empty slot: mostly a hash is not there, and then this is all that is read. */
  private long[] keys = new long[1 << 12];

  private int[] values = new int[1 << 12];

  private int size;

  private int home(long key) {
    return (int) (key ^ key >>> 32) & keys.length - 1;
  }

  /** The first slot of a hash, -1 if there is none. */
  int first(long key) {
    return from(key, home(key));
  }

  /** The next slot of a hash after one. */
  int next(long key, int slot) {
    return from(key, slot + 1 & keys.length - 1);
  }

  private int from(long key, int start) {
    int mask = keys.length - 1;
    for (int i = start; keys[i] != 0; i = i + 1 & mask) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  int value(int slot) {
    return values[slot];
  }

  void add(long key, int number) {
    if (size * 8L > keys.length * 5L) {
      grow();
    }
    put(key, number);
    size++;
  }

  private void put(long key, int value) {
    int mask = keys.length - 1;
    int i = home(key);
    while (keys[i] != 0) {
      i = i + 1 & mask;
    }
    keys[i] = key;
    values[i] = value;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }

  /** Takes one entry away and moves up what was pushed past it (Knuth, TAOCP 3, 6.4, R). */
  void remove(long key, int number) {
    int slot = first(key);
    while (slot >= 0 && value(slot) != number) {
      slot = next(key, slot);
    }
    if (slot < 0) {
      return;
    }
    int mask = keys.length - 1;
    int gap = slot;
    for (int i = gap + 1 & mask; keys[i] != 0; i = i + 1 & mask) {
      if ((i - home(keys[i]) & mask) >= (i - gap & mask)) {
        keys[gap] = keys[i];
        values[gap] = values[i];
        gap = i;
      }
    }
    keys[gap] = 0;
    size--;
  }
}
