package haochaping.detect.reviewers;

import haochaping.platform.Finding;
import java.util.List;

/**
 * What was last told of a story.
 *
 * @param openDay its first day
 * @param links see {@link Flag}
 * @param reviews those of its most surprising day
 */
record Told(Finding finding, Suspicion suspicion, int openDay, long[] links, List<String> reviews) {
  Told with(Finding next) {
    return new Told(next, suspicion, openDay, links, reviews);
  }
}
