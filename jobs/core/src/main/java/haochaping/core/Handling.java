package haochaping.core;

import java.util.Locale;

/**
 * What people decided about a review and did about it.
 *
 * @param verdict the verdict in force, or null where nobody gave one
 * @param adopted whether the review counts after verification
 * @param calledBack 0, 1 or {@link LedgerRecord#UNSAID}
 * @param callbackTime epoch ms or {@link Versioned#NO_TIME}
 * @param handlingLevel simple, complex or no_basis, or null
 * @param status of the rectification, or {@link LedgerRecord#UNSAID}
 * @param rectifyTime epoch ms or {@link Versioned#NO_TIME}
 * @param findingId the finding that the human verdict in force is about, or null
 */
public record Handling(
    Verdict verdict,
    boolean adopted,
    int calledBack,
    long callbackTime,
    String handlingLevel,
    int status,
    long rectifyTime,
    String findingId) {
  static final Handling NONE =
      new Handling(
          null,
          true,
          LedgerRecord.UNSAID,
          Versioned.NO_TIME,
          null,
          LedgerRecord.UNSAID,
          Versioned.NO_TIME,
          null);

  /** The verdict in force. The order is part of the wire format: append only. */
  public enum Verdict {
    /** The ledger: a good review was meant. */
    MISTAKEN,
    /** The ledger: malicious, and confirmed to be so. */
    MALICIOUS,
    /** A human verdict: the review does not count. */
    NOT_ADOPTED,
    /** A human verdict: the review counts. */
    ADOPTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Joins the two sources of decisions: a review does not count when either says so.
   *
   * @param ledger the ledger's entry in force, or null
   * @param verdict the human verdict in force, or null
   */
  static Handling of(LedgerRecord ledger, VerdictRecord verdict) {
    if (ledger == null && verdict == null) {
      return NONE;
    }
    Verdict word = null;
    if (ledger != null && ledger.isMistaken() == 1) {
      word = Verdict.MISTAKEN;
    } else if (ledger != null && ledger.provenMalicious()) {
      word = Verdict.MALICIOUS;
    } else if (verdict != null) {
      word = verdict.adopted() ? Verdict.ADOPTED : Verdict.NOT_ADOPTED;
    }
    boolean adopted = word == null || word == Verdict.ADOPTED;
    String findingId = verdict == null ? null : verdict.findingId();
    return ledger == null
        ? new Handling(
            word,
            adopted,
            LedgerRecord.UNSAID,
            Versioned.NO_TIME,
            null,
            LedgerRecord.UNSAID,
            Versioned.NO_TIME,
            findingId)
        : new Handling(
            word,
            adopted,
            ledger.calledBack(),
            ledger.callbackTime(),
            ledger.handlingLevel(),
            ledger.status(),
            ledger.rectifyTime(),
            findingId);
  }
}
