package haochaping.simulate;

import haochaping.simulate.City.Matter;
import java.util.Arrays;

/**
 * The story of one service, from application to the last word on its review. It is drawn whole from
 * (seed, number), so that planning a day and writing a record months later tell the same story.
 *
 * <p>Times are seconds of Asia/Shanghai since 1970-01-01 00:00 there (the zone has had no summer
 * time since 1991); 0 means never.
 */
final class Visit {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  final long[] updated = new long[Step.count()];
  final long[] arrival = new long[Step.count()];

  long number;
  Matter matter;
  int matterIndex;
  int staff;
  int secondStaff; // -1: none
  int person;
  boolean enterprise;
  boolean agent;
  boolean online;
  int pf;
  int proStatus; // of the first record
  long serviceTime;
  long acceptTime;
  long resultTime; // 0: not known in the first record
  String reviewStage;
  boolean hasCase;
  boolean ownAttribution;
  boolean active; // a review of a person's own, not the system's default
  int level;
  int editedLevel;
  int secondLevel; // of the second round
  boolean realName;
  long assessTime;
  int texture; // free bits for choices of wording
  boolean mistaken;
  boolean malicious;
  boolean confirmed;
  boolean refused;
  int irregularity; // -1: none
  Plan.Plant planted; // what added the service, or null

  private final City city;
  private final Chance chance;
  // A day of waiting passes in a minute while the feed is live.
  private boolean live;
  private int day; // of the history, -1 in a live feed

  Visit(City city) {
    this.city = city;
    this.chance = city.chance;
  }

  /** Draws the service of this number, on a day counted from the history's first. */
  void tell(int day, int index, int irregularity) {
    live = false;
    this.day = day;
    int added = index - city.services(day);
    planted = added < 0 ? null : city.plan.added(day, added);
    begin(((long) day << 21) | index, irregularity);
    long epochDay = city.firstDay + day;
    // 1970-01-01 was a Thursday.
    boolean weekend = (epochDay + 3) % 7 >= 5;
    online = chance.happens(weekend ? 0.85 : 0.35) && !brushed();
    int hour = (online ? city.onlineHour : city.windowHour).sample();
    draw(epochDay * DAY + chance.nextInt(HOUR) + (long) hour * HOUR);
  }

  /** Draws a service that takes place now. */
  void tellLive(long number, long now, int irregularity) {
    live = true;
    day = -1;
    planted = null;
    begin((1L << 62) | number, irregularity);
    online = chance.happens(0.35);
    draw(now);
  }

  private void begin(long number, int irregularity) {
    this.number = number;
    this.irregularity = irregularity;
    chance.begin(city.options.seed(), number);
    Arrays.fill(updated, 0);
    Arrays.fill(arrival, 0);
    reviewStage = "1";
    assessTime = 0;
    level = 0;
    editedLevel = 0;
    secondLevel = 0;
    mistaken = false;
    malicious = false;
    confirmed = false;
    refused = false;
  }

  private void draw(long now) {
    serviceTime = now;
    matterIndex =
        planted == null
            ? city.matter.sample()
            : planted.matters().get(chance.nextInt(planted.matters().size()));
    matter = city.matters.get(matterIndex);
    int first = city.firstStaff[matter.department()];
    int colleagues = city.firstStaff[matter.department() + 1] - first;
    staff = first + chance.nextInt(colleagues);
    secondStaff =
        colleagues > 1 && chance.happens(0.05) ? first + (staff - first + 1) % colleagues : -1;
    person = person();
    enterprise = person % 8 == 0;
    agent = chance.happens(0.08);
    texture = (int) (chance.nextLong() >>> 33);
    realName = chance.happens(0.65) || planted(Anomaly.Kind.MALICIOUS_SERIES);
    pf = planted(Anomaly.Kind.BRUSHING_DEVICE) ? 4 : channel();

    boolean irregular = irregularity >= 0;
    hasCase = irregular || chance.nextDouble() >= 0.008;
    ownAttribution = !hasCase && chance.happens(0.6);
    caseSteps();
    boolean meant = irregular || (planted != null && !planted(Anomaly.Kind.VOLUME_SURGE));
    if (meant || chance.happens(city.options.reviewedShare())) {
      active = meant || !chance.happens(city.options.defaultShare());
      reviewSteps();
    } else {
      active = false;
    }
    if (irregular) {
      irregularStep();
    }
  }

  private int channel() {
    double u = chance.nextDouble();
    if (online) {
      return u < 0.36 ? 1 : u < 0.95 ? 2 : 6;
    }
    return u < 0.58 ? 4 : u < 0.80 ? 3 : u < 0.89 ? 5 : u < 0.95 ? 6 : u < 0.99 ? 2 : 0;
  }

