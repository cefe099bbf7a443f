package haochaping.detect.verdicts;

import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Something about a finding: a detector's revision of it, or what people decided about one of its
 * reviews.
 *
 * @param findingId which finding
 * @param finding the revision, or null
 * @param reviews all that the revision rests on; empty without one
 * @param reviewId the review that people decided about, or null
 * @param opinion what they decided, or null where that no longer holds
 */
public record Report(
    String findingId,
    Finding finding,
    List<FindingReview> reviews,
    String reviewId,
    Opinion opinion) {

  /** What people decided about a review. The order is part of the state format: append only. */
  public enum Opinion {
    /** It counts. */
    ADOPTED,
    /** It does not count. */
    NOT_ADOPTED
  }

  /** A revision by a detector. */
  public static Report of(Finding finding, List<FindingReview> reviews) {
    return new Report(finding.id(), finding, reviews, null, null);
  }

  private static Report of(String findingId, String reviewId, Opinion opinion) {
    return new Report(findingId, null, List.of(), reviewId, opinion);
  }

  /** Hands out what a change of a review says of findings; of most changes nothing. */
  public static void of(ReviewChange change, Consumer<Report> out) {
    String before = findingId(change.before());
    String after = findingId(change.after());
    if (before != null && !before.equals(after)) {
      out.accept(of(before, change.before().reviewId(), null));
    }
    if (after != null
        && !(Objects.equals(before, after)
            && opinion(change.before()) == opinion(change.after()))) {
      out.accept(of(after, change.after().reviewId(), opinion(change.after())));
    }
  }

  private static String findingId(ReviewImage image) {
    return image == null ? null : image.handling().findingId();
  }

  private static Opinion opinion(ReviewImage image) {
    return image.handling().adopted() ? Opinion.ADOPTED : Opinion.NOT_ADOPTED;
  }
}
