package haochaping.detect.panes;

import haochaping.statistics.scan.Leaf;

/**
 * A signed change of what one key was given on one day: the key of a target, that of the cells of a
 * matter, from which the baseline is fitted, or that of a leaf of the scan for clusters. Mutable,
 * so that a stream can reuse it.
 */
public final class ReviewDelta {
  /** In front of the key of a matter's cells; no level begins with it. */
  private static final char CELLS = '*';

  /** In front of the key of a leaf; no level begins with it. */
  private static final char LEAF = '#';

  /** {@link Level#key}, {@link #cells} or {@link #leaf(String, String, String)}. */
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

  /** Of a single bad review, on its way to a target or a leaf: its id; else null. */
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

  /**
   * The key of a leaf of the scan.
   *
   * @param district its code, or null
   * @param matter its code, empty where it is unknown
   */
  public static String leaf(String district, String department, String matter) {
    return LEAF + (district == null ? "" : district) + '\t' + department + '\t' + matter;
  }

  /** Whether a key is that of a leaf. */
  public static boolean isLeaf(String key) {
    return key.charAt(0) == LEAF;
  }

  /** The leaf of {@link #leaf(String, String, String)}; a district that is unknown is empty. */
  public static Leaf leaf(String key) {
    int first = key.indexOf('\t');
    int second = key.indexOf('\t', first + 1);
    return new Leaf(
        key.substring(1, first), key.substring(first + 1, second), key.substring(second + 1));
  }
}
