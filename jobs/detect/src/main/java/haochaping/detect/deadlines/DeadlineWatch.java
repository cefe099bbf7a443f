package haochaping.detect.deadlines;

import haochaping.core.ReviewImage;
import haochaping.core.Terms;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Told;
import haochaping.platform.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns of steps that become due, and tells of those that are overdue and escalated.
 *
 * <p>A step is told when a day closes; one that was told is told again as soon as it is done or no
 * longer called for. What is told in the end is a function of the reviews and their handling,
 * whatever the order of arrival: the stage of a step is what the ledger, as it is held true now,
 * lets one know at each day close.
 *
 * <p>Not thread-safe.
 */
public final class DeadlineWatch {
  /** Days after its term that a step is followed. */
  static final int KEPT = 400;

  private static final int NO_DAY = Integer.MIN_VALUE;

  private final Terms terms;
  private final DeadlineState state;
  private final DeadlineEvidence evidence;
  private int lastClosed = NO_DAY;

  /**
   * @param state as it was stored, or empty
   */
  public DeadlineWatch(Terms terms, DeadlineState state) {
    this.terms = terms;
    this.state = state;
    evidence = new DeadlineEvidence(terms);
  }

  /** Days are closed from the next one on; to be called before the first. */
  public void startAfter(int day) {
    lastClosed = day;
  }

  public DeadlineState state() {
    return state;
  }

  /**
   * Takes a change of a review.
   *
   * @param before what was held true of it, or null
   * @param now processing time, epoch ms
   */
  public void change(ReviewImage before, ReviewImage after, long now, FindingAnnouncer out) {
    Set<String> touched = new HashSet<>();
    if (before != null) {
      Due.of(
          before,
          terms,
          due -> {
            state.dues.remove(due.key());
            touched.add(due.key());
          });
    }
    Due.of(
        after,
        terms,
        due -> {
          if (lastClosed == NO_DAY || due.deadline().lastDay() > lastClosed - KEPT) {
            state.dues.put(due.key(), due);
          }
          touched.add(due.key());
        });
    for (String key : touched) {
      String id = DeadlineEvidence.id(key);
      Told<Void> told = state.telling.told(id);
      if (told != null) {
        settle(key, told, now, out);
      }
    }
  }

  private void settle(String key, Told<Void> told, long now, FindingAnnouncer out) {
    Due due = state.dues.get(key);
    if (due == null || !tell(due, now, out)) {
      withdraw(told, due, now, out);
    }
  }

  /** Tells how far a step has come; false where there is nothing to tell of it. */
  private boolean tell(Due due, long now, FindingAnnouncer out) {
    Stage stage = Stage.of(due, lastClosed);
    if (stage == null) {
      return false;
    }
    int lastDay = due.deadline().lastDay();
    Finding.State where =
        due.deadline().isDone()
            ? Finding.State.CLOSED
            : lastClosed < lastDay ? Finding.State.NEW : Finding.State.ONGOING;
    state.telling.tell(
        new Told<>(evidence.finding(where, stage, due), lastDay, null),
        () -> List.of(new FindingReview(due.reviewId(), FindingReview.TRIGGER)),
        now,
        out);
    return true;
  }

  private void withdraw(Told<Void> told, Due due, long now, FindingAnnouncer out) {
    if (told.finding().state() != Finding.State.WITHDRAWN) {
      state.telling.tell(
          told.with(DeadlineEvidence.withdrawn(told.finding(), due)), List::of, now, out);
    }
  }

  /**
   * Closes the day after the last closed one.
   *
   * @param now processing time, epoch ms
   * @throws IllegalArgumentException if it is another day
   */
  public void close(int day, long now, FindingAnnouncer out) {
    if (day != lastClosed + 1) {
      throw new IllegalArgumentException(
          "day = " + day + ": must be the day after " + lastClosed + ", the last closed one");
    }
    lastClosed = day;
    state.dues.values().removeIf(due -> due.deadline().lastDay() <= day - KEPT);
    Set<String> held = new HashSet<>();
    for (Due due : state.dues.values()) {
      if (tell(due, now, out)) {
        held.add(DeadlineEvidence.id(due.key()));
      }
    }
    state.telling.withdrawAllBut(
        held, day - KEPT, told -> DeadlineEvidence.withdrawn(told.finding(), null), now, out);
  }
}
