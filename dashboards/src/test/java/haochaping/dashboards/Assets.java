package haochaping.dashboards;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The YAML files of one folder, parsed, by their path inside it. */
record Assets(SortedMap<String, JsonNode> all) {
  static Assets in(Path folder) {
    ObjectMapper yaml =
        new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    SortedMap<String, JsonNode> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          (Iterable<Path>) files.filter(path -> path.toString().endsWith(".yaml"))::iterator) {
        String name = folder.relativize(file).toString();
        if (!name.equals("metadata.yaml")) {
          all.put(name, yaml.readTree(file.toFile()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("assets cannot be read: " + e.getMessage(), e);
    }
    return new Assets(all);
  }

  /** Those of one kind: databases, datasets, charts or dashboards. */
  Map<String, JsonNode> of(String kind) {
    return all.subMap(kind + "/", kind + "0");
  }
}
