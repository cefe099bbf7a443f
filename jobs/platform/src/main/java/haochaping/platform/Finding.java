package haochaping.platform;

import java.util.Locale;

/**
 * One revision of a finding: what topic {@code hcp.findings} carries and a row of {@code
 * core.findings} holds. A later revision replaces an earlier one.
 *
 * @param id name of the finding, the same in all its revisions
 * @param revision counts them from 1
 * @param audience who is told: department, supervisor or integrity
 * @param kind what was found, for example {@code CONCENTRATION}
 * @param dimension of the key
 * @param key in the dimension
 * @param department the department that is told, or null where it is none or several
 * @param windowStart start of the time it speaks of, epoch ms
 * @param windowEnd exclusive end of that time, epoch ms
 * @param observed bad reviews of the key in that time
 * @param expected how many were to be expected
 * @param ratio observed / expected, or null where nothing was expected
 * @param pValue chance of a count as high in its most surprising window, or null
 * @param qValue false discovery rate among the tests of that day, or null
 * @param recurrenceDays a count as surprising comes by chance once in at least so many days, or
 *     null
 * @param detector what crossed first
 * @param detectorVersion version of the formulas
 * @param detectedAt when it was first told, epoch ms
 * @param eventTime time of the review, or of the day close, that raised it, epoch ms
 * @param writtenAt when this revision was told, epoch ms
 * @param evidence JSON: sentences in zh and en, and every figure behind them
 * @param verdict what people decided about it, {@link #CONFIRMED} or {@link #REJECTED}, or null
 */
public record Finding(
    String id,
    int revision,
    State state,
    String audience,
    String kind,
    String dimension,
    String key,
    String department,
    long windowStart,
    long windowEnd,
    long observed,
    double expected,
    Double ratio,
    Double pValue,
    Double qValue,
    Double recurrenceDays,
    String detector,
    String detectorVersion,
    long detectedAt,
    long eventTime,
    long writtenAt,
    String evidence,
    String verdict) {
  /** People agree: its reviews do not count. */
  public static final String CONFIRMED = "confirmed";

  /** People looked at its reviews and found nothing wrong with them. */
  public static final String REJECTED = "rejected";

  /** A finding as a detector tells it, about which people have said nothing. */
  public Finding(
      String id,
      int revision,
      State state,
      String audience,
      String kind,
      String dimension,
      String key,
      String department,
      long windowStart,
      long windowEnd,
      long observed,
      double expected,
      Double ratio,
      Double pValue,
      Double qValue,
      Double recurrenceDays,
      String detector,
      String detectorVersion,
      long detectedAt,
      long eventTime,
      long writtenAt,
      String evidence) {
    this(
        id,
        revision,
        state,
        audience,
        kind,
        dimension,
        key,
        department,
        windowStart,
        windowEnd,
        observed,
        expected,
        ratio,
        pValue,
        qValue,
        recurrenceDays,
        detector,
        detectorVersion,
        detectedAt,
        eventTime,
        writtenAt,
        evidence,
        null);
  }

  /** Where a finding is in its life. The order is part of the wire format: append only. */
  public enum State {
    NEW,
    ONGOING,
    CLOSED,
    WITHDRAWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in tables and views. */
    public String word() {
      return word;
    }
  }

  /** The same, told as a revision. */
  public Finding told(int asRevision, long firstTold, long now) {
    return new Finding(
        id,
        asRevision,
        state,
        audience,
        kind,
        dimension,
        key,
        department,
        windowStart,
        windowEnd,
        observed,
        expected,
        ratio,
        pValue,
        qValue,
        recurrenceDays,
        detector,
        detectorVersion,
        firstTold,
        eventTime,
        now,
        evidence,
        verdict);
  }

  /** The same in another state, with evidence of why. */
  public Finding in(State next, String why) {
    return judged(next, why, verdict);
  }

  /** The same in a state, with a verdict and evidence that speaks of it. */
  public Finding judged(State next, String why, String saidOfIt) {
    return new Finding(
        id,
        revision,
        next,
        audience,
        kind,
        dimension,
        key,
        department,
        windowStart,
        windowEnd,
        observed,
        expected,
        ratio,
        pValue,
        qValue,
        recurrenceDays,
        detector,
        detectorVersion,
        detectedAt,
        eventTime,
        writtenAt,
        why,
        saidOfIt);
  }

  /** Whether another says the same, whenever and as whichever revision it was told. */
  public boolean says(Finding other) {
    return told(0, 0, 0).equals(other.told(0, 0, 0));
  }
}
