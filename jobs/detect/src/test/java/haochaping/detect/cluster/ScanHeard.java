package haochaping.detect.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.concentration.Standard;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps all that a watch for clusters says. */
final class ScanHeard implements ScanAnnouncer {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<Finding> all = new ArrayList<>();
  final Map<String, List<FindingReview>> reviews = new HashMap<>();
  final List<String> figures = new ArrayList<>();

  @Override
  public void finding(Finding finding, List<FindingReview> rests) {
    all.add(finding);
    reviews.put(finding.id(), rests);
  }

  @Override
  public void baseline(Baseline version) {
    throw new AssertionError("the scan fits no baseline");
  }

  @Override
  public void verification(Verification version) {}

  @Override
  public void standard(int day, Level level, Standard standard) {
    throw new AssertionError("the scan has no standard of a level");
  }

  @Override
  public void scanned(int day, String part, String key, double value) {
    figures.add(day + " " + part + " " + key + " " + value);
  }

  /** The newest revision of each finding, by id, in the order of first telling. */
  Map<String, Finding> newest() {
    Map<String, Finding> newest = new LinkedHashMap<>();
    all.forEach(finding -> newest.put(finding.id(), finding));
    return newest;
  }

  /** What is held true in the end: findings that are not withdrawn, without when they were told. */
  Map<String, Object> held() {
    Map<String, Object> held = new TreeMap<>();
    newest()
        .forEach(
            (id, finding) -> {
              if (finding.state() != Finding.State.WITHDRAWN) {
                held.put(id, finding.told(0, 0, 0));
                held.put(id + " reviews", reviews.get(id));
              }
            });
    return held;
  }

  static JsonNode evidence(Finding finding) {
    try {
      return JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new AssertionError(finding.evidence(), e);
    }
  }
}
