package haochaping.deliver.send;

import haochaping.deliver.plan.Outgoing;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A letter as a mail: text and HTML, named after the delivery. */
final class MailMessage extends MimeMessage {
  private final String id;

  MailMessage(Session session, String from, String to, Outgoing outgoing, Letter letter)
      throws MessagingException {
    super(session);
    id = '<' + outgoing.delivery() + from.substring(from.indexOf('@')) + '>';
    setFrom(new InternetAddress(from));
    setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    setSentDate(new Date(outgoing.notice().at()));
    setHeader("Auto-Submitted", "auto-generated");
    setHeader("X-Hcp-Purpose", outgoing.notice().purpose().word());
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(body(letter.text(), "plain"));
    both.addBodyPart(body(letter.html(), "html"));
    setContent(both);
    saveChanges();
  }

  private static MimeBodyPart body(String text, String subtype) throws MessagingException {
    MimeBodyPart body = new MimeBodyPart();
    body.setText(text, StandardCharsets.UTF_8.name(), subtype);
    return body;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
