package haochaping.core;

import java.util.Locale;

/** What reviews are counted by. The order is part of the state format: append only. */
public enum Dimension {
  CITY,
  DISTRICT,
  DEPARTMENT,
  MATTER,
  STAFF,
  DEPARTMENT_MATTER,
  CHANNEL;

  private static final Dimension[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables and views. */
  public String word() {
    return word;
  }

  public static Dimension of(int ordinal) {
    return ALL[ordinal];
  }
}
