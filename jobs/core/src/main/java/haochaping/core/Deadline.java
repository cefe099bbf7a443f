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
}
