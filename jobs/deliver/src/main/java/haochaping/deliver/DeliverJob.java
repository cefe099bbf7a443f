package haochaping.deliver;

import haochaping.core.WorkingDays;
import haochaping.deliver.answer.AckLink;
import haochaping.deliver.answer.AnswerServer;
import haochaping.deliver.contacts.Contacts;
import haochaping.deliver.plan.Channel;
import haochaping.deliver.plan.Desk;
import haochaping.deliver.plan.Order;
import haochaping.deliver.plan.PlanJson;
import haochaping.deliver.send.Carrier;
import haochaping.deliver.send.Dispatcher;
import haochaping.deliver.send.FolderCarrier;
import haochaping.deliver.send.LetterWriter;
import haochaping.deliver.send.Links;
import haochaping.deliver.send.SmtpCarrier;
import haochaping.deliver.send.WebhookCarrier;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.DeliveryLedger;
import haochaping.platform.DeliveryLog;
import haochaping.platform.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * The process that tells people. Argument: a properties file, see {@link DeliverOptions}.
 *
 * <pre>
 * hcp.findings      ┐                       ┌▶ mail server or folder
 * hcp.alert-orders  ┴▶ Desk ─▶ hcp.deliveries ─┴▶ webhooks
 *        ▲                          └▶ core.deliveries
 *        └── /ack, infra/hcp alerts
 * </pre>
 */
public final class DeliverJob {
  private static final int ATTEMPTS_AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DeliverOptions options;
  private final InstantSource clock = Clock.systemUTC();
  private final WorkingDays days = DeadlineProfile.read().days();
  private final Links links;
  private final AckLink ackLink;
  private final LetterWriter writer;
  private final Carrier webhooks;
  private volatile Contacts contacts;
  private volatile Carrier mail;
  private long contactsAge;

  private DeliverJob(DeliverOptions options) throws IOException {
    this.options = options;
    ackLink = new AckLink(options.link(), options.secret(DeliverOptions.LINK_SECRET));
    links = new Links(ackLink::of, options.dashboard());
    writer = new LetterWriter(names(), links);
    webhooks = new WebhookCarrier(options::secret, links, clock, PATIENCE);
    contactsAge = Files.getLastModifiedTime(options.contactsFile()).toMillis();
    use(options.contacts(days));
  }

  public static void main(String[] arguments) {
    int code = 1;
    try {
      AtomicBoolean asked = new AtomicBoolean();
      // A shutdown hook would be too late: libraries close their files in theirs.
      for (String signal : new String[] {"TERM", "INT"}) {
        Signal.handle(new Signal(signal), s -> asked.set(true));
      }
      new DeliverJob(new DeliverOptions(Path.of(arguments[0]))).run(asked);
      code = 0;
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      System.err.println("error: " + e.getMessage());
    } catch (RuntimeException e) {
      System.err.println("error: " + e);
      e.printStackTrace();
    }
    System.exit(code);
  }

  private void run(AtomicBoolean asked) throws IOException {
    Desk desk = new Desk(contacts);
    try (DeliveryLog log = new DeliveryLog(options.bootstrap());
        DeliveryLog.Orders orders = new DeliveryLog.Orders(options.bootstrap());
        Dispatcher dispatcher =
            new Dispatcher(
                one -> contacts.of(one.recipient()),
                one -> one.address().channel() == Channel.MAIL ? mail : webhooks,
                ATTEMPTS_AT_ONCE)) {
      Books books = new Books(() -> new DeliveryLedger(options.all()), System.err);
      DeliverLoop loop = new DeliverLoop(desk, log, dispatcher, books, clock, System.err);
      loop.resume();
      try (AnswerServer server =
          new AnswerServer(
              options.port(),
              ackLink,
              clock,
              notice -> orders.send(notice, PlanJson.encode(new Order.AcknowledgeNotice(notice))),
              loop::metrics)) {
        System.out.println("delivers; answers on 127.0.0.1:" + server.port());
        while (!asked.get()) {
          renewContacts(desk);
          loop.turn();
        }
      }
      loop.end();
    }
  }

  /** Takes a newer contacts file over; goes on with what it has where that one is wrong. */
  private void renewContacts(Desk desk) {
    try {
      long age = Files.getLastModifiedTime(options.contactsFile()).toMillis();
      if (age != contactsAge) {
        contactsAge = age;
        use(options.contacts(days));
        desk.use(contacts);
        System.out.println("contacts taken from " + options.contactsFile());
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("contacts stay as they were: " + e.getMessage());
    }
  }

  private void use(Contacts newer) {
    mail =
        newer
            .post()
            .<Carrier>map(
                post ->
                    new SmtpCarrier(
                        post,
                        post.user() == null ? null : password(post.secret()),
                        writer,
                        PATIENCE))
            .orElseGet(() -> new FolderCarrier(options.mailbox(), writer));
    contacts = newer;
  }

  private String password(String secret) {
    return new String(options.secret(secret), StandardCharsets.UTF_8);
  }

  /** What departments, districts and matters are called, by code. */
  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    Reference.rows("areas").forEach(row -> names.put(row.get("code"), row.get("name")));
    Reference.rows("departments").forEach(row -> names.put(row.get("dept_code"), row.get("name")));
    Reference.rows("matters").forEach(row -> names.put(row.get("task_code"), row.get("name")));
    return names;
  }
}
