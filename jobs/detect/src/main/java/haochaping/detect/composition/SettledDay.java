package haochaping.detect.composition;

/**
 * A day whose rows are gone.
 *
 * @param units [level] with a review on it
 * @param tokens of its reviewers, 0 where unknown
 */
record SettledDay(int[][] units, long[] tokens) {}