  private void caseSteps() {
    acceptTime = serviceTime - chance.between(30, 1500);
    boolean atOnce = matter.promiseTime() == 1;
    boolean waiting = !atOnce && chance.happens(0.03);
    proStatus = atOnce ? 3 : waiting ? 1 : 2;
    resultTime = atOnce ? serviceTime + chance.between(0, live ? 1 : 20 * MINUTE) : 0;
    if (!hasCase) {
      return;
    }
    long firstUpdate = Math.max(serviceTime, resultTime) + chance.between(1, live ? 1 : 5);
    boolean batched = chance.happens(0.03);
    at(
        Step.CASE,
        firstUpdate,
        batched ? nightly(firstUpdate, 5) : firstUpdate + chance.between(1, 90));
    if (chance.happens(0.01)) {
      at(
          Step.CASE_REPEAT,
          firstUpdate,
          arrival[Step.CASE.index()] + wait(chance.between(30, 3 * DAY)));
    }
    if (atOnce) {
      return;
    }
    long acceptedAt = serviceTime + wait(chance.between(HOUR, 2 * DAY));
    if (waiting) {
      if (chance.happens(0.5)) {
        at(Step.CASE_ACCEPTED, acceptedAt, acceptedAt + 5);
      }
      return;
    }
    // Most within the promise, some over it; working days make calendar days of it.
    double share =
        chance.happens(0.03) ? 1 + chance.nextDouble() : 0.1 + 0.85 * chance.nextDouble();
    long done = serviceTime + wait((int) (matter.promiseDays() * 1.4 * share * DAY) + HOUR);
    at(Step.CASE_DONE, done + 2, done + chance.between(3, 90));
    if (chance.happens(0.08)) {
      at(Step.STAGE_TWO, done + 40, done + chance.between(60, 600));
      if (chance.happens(0.3)) {
        long review = done + chance.between(60, 600);
        at(Step.REVIEW_OF_STAGE_TWO, review + 1, review + 3);
      }
    }
  }

  private void reviewSteps() {
    // Some sources number a stage that the case does not have.
    reviewStage = chance.happens(0.005) ? "9" : "1";
    if (active) {
      level = level();
      assessTime = serviceTime + lag();
    } else {
      level = 5;
      pf = 7;
      long dayAfter = (serviceTime / DAY + 5) * DAY + 2 * HOUR + chance.nextInt(3 * HOUR);
      assessTime = live ? serviceTime + wait(5 * DAY) : dayAfter;
    }
    long update = assessTime + 1;
    boolean batched = chance.happens(0.03);
    at(Step.REVIEW, update, batched ? nightly(update, 6) : update + chance.between(0, 6));
    if (planted(Anomaly.Kind.BRUSHING_BACKFILL)) {
      // All of it in one night, after the last of its days.
      long night = (city.firstDay + planted.anomaly().end() + 12) * DAY + 2 * HOUR;
      update = night + chance.nextInt(10 * MINUTE);
      at(Step.REVIEW, update, update + chance.between(0, 6));
    }
    long arrived = arrival[Step.REVIEW.index()];
    if (chance.happens(0.01)) {
      at(Step.REVIEW_REPEAT, update, arrived + wait(chance.between(5, 2 * DAY)));
    }
    boolean bad = level <= 2;
    if (chance.happens(0.005)) {
      editedLevel =
          active ? (bad ? (chance.happens(0.3) ? 4 : 3 - level) : chance.between(3, 5)) : 5;
      long edit = update + wait(chance.between(10 * MINUTE, DAY));
      at(Step.REVIEW_EDITED, edit, edit + chance.between(1, 300));
    } else if (chance.happens(bad ? 0.03 : 0.004)) {
      long withdrawn = update + wait(chance.between(HOUR, 10 * DAY));
      at(Step.REVIEW_WITHDRAWN, withdrawn, withdrawn + chance.between(1, 300));
      if (chance.happens(0.3)) {
        long back = withdrawn + wait(chance.between(HOUR, 5 * DAY));
        at(Step.REVIEW_RETURNED, back, back + chance.between(1, 300));
      }
    }
    if (bad) {
      ledgerSteps(update);
    }
    if (chance.happens(bad ? 0.03 : active ? 0.001 : 0.0002)) {
      long verdict = update + wait(chance.between(10, 42) * DAY + chance.nextInt(8 * HOUR));
      at(Step.VERDICT, verdict, verdict + chance.between(1, 60));
      if (chance.happens(0.1)) {
        at(
            Step.VERDICT_REPEAT,
            verdict,
            arrival[Step.VERDICT.index()] + wait(chance.between(60, DAY)));
      }
      if (chance.happens(0.2)) {
        long reversed = verdict + wait(chance.between(5, 20) * DAY);
        at(Step.VERDICT_REVERSED, reversed, reversed + chance.between(1, 60));
      }
    }
  }

