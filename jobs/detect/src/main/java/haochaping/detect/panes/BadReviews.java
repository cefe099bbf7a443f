package haochaping.detect.panes;

import haochaping.core.CityClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The bad reviews of one target that evidence may name, in the order of their time. */
public final class BadReviews {
  private final List<BadReview> reviews;

  public BadReviews() {
    this(List.of());
  }

  /** Bad reviews as they were stored, in their order. */
  public BadReviews(List<BadReview> reviews) {
    this.reviews = new ArrayList<>(reviews);
  }

  public List<BadReview> all() {
    return Collections.unmodifiableList(reviews);
  }

  public void add(BadReview review) {
    int index = Collections.binarySearch(reviews, review);
    reviews.add(index < 0 ? -index - 1 : index, review);
  }

  /** Takes a review away; one that is not there was forgotten before. */
  public void remove(BadReview review) {
    int index = Collections.binarySearch(reviews, review);
    if (index >= 0) {
      reviews.remove(index);
    }
  }

  /** The reviews of the days from {@code first} to {@code last}, both included. */
  public List<BadReview> between(int first, int last) {
    return reviews.stream()
        .filter(review -> CityClock.day(review.time()) >= first)
        .filter(review -> CityClock.day(review.time()) <= last)
        .toList();
  }

  /** Forgets the reviews of the days before one. */
  public void forget(int first) {
    reviews.removeIf(review -> CityClock.day(review.time()) < first);
  }
}
