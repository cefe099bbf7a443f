package haochaping.deliver.send;

import haochaping.deliver.contacts.Contact;
import haochaping.deliver.contacts.Contacts.Post;
import haochaping.deliver.plan.Outgoing;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Hands letters to a mail server. A mail that was handed over twice has the same Message-ID. */
public final class SmtpCarrier implements Carrier {
  private final Post post;
  private final String password;
  private final LetterWriter writer;
  private final Session session;

  /**
   * @param password of the post's user, or null
   * @param patience with each answer of the server
   */
  public SmtpCarrier(Post post, String password, LetterWriter writer, Duration patience) {
    this.post = post;
    this.password = password;
    this.writer = writer;
    String millis = Long.toString(patience.toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", post.host());
    properties.put("mail.smtp.port", Integer.toString(post.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    // The mail is taken when DATA was answered; a server that hangs at the goodbye has it.
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", Boolean.toString(post.user() != null));
    switch (post.encryption()) {
      case none -> {}
      case starttls -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
      case tls -> {
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
    }
    session = Session.getInstance(properties);
  }

  @Override
  public void carry(Outgoing outgoing, Contact contact) throws Refusal {
    try (Transport transport = session.getTransport("smtp")) {
      MailMessage mail =
          new MailMessage(
              session, post.from(), contact.mail(), outgoing, writer.write(outgoing, contact));
      transport.connect(post.user(), password);
      transport.sendMessage(mail, new Address[] {mail.getAllRecipients()[0]});
    } catch (MessagingException e) {
      throw refusal(e);
    }
  }

  /** The innermost answer of the server; one about this address or this mail that is final. */
  private static Refusal refusal(MessagingException e) {
    boolean isLasting = false;
    String why = e.getMessage();
    for (Exception cause = e; cause != null; cause = next(cause)) {
      if (cause.getMessage() != null) {
        why = cause.getMessage();
      }
      if (cause instanceof SMTPAddressFailedException refused) {
        isLasting |= refused.getReturnCode() >= 500;
      } else if (cause instanceof SMTPSendFailedException refused) {
        isLasting |= refused.getReturnCode() >= 500;
      }
    }
    return new Refusal("mail server: " + why, isLasting, e);
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException mail ? mail.getNextException() : null;
  }
}