  /** Who comes: somebody new where good reviews are made up, one and the same out of malice. */
  private int person() {
    if (planted(Anomaly.Kind.MALICIOUS_SERIES)) {
      return city.people + planted.rank();
    }
    int anybody = chance.nextInt(city.people);
    // Numbers after the city's people are nobody's, and far more than are ever planted.
    return brushed()
        ? city.people + 1_000 + (int) ((number * 0x9E3779B97F4A7C15L) >>> 41)
        : anybody;
  }

  private boolean planted(Anomaly.Kind kind) {
    return planted != null && planted.anomaly().kind() == kind;
  }

  private boolean brushed() {
    return planted != null && "BRUSHING".equals(planted.anomaly().kind().finding);
  }

  private int level() {
    if (brushed()) {
      return 5;
    }
    if (planted(Anomaly.Kind.MALICIOUS_SERIES)) {
      return 1;
    }
    double factor = matter.badFactor() * city.staff.get(staff).badFactor();
    if (day >= 0) {
      factor *= city.plan.ratio(day, matter, matterIndex, staff);
    }
    if (chance.happens(Math.min(0.6, city.badScale * factor))) {
      return chance.happens(City.LEVEL_ONE_OF_BAD) ? 1 : 2;
    }
    double[] mix = City.GOOD_LEVELS;
    double u = chance.nextDouble() * (mix[0] + mix[1] + mix[2]);
    return u < mix[0] ? 5 : u < mix[0] + mix[1] ? 4 : 3;
  }

  /** Seconds from service to review. */
  private int lag() {
    if (planted(Anomaly.Kind.BRUSHING_TEMPLATE)) {
      return 30;
    }
    if (chance.happens(0.02)) {
      return wait(chance.between(DAY, 5 * DAY));
    }
    double exponential = -Math.log(1 - chance.nextDouble());
    return online
        ? 20 + wait((int) (exponential * 25 * MINUTE))
        : 4 + (int) Math.min(3 * HOUR, exponential * 70);
  }

  private void ledgerSteps(long update) {
    double verdict = chance.nextDouble();
    double bias = day < 0 ? 0 : city.plan.bias(day, matter);
    mistaken = verdict < Math.max(0.24, bias);
    malicious = !mistaken && verdict < 0.40;
    confirmed = malicious && verdict < 0.35;
    boolean noBasis = !mistaken && verdict >= 0.40 && verdict < 0.47;
    refused = !mistaken && verdict > 0.96;
    secondLevel = chance.happens(0.85) ? chance.between(4, 5) : chance.between(1, 3);

    long called = update + wait(chance.between(20 * MINUTE, 22 * HOUR));
    if (chance.happens(0.98)) {
      at(Step.CALLED_BACK, called + 5, called + chance.between(6, 120));
    }
    long verified = called + wait(chance.between(2 * HOUR, 3 * DAY));
    if (bias > 0) {
      verified = called + 2 * MINUTE;
    }
    at(Step.VERIFIED, verified + 5, verified + chance.between(6, 120));
    if (chance.happens(0.04)) {
      at(
          Step.LEDGER_REPEAT,
          verified + 5,
          arrival[Step.VERIFIED.index()] + wait(chance.between(60, DAY)));
    }
    boolean invalid = mistaken || confirmed;
    if (invalid && chance.happens(0.08)) {
      long reversed = verified + wait(chance.between(3, 20) * DAY);
      at(Step.LEDGER_REVERSED, reversed, reversed + chance.between(1, 60));
    }
    if (invalid || noBasis) {
      return;
    }
    long begun = verified + wait(chance.between(HOUR, DAY));
    at(Step.UNDER_WAY, begun + 5, begun + chance.between(6, 120));
    if (chance.happens(0.03)) {
      // Overtaken by what came after it.
      arrival[Step.VERIFIED.index()] = begun + wait(chance.between(200, 2 * DAY));
    }
    long closed = begun + wait(chance.between(DAY, 8 * DAY));
    at(Step.CLOSED, closed + 5, closed + chance.between(6, 120));
    if (!refused && chance.happens(0.4)) {
      long again = closed + wait(chance.between(HOUR, 3 * DAY));
      at(Step.SECOND_ROUND, again + 1, again + chance.between(2, 60));
    }
  }

  private void irregularStep() {
    long after =
        Math.max(arrival[Step.CASE.index()], arrival[Step.REVIEW.index()])
            + (live ? 5 : chance.between(90, 900));
    at(Step.IRREGULAR, after, after);
  }

  private void at(Step step, long update, long arrives) {
    updated[step.index()] = update;
    arrival[step.index()] = arrives;
  }

  /** Seconds of waiting, as long as they are in this feed. */
  private int wait(int seconds) {
    return live && seconds > 5 * MINUTE ? 5 * MINUTE + seconds / 1440 : seconds;
  }

  /** When a batch that resends old records runs: the small hours of one of the next days. */
  private long nightly(long from, int days) {
    if (live) {
      return from + wait(DAY);
    }
    return (from / DAY + chance.between(1, days)) * DAY + HOUR + chance.nextInt(2 * HOUR);
  }
}
