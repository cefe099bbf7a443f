package haochaping.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Random numbers that a rerun finds again: the seed follows from what is computed, never from when.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * The seed of one detector's run: the first 8 bytes, big-endian, of the SHA-256 of {@code
   * detector|config|scope|yyyy-MM-dd} in UTF-8.
   *
   * @param detector its name
   * @param config the hash or name of its configuration
   * @param scope the level, city or target that is looked at
   * @param day the day of the city's calendar
   */
  public static long seed(String detector, String config, String scope, LocalDate day) {
    byte[] text =
        (detector + '|' + config + '|' + scope + '|' + day).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(sha256(text)).getLong();
  }

  /**
   * The stream of one replicate. Streams of one seed start at scattered points of
   * SplittableRandom's cycle; at {@code seed + r * gamma} they would be one stream, shifted by a
   * draw.
   *
   * @param seed of the run
   * @param replicate its number, at least 0
   * @throws IllegalArgumentException if {@code replicate} is negative
   */
  public static SplittableRandom replicate(long seed, long replicate) {
    Argument.atLeast("replicate", replicate, 0);
    return new SplittableRandom(mix64(seed + replicate));
  }

  /** The finaliser of SplitMix64: a bijection of the 64-bit words (Steele, Lea, Flood 2014). */
  public static long mix64(long word) {
    long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** SHA-256 of some bytes: 32 bytes. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }
}
