package haochaping.deliver.plan;

/** How long is waited after failures. Times are ms. */
final class Backoff {
  /** Failures in a row after which a target counts as down. */
  static final int DOWN_AFTER = 5;

  private static final long FIRST = 30_000;
  private static final long LONGEST = 3_600_000;
  private static final long FIRST_TRIAL = 60_000;
  private static final long LONGEST_TRIAL = 1_800_000;

  private Backoff() {}

  /**
   * From a failed attempt to the next one: doubled each time, spread by a quarter so that what
   * failed together does not come back together. The spread depends on the delivery alone.
   */
  static long pause(String delivery, int attempt) {
    long pause = Math.min(FIRST << Math.min(attempt - 1, 20), LONGEST);
    int spread = Math.floorMod((delivery + attempt).hashCode(), 1000);
    return pause - pause / 8 + pause / 4 * spread / 1000;
  }

  /** From the last failure of a target that is down to its next trial. */
  static long trial(int failures) {
    return Math.min(FIRST_TRIAL << Math.min(failures - DOWN_AFTER, 20), LONGEST_TRIAL);
  }
}
