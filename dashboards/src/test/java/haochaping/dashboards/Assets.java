package haochaping.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The YAML files of one folder, parsed, by their path inside it. */
record Assets(SortedMap<String, JsonNode> all) {
  private static final Pattern KEY = Pattern.compile("\\$\\{([a-z0-9_.]+)}");

  static Assets in(Path folder) {
    SortedMap<String, JsonNode> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          (Iterable<Path>) files.filter(path -> path.toString().endsWith(".yaml"))::iterator) {
        String name = folder.relativize(file).toString();
        if (!name.equals("metadata.yaml")) {
          all.put(name, yaml(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("assets cannot be listed: " + e.getMessage(), e);
    }
    return new Assets(all);
  }

  /**
   * One file.
   *
   * @throws IllegalArgumentException with file and line where it is no YAML
   */
  static JsonNode yaml(Path file) {
    try {
      return new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The same files with a language's texts in them; a key without a text stays. */
  Assets with(JsonNode texts) {
    SortedMap<String, JsonNode> told = new TreeMap<>();
    all.forEach((name, document) -> told.put(name, told(document, texts)));
    return new Assets(told);
  }

  private static JsonNode told(JsonNode node, JsonNode texts) {
    if (node.isTextual()) {
      return TextNode.valueOf(
          KEY.matcher(node.asText())
              .replaceAll(
                  key -> Matcher.quoteReplacement(texts.path(key.group(1)).asText(key.group()))));
    }
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(told(field.getValue(), texts)));
    } else if (copy instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, told(array.get(i), texts));
      }
    }
    return copy;
  }

  /** Keys of texts that the files name. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    all.values()
        .forEach(
            document ->
                KEY.matcher(document.toString()).results().forEach(key -> keys.add(key.group(1))));
    return keys;
  }

  /** Those of one kind: databases, datasets, charts or dashboards. */
  Map<String, JsonNode> of(String kind) {
    return all.subMap(kind + "/", kind + "0");
  }
}
