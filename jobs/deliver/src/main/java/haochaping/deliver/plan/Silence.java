package haochaping.deliver.plan;

/**
 * Quiet about a finding, a department, a kind, or where several of these meet.
 *
 * @param finding or null for any
 * @param department or null for any
 * @param kind or null for any
 * @param until exclusive end, epoch ms
 */
public record Silence(
    String id,
    String finding,
    String department,
    String kind,
    long until,
    String reason,
    String by) {
  public Silence {
    if (finding == null && department == null && kind == null) {
      throw new IllegalArgumentException("a silence names a finding, a department or a kind");
    }
  }

  boolean covers(Alert alert, long now) {
    return now < until
        && (finding == null || finding.equals(alert.finding()))
        && (department == null || department.equals(alert.department()))
        && (kind == null || kind.equals(alert.kind()));
  }
}
