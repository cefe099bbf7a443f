package haochaping.assess.why;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What one change of a review adds to the figures of a key on the asked days.
 *
 * @param reviewId source/project/stage/round
 * @param revision of the review, from 1
 * @param cause what brought it: reviews, cases, rectifications or verdicts
 * @param changedAt when it came, local
 * @param eventDate day of the review now
 * @param levelBefore 5 best to 1 worst, or null of the first revision
 * @param level now
 * @param verdict what was decided of it, or null
 * @param text of the review, masked, or null
 * @param adds to reviews, bad, adopted and bad_adopted
 */
public record Contribution(
    String reviewId,
    int revision,
    String cause,
    LocalDateTime changedAt,
    LocalDate eventDate,
    Integer levelBefore,
    int level,
    String verdict,
    String text,
    Sum adds) {

  /** Signed counts. */
  public record Sum(long reviews, long bad, long adopted, long badAdopted) {
    public static final Sum NOTHING = new Sum(0, 0, 0, 0);

    public Sum plus(Sum other) {
      return new Sum(
          reviews + other.reviews,
          bad + other.bad,
          adopted + other.adopted,
          badAdopted + other.badAdopted);
    }
  }

  /** Whether it is a new good review, of which there are thousands. */
  boolean isPlain() {
    return revision == 1 && adds.bad() == 0 && adds.badAdopted() == 0;
  }
}
