package haochaping.detect.concentration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps all that a watch says. */
public final class Heard implements Announcer {
  private static final ObjectMapper JSON = new ObjectMapper();

  public final List<Finding> all = new ArrayList<>();
  final Map<String, List<FindingReview>> reviews = new HashMap<>();
  final Tables tables = new Tables();

  @Override
  public void finding(Finding finding, List<FindingReview> rests) {
    all.add(finding);
    reviews.put(finding.id(), rests);
  }

  @Override
  public void baseline(Baseline version) {
    tables.baselines().add(version);
  }

  @Override
  public void verification(Verification version) {
    tables.verifications().add(version);
  }

  @Override
  public void standard(int day, Level level, Standard standard) {
    tables.judgesFrom(Math.min(tables.firstJudged(), day));
    Map<Level, Standard> known = tables.standards(day);
    Map<Level, Standard> more = new EnumMap<>(Level.class);
    if (known != null) {
      more.putAll(known);
    }
    more.put(level, standard);
    tables.put(day, more);
  }

  /** The newest revision of each finding, by id, in the order of first telling. */
  public Map<String, Finding> newest() {
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

  public static JsonNode evidence(Finding finding) {
    try {
      return JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new AssertionError(finding.evidence(), e);
    }
  }
}
