package haochaping.platform;

import haochaping.core.CityClock;
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

  /** Begins a finding as its detector tells it: not yet numbered, dated or judged. */
  public static Draft draft(String id) {
    return new Draft(id);
  }

  /** The same, told as a revision. */
  public Finding told(int asRevision, long firstTold, long now) {
    return with(asRevision, state, firstTold, now, evidence, verdict);
  }

  /**
   * The same, told as the revision after another.
   *
   * @param before the newest revision so far, or null
   */
  public Finding toldAfter(Finding before, long now) {
    return before == null ? told(1, now, now) : told(before.revision + 1, before.detectedAt, now);
  }

  /** The same in another state, with evidence of why. */
  public Finding in(State next, String why) {
    return judged(next, why, verdict);
  }

  /** The same in a state, with a verdict and evidence that speaks of it. */
  public Finding judged(State next, String why, String saidOfIt) {
    return with(revision, next, detectedAt, writtenAt, why, saidOfIt);
  }

  /** Whether another says the same, whenever and as whichever revision it was told. */
  public boolean says(Finding other) {
    return equals(other.told(revision, detectedAt, writtenAt));
  }

  private Finding with(
      int asRevision, State in, long firstTold, long now, String why, String saidOfIt) {
    return new Finding(
        id,
        asRevision,
        in,
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
        why,
        saidOfIt);
  }

  /** A finding that its detector is still writing. What may be null is so until it is said. */
  public static final class Draft {
    private final String id;
    private State state;
    private String audience;
    private String kind;
    private String dimension;
    private String key;
    private String department;
    private int first;
    private int last;
    private long observed;
    private double expected;
    private Double pValue;
    private Double qValue;
    private Double recurrenceDays;
    private String detector;
    private String detectorVersion;
    private long eventTime;

    private Draft(String id) {
      this.id = id;
    }

    public Draft state(State where) {
      state = where;
      return this;
    }

    public Draft audience(String whom) {
      audience = whom;
      return this;
    }

    public Draft about(String ofKind, String inDimension, String ofKey) {
      kind = ofKind;
      dimension = inDimension;
      key = ofKey;
      return this;
    }

    public Draft department(String toTell) {
      department = toTell;
      return this;
    }

    /** The local days that it speaks of, both included. */
    public Draft days(int from, int until) {
      first = from;
      last = until;
      return this;
    }

    /** The ratio follows. */
    public Draft counts(long seen, double whereUsual) {
      observed = seen;
      expected = whereUsual;
      return this;
    }

    public Draft chance(Double p, Double q, Double recursInDays) {
      pValue = p;
      qValue = q;
      recurrenceDays = recursInDays;
      return this;
    }

    public Draft detector(String name, String version) {
      detector = name;
      detectorVersion = version;
      return this;
    }

    /** The time of the review, or of the day close, that raised it, epoch ms. */
    public Draft raisedAt(long time) {
      eventTime = time;
      return this;
    }

    /** The finding, once its evidence is written. */
    public Finding with(String evidence) {
      return new Finding(
          id,
          0,
          state,
          audience,
          kind,
          dimension,
          key,
          department,
          CityClock.startMillis(first),
          CityClock.startMillis(last + 1),
          observed,
          expected,
          expected > 0 ? observed / expected : null,
          pValue,
          qValue,
          recurrenceDays,
          detector,
          detectorVersion,
          0,
          eventTime,
          0,
          evidence,
          null);
    }
  }
}
