package haochaping.core;

/**
 * Everything that is held true of a review at one moment: what was sent, whom it is about, what
 * people decided.
 */
public record ReviewImage(ReviewRecord review, Attribution attribution, Handling handling) {

  /** Whether the review is in any view: it is not withdrawn. */
  public boolean effective() {
    return review.effective();
  }

  /** Whether the review is counted in rates: in force and of the first round. */
  public boolean counted() {
    return review.effective() && review.round() == 1;
  }

  /** The review's own flags and the one that needs the case. */
  public int flags() {
    return review.eventTime() < attribution.serviceTime()
        ? review.flags() | Flag.REVIEW_BEFORE_SERVICE.bit()
        : review.flags();
  }

  /** The mode of the review, by its channel or else by how the case was handled. */
  public Channel.Mode mode() {
    return review.channel().mode(attribution.handling());
  }

  /** {@code source/project/stage/round}. */
  public String reviewId() {
    return review.source() + '/' + review.project() + '/' + review.stage() + '/' + review.round();
  }
}
