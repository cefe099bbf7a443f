package haochaping.core;

/**
 * The rolling windows, half-open and ending at {@code asOf}. The order is part of the table format:
 * append only.
 */
public enum Window {
  DAY("1d", 24),
  WEEK("7d", 7 * 24),
  MONTH("30d", 30 * 24),
  /** From the first hour of the quarter that holds the last hour of the window. */
  QUARTER_TO_DATE("qtd", 0);

  private static final Window[] ALL = values();

  private final String word;
  private final int hours;

  Window(String word, int hours) {
    this.word = word;
    this.hours = hours;
  }

  /** The word in tables and views. */
  public String word() {
    return word;
  }

  /**
   * The first hour pane of the window.
   *
   * @param asOf the exclusive end, in hours since the epoch
   */
  public int start(int asOf) {
    return this == QUARTER_TO_DATE
        ? CityClock.startHour(CityClock.quarterStart(CityClock.dayOfHour(asOf - 1)))
        : asOf - hours;
  }

  /** The first hour pane that any window ending at {@code asOf} holds. */
  public static int longestStart(int asOf) {
    int start = asOf;
    for (Window window : ALL) {
      start = Math.min(start, window.start(asOf));
    }
    return start;
  }
}
