package haochaping.local.commands;

import haochaping.deliver.contacts.Contact;
import haochaping.deliver.contacts.Contacts;
import haochaping.deliver.contacts.Recipient;
import haochaping.local.World;
import haochaping.local.services.Deliver;
import haochaping.platform.Reference;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom to tell. */
@Command(
    name = "contacts",
    description = {
      "Whom to tell of findings: list, check.",
      "They are in DATA/contacts.yaml, which explains each key. A running stack takes changes over",
      "at once."
    },
    subcommands = CommandLine.HelpCommand.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp contacts list",
      "  infra/hcp contacts check",
      "  infra/hcp contacts check new-contacts.yaml"
    })
public final class ContactsCommand implements Runnable {
  @Mixin private WorldOption world;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list or check");
  }

  @Command(
      name = "list",
      description = "List who is told where.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  infra/hcp contacts list"})
  int list() {
    World opened = world.open();
    Contacts contacts = Deliver.contacts(opened, opened.contactsFile());
    List<Map.Entry<Recipient, Contact>> all =
        contacts.recipients().entrySet().stream()
            .sorted(Comparator.comparing(one -> one.getKey().word()))
            .toList();
    for (Map.Entry<Recipient, Contact> one : all) {
      Contact contact = one.getValue();
      System.out.printf(
          "%-38s %-5s %s%s%n",
          one.getKey(),
          String.join(",", contact.languages().stream().map(Enum::name).toList()),
          contact.mail() == null ? "" : contact.mail() + " ",
          contact.webhook() == null ? "" : contact.webhook().url());
    }
    return 0;
  }

  @Command(
      name = "check",
      description = {
        "Say what is wrong with a contacts file, and which departments of the reference data it",
        "leaves out."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp contacts check",
        "  infra/hcp contacts check new-contacts.yaml --data /srv/a"
      })
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "FILE",
              description = "The file (default: contacts.yaml of the world).")
          Path file) {
    World opened = world.open();
    Path checked = file == null ? opened.contactsFile() : file;
    Contacts contacts = Deliver.contacts(opened, checked);
    List<String> without =
        Reference.rows("departments").stream()
            .filter(row -> contacts.of(Recipient.department(row.get("dept_code"))).isEmpty())
            .map(row -> row.get("dept_code") + " " + row.get("name"))
            .toList();
    long departments =
        contacts.recipients().keySet().stream()
            .filter(one -> one.role() == Recipient.Role.DEPARTMENT)
            .count();
    System.out.printf("%s: good; departments: %d%n", checked, departments);
    without.forEach(one -> System.out.println("without a contact: " + one));
    return 0;
  }
}
