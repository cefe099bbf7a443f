package haochaping.deliver;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import haochaping.core.WorkingDays;
import haochaping.deliver.contacts.Contacts;
import haochaping.deliver.contacts.ContactsFile;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the process is started with: a properties file. Beside the keys here it holds those of the
 * catalog.
 */
final class DeliverOptions {
  /** Address of the broker. */
  static final String BOOTSTRAP = "hcp.kafka.bootstrap";

  /** The contacts file; a newer one is taken over while the process runs. */
  static final String CONTACTS = "hcp.deliver.contacts";

  /** JSON file with secrets by name: keys of webhooks, the mail server's password. */
  static final String SECRETS = "hcp.deliver.secrets";

  /** Folder that letters go into where the contacts name no mail server. */
  static final String MAILBOX = "hcp.deliver.mailbox";

  /** Port on 127.0.0.1 that links lead to. */
  static final String PORT = "hcp.deliver.port";

  /** Address that links begin with: that of the port, or of what stands before it. */
  static final String LINK = "hcp.deliver.link";

  /** Address of the dashboard that letters name. May be left out. */
  static final String DASHBOARD = "hcp.deliver.dashboard";

  /** Name of the secret that signs links. */
  static final String LINK_SECRET = "deliver.link";

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> values = new HashMap<>();

  DeliverOptions(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
    for (String key : new String[] {BOOTSTRAP, CONTACTS, SECRETS, MAILBOX, PORT, LINK}) {
      if (!values.containsKey(key)) {
        throw new IllegalArgumentException(file + ": " + key + " is missing");
      }
    }
  }

  /** All values, those of the catalog too. */
  Map<String, String> all() {
    return values;
  }

  String bootstrap() {
    return values.get(BOOTSTRAP);
  }

  Path contactsFile() {
    return Path.of(values.get(CONTACTS));
  }

  Contacts contacts(WorkingDays days) {
    return ContactsFile.read(contactsFile(), secrets().keySet(), days);
  }

  Path mailbox() {
    return Path.of(values.get(MAILBOX));
  }

  int port() {
    return Integer.parseInt(values.get(PORT));
  }

  URI link() {
    return URI.create(values.get(LINK));
  }

  /** Or null. */
  String dashboard() {
    return values.get(DASHBOARD);
  }

  /**
   * The bytes of a secret.
   *
   * @throws IllegalArgumentException naming it where there is none
   */
  byte[] secret(String name) {
    String secret = secrets().get(name);
    if (secret == null) {
      throw new IllegalArgumentException(values.get(SECRETS) + " has no secret " + name);
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> secrets() {
    Path file = Path.of(values.get(SECRETS));
    try {
      return JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {});
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
