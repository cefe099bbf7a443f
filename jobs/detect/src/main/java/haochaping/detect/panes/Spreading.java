package haochaping.detect.panes;

import haochaping.core.Attribution;
import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a change of a review means to the targets: it is taken from those that it was counted for
 * and added to those that it is counted for now, once for each of its staff.
 *
 * <p>Only effective reviews count: in force, of the first round, no default, adopted. A review of a
 * department that nobody knows counts for its other targets and for the baseline, but is in no leaf
 * of the scan.
 */
public final class Spreading {
  private final ReviewDelta delta = new ReviewDelta();

  /**
   * Hands out the deltas of a change. The delta is reused.
   *
   * @param out gets one for the matter's cells, one for each target and one for the leaf, or none
   *     where the change touches nothing that is counted
   */
  public void spread(ReviewChange change, Consumer<ReviewDelta> out) {
    ReviewImage before = counted(change.before());
    ReviewImage after = counted(change.after());
    if (before != null && after != null && same(before, after)) {
      return;
    }
    spread(before, -1, out);
    spread(after, 1, out);
  }

  private static ReviewImage counted(ReviewImage image) {
    return image != null
            && image.counted()
            && !image.review().isDefault()
            && image.handling().adopted()
        ? image
        : null;
  }

  private static boolean same(ReviewImage before, ReviewImage after) {
    ReviewRecord one = before.review();
    ReviewRecord other = after.review();
    Attribution was = before.attribution();
    Attribution is = after.attribution();
    return one.eventTime() == other.eventTime()
        && one.isBad() == other.isBad()
        && one.channel() == other.channel()
        && equal(was.district(), is.district())
        && was.department().equals(is.department())
        && equal(was.matter(), is.matter())
        && was.staff().equals(is.staff());
  }

  private static boolean equal(String one, String other) {
    return one == null ? other == null : one.equals(other);
  }

  private void spread(ReviewImage image, int sign, Consumer<ReviewDelta> out) {
    if (image == null) {
      return;
    }
    ReviewRecord review = image.review();
    Attribution whom = image.attribution();
    boolean bad = review.isBad();
    delta.day = CityClock.day(review.eventTime());
    delta.matter = whom.matter() == null ? "" : whom.matter();
    delta.channel = review.channel().ordinal();
    delta.reviews = sign;
    delta.bad = bad ? sign : 0;
    delta.reviewId = bad ? image.reviewId() : null;
    delta.time = review.eventTime();
    delta.department = whom.department();
    send(ReviewDelta.cells(delta.matter), out);
    if (whom.district() != null) {
      send(Level.DISTRICT.key(whom.district()), out);
    }
    if (!whom.department().equals(Attribution.UNATTRIBUTED)) {
      send(Level.DEPARTMENT.key(whom.department()), out);
      send(ReviewDelta.leaf(whom.district(), whom.department(), delta.matter), out);
    }
    if (whom.matter() != null) {
      send(Level.MATTER.key(whom.matter()), out);
    }
    List<String> staff = whom.staff();
    for (int i = 0; i < staff.size(); i++) {
      send(Level.STAFF.key(staff.get(i)), out);
    }
  }

  private void send(String key, Consumer<ReviewDelta> out) {
    delta.key = key;
    out.accept(delta);
  }
}
