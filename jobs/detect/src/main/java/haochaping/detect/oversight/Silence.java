package haochaping.detect.oversight;

/**
 * A run of days on which a source, or a channel of it, sent nothing, from the day on whose close it
 * was too long for chance.
 *
 * @param key of the source or channel
 * @param first silent day
 * @param openDay on whose close it crossed
 * @param lastDay silent, as far as is told: {@code openDay} while it lasts
 * @param lasts whether nothing has come yet
 * @param awaited whether it is still waited for; not once it was silent for long
 * @param expected reviews in the told days
 * @param logP ln of the chance that none came on any of these days
 * @param watched sources or channels that were watched on {@code openDay}
 * @param like days that the rhythm of {@code openDay} rests on
 * @param usualMean of these days
 * @param usualVariance of these days
 * @param firmest size of a negative binomial that all weekdays together allow
 * @param share of the usual that others had on {@code openDay}, in [0, 1]
 */
record Silence(
    String key,
    int first,
    int openDay,
    int lastDay,
    boolean lasts,
    boolean awaited,
    double expected,
    double logP,
    int watched,
    int like,
    double usualMean,
    double usualVariance,
    double firmest,
    double share) {
  /** In how many days as long a silence comes once anywhere at the level; at most 1e12. */
  double recurrenceDays() {
    return Math.min(1e12, Math.exp(-logP) / watched);
  }
}
