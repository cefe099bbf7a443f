package haochaping.detect.reviewers;

/**
 * A review of a closed day that came or went since the last close.
 *
 * @param grade its level
 * @param origins hashes by {@link Origin}, 0 where unknown
 */
record LateRow(int day, int grade, long reviewer, long[] origins) {}
