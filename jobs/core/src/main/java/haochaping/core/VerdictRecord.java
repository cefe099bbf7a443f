package haochaping.core;

/**
 * A human verdict on one review, good or bad.
 *
 * @param findingId the finding that led to it, or null
 * @param adopted whether the review counts
 * @param reason why, masked; null in state
 * @param by who decided; null in state
 * @param flags set of {@link Flag}
 */
public record VerdictRecord(
    Position position,
    String source,
    String project,
    String stage,
    int round,
    long updateTime,
    long fingerprint,
    String findingId,
    boolean adopted,
    String reason,
    String by,
    int flags)
    implements FeedRecord {

  /** The same verdict without the texts that only the table of rectifications keeps. */
  VerdictRecord withoutReason() {
    return new VerdictRecord(
        position,
        source,
        project,
        stage,
        round,
        updateTime,
        fingerprint,
        findingId,
        adopted,
        null,
        null,
        flags);
  }
}
