package haochaping.detect.composition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Combinations of level and tags of reviews without a text, by number. Numbers are those of a run:
 * nothing that is told or stored depends on them.
 */
final class Templates {
  /**
   * A combination.
   *
   * @param tags ascending
   */
  record Template(int level, List<String> tags) implements Comparable<Template> {
    /** For example {@code 5:510,517}. */
    String code() {
      return level + ":" + String.join(",", tags);
    }

    static Template of(String code) {
      String tags = code.substring(2);
      return new Template(
          code.charAt(0) - '0', tags.isEmpty() ? List.of() : List.of(tags.split(",", -1)));
    }

    @Override
    public int compareTo(Template other) {
      return code().compareTo(other.code());
    }
  }

  private final List<Template> all = new ArrayList<>();
  private final Map<Template, Integer> numbers = new HashMap<>();

  int intern(int level, List<String> tags) {
    return intern(new Template(level, sorted(tags)));
  }

  int intern(Template template) {
    Integer known = numbers.get(template);
    if (known != null) {
      return known;
    }
    all.add(template);
    numbers.put(template, all.size() - 1);
    return all.size() - 1;
  }

  private static List<String> sorted(List<String> tags) {
    for (int i = 1; i < tags.size(); i++) {
      if (tags.get(i - 1).compareTo(tags.get(i)) > 0) {
        return tags.stream().sorted().toList();
      }
    }
    return tags;
  }

  Template get(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }
}
