package haochaping.detect.deadlines;

import haochaping.core.Deadline;
import haochaping.core.ReviewImage;
import haochaping.core.Step;
import haochaping.core.Terms;
import java.util.List;
import java.util.function.Consumer;

/**
 * A step that a department is answerable for: to call a reviewer back, or to rectify.
 *
 * @param reviewId of the bad review that calls for it
 * @param time when the review was given, epoch ms
 * @param department whose step it is
 * @param lastBeforeEscalation the last local day on which it is not escalated yet
 */
public record Due(
    String reviewId, long time, String department, Deadline deadline, int lastBeforeEscalation) {

  /** Every such step that a review calls for as it is held true now. */
  static void of(ReviewImage image, Terms terms, Consumer<Due> out) {
    List<Deadline> deadlines = terms.of(image);
    for (int i = 0; i < deadlines.size(); i++) {
      Deadline deadline = deadlines.get(i);
      if (deadline.step() == Step.CALLBACK || deadline.step() == Step.RECTIFICATION) {
        out.accept(
            new Due(
                image.reviewId(),
                image.review().eventTime(),
                image.attribution().department(),
                deadline,
                terms.lastBeforeEscalation(deadline)));
      }
    }
  }

  /** Name of the step: the same however its review and its term are corrected. */
  String key() {
    return deadline.step().word() + ' ' + reviewId;
  }
}
