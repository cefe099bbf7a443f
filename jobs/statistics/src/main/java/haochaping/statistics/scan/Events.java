package haochaping.statistics.scan;

/** Bad reviews of the longest window by age in days; the order within a day has no meaning. */
final class Events {
  private final int[] starts;
  private final int[] leaves;
  private final int[] times;
  private final int total;

  private Events(int[] starts, int[] leaves, int[] times) {
    this.starts = starts;
    this.leaves = leaves;
    this.times = times;
    int sum = 0;
    for (int i = 0; i < starts[starts.length - 1]; i++) {
      sum += times[i];
    }
    total = sum;
  }

  /**
   * Events sorted by age.
   *
   * @param days how many ages there are: 0 to days - 1
   * @param size how many events
   * @param ages of each, in days before today
   * @param leaves of each
   * @param times how many bad reviews each is
   */
  static Events of(int days, int size, int[] ages, int[] leaves, int[] times) {
    int[] starts = new int[days + 1];
    for (int i = 0; i < size; i++) {
      starts[ages[i] + 1]++;
    }
    for (int age = 0; age < days; age++) {
      starts[age + 1] += starts[age];
    }
    int[] next = starts.clone();
    int[] sortedLeaves = new int[size];
    int[] sortedTimes = new int[size];
    for (int i = 0; i < size; i++) {
      int at = next[ages[i]]++;
      sortedLeaves[at] = leaves[i];
      sortedTimes[at] = times[i];
    }
    return new Events(starts, sortedLeaves, sortedTimes);
  }

  /** Index of the first event of an age; the first of the next age ends it. */
  int start(int age) {
    return starts[age];
  }

  int leaf(int index) {
    return leaves[index];
  }

  int times(int index) {
    return times[index];
  }

  /** Bad reviews altogether. */
  int total() {
    return total;
  }
}
