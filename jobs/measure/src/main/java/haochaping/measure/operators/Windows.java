package haochaping.measure.operators;

import haochaping.core.RollingCounts;
import haochaping.core.Window;

/** The windows that end at one hour. Their starts follow the calendar and are worked out once. */
final class Windows {
  private static final Window[] ALL = Window.values();

  final int asOf;
  private final int[] starts = new int[ALL.length];
  private final int longest;
  private final int[] sums = new int[RollingCounts.COUNTS];

  /**
   * @param asOf the exclusive end, in hours since the epoch
   */
  Windows(int asOf) {
    this.asOf = asOf;
    this.longest = Window.longestStart(asOf);
    for (Window window : ALL) {
      starts[window.ordinal()] = window.start(asOf);
    }
  }

  int start(Window window) {
    return starts[window.ordinal()];
  }

  /** The first hour that counts in one of the windows. */
  int firstHour() {
    return longest;
  }

  /** The counts of a key in each window, {@link RollingCounts#COUNTS} each. */
  int[] counts(RollingCounts panes) {
    int[] counts = new int[ALL.length * RollingCounts.COUNTS];
    for (Window window : ALL) {
      panes.sum(start(window), asOf, sums);
      System.arraycopy(sums, 0, counts, at(window), RollingCounts.COUNTS);
    }
    return counts;
  }

  /** Where the counts of a window begin among those of all windows. */
  static int at(Window window) {
    return window.ordinal() * RollingCounts.COUNTS;
  }

  /** Whether a pane left a window since an earlier end, or lies in the hours that came since. */
  boolean moved(RollingCounts panes, Windows before) {
    for (Window window : ALL) {
      if (panes.any(before.start(window), start(window))) {
        return true;
      }
    }
    return panes.any(before.asOf, asOf);
  }
}
