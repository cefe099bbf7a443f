package haochaping.ingest.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF. */
final class Utf8 {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isValid(byte[] bytes) {
    int i = 0;
    int end = bytes.length;
    while (i < end) {
      int b = bytes[i++];
      if (b >= 0) {
        while (i + Long.BYTES <= end && ((long) EIGHT_BYTES.get(bytes, i) & HIGH_BITS) == 0) {
          i += Long.BYTES;
        }
        continue;
      }
      int lead = b & 0xFF;
      // Nearly all of Chinese: three bytes whose second may be any.
      if (lead > 0xE0
          && lead < 0xED
          && i + 2 <= end
          && (bytes[i] & 0xC0) == 0x80
          && (bytes[i + 1] & 0xC0) == 0x80) {
        i += 2;
        continue;
      }
      if (lead < 0xC2 || lead > 0xF4) {
        return false;
      }
      int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
      if (i + more > end) {
        return false;
      }
      int second = bytes[i] & 0xFF;
      int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
      int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
      if (second < lowest || second > highest) {
        return false;
      }
      for (int k = 1; k < more; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += more;
    }
    return true;
  }
}
