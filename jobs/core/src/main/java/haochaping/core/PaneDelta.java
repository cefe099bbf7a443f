package haochaping.core;

/**
 * A signed change of the counts of one key in one hour pane, or, where it names a matter, of the
 * adopted reviews that the key has in that matter on one day. Mutable, so that a stream can reuse
 * it.
 */
public final class PaneDelta {
  /** The key with its dimension in front; see {@link #key(Dimension, String)}. */
  public String key = "";

  /** The matter that it counts for the key, or null for the counts of the key itself. */
  public String matter;

  /** The pane, in hours since the epoch; of a matter the first hour of the day. */
  public int hour;

  /** Counted reviews without defaults. */
  public int reviews;

  /** Of those, levels 1 and 2. */
  public int bad;

  /** Reviews without those that verification did not adopt. Of a matter only these are counted. */
  public int adopted;

  /** Of those, levels 1 and 2. */
  public int badAdopted;

  /** Counted default reviews. */
  public int defaults;

  /** The newest hour that the city's clock had shown when the delta was given out. */
  public int clock;

  public PaneDelta() {}

  /** A key that carries its dimension in its first character. */
  public static String key(Dimension dimension, String name) {
    return (char) ('a' + dimension.ordinal()) + name;
  }

  /** The same of a name and a suffix with a slash between. */
  static String key(Dimension dimension, String name, String suffix) {
    return (char) ('a' + dimension.ordinal()) + name + '/' + suffix;
  }

  public static Dimension dimension(String key) {
    return Dimension.of(key.charAt(0) - 'a');
  }

  public static String name(String key) {
    return key.substring(1);
  }

  public boolean isZero() {
    return (reviews | bad | adopted | badAdopted | defaults) == 0;
  }
}
