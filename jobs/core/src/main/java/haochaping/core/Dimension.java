package haochaping.core;

import java.util.Locale;

/**
 * What reviews are counted by. The order is part of the state format: append only.
 *
 * <p>The last two are the mix of matters behind a rate, from which the close of a day works out how
 * many bad reviews a district or member of staff could expect. They count adopted reviews alone, in
 * the first hour of their day, and are not published.
 */
public enum Dimension {
  CITY,
  DISTRICT,
  DEPARTMENT,
  MATTER,
  STAFF,
  DEPARTMENT_MATTER,
  CHANNEL,
  DISTRICT_MATTER,
  STAFF_MATTER;

  private static final Dimension[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables and views. */
  public String word() {
    return word;
  }

  /** Whether tables have rows of it. */
  public boolean isPublished() {
    return this != DISTRICT_MATTER && this != STAFF_MATTER;
  }

  public static Dimension of(int ordinal) {
    return ALL[ordinal];
  }
}
