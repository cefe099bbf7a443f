package haochaping.deliver.send;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import haochaping.core.CityClock;
import haochaping.deliver.contacts.Contact;
import haochaping.deliver.contacts.Contact.Language;
import haochaping.deliver.plan.Alert;
import haochaping.deliver.plan.Item;
import haochaping.deliver.plan.Outgoing;
import haochaping.deliver.plan.Purpose;
import haochaping.platform.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts notices into words, in the languages of the contact. */
public final class LetterWriter {
  private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();
  private static final String FOLDER = "/haochaping/deliver/";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Map<Language, JsonNode> words = new EnumMap<>(Language.class);
  private final Template text;
  private final Template html;
  private final Map<String, String> names;
  private final Links links;

  /**
   * @param names of departments and districts, by code
   */
  public LetterWriter(Map<String, String> names, Links links) {
    this.names = Map.copyOf(names);
    this.links = links;
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(LetterWriter.class, FOLDER);
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setRecognizeStandardFileExtensions(true);
    try {
      text = templates.getTemplate("letter.ftl");
      html = templates.getTemplate("letter.ftlh");
      for (Language language : Language.values()) {
        try (InputStream in = LetterWriter.class.getResourceAsStream(FOLDER + language + ".yaml")) {
          words.put(language, YAML.readTree(in));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Letter write(Outgoing outgoing, Contact contact) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Language language : contact.languages()) {
      parts.add(part(outgoing, language));
    }
    Purpose purpose = outgoing.notice().purpose();
    Map<String, Object> model = new HashMap<>();
    model.put("parts", parts);
    model.put("escalated", purpose == Purpose.ESCALATION);
    if (outgoing.notice().answerBy() != null) {
      model.put("answerBy", local(outgoing.notice().answerBy()));
    }
    links.acknowledge(outgoing.notice()).ifPresent(link -> model.put("acknowledge", link));
    links.dashboard().ifPresent(link -> model.put("dashboard", link));
    if (purpose == Purpose.DEAD_LETTER) {
      model.put("lost", lost(outgoing.notice().about()));
    }
    String subject =
        parts.stream()
            .map(part -> part.get("subject").toString())
            .collect(Collectors.joining(" / "));
    return new Letter(subject, fill(text, model), fill(html, model));
  }

  private static Map<String, String> lost(String about) {
    String[] words = about.split("\\|", 5);
    return Map.of(
        "delivery", words[0],
        "recipient", words[1],
        "channel", words[2],
        "address", words[3],
        "reason", words[4]);
  }

  private Map<String, Object> part(Outgoing outgoing, Language language) {
    JsonNode said = words.get(language);
    List<Map<String, String>> items = new ArrayList<>();
    for (int i = 0; i < outgoing.alerts().size(); i++) {
      items.add(item(outgoing.notice().items().get(i), outgoing.alerts().get(i), language, said));
    }
    String title = said.path("purposes").path(outgoing.notice().purpose().word()).asText();
    String about =
        items.isEmpty()
            ? ""
            : (language == Language.zh ? "：" : ": ")
                + items.get(0).get("kind")
                + (language == Language.zh ? "，" : ", ")
                + items.get(0).get("name")
                + (items.size() > 1 ? " (+" + (items.size() - 1) + ")" : "");
    return Map.of(
        "language",
        language.name(),
        "title",
        title + about,
        "subject",
        "[" + said.path("mark").asText() + "] " + title + about,
        "items",
        items,
        "words",
        YAML.convertValue(said, new TypeReference<Map<String, Object>>() {}));
  }

  private Map<String, String> item(Item item, Alert alert, Language language, JsonNode said) {
    String sentence = language == Language.zh ? alert.chinese() : alert.english();
    return Map.of(
        "kind", said.path("kinds").path(alert.kind()).asText(alert.kind()),
        "purpose", said.path("purposes").path(item.purpose().word()).asText(),
        "name", name(alert),
        "window", day(alert.windowStart()) + " – " + day(alert.windowEnd() - 1),
        "sentence", sentence,
        "task", task(alert, said.path("tasks")));
  }

  private static String task(Alert alert, JsonNode tasks) {
    boolean isOver =
        alert.state() == Finding.State.WITHDRAWN || alert.state() == Finding.State.CLOSED;
    return isOver
        ? tasks.path("none").asText()
        : tasks.path(alert.kind()).asText(tasks.path("other").asText());
  }

  private String name(Alert alert) {
    String name = names.getOrDefault(alert.key(), alert.key());
    boolean isOfDepartment = alert.department() != null && !alert.department().equals(alert.key());
    return isOfDepartment
        ? names.getOrDefault(alert.department(), alert.department()) + " · " + name
        : name;
  }

  private static String fill(Template template, Map<String, Object> model) {
    try (StringWriter out = new StringWriter()) {
      template.process(model, out);
      return out.toString();
    } catch (TemplateException | IOException e) {
      throw new IllegalStateException(template.getName() + ": " + e.getMessage(), e);
    }
  }

  private static String day(long at) {
    return local(at).substring(0, 10);
  }

  private static String local(long at) {
    return Instant.ofEpochMilli(at).atOffset(CityClock.OFFSET).format(TIME);
  }
}
