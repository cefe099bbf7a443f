package haochaping.statistics;

import java.util.function.DoubleUnaryOperator;

/** Zeros of functions of one variable. */
public final class Root {
  private static final int STEPS = 200;

  private Root() {}

  /**
   * The zero of a continuous function between two points where it has different signs, as near as
   * doubles allow.
   *
   * <p>Chandrupatla (1997): inverse quadratic interpolation where the last three points make it
   * safe, bisection elsewhere.
   *
   * @param function finite at both ends; may be infinite between
   * @param lower a point
   * @param upper another
   * @throws IllegalArgumentException if the function has one sign at both
   */
  public static double between(DoubleUnaryOperator function, double lower, double upper) {
    double a = upper;
    double fa = function.applyAsDouble(a);
    double b = lower;
    double fb = function.applyAsDouble(b);
    if (fa == 0 || fb == 0) {
      return fa == 0 ? a : b;
    }
    if (!((fa < 0 && fb > 0) || (fa > 0 && fb < 0))) {
      throw new IllegalArgumentException(
          "function: must change its sign between "
              + lower
              + " and "
              + upper
              + ", is "
              + fb
              + " and "
              + fa);
    }
    double share = 0.5;
    for (int step = 0; step < STEPS; step++) {
      double x = a + share * (b - a);
      double fx = function.applyAsDouble(x);
      double c;
      double fc;
      if (fx > 0 == fa > 0) {
        c = a;
        fc = fa;
      } else {
        c = b;
        fc = fb;
        b = a;
        fb = fa;
      }
      a = x;
      fa = fx;
      double best = Math.abs(fa) < Math.abs(fb) ? a : b;
      double tolerance = 2 * Math.ulp(best) / Math.abs(b - a);
      if (tolerance > 0.5 || fa == 0) {
        return best;
      }
      share = 0.5;
      double xi = (a - b) / (c - b);
      double phi = (fa - fb) / (fc - fb);
      if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
        share =
            fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
      }
      share = Math.min(1 - tolerance, Math.max(tolerance, share));
    }
    return Math.abs(fa) < Math.abs(fb) ? a : b;
  }
}
