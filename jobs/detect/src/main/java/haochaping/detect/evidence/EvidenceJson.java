package haochaping.detect.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.platform.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Evidence as JSON: sentences, then figures, then what they were judged by and what lacked. */
public final class EvidenceJson {
  /** Reviews that evidence names as examples. */
  private static final int SAMPLE = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private EvidenceJson() {}

  /** Begins evidence with a sentence in each language. */
  public static ObjectNode of(String chinese, String english) {
    return JSON.createObjectNode().put("zh", chinese).put("en", english);
  }

  /**
   * Ends evidence.
   *
   * @param config {@link Formula#hash}
   * @param reviews ids; the first ones are named as examples
   * @param missing inputs that were not there
   */
  public static String end(
      ObjectNode json, String config, Stream<String> reviews, List<String> missing) {
    json.put("formula", Formula.VERSION).put("config", config);
    ArrayNode sample = json.putArray("sample_reviews");
    reviews.limit(SAMPLE).forEach(sample::add);
    ArrayNode absent = json.putArray("missing");
    missing.forEach(absent::add);
    return write(json);
  }

  /** The evidence of a finding, to be changed. */
  public static ObjectNode read(Finding finding) {
    try {
      return (ObjectNode) JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence of " + finding.id() + " is no JSON", e);
    }
  }

  public static String write(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * With the number of deltas that came too late to be followed. It is told with a revision, but is
   * no reason for one.
   */
  public static Finding withAfterHorizon(Finding finding, int deltas) {
    return finding.in(finding.state(), write(read(finding).put("after_horizon", deltas)));
  }
}
