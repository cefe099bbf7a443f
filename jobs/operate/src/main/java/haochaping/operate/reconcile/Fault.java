package haochaping.operate.reconcile;

/**
 * Something that cannot be as it is.
 *
 * @param kind what is wrong
 * @param where table, and what in it
 * @param what figures or names
 */
public record Fault(Kind kind, String where, String what) {
  /** What can be wrong, and what mends it or explains it. */
  public enum Kind {
    LOST_FILE(
        "restore the file from a copy of the warehouse; without one, load the topics into a new"
            + " world with infra/hcp backfill"),
    DAMAGED_FILE(
        "restore the file from a copy of the warehouse; without one, load the topics into a new"
            + " world with infra/hcp backfill"),
    DOUBLED_ROWS(
        "somebody other than the jobs wrote: go back to the snapshot before it (ALTER TABLE …"
            + " EXECUTE rollback_to_snapshot) while the jobs are down, or delete one of the two"
            + " as operator"),
    OFFSET_GAP(
        "rows were taken away, or the topic was emptied before they were read: go back to the"
            + " snapshot before it while the jobs are down, or send the records again with"
            + " infra/hcp feed"),
    OFFSETS_TWICE(
        "records were read twice: a job was started without its last savepoint; load the topics"
            + " into a new world with infra/hcp backfill"),
    LOST_RECORDS(
        "the topic's retention was shorter than the jobs were down: send the records again with"
            + " infra/hcp feed"),
    MISSING_REVISION(
        "rows were taken away: go back to the snapshot before it while the jobs are down"),
    COUNTS_OFF(
        "the signed rows of the counts do not add up to the reviews: go back to the snapshot"
            + " before somebody wrote, or load the topics into a new world with infra/hcp"
            + " backfill"),
    STEPS_OFF(
        "the signed rows of the step counts do not add up to the deadlines: as for the counts"),
    RATES_OFF(
        "the newest rates differ from the sums of the counts: the state of measure or a row of"
            + " either is wrong; load the topics into a new world with infra/hcp backfill"),
    MISSING_CLOSE("the rows of a day close were taken away: go back to the snapshot before it"),
    FINDING_WITHOUT_OUTCOME(
        "rows of one of the two were taken away or written by hand: go back to the snapshot"
            + " before it"),
    REVIEWS_WITHOUT_FINDING(
        "rows of core.findings were taken away: go back to the snapshot before it"),
    UPSTREAM_DIFFERS(
        "fewer here: ask the upstream to send the day again; more here: it withdrew reviews"
            + " without saying so, or counts otherwise");

    private final String mend;

    Kind(String mend) {
      this.mend = mend;
    }

    /** The word for programs and people. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What mends it, or what it means. */
    public String mend() {
      return mend;
    }
  }
}
