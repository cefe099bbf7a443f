package haochaping.core;

/**
 * By when a step must be done, and whether it was.
 *
 * @param dueAt end of the last day of its term, exclusive, epoch ms
 * @param doneAt when it was done, epoch ms, or {@link Versioned#NO_TIME} where it is not done or
 *     nobody said when
 * @param isProvisional whether the term reaches into a year whose holidays are not known (暂定)
 */
public record Deadline(Step step, long dueAt, boolean isDone, long doneAt, boolean isProvisional) {

  /**
   * Whether the step is late, or was when it was done. What was done nobody said when is not.
   *
   * @param now epoch ms
   */
  public boolean isOverdue(long now) {
    return isDone ? doneAt != Versioned.NO_TIME && doneAt >= dueAt : now >= dueAt;
  }

  /** The last day of the term, a local day since the epoch. */
  public int lastDay() {
    return CityClock.day(dueAt) - 1;
  }

  /** Whether the step was still to be done at a moment, epoch ms, as far as is known now. */
  public boolean wasOpenAt(long time) {
    return !isDone || (doneAt != Versioned.NO_TIME && doneAt >= time);
  }

  /** Whether the step is done, and not late. What was done nobody said when is not late. */
  public boolean isDoneInTime() {
    return isDone && (doneAt == Versioned.NO_TIME || doneAt < dueAt);
  }
}
