package haochaping.statistics.composition;

import haochaping.statistics.Argument;
import java.util.Locale;

/** Which reviews of a target a tile looks at. */
public enum Side {
  /** Level 5: what brushing makes. */
  GOOD,
  /** Levels 1 and 2: what malice makes. */
  BAD;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in evidence and tables. */
  public String word() {
    return word;
  }

  /**
   * Whether reviews of a level are on this side.
   *
   * @param level in [1, 5]
   * @throws IllegalArgumentException if {@code level} is none
   */
  public boolean holds(int level) {
    Argument.within("level", level, 1, 5);
    return this == GOOD ? level == 5 : level <= 2;
  }
}
