package haochaping.detect.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.platform.Finding;
import java.util.Locale;

/** Findings that no longer hold: as they were told last, with the reason in front. */
public final class Withdrawal {
  /** Why a finding no longer holds. */
  public enum Reason {
    /** It rested on reviews that no longer count. */
    RETRACTED,
    /** It rested on days without reviews, and reviews have come. */
    LATE,
    /** It crossed in the middle of a day, but not at its close. */
    NOT_AT_CLOSE,
    /** Corrections of other reviews leave nothing that stands out. */
    RESTATED
  }

  private Withdrawal() {}

  /** A finding that nothing takes the place of. */
  public static Finding of(Finding told, Reason reason, String chinese, String english) {
    return withdrawn(
        told, withReason(told, reason.name().toLowerCase(Locale.ROOT), chinese, english));
  }

  /**
   * A finding about reviews that do not stand out any more.
   *
   * @param all reviews behind its figures
   * @param left how many of them still count
   */
  public static Finding of(Finding told, int all, int left) {
    return left < all
        ? of(
            told,
            Reason.RETRACTED,
            "所依据的评价 " + all + " 条中仅有 " + left + " 条仍然有效，不再突出。",
            "Of its "
                + all
                + " reviews only "
                + left
                + " still count: they do not stand out any more.")
        : restated(told);
  }

  /** A finding that other reviews than its own took away. */
  public static Finding restated(Finding told) {
    return of(
        told,
        Reason.RESTATED,
        "经补报或更正后不再突出。",
        "With late and corrected reviews nothing stands out.");
  }

  /** A finding whose first day has moved, and with it its name. */
  public static Finding moved(Finding told, String instead) {
    return moved(told, instead, "经补报或更正，起始日期有变", "Late or corrected reviews moved its first day");
  }

  /**
   * A finding whose name has moved.
   *
   * @param instead id of the finding that stands in its place
   * @param chinese what changed
   * @param english what changed it
   */
  public static Finding moved(Finding told, String instead, String chinese, String english) {
    ObjectNode json =
        withReason(
            told,
            "moved",
            chinese + "，由提示 " + instead + " 代替。",
            english + ": " + instead + " replaces it.");
    return withdrawn(told, json.put("replaced_by", instead));
  }

  private static ObjectNode withReason(
      Finding told, String reason, String chinese, String english) {
    return EvidenceJson.read(told)
        .put("zh", "撤销：" + chinese)
        .put("en", "Withdrawn. " + english)
        .put("reason", reason);
  }

  private static Finding withdrawn(Finding told, ObjectNode json) {
    return told.in(Finding.State.WITHDRAWN, EvidenceJson.write(json));
  }
}
