package haochaping.core;

/**
 * A service stage of a case: what a review can be about.
 *
 * @param stage the number of the stage, which a review repeats
 * @param area the area code as sent
 * @param departmentName the department's name as sent, or null
 * @param matterName the matter's name as sent, or null
 * @param staff the number of the member of staff who handled the stage, or null
 * @param serviceTime when the service was given, epoch ms
 * @param status 1 to be accepted, 2 accepted, 3 completed, 0 where absent
 * @param handling {@link #HANDLED_ONLINE}, {@link #HANDLED_ON_SITE} or 0 where absent
 * @param applicant token of the applicant's certificate number, or null
 * @param applicantPhone token of the applicant's phone, or null
 * @param agent token of the agent's name, or null
 * @param details what only the table of services keeps
 * @param flags set of {@link Flag}
 */
public record CaseRecord(
    Position position,
    String source,
    String project,
    String stage,
    long updateTime,
    long fingerprint,
    String area,
    String department,
    String departmentName,
    String matter,
    String matterName,
    String staff,
    long serviceTime,
    int status,
    int handling,
    String applicant,
    String applicantPhone,
    String agent,
    Details details,
    int flags)
    implements FeedRecord {
  public static final int HANDLED_ONLINE = 1;
  public static final int HANDLED_ON_SITE = 2;
  public static final int TO_BE_ACCEPTED = 1;

  /**
   * What only the table of services keeps of a case.
   *
   * @param matterType the kind of matter, {@code other} where unknown, null where absent
   * @param applicantKind the kind of applicant, likewise
   * @param acceptTime epoch ms or {@link Versioned#NO_TIME}
   * @param resultTime epoch ms or {@link Versioned#NO_TIME}
   * @param promised the promised duration in {@code promiseUnit}s, or -1
   * @param promiseUnit day, working_day, month or year, or null
   * @param promiseKind immediate or promised, or null
   */
  public record Details(
      String serviceName,
      String matterItem,
      String matterType,
      String applicantKind,
      String staffName,
      long acceptTime,
      long resultTime,
      int promised,
      String promiseUnit,
      String promiseKind) {}

  /** Whether the stage is a service that could be reviewed. */
  public boolean isService() {
    return status != TO_BE_ACCEPTED;
  }

  /** The same stage without who applied. */
  public CaseRecord anonymous() {
    return applicant == null && applicantPhone == null && agent == null
        ? this
        : new CaseRecord(
            position,
            source,
            project,
            stage,
            updateTime,
            fingerprint,
            area,
            department,
            departmentName,
            matter,
            matterName,
            staff,
            serviceTime,
            status,
            handling,
            null,
            null,
            null,
            details,
            flags);
  }
}
