package haochaping.core;

/**
 * A version of a bad review's entry in the rectification ledger. Codes without a value are {@link
 * #UNSAID}.
 *
 * @param calledBack whether the reviewer was reached: 0, 1 or {@link #UNSAID}
 * @param callbackTime epoch ms or {@link Versioned#NO_TIME}
 * @param isTrue 0, 1 or {@link #UNSAID}; likewise the next four
 * @param handlingLevel simple, complex or no_basis, or null
 * @param status 0 none, 1 under way, 2 done, 3 refused, or {@link #UNSAID}
 * @param rectifyTime epoch ms or {@link Versioned#NO_TIME}
 * @param reply what was answered, masked; null in state
 * @param flags set of {@link Flag}
 */
public record LedgerRecord(
    Position position,
    String source,
    String project,
    String stage,
    int round,
    long updateTime,
    long fingerprint,
    String ledgerNo,
    int calledBack,
    long callbackTime,
    int isTrue,
    int isReasonable,
    int isMistaken,
    int isMalicious,
    int maliciousConfirmed,
    String handlingLevel,
    int status,
    long rectifyTime,
    String reply,
    int flags)
    implements FeedRecord {
  public static final int UNSAID = -1;

  /** Whether the ledger says that the review counts for nothing: mistaken, or proven malicious. */
  public boolean voidsReview() {
    return isMistaken == 1 || provenMalicious();
  }

  public boolean provenMalicious() {
    return isMalicious == 1 && maliciousConfirmed == 1;
  }

  /** The same entry without the texts that only the table of rectifications keeps. */
  public LedgerRecord withoutReply() {
    return reply == null
        ? this
        : new LedgerRecord(
            position,
            source,
            project,
            stage,
            round,
            updateTime,
            fingerprint,
            ledgerNo,
            calledBack,
            callbackTime,
            isTrue,
            isReasonable,
            isMistaken,
            isMalicious,
            maliciousConfirmed,
            handlingLevel,
            status,
            rectifyTime,
            null,
            flags);
  }
}
