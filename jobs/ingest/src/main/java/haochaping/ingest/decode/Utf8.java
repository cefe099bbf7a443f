package haochaping.ingest.decode;

/** Strict UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes) {
    int i = 0;
    int end = bytes.length;
    while (i < end) {
      int b = bytes[i++];
      if (b >= 0) {
        continue;
      }
      int lead = b & 0xFF;
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
