package haochaping.detect.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.detect.verdicts.Report;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps all that a watch reports. */
public final class Reported implements FindingAnnouncer {
  private static final ObjectMapper JSON = new ObjectMapper();

  public final List<Report> all = new ArrayList<>();

  @Override
  public void finding(Finding finding, List<FindingReview> reviews) {
    all.add(Report.of(finding, reviews));
  }

  public Finding last() {
    return all.get(all.size() - 1).finding();
  }

  public List<String> lastReviews() {
    return all.get(all.size() - 1).reviews().stream().map(FindingReview::reviewId).toList();
  }

  /** What is held true in the end, by id, without when and as which revision it was told. */
  public Map<String, Object> held() {
    Map<String, Object> held = new TreeMap<>();
    for (Report report : all) {
      Finding finding = report.finding();
      held.remove(finding.id());
      if (finding.state() != Finding.State.WITHDRAWN) {
        held.put(finding.id(), List.of(finding.told(0, 0, 0), report.reviews()));
      }
    }
    return held;
  }

  public static JsonNode evidence(Finding finding) {
    try {
      return JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new AssertionError(finding.evidence(), e);
    }
  }
}
