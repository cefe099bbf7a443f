package haochaping.deliver.contacts;

import java.util.Map;
import java.util.Optional;

/**
 * Whom to tell, and how the city wants to be told.
 *
 * @param post the server that takes mail; empty: letters go into a folder
 */
public record Contacts(Manners manners, Optional<Post> post, Map<Recipient, Contact> recipients) {
  /**
   * A server that takes mail.
   *
   * @param user or null where it asks for none
   * @param secret name of that user's password, or null
   * @param encryption of the connection
   * @param from the sender's address
   */
  public record Post(
      String host, int port, String user, String secret, Encryption encryption, String from) {
    /** How the connection is kept from others. */
    public enum Encryption {
      none,
      starttls,
      tls
    }
  }

  public Contacts {
    recipients = Map.copyOf(recipients);
  }

  public Optional<Contact> of(Recipient recipient) {
    return Optional.ofNullable(recipients.get(recipient));
  }
}
