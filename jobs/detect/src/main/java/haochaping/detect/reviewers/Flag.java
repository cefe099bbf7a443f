package haochaping.detect.reviewers;

import haochaping.statistics.Seeds;
import java.util.List;

/**
 * What stood out at the close of a day.
 *
 * @param firstDay of the reviews that it rests on
 * @param source hash of the origin or the person, or the lowest of several people
 * @param links hashes by which flags of several days are one story, ascending
 * @param dimension of the key
 * @param observed people, applicants or bad reviews
 * @param expected by chance
 * @param p of as much by chance, NaN of what has none
 * @param figures what else there is to say, in the order of its kind
 * @param reviews ids by day, second and id
 */
record Flag(
    Suspicion suspicion,
    int day,
    int firstDay,
    long source,
    long[] links,
    String dimension,
    String key,
    int observed,
    double expected,
    double p,
    double[] figures,
    List<String> reviews) {
  // Figures of people in step.
  static final int TARGETS = 0;
  static final int PAIRS = 1;
  static final int LEAST_LIKENESS = 2;
  static final int CAPPED = 3;

  // Figures of an origin.
  static final int ORIGIN = 0;
  static final int REVIEWS = 1;
  static final int PAST_DAYS = 2;
  static final int TERMINAL = 3;

  // Figures of a person, after the number of all reviews.
  static final int DEPARTMENTS = 0;
  static final int ALL = 1;
  static final int SHARE = 2;
  static final int TABLE = 3;

  static final int FIGURES = 4;

  /** A link of a word. */
  static long hash(String word) {
    return Seeds.mix64((long) word.hashCode() << 32 | word.length());
  }

  /** How many hashes two ascending lists have in common. */
  static int shared(long[] some, long[] others) {
    int shared = 0;
    for (int i = 0, j = 0; i < some.length && j < others.length; ) {
      int order = Long.compare(some[i], others[j]);
      shared += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return shared;
  }
}
