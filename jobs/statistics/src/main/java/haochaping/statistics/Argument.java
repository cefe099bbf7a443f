package haochaping.statistics;

/**
 * Checks of arguments. Each hands its value back, or throws an {@link IllegalArgumentException}
 * that names the argument, its value and what is allowed.
 */
public final class Argument {
  private Argument() {}

  /** A whole number that is {@code least} or more. */
  public static long atLeast(String name, long value, long least) {
    if (value < least) {
      throw wrong(name, value, "at least " + least);
    }
    return value;
  }

  /** A whole number in {@code [least, most]}. */
  public static long within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw wrong(name, value, "in [" + least + ", " + most + "]");
    }
    return value;
  }

  /** A finite number above 0. */
  public static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(name, value, "finite and above 0");
    }
    return value;
  }

  /** A finite number that is 0 or more. */
  public static double notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(name, value, "finite and at least 0");
    }
    return value;
  }

  /** A finite number above {@code bound}. */
  public static double above(String name, double value, double bound) {
    if (!(value > bound && value < Double.POSITIVE_INFINITY)) {
      throw wrong(name, value, "finite and above " + bound);
    }
    return value;
  }

  /** A probability in [0, 1]. */
  public static double probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw wrong(name, value, "in [0, 1]");
    }
    return value;
  }

  /** A probability in (0, 1). */
  public static double fraction(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw wrong(name, value, "in (0, 1)");
    }
    return value;
  }

  private static IllegalArgumentException wrong(String name, Number value, String allowed) {
    return new IllegalArgumentException(name + " = " + value + ": must be " + allowed);
  }
}
