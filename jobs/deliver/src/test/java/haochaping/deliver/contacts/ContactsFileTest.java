package haochaping.deliver.contacts;

import static haochaping.deliver.Told.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.WorkingDays;
import haochaping.deliver.City;
import haochaping.deliver.contacts.Contact.Language;
import haochaping.deliver.contacts.Contacts.Post;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactsFileTest {
  @Test
  void readsEveryKey() {
    Contacts contacts =
        City.contacts(
            City.TEXT
                + """
                smtp: {host: post.example, port: 587, user: hcp, secret: post, encryption: starttls,
                       from: notices@city.example}
                """);
    assertThat(contacts.post())
        .contains(
            new Post(
                "post.example",
                587,
                "hcp",
                "post",
                Post.Encryption.starttls,
                "notices@city.example"));
    Contact a = contacts.of(Recipient.department("A")).orElseThrow();
    assertThat(a.mail()).isEqualTo("a@city.example");
    assertThat(a.maskedMail()).isEqualTo("a…@city.example");
    assertThat(a.webhook().target()).isEqualTo("127.0.0.1:9");
    assertThat(a.languages()).containsExactly(Language.zh, Language.en);
    assertThat(contacts.of(Recipient.department("C")).orElseThrow().languages())
        .containsExactly(Language.en, Language.zh);
    assertThat(contacts.of(Recipient.deputyOf("B")).orElseThrow().mail())
        .isEqualTo("deputy.b@city.example");
    assertThat(contacts.of(Recipient.deputyOf("A"))).isEmpty();
    assertThat(contacts.manners().growth()).isEqualTo(1.5);
    assertThat(City.contacts().post()).isEmpty();
    assertThat(City.contacts().manners().hours().isOpen(at("2026-03-07T12:00"))).isFalse();
    Contacts everyDay = City.contacts(City.TEXT.replace("17:30\"", "17:30\", days: all"));
    assertThat(everyDay.manners().hours().isOpen(at("2026-03-07T12:00"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "digest: \"09:00\" | digest: 9 | digest = 9: must be a time like \"08:30\", in quotes",
        "digest: \"09:00\" | digest: \"20:00\" | hours from must lie before to, and digest between"
            + " them (hours from 08:30 to 17:30, digest at 20:00)",
        "answer_hours: 4 | answer_hours: 0 | answer_hours = 0: must be a whole number from 1 to"
            + " 1000",
        "to: \"17:30\" | to: \"17:30\", days: some | hours.days = \"some\": must be working or all",
        "growth: 1.5 | grow: 1.5 | grow is no key here; there are hours, digest,"
            + " grouping_minutes, answer_hours, growth, history_days, patience_hours, smtp,"
            + " supervisor, integrity, departments; growth missing; must be a number above 1",
        "c@city.example | c.city.example | departments.C.mail = \"c.city.example\": must be a mail"
            + " address like duty@department.example",
        "[en, zh] | [fr] | departments.C.languages = \"fr\": must be zh or en;"
            + " departments.C.languages = [\"fr\"]: must be a list of zh, en or both",
        "secret: hook.a | secret: other | departments.A.webhook.secret = \"other\": must name a"
            + " secret of the world's secrets.json",
        "http://127.0.0.1:9/hook | ftp://a/b | departments.A.webhook.url = \"ftp://a/b\": must be"
            + " an address like https://office.example/hook",
        "integrity: {mail: integrity@city.example} | smtp: | integrity missing: nobody would get"
            + " what departments must not see"
      })
  void saysWhatIsWrongWhereAndHowItMustBe(String right, String wrong, String problem) {
    assertThat(City.TEXT).contains(right);
    assertThatThrownBy(() -> City.contacts(City.TEXT.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contacts.yaml: " + problem);
  }

  @Test
  void saysAllThatIsWrongAtOnceInOneLine() {
    String text = City.TEXT.replace("growth: 1.5", "growth: 1").replace("b@city", "b city");
    assertThatThrownBy(() -> City.contacts(text))
        .hasMessage(
            "contacts.yaml: growth = 1: must be a number above 1; departments.B.mail ="
                + " \"b city.example\": must be a mail address like duty@department.example;"
                + " departments.B.deputy = \"deputy.b city.example\": must be a mail address like"
                + " duty@department.example");
  }

  @Test
  void saysTheLineThatIsNoYaml() {
    assertThatThrownBy(() -> City.contacts("hours: {from\ngrowth: ["))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("contacts.yaml:")
        .hasMessageContaining(": no YAML: ");
    assertThatThrownBy(() -> City.contacts(City.TEXT + "  A: {mail: a@city.example}\n"))
        .hasMessageStartingWith("contacts.yaml:14: no YAML: ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> ContactsFile.read(Path.of("none.yaml"), Set.of(), WorkingDays.ANNOUNCED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("none.yaml: no such file; infra/hcp up makes one for the demonstration city");
  }

  @Test
  void recipientsAreSpelledAsTheLedgerDoes() {
    for (Recipient one :
        List.of(Recipient.SUPERVISOR, Recipient.INTEGRITY_DEPUTY, Recipient.deputyOf("B"))) {
      assertThat(Recipient.of(one.word())).isEqualTo(one);
    }
    assertThat(Recipient.deputyOf("B").word()).isEqualTo("department-deputy:B");
  }
}
