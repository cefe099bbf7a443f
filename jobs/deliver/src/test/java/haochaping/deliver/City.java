package haochaping.deliver;

import haochaping.core.WorkingDays;
import haochaping.deliver.contacts.Contacts;
import haochaping.deliver.contacts.ContactsFile;
import java.util.Set;

/** A city with three departments of which one has a webhook and no deputy. */
public final class City {
  public static final String TEXT =
      """
      hours: {from: "08:30", to: "17:30"}
      digest: "09:00"
      grouping_minutes: 5
      answer_hours: 4
      growth: 1.5
      history_days: 3
      patience_hours: 24
      supervisor: {mail: supervisor@city.example, deputy: deputy.supervisor@city.example}
      integrity: {mail: integrity@city.example}
      departments:
        A: {mail: a@city.example, webhook: {url: "http://127.0.0.1:9/hook", secret: hook.a}}
        B: {mail: b@city.example, deputy: deputy.b@city.example, languages: [zh]}
        C: {mail: c@city.example, languages: [en, zh]}
      """;

  private static final Contacts CONTACTS = contacts(TEXT);

  private City() {}

  public static Contacts contacts() {
    return CONTACTS;
  }

  public static Contacts contacts(String text) {
    return ContactsFile.parse(
        "contacts.yaml", text, Set.of("hook.a", "post"), WorkingDays.ANNOUNCED);
  }
}
