package haochaping.detect.reviewers;

import java.util.List;

/**
 * Whom a told story is about.
 *
 * @param links see {@link Flag}
 * @param reviews those of its most surprising day
 */
record ToldStory(Suspicion suspicion, long[] links, List<String> reviews) {}
