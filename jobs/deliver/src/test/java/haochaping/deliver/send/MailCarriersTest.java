package haochaping.deliver.send;

import static haochaping.deliver.send.Notices.MORNING;
import static haochaping.deliver.send.Notices.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import haochaping.deliver.Told;
import haochaping.deliver.contacts.Contacts.Post;
import haochaping.deliver.plan.Channel;
import haochaping.deliver.plan.Outgoing;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailCarriersTest {
  private static final Outgoing OUTGOING =
      Notices.of(Channel.MAIL, Told.concentration("b", 1, "B", 6, MORNING));

  @TempDir Path folder;

  private static SmtpCarrier smtp(int port, String user, String password) {
    Post post =
        new Post("127.0.0.1", port, user, null, Post.Encryption.none, "notices@city.example");
    return new SmtpCarrier(post, password, WRITER, Duration.ofMillis(500));
  }

  @Test
  void aMailServerGetsTextAndHtmlAndTheSameIdEveryTime() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.setUser("hcp", "secret");
    server.start();
    try {
      SmtpCarrier carrier = smtp(server.getSmtp().getPort(), "hcp", "secret");
      carrier.carry(OUTGOING, Notices.department("B"));
      carrier.carry(OUTGOING, Notices.department("B"));
      MimeMessage[] mails = server.getReceivedMessages();
      assertThat(mails).hasSize(2);
      for (MimeMessage mail : mails) {
        assertThat(mail.getMessageID()).isEqualTo("<" + OUTGOING.delivery() + "@city.example>");
        assertThat(mail.getSubject()).isEqualTo("[好差评] 新提示，请核实：差评集中，乙局");
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0]).hasToString("b@city.example");
        assertThat(mail.getFrom()[0]).hasToString("notices@city.example");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        MimeMultipart both = (MimeMultipart) mail.getContent();
        assertThat(both.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(both.getBodyPart(0).getContent().toString()).contains("差评 6 条");
        assertThat(both.getBodyPart(1).getContentType()).startsWith("text/html");
      }
    } finally {
      server.stop();
    }
  }

  /** A mail server that answers each line as it is told: {@code hang}, {@code die} or a reply. */
  private record Script(ServerSocket socket) implements AutoCloseable {
    static Script of(String rcpt, String data) throws IOException {
      ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
      Thread thread = new Thread(() -> serve(socket, rcpt, data), "smtp");
      thread.setDaemon(true);
      thread.start();
      return new Script(socket);
    }

    private static void serve(ServerSocket server, String rcpt, String data) {
      try (Socket socket = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        reply(socket, "220 city.example");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          String answer =
              line.startsWith("RCPT") ? rcpt : line.startsWith("DATA") ? data : "250 ok";
          if (answer.equals("die")) {
            return;
          }
          if (!answer.equals("hang")) {
            reply(socket, answer);
          }
        }
      } catch (IOException e) {
        // The client has gone.
      }
    }

    private static void reply(Socket socket, String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 no b@city.example here | 354 go | true | mail server: 550 no …@city.example here",
        "450 later | 354 go | false | mail server: 450 later",
        "250 ok | 554 spam | true | mail server: 554 spam",
        "250 ok | 452 full | false | mail server: 452 full",
        "hang | 354 go | false | mail server: Read timed out",
        "250 ok | hang | false | mail server: Read timed out",
        "250 ok | die | false | mail server: [EOF]",
      })
  void aServerThatRefusesHangsOrDiesIsARefusal(
      String rcpt, String data, boolean lasting, String why) throws Exception {
    try (Script server = Script.of(rcpt, data)) {
      SmtpCarrier carrier = smtp(server.socket().getLocalPort(), null, null);
      Refusal refusal =
          catchThrowableOfType(
              Refusal.class, () -> carrier.carry(OUTGOING, Notices.department("B")));
      assertThat(refusal).hasMessage(why);
      assertThat(refusal.isLasting()).isEqualTo(lasting);
    }
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> smtp(port, null, null).carry(OUTGOING, Notices.department("B")));
    assertThat(refusal.isLasting()).isFalse();
    assertThat(refusal).hasMessageContaining("Connection refused");
  }

  @Test
  void inAFolderALetterReplacesItself() throws Exception {
    FolderCarrier carrier = new FolderCarrier(folder.resolve("mailbox"), WRITER);
    carrier.carry(OUTGOING, Notices.department("B"));
    carrier.carry(OUTGOING, Notices.department("B"));
    try (Stream<Path> files = Files.list(folder.resolve("mailbox"))) {
      List<Path> letters = files.toList();
      assertThat(letters)
          .containsExactly(folder.resolve("mailbox/" + OUTGOING.delivery() + ".eml"));
      try (var in = Files.newInputStream(letters.get(0))) {
        MimeMessage mail = new MimeMessage(jakarta.mail.Session.getInstance(new Properties()), in);
        assertThat(mail.getMessageID())
            .isEqualTo("<" + OUTGOING.delivery() + "@haochaping.example>");
        assertThat(mail.getSentDate()).hasTime(Notices.NOTICED);
      }
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsARefusal() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "");
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> new FolderCarrier(file, WRITER).carry(OUTGOING, Notices.department("B")));
    assertThat(refusal).hasMessageStartingWith("folder " + file);
    assertThat(refusal.isLasting()).isFalse();
  }
}
