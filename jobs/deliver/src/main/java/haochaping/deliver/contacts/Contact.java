package haochaping.deliver.contacts;

import java.net.URI;
import java.util.List;

/**
 * How a recipient is reached: by mail, by webhook, or both.
 *
 * @param mail address, or null
 * @param webhook or null
 * @param languages of the letters, in their order
 */
public record Contact(String mail, Webhook webhook, List<Language> languages) {
  /** A language of letters. */
  public enum Language {
    zh,
    en
  }

  /**
   * An address that takes notices as signed JSON.
   *
   * @param secret name of the key that signs them
   */
  public record Webhook(URI url, String secret) {
    /** Host and port. */
    public String target() {
      return url.getAuthority();
    }
  }

  public Contact {
    languages = List.copyOf(languages);
  }

  /** The mail address without who it is: {@code d…@city.example}. */
  public String maskedMail() {
    return mail.charAt(0) + "…" + mail.substring(mail.indexOf('@'));
  }
}
