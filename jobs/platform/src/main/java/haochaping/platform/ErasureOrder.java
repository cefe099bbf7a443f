package haochaping.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An order to forget who applied and who reviewed in a project, and what they wrote. It lies in
 * {@link Topics#ERASURES} as {@code {"erase":{"source":…,"project":…,"at":…}}}.
 *
 * @param source name of the upstream
 * @param project its number
 * @param at when it was given, epoch ms
 */
public record ErasureOrder(String source, String project, long at) {
  private static final String NAME = "erase";

  /** The order in a record of the topic, if it is one. */
  public static Optional<ErasureOrder> of(JsonNode json) {
    JsonNode order = json.path(NAME);
    String source = order.path("source").textValue();
    String project = order.path("project").textValue();
    return source == null || project == null
        ? Optional.empty()
        : Optional.of(new ErasureOrder(source, project, order.path("at").longValue()));
  }

  /** The record of the topic. */
  public byte[] encode() {
    JsonNode order =
        JsonNodeFactory.instance
            .objectNode()
            .set(
                NAME,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("source", source)
                    .put("project", project)
                    .put("at", at));
    return order.toString().getBytes(StandardCharsets.UTF_8);
  }
}
