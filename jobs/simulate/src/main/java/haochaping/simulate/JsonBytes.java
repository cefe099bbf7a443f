package haochaping.simulate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** A byte buffer with the few writes that records need; prepared pieces are copied, not encoded. */
final class JsonBytes {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private byte[] bytes = new byte[4096];
  private int length;
  // Dates are few and come again and again: epoch day -> yyyy-MM-dd.
  private final byte[][] dates = new byte[8192][];
  private final long[] dateDays = new long[8192];

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  JsonBytes clear() {
    length = 0;
    return this;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  JsonBytes raw(byte[] piece) {
    ensure(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
    return this;
  }

  JsonBytes ascii(String text) {
    int n = text.length();
    ensure(n);
    for (int i = 0; i < n; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  JsonBytes orNull(boolean present, byte[] piece) {
    return present ? quote().raw(piece).quote() : raw(NULL);
  }

  JsonBytes orNull(boolean present, String ascii) {
    return present ? quote().ascii(ascii).quote() : raw(NULL);
  }

  JsonBytes quote() {
    ensure(1);
    bytes[length++] = '"';
    return this;
  }

  /** A non-negative number, padded with zeros to at least this width. */
  JsonBytes digits(long value, int width) {
    ensure(20);
    int n = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      n++;
    }
    n = Math.max(n, width);
    long rest = value;
    for (int i = length + n - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += n;
    return this;
  }

  /** A quoted local time, or null where it is 0. */
  JsonBytes time(long localSecond) {
    if (localSecond == 0) {
      return raw(NULL);
    }
    long day = localSecond / 86_400;
    int second = (int) (localSecond % 86_400);
    quote().raw(date(day));
    ensure(12);
    bytes[length++] = ' ';
    pair(second / 3600);
    bytes[length++] = ':';
    pair(second / 60 % 60);
    bytes[length++] = ':';
    pair(second % 60);
    return quote();
  }

  /** yyyyMMdd. */
  JsonBytes compactDate(long epochDay) {
    byte[] date = date(epochDay);
    ensure(8);
    for (byte b : date) {
      if (b != '-') {
        bytes[length++] = b;
      }
    }
    return this;
  }

  private void pair(int value) {
    bytes[length++] = PAIRS[2 * value];
    bytes[length++] = PAIRS[2 * value + 1];
  }

  private byte[] date(long epochDay) {
    int slot = (int) (epochDay & (dates.length - 1));
    if (dates[slot] == null || dateDays[slot] != epochDay) {
      dates[slot] = utf8(LocalDate.ofEpochDay(epochDay).toString());
      dateDays[slot] = epochDay;
    }
    return dates[slot];
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
