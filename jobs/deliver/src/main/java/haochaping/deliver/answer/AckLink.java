package haochaping.deliver.answer;

import haochaping.deliver.send.Hmac;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Links with which whoever got a notice acknowledges it. Who has the link may use it. */
public final class AckLink {
  /** How long a link holds. */
  static final Duration LIFE = Duration.ofDays(30);

  private final URI base;
  private final byte[] key;

  /** What a link comes to. */
  public enum Verdict {
    VALID,
    EXPIRED,
    FORGED
  }

  /**
   * A link as it was followed.
   *
   * @param notice that it acknowledges
   */
  public record Followed(Verdict verdict, String notice) {}

  /**
   * @param base address of the server that answers
   * @param key that signs
   */
  public AckLink(URI base, byte[] key) {
    this.base = base;
    this.key = key.clone();
  }

  /**
   * The link of a notice, the same whenever it is asked for.
   *
   * @param at when the notice was made, epoch ms
   */
  public String of(String notice, long at) {
    long expiry = (at + LIFE.toMillis()) / 1000;
    return base.resolve("/ack") + "?d=" + notice + "&e=" + expiry + "&s=" + sign(notice, expiry);
  }

  /**
   * Judges a link by its query.
   *
   * @param now epoch ms
   */
  public Followed follow(String query, long now) {
    Map<String, String> values = new HashMap<>();
    for (String pair : (query == null ? "" : query).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    String notice = values.getOrDefault("d", "");
    String expiry = values.getOrDefault("e", "");
    if (!expiry.matches("\\d{1,12}")) {
      return new Followed(Verdict.FORGED, null);
    }
    long until = Long.parseLong(expiry);
    if (!Hmac.isSame(sign(notice, until), values.getOrDefault("s", ""))) {
      return new Followed(Verdict.FORGED, null);
    }
    return now / 1000 < until
        ? new Followed(Verdict.VALID, notice)
        : new Followed(Verdict.EXPIRED, notice);
  }

  private String sign(String notice, long expiry) {
    return Hmac.sha256(key, "ack|" + notice + '|' + expiry);
  }
}
