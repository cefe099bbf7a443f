package haochaping.deliver.plan;

import haochaping.deliver.contacts.Recipient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Names of notices and deliveries: 32 hexadecimal digits of what they say to whom. */
final class Keys {
  private Keys() {}

  static String notice(Recipient recipient, Purpose purpose, List<Item> items, String about) {
    return digest(
        recipient.word()
            + '|'
            + purpose.word()
            + '|'
            + items.stream()
                .map(i -> i.finding() + '@' + i.revision() + ':' + i.purpose().word())
                .sorted()
                .collect(Collectors.joining(","))
            + '|'
            + (about == null ? "" : about));
  }

  static String delivery(String notice, Channel channel) {
    return digest(notice + '|' + channel.word());
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
