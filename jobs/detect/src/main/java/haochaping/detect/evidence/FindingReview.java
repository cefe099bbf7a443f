package haochaping.detect.evidence;

/**
 * A review that a finding rests on.
 *
 * @param role {@link #TRIGGER} or {@link #EVIDENCE}
 */
public record FindingReview(String reviewId, String role) {
  /** It raised the finding. */
  public static final String TRIGGER = "trigger";

  /** It counts in it. */
  public static final String EVIDENCE = "evidence";
}
