package haochaping.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The terms, in working days from the day after, within which a city's rules want things done.
 *
 * @param name of the terms, as evidence quotes it
 * @param callback from the review to the call
 * @param simple from the review to its rectification where the ledger says that the case is simple,
 *     or nothing yet
 * @param complex likewise where it says complex
 * @param paperUpload from the service to the upload of a paper form
 * @param supplement from the service to a review that was not given on site
 * @param escalation from the end of a term to when an overdue step is told as escalated
 * @param withoutLedger sources that send no ledger: what was done about their reviews nobody says
 */
public record Terms(
    String name,
    int callback,
    int simple,
    int complex,
    int paperUpload,
    int supplement,
    int escalation,
    Set<String> withoutLedger,
    WorkingDays days)
    implements Serializable {
  /** The ledger's word for a case that takes longer. */
  private static final String COMPLEX = "complex";

  /** The ledger's word for a demand that no law supports: it is explained, not rectified. */
  private static final String NO_BASIS = "no_basis";

  /** The ledger's code for a reviewer who was reached. */
  private static final int REACHED = 1;

  /** The ledger's code for a rectification that is done. */
  private static final int RECTIFIED = 2;

  /**
   * The deadlines of a review as it is held true now. A withdrawn or default review has none; one
   * that does not count after verification need not be rectified.
   */
  public List<Deadline> of(ReviewImage image) {
    ReviewRecord review = image.review();
    long served = image.attribution().serviceTime();
    boolean isBad = review.isBad() && review.round() == 1;
    boolean isPaper = review.channel() == Channel.PAPER && review.uploadTime() != Versioned.NO_TIME;
    boolean isLater =
        served != Versioned.NO_TIME && CityClock.day(review.eventTime()) > CityClock.day(served);
    if (!image.effective() || review.isDefault() || !(isBad || isPaper || isLater)) {
      return List.of();
    }
    List<Deadline> deadlines = new ArrayList<>();
    Handling handling = image.handling();
    if (isBad && !withoutLedger.contains(review.source())) {
      if (review.realName()) {
        deadlines.add(
            within(
                Step.CALLBACK,
                callback,
                review.eventTime(),
                handling.calledBack() == REACHED,
                handling.callbackTime()));
      }
      if (handling.adopted() && !NO_BASIS.equals(handling.handlingLevel())) {
        deadlines.add(
            within(
                Step.RECTIFICATION,
                COMPLEX.equals(handling.handlingLevel()) ? complex : simple,
                review.eventTime(),
                handling.status() == RECTIFIED,
                handling.rectifyTime()));
      }
    }
    if (isPaper) {
      deadlines.add(
          within(Step.PAPER_UPLOAD, paperUpload, review.eventTime(), true, review.uploadTime()));
    }
    if (isLater) {
      deadlines.add(within(Step.SUPPLEMENT, supplement, served, true, review.eventTime()));
    }
    return deadlines;
  }

  /** The last day on which an overdue step is not escalated yet. */
  public int lastBeforeEscalation(Deadline deadline) {
    return days.last(deadline.lastDay(), escalation);
  }

  private Deadline within(Step step, int term, long from, boolean isDone, long doneAt) {
    int first = CityClock.day(from);
    int last = days.last(first, term);
    return new Deadline(
        step,
        CityClock.startMillis(last + 1),
        isDone,
        isDone ? doneAt : Versioned.NO_TIME,
        !days.isKnown(first, last));
  }
}
