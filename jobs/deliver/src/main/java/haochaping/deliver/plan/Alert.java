package haochaping.deliver.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import haochaping.deliver.contacts.Recipient;
import haochaping.platform.Finding;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of a revision of a finding: its figures and sentences, neither its reviews nor any
 * token.
 *
 * @param windowStart start of the time it speaks of, epoch ms
 * @param windowEnd exclusive end of that time, epoch ms
 * @param chinese the evidence in a sentence
 * @param members departments that a cluster is made of, else empty
 * @param stage of what is due: warning, overdue or escalated; else null
 */
public record Alert(
    String finding,
    int revision,
    Finding.State state,
    String audience,
    String kind,
    String dimension,
    String key,
    String department,
    long windowStart,
    long windowEnd,
    long observed,
    double expected,
    String chinese,
    String english,
    List<String> members,
    String stage) {
  static final String CLUSTER = "CLUSTER";
  static final String CONCENTRATION = "CONCENTRATION";
  static final String DEADLINE = "OVERDUE";
  static final String WARNING = "warning";
  static final String ESCALATED = "escalated";
  private static final JsonMapper JSON = new JsonMapper();

  public Alert {
    members = List.copyOf(members);
  }

  static Alert of(Finding finding) {
    JsonNode evidence = evidence(finding);
    return new Alert(
        finding.id(),
        finding.revision(),
        finding.state(),
        finding.audience(),
        finding.kind(),
        finding.dimension(),
        finding.key(),
        finding.department(),
        finding.windowStart(),
        finding.windowEnd(),
        finding.observed(),
        finding.expected(),
        evidence.path("zh").asText(),
        evidence.path("en").asText(),
        finding.kind().equals(CLUSTER) ? members(evidence) : List.of(),
        finding.kind().equals(DEADLINE) ? evidence.path("stage").textValue() : null);
  }

  private static JsonNode evidence(Finding finding) {
    try {
      return JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("evidence of finding " + finding.id() + " is no JSON", e);
    }
  }

  private static List<String> members(JsonNode evidence) {
    Set<String> members = new TreeSet<>();
    JsonNode whole = evidence.path("zone").path("department");
    if (whole.isTextual()) {
      members.add(whole.textValue());
    }
    for (JsonNode leaf : evidence.path("top_leaves")) {
      if (leaf.path("department").isTextual()) {
        members.add(leaf.path("department").textValue());
      }
    }
    return List.copyOf(members);
  }

  /**
   * Who is to be told. What names nobody that can be, and what a department was told of and did not
   * do, is for the supervisor.
   */
  Recipient recipient() {
    if (ESCALATED.equals(stage)) {
      return Recipient.SUPERVISOR;
    }
    return switch (audience) {
      case "department" ->
          department == null ? Recipient.SUPERVISOR : Recipient.department(department);
      case "integrity" -> Recipient.INTEGRITY;
      default -> Recipient.SUPERVISOR;
    };
  }

  /** What it says to one who has not heard of it, or not of its stage. */
  Purpose first() {
    if (!kind.equals(DEADLINE)) {
      return Purpose.NEW;
    }
    return WARNING.equals(stage) ? Purpose.WARNING : Purpose.OVERDUE;
  }

  boolean isOpen() {
    return state == Finding.State.NEW || state == Finding.State.ONGOING;
  }

  /** Whether this cluster says already what another alert would say. */
  boolean covers(Alert other) {
    return kind.equals(CLUSTER)
        && other.kind.equals(CONCENTRATION)
        && other.department != null
        && members.contains(other.department)
        && windowStart < other.windowEnd
        && other.windowStart < windowEnd;
  }
}
