package haochaping.detect.panes;

import java.util.Comparator;

/**
 * A bad review of a target.
 *
 * @param time when it was given, epoch ms
 * @param id source/project/stage/round
 * @param department whom it is about
 */
public record BadReview(long time, String id, String department) implements Comparable<BadReview> {
  private static final Comparator<BadReview> ORDER =
      Comparator.comparingLong(BadReview::time)
          .thenComparing(BadReview::id)
          .thenComparing(BadReview::department);

  @Override
  public int compareTo(BadReview other) {
    return ORDER.compare(this, other);
  }
}
