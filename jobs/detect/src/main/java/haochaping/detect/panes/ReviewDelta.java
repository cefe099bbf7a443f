package haochaping.detect.panes;

/**
 * A signed change of what one key was given on one day: the key of a target, or that of the cells
 * of a matter, from which the baseline is fitted. Mutable, so that a stream can reuse it.
 */
public final class ReviewDelta {
  /** In front of the key of a matter's cells; no level begins with it. */
  private static final char CELLS = '*';

  /** {@link Level#key} or {@link #cells}. */
  public String key = "";

  /** Local day of the review, in days since the epoch. */
  public int day;

  /** Code of the matter, empty where it is unknown. */
  public String matter = "";

  /** Ordinal of the channel. */
  public int channel;

  /** Effective reviews, signed. */
  public int reviews;

  /** Those of levels 1 and 2 among them, signed. */
  public int bad;

  /** Of a single bad review, on its way to a target: its id; else null. */
  public String reviewId;

  /** Its time, epoch ms. */
  public long time;

  /** Its department. */
  public String department;

  public ReviewDelta() {}

  /** The key of a matter's cells. */
  public static String cells(String matter) {
    return CELLS + matter;
  }

  /** Whether a key is that of a matter's cells. */
  public static boolean isCells(String key) {
    return key.charAt(0) == CELLS;
  }

  /** The matter of {@link #cells}. */
  public static String matter(String key) {
    return key.substring(1);
  }
}
