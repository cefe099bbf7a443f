package haochaping.deliver.contacts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import haochaping.core.WorkingDays;
import haochaping.deliver.contacts.Contact.Language;
import haochaping.deliver.contacts.Contact.Webhook;
import haochaping.deliver.contacts.Contacts.Post;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Reads {@code contacts.yaml}; says every value that is wrong, and every key that it not knows. */
public final class ContactsFile {
  private static final JsonMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s<>,;]+@[^@\\s<>,;]+\\.[a-z]{2,}");

  private final Set<String> secrets;
  private final WorkingDays days;
  private final List<String> problems = new ArrayList<>();

  private ContactsFile(Set<String> secrets, WorkingDays days) {
    this.secrets = secrets;
    this.days = days;
  }

  /**
   * @param secrets names of the secrets that there are
   * @param days the city's working days
   * @throws IllegalArgumentException in one line: the file, each key that is wrong and what it must
   *     be
   */
  public static Contacts read(Path file, Set<String> secrets, WorkingDays days) {
    try {
      return parse(file.toString(), Files.readString(file), secrets, days);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          file + ": no such file; infra/hcp up makes one for the demonstration city", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same for the text of a file. */
  public static Contacts parse(String name, String text, Set<String> secrets, WorkingDays days) {
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? name : name + ':' + e.getLocation().getLineNr();
      throw new IllegalArgumentException(
          where + ": no YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    }
    ContactsFile file = new ContactsFile(secrets, days);
    Contacts contacts = file.contacts(root);
    if (!file.problems.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + String.join("; ", file.problems));
    }
    return contacts;
  }

  private Contacts contacts(JsonNode root) {
    if (!root.isObject()) {
      wrong("the file", "must hold keys such as supervisor and departments");
      return null;
    }
    keys(
        "",
        root,
        "hours",
        "digest",
        "grouping_minutes",
        "answer_hours",
        "growth",
        "history_days",
        "patience_hours",
        "smtp",
        "supervisor",
        "integrity",
        "departments");
    Manners manners =
        new Manners(
            hours(root),
            Duration.ofMinutes(count(root, "grouping_minutes", 0, 24 * 60)),
            Duration.ofHours(count(root, "answer_hours", 1, 1000)),
            growth(root),
            Duration.ofDays(count(root, "history_days", 1, 10_000)),
            Duration.ofHours(count(root, "patience_hours", 1, 1000)));
    Map<Recipient, Contact> recipients = new HashMap<>();
    role(root, "supervisor", Recipient.SUPERVISOR, Recipient.SUPERVISOR_DEPUTY, recipients);
    role(root, "integrity", Recipient.INTEGRITY, Recipient.INTEGRITY_DEPUTY, recipients);
    JsonNode departments = root.path("departments");
    if (!departments.isObject() && !departments.isNull() && !departments.isMissingNode()) {
      wrong("departments", "must hold a key for each department's code");
    }
    departments
        .fieldNames()
        .forEachRemaining(
            code ->
                reachable(
                    "departments." + code,
                    departments.get(code),
                    Recipient.department(code),
                    Recipient.deputyOf(code),
                    recipients));
    return new Contacts(manners, post(root.path("smtp")), recipients);
  }

  private OfficeHours hours(JsonNode root) {
    JsonNode hours = root.path("hours");
    keys("hours.", hours, "from", "to", "days");
    LocalTime from = time("hours.from", hours.path("from"));
    LocalTime to = time("hours.to", hours.path("to"));
    LocalTime digest = time("digest", root.path("digest"));
    IntPredicate worked = worked(hours.path("days"));
    if (from == null || to == null || digest == null) {
      return null;
    }
    try {
      return new OfficeHours(from, to, digest, worked);
    } catch (IllegalArgumentException e) {
      wrong("hours", "from must lie before to, and digest between them (" + e.getMessage() + ")");
      return null;
    }
  }

  private IntPredicate worked(JsonNode node) {
    return switch (node.asText("working")) {
      case "working" -> days::isWorking;
      case "all" -> day -> true;
      default -> {
        wrong("hours.days", node, "must be working or all");
        yield days::isWorking;
      }
    };
  }

  private LocalTime time(String key, JsonNode node) {
    try {
      return LocalTime.parse(node.asText());
    } catch (DateTimeParseException e) {
      wrong(key, node, "must be a time like \"08:30\", in quotes");
      return null;
    }
  }

  private long count(JsonNode root, String key, int least, int most) {
    JsonNode node = root.path(key);
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      wrong(key, node, "must be a whole number from " + least + " to " + most);
      return least;
    }
    return node.intValue();
  }

  private double growth(JsonNode root) {
    JsonNode node = root.path("growth");
    if (!node.isNumber() || node.doubleValue() <= 1) {
      wrong("growth", node, "must be a number above 1");
    }
    return node.doubleValue();
  }

  private void role(
      JsonNode root, String key, Recipient who, Recipient deputy, Map<Recipient, Contact> into) {
    if (root.path(key).isMissingNode()) {
      wrong(key, "missing: nobody would get what departments must not see");
      return;
    }
    reachable(key, root.get(key), who, deputy, into);
  }

  private void reachable(
      String key, JsonNode node, Recipient who, Recipient deputy, Map<Recipient, Contact> into) {
    if (!node.isObject()) {
      wrong(key, node, "must hold mail, webhook or both");
      return;
    }
    keys(key + '.', node, "mail", "deputy", "webhook", "languages");
    List<Language> languages = languages(key + ".languages", node.path("languages"));
    String mail = node.has("mail") ? address(key + ".mail", node.get("mail")) : null;
    Webhook webhook = node.has("webhook") ? webhook(key + ".webhook", node.get("webhook")) : null;
    if (!node.has("mail") && !node.has("webhook")) {
      wrong(key, "needs mail, webhook or both");
    }
    into.put(who, new Contact(mail, webhook, languages));
    if (node.has("deputy")) {
      into.put(deputy, new Contact(address(key + ".deputy", node.get("deputy")), null, languages));
    }
  }

  private List<Language> languages(String key, JsonNode node) {
    if (node.isMissingNode()) {
      return List.of(Language.values());
    }
    List<Language> languages = new ArrayList<>();
    for (JsonNode one : node) {
      switch (one.asText()) {
        case "zh" -> languages.add(Language.zh);
        case "en" -> languages.add(Language.en);
        default -> wrong(key, one, "must be zh or en");
      }
    }
    if (languages.isEmpty()) {
      wrong(key, node, "must be a list of zh, en or both");
    }
    return languages;
  }

  private String address(String key, JsonNode node) {
    if (!ADDRESS.matcher(node.asText()).matches()) {
      wrong(key, node, "must be a mail address like duty@department.example");
    }
    return node.asText();
  }

  private Webhook webhook(String key, JsonNode node) {
    keys(key + '.', node, "url", "secret");
    URI url = null;
    try {
      url = URI.create(node.path("url").asText());
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    if (url == null
        || url.getHost() == null
        || !(url.getScheme().equals("https") || url.getScheme().equals("http"))) {
      wrong(key + ".url", node.path("url"), "must be an address like https://office.example/hook");
    }
    String secret = node.path("secret").asText();
    if (!secrets.contains(secret)) {
      wrong(key + ".secret", node.path("secret"), "must name a secret of the world's secrets.json");
    }
    return new Webhook(url, secret);
  }

  private Optional<Post> post(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    keys("smtp.", node, "host", "port", "user", "secret", "encryption", "from");
    if (node.path("host").asText().isBlank()) {
      wrong("smtp.host", node.path("host"), "must be the name of a mail server");
    }
    String user = node.has("user") ? node.get("user").asText() : null;
    String secret = node.has("secret") ? node.get("secret").asText() : null;
    if (user != null && !secrets.contains(String.valueOf(secret))) {
      wrong("smtp.secret", node.path("secret"), "must name a secret of the world's secrets.json");
    }
    Post.Encryption encryption = Post.Encryption.none;
    try {
      encryption = Post.Encryption.valueOf(node.path("encryption").asText());
    } catch (IllegalArgumentException e) {
      wrong("smtp.encryption", node.path("encryption"), "must be none, starttls or tls");
    }
    return Optional.of(
        new Post(
            node.path("host").asText(),
            port(node.path("port")),
            user,
            secret,
            encryption,
            address("smtp.from", node.path("from"))));
  }

  private int port(JsonNode node) {
    if (!node.isInt() || node.intValue() < 1 || node.intValue() > 65_535) {
      wrong("smtp.port", node, "must be a port number");
    }
    return node.intValue();
  }

  private void keys(String before, JsonNode node, String... known) {
    Set<String> other = new TreeSet<>();
    node.fieldNames().forEachRemaining(other::add);
    other.removeAll(Set.of(known));
    for (String key : other) {
      wrong(before + key, "is no key here; there are " + String.join(", ", known));
    }
  }

  private void wrong(String key, JsonNode node, String rule) {
    wrong(key, (node.isMissingNode() ? "missing; " : "= " + node + ": ") + rule);
  }

  private void wrong(String key, String problem) {
    problems.add(key + ' ' + problem);
  }
}
