package haochaping.core;

import java.util.List;

/**
 * A version of a review as the upstream sent it.
 *
 * @param stage the service stage it speaks of (its field assessNumber)
 * @param round 1, or 2 after rectification
 * @param eventTime when the review was given, epoch ms
 * @param level 5 best to 1 worst; 1 and 2 are bad
 * @param isDefault the system's own review, in no rate
 * @param effective false withdraws the review
 * @param tags tag codes in the order sent
 * @param text free text with phone and certificate numbers masked, or null
 * @param staff numbers of the staff it names, empty where it names none
 * @param area area code of its own, or null
 * @param department department code of its own, or null
 * @param matter matter code of its own, or null
 * @param reviewer token of the reviewer's certificate number, or null
 * @param phone token of the reviewer's phone, or null
 * @param realName whether the certificate number is present and no placeholder
 * @param device the device's own number, or null
 * @param address token of the network address, or null
 * @param window name of the window, or null
 * @param reviewerKind the kind of reviewer, {@code other} where unknown, null where absent
 * @param serviceTime time of the service where the review itself names it, or {@link
 *     Versioned#NO_TIME}
 * @param uploadTime when a paper form was typed in, or {@link Versioned#NO_TIME}
 * @param flags set of {@link Flag} that do not depend on the case
 */
public record ReviewRecord(
    Position position,
    String source,
    String project,
    String stage,
    int round,
    long updateTime,
    long fingerprint,
    long eventTime,
    int level,
    Channel channel,
    boolean isDefault,
    boolean effective,
    List<String> tags,
    String text,
    List<String> staff,
    String area,
    String department,
    String matter,
    String reviewer,
    String phone,
    boolean realName,
    String device,
    String address,
    String window,
    String reviewerKind,
    long serviceTime,
    long uploadTime,
    int flags)
    implements FeedRecord {
  public static final int WORST_GOOD_LEVEL = 3;

  /** Whether the level is one of the two lowest. */
  public boolean isBad() {
    return level < WORST_GOOD_LEVEL;
  }

  /** The same review without who gave it, with what, from where, and in which words. */
  ReviewRecord anonymous() {
    return reviewer == null && phone == null && device == null && address == null && text == null
        ? this
        : new ReviewRecord(
            position,
            source,
            project,
            stage,
            round,
            updateTime,
            fingerprint,
            eventTime,
            level,
            channel,
            isDefault,
            effective,
            tags,
            null,
            staff,
            area,
            department,
            matter,
            null,
            null,
            realName,
            null,
            null,
            window,
            reviewerKind,
            serviceTime,
            uploadTime,
            flags);
  }
}
