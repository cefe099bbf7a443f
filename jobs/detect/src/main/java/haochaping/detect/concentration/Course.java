package haochaping.detect.concentration;

/** Where a target stands on each day from the one before the horizon on. */
final class Course {
  /** The day before the horizon, the horizon, and the day that is just being judged. */
  private static final int ROOM = Settings.HORIZON + 2;

  private final Standing[] days = new Standing[ROOM];
  private int last;

  /**
   * @param day before the horizon
   * @param base where the target stood then
   */
  Course(int day, Standing base) {
    last = day;
    days[Math.floorMod(day, ROOM)] = base;
  }

  /** The last day that is judged. */
  int last() {
    return last;
  }

  Standing on(int day) {
    return days[Math.floorMod(day, ROOM)];
  }

  void put(int day, Standing standing) {
    days[Math.floorMod(day, ROOM)] = standing;
    last = day;
  }
}
