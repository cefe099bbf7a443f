package haochaping.deliver.send;

import haochaping.deliver.contacts.Contact;
import haochaping.deliver.plan.Outgoing;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Puts letters into a folder, a file each; one that comes again replaces itself. */
public final class FolderCarrier implements Carrier {
  private static final String FROM = "notices@haochaping.example";

  private final Path folder;
  private final LetterWriter writer;
  private final Session session = Session.getInstance(new Properties());

  public FolderCarrier(Path folder, LetterWriter writer) {
    this.folder = folder;
    this.writer = writer;
  }

  @Override
  public void carry(Outgoing outgoing, Contact contact) throws Refusal {
    Path file = folder.resolve(outgoing.delivery() + ".eml");
    Path fresh = folder.resolve('.' + outgoing.delivery() + ".new");
    try {
      Files.createDirectories(folder);
      MailMessage mail =
          new MailMessage(session, FROM, contact.mail(), outgoing, writer.write(outgoing, contact));
      try (OutputStream out = Files.newOutputStream(fresh)) {
        mail.writeTo(out);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | MessagingException e) {
      throw new Refusal("folder " + folder + ": " + e.getMessage(), false, e);
    }
  }
}
