package haochaping.detect.panes;

import haochaping.core.Dimension;
import haochaping.core.PaneDelta;
import haochaping.statistics.concentration.Cusum;
import java.util.Optional;

/**
 * The levels of targets. Each is a family of its own: prior, threshold and false alarms are those
 * of the level. The order is part of the state format: append only.
 */
public enum Level {
  DISTRICT(Dimension.DISTRICT, Cusum.LARGE_UNITS),
  DEPARTMENT(Dimension.DEPARTMENT, Cusum.LARGE_UNITS),
  MATTER(Dimension.MATTER, Cusum.SMALL_UNITS),
  STAFF(Dimension.STAFF, Cusum.SMALL_UNITS);

  private static final Level[] ALL = values();

  private final Dimension dimension;
  private final double oddsRatio;

  Level(Dimension dimension, double oddsRatio) {
    this.dimension = dimension;
    this.oddsRatio = oddsRatio;
  }

  /** The word in tables and ids. */
  public String word() {
    return dimension.word();
  }

  /** What a sentence calls the target. */
  public String chinese() {
    return switch (this) {
      case DISTRICT -> "该区（市）";
      case DEPARTMENT -> "该部门";
      case MATTER -> "该事项";
      case STAFF -> "该工作人员";
    };
  }

  /** The same in English. */
  public String english() {
    return switch (this) {
      case DISTRICT -> "this district";
      case DEPARTMENT -> "this department";
      case MATTER -> "this matter";
      case STAFF -> "this member of staff";
    };
  }

  /** The rise that a chart of the level looks for. */
  public double oddsRatio() {
    return oddsRatio;
  }

  /** The level whose prior stands in where this one has too few targets. */
  public Optional<Level> parent() {
    return switch (this) {
      case DISTRICT -> Optional.empty();
      case DEPARTMENT -> Optional.of(DISTRICT);
      case MATTER, STAFF -> Optional.of(DEPARTMENT);
    };
  }

  /** The key of a target, which carries its level in front. */
  public String key(String code) {
    return PaneDelta.key(dimension, code);
  }

  /**
   * The level of a key that {@link #key} made.
   *
   * @throws IllegalArgumentException if it is that of no level
   */
  public static Level of(String key) {
    for (Level level : ALL) {
      if (level.dimension == PaneDelta.dimension(key)) {
        return level;
      }
    }
    throw new IllegalArgumentException("key = " + key + ": of no level");
  }
}
