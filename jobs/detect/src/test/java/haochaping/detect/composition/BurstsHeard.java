package haochaping.detect.composition;

import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a watch says. */
final class BurstsHeard implements BurstAnnouncer {
  final List<Finding> findings = new ArrayList<>();
  final Map<String, List<FindingReview>> reviews = new TreeMap<>();
  final List<String> figures = new ArrayList<>();

  @Override
  public void finding(Finding finding, List<FindingReview> of) {
    findings.add(finding);
    reviews.put(finding.id(), of);
  }

  @Override
  public void figure(int day, String part, String key, double value) {
    figures.add(day + " " + part + " " + key + " " + value);
  }

  /** The newest revision of each finding, by id. */
  Map<String, Finding> newest() {
    Map<String, Finding> newest = new TreeMap<>();
    findings.forEach(finding -> newest.put(finding.id(), finding));
    return newest;
  }

  /** The newest revisions that hold, without when and as which revision they were told. */
  Map<String, Finding> held() {
    Map<String, Finding> held = new TreeMap<>();
    newest()
        .forEach(
            (id, finding) -> {
              if (finding.state() != Finding.State.WITHDRAWN) {
                held.put(id, finding.told(0, 0, 0));
              }
            });
    return held;
  }
}
