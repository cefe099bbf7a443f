package haochaping.detect.oversight;

import haochaping.core.Attribution;
import haochaping.core.CityClock;
import haochaping.core.Handling;
import haochaping.core.LedgerRecord;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Versioned;
import java.util.List;

/**
 * A bad review that the office which handled the case has decided about.
 *
 * @param reviewId of the review
 * @param time when it was given, epoch ms
 * @param decidedAt when it was decided: the callback, else the rectification, else the review; not
 *     before the review; epoch ms
 * @param timeKnown whether any of the first two is known
 * @param department that decided
 * @param staff whom the review is about
 * @param notAdopted whether it does not count
 */
public record Decided(
    String reviewId,
    long time,
    long decidedAt,
    boolean timeKnown,
    String department,
    List<String> staff,
    boolean notAdopted) {

  /**
   * What was decided about a review, or null where it is no bad review that counts in rates, where
   * nothing was decided yet, where its department is unknown, or where people decided who looked
   * into a finding: that is no verdict of the office on itself.
   *
   * <p>When it was decided is read from the review's handling, not from when the change came: a
   * replay would have other times.
   */
  public static Decided of(ReviewImage image) {
    if (!image.review().isBad() || !image.counted() || image.review().isDefault()) {
      return null;
    }
    Handling handling = image.handling();
    boolean hasProgressed =
        handling.calledBack() == 1
            || (handling.status() != LedgerRecord.UNSAID && handling.status() != 0);
    if (handling.findingId() != null
        || (handling.verdict() == null && !hasProgressed)
        || image.attribution().department().equals(Attribution.UNATTRIBUTED)) {
      return null;
    }
    ReviewRecord review = image.review();
    long said =
        handling.callbackTime() != Versioned.NO_TIME
            ? handling.callbackTime()
            : handling.rectifyTime();
    boolean known = said != Versioned.NO_TIME;
    return new Decided(
        image.reviewId(),
        review.eventTime(),
        known ? Math.max(said, review.eventTime()) : review.eventTime(),
        known,
        image.attribution().department(),
        image.attribution().staff(),
        !handling.adopted());
  }

  /** The day whose pane it is in. */
  int day() {
    return CityClock.day(decidedAt);
  }

  boolean isHasty() {
    return timeKnown && decidedAt - time <= OversightSettings.HASTE_MILLIS;
  }

  /** Whether the review was given in the last days of a quarter. */
  boolean isOfQuarterEnd() {
    int day = CityClock.day(time);
    int later = day + OversightSettings.QUARTER_END_DAYS;
    return CityClock.quarterStart(later) > day;
  }
}
