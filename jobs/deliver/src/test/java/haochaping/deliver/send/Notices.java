package haochaping.deliver.send;

import static haochaping.deliver.Told.at;

import haochaping.deliver.City;
import haochaping.deliver.contacts.Contact;
import haochaping.deliver.contacts.Recipient;
import haochaping.deliver.plan.Channel;
import haochaping.deliver.plan.Desk;
import haochaping.deliver.plan.Outgoing;
import haochaping.platform.Finding;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Deliveries of one notice, for tests of their ways. */
final class Notices {
  static final long MORNING = at("2026-03-05T09:00");
  static final long NOTICED = at("2026-03-05T09:05");
  static final Links LINKS =
      new Links(
          (notice, at) -> "http://127.0.0.1:1/ack?d=" + notice, "http://127.0.0.1:2/overview");
  static final Map<String, String> NAMES = Map.of("A", "甲局", "B", "乙局", "370402", "市中区");
  static final LetterWriter WRITER = new LetterWriter(NAMES, LINKS);

  private Notices() {}

  static Outgoing of(Channel channel, Finding... findings) {
    return all(findings).stream()
        .filter(one -> one.address().channel() == channel)
        .findFirst()
        .orElseThrow();
  }

  static List<Outgoing> all(Finding... findings) {
    Desk desk = new Desk(City.contacts());
    for (Finding finding : findings) {
      desk.take(finding, MORNING);
    }
    desk.advance(NOTICED);
    return desk.due(NOTICED);
  }

  static Contact department(String code) {
    return City.contacts().of(Recipient.department(code)).orElseThrow();
  }

  static Contact hook(URI url) {
    return new Contact(null, new Contact.Webhook(url, "hook.a"), List.of(Contact.Language.zh));
  }
}
