package haochaping.deliver;

import haochaping.platform.Finding;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as detectors tell them, for tests. */
public final class Told {
  private Told() {}

  /** A local time of the city, epoch ms. */
  public static long at(String local) {
    return LocalDateTime.parse(local).toInstant(ZoneOffset.ofHours(8)).toEpochMilli();
  }

  /** A concentration of a department's bad reviews. */
  public static Finding concentration(
      String id, int revision, String department, int bad, long now) {
    return finding(id, revision, "CONCENTRATION", "department", department, bad, now, "{}");
  }

  public static Finding overdue(String id, int revision, String department, int n, long now) {
    return finding(id, revision, "OVERDUE", "department", department, n, now, "{}");
  }

  /** A step that is due, at a stage of it. */
  public static Finding due(String id, int revision, String department, String stage, long now) {
    String evidence = "{\"stage\": \"" + stage + "\"}";
    return finding(id, revision, "OVERDUE", "department", department, 1, now, evidence);
  }

  /** A cluster over several departments. */
  public static Finding cluster(
      String id, int revision, List<String> departments, int bad, long now) {
    String leaves =
        departments.stream()
            .map(one -> "{\"district\": \"370402\", \"department\": \"" + one + "\"}")
            .collect(Collectors.joining(","));
    String evidence = "{\"zone\": {\"code\": \"370402\"}, \"top_leaves\": [" + leaves + "]}";
    return finding(id, revision, "CLUSTER", "supervisor", null, bad, now, evidence);
  }

  /** Any finding; its evidence gets two sentences. */
  public static Finding finding(
      String id,
      int revision,
      String kind,
      String audience,
      String department,
      int observed,
      long now,
      String evidence) {
    String sentences =
        "{\"zh\": \""
            + kind
            + " 差评 "
            + observed
            + " 条\", \"en\": \""
            + kind
            + ": "
            + observed
            + " bad reviews\"";
    return new Finding(
        id,
        revision,
        revision == 1 ? Finding.State.NEW : Finding.State.ONGOING,
        audience,
        kind,
        department == null ? "zone" : "department",
        department == null ? "370402" : department,
        department,
        at("2026-03-01T00:00"),
        at("2026-03-06T00:00"),
        observed,
        1.5,
        observed / 1.5,
        0.001,
        null,
        400.0,
        "cusum",
        "det-1",
        now,
        now - 60_000,
        now,
        evidence.equals("{}") ? sentences + "}" : sentences + "," + evidence.substring(1),
        null);
  }
}
