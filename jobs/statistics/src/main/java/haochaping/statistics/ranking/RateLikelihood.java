package haochaping.statistics.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * The beta-binomial log likelihood of a class of targets, without the binomial coefficients: sum
 * [ln B(b + a, n - b + c) - ln B(a, c)], a = m M, c = (1 - m) M. Targets counted alike are one
 * term.
 */
final class RateLikelihood {
  private static final int STEPS = 60;

  private static final int STARTS = 14;

  /** Steps of logit m and ln M below this do not change the digits that matter. */
  private static final double NEAR = 1e-9;

  private static final double LONGEST = 2;

  /** Up to here the difference of digammas is summed, which is faster and loses nothing. */
  private static final int FEW = 40;

  private final int size;
  private final double[] reviews;
  private final double[] bad;
  private final double[] weights;
  private final double allReviews;
  private final double allBad;
  private final double allTargets;

  RateLikelihood(List<RawRate> counted) {
    RawRate[] sorted = counted.stream().filter(one -> one.reviews() > 0).toArray(RawRate[]::new);
    Arrays.sort(sorted, Comparator.comparingLong(RawRate::reviews).thenComparingLong(RawRate::bad));
    reviews = new double[sorted.length];
    bad = new double[sorted.length];
    weights = new double[sorted.length];
    int terms = 0;
    double sumReviews = 0;
    double sumBad = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || !sorted[i].equals(sorted[i - 1])) {
        reviews[terms] = sorted[i].reviews();
        bad[terms] = sorted[i].bad();
        terms++;
      }
      weights[terms - 1]++;
      sumReviews += sorted[i].reviews();
      sumBad += sorted[i].bad();
    }
    size = terms;
    allReviews = sumReviews;
    allBad = sumBad;
    allTargets = sorted.length;
  }

  double pooled() {
    return allBad / allReviews;
  }

  /** Whether there are both bad and other reviews. */
  boolean varies() {
    return allBad > 0 && allBad < allReviews;
  }

  /** The highest log likelihood of one rate for all. */
  double binomial() {
    double p = pooled();
    return allBad * Math.log(p) + (allReviews - allBad) * Math.log1p(-p);
  }

  double value(double mean, double strength) {
    double a = mean * strength;
    double c = (1 - mean) * strength;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += weights[i] * LogBeta.value(bad[i] + a, reviews[i] - bad[i] + c);
    }
    return sum - allTargets * LogBeta.value(a, c);
  }

  /**
   * The point of highest likelihood with M between two bounds.
   *
   * <p>Newton's method from the best of a few strengths, with steps cut until they climb.
   */
  Point maximum(double least, double most) {
    Point best = start(least, most);
    for (int step = 0; step < STEPS; step++) {
      Slope slope = slope(best.mean, best.strength);
      boolean leaves =
          (best.strength <= least && slope.g2 < 0) || (best.strength >= most && slope.g2 > 0);
      double byMean;
      double byStrength;
      double determinant = slope.h11 * slope.h22 - slope.h12 * slope.h12;
      if (!leaves && slope.h11 < 0 && determinant > 0) {
        byMean = (slope.h12 * slope.g2 - slope.h22 * slope.g1) / determinant;
        byStrength = (slope.h12 * slope.g1 - slope.h11 * slope.g2) / determinant;
      } else {
        byMean = slope.g1 / Math.abs(slope.h11);
        byStrength = leaves ? 0 : slope.g2 / Math.abs(slope.h22);
      }
      double longest = Math.max(Math.abs(byMean), Math.abs(byStrength));
      if (!(longest > NEAR)) {
        return best;
      }
      double share = Math.min(1, LONGEST / longest);
      Point next = best.moved(byMean * share, byStrength * share, least, most);
      while (next.value < best.value && share * longest > NEAR) {
        share /= 2;
        next = best.moved(byMean * share, byStrength * share, least, most);
      }
      if (next.value < best.value) {
        return best;
      }
      best = next;
    }
    return best;
  }

  private Point start(double least, double most) {
    double mean = pooled();
    Point best = new Point(mean, least);
    for (int i = 1; i <= STARTS; i++) {
      double strength = Math.min(most, least * Math.pow(most / least, (double) i / STARTS));
      Point next = new Point(mean, strength);
      if (next.value > best.value) {
        best = next;
      }
    }
    return best;
  }

  /**
   * The point of highest likelihood at one strength.
   *
   * @param from a mean to start at
   */
  Point profile(double strength, double from) {
    double lower = -700;
    double upper = 36;
    double logit = logit(from);
    for (int step = 0; step < STEPS; step++) {
      Slope slope = slope(logistic(logit), strength);
      if (slope.g1 > 0) {
        lower = logit;
      } else {
        upper = logit;
      }
      double next = logit + slope.g1 / Math.abs(slope.h11);
      if (!(next > lower && next < upper)) {
        next = (lower + upper) / 2;
      }
      boolean arrived = Math.abs(next - logit) < NEAR;
      logit = next;
      if (arrived) {
        break;
      }
    }
    return new Point(logistic(logit), strength);
  }

  private static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** A prior and its log likelihood. */
  final class Point {
    final double mean;
    final double strength;
    final double value;

    private Point(double mean, double strength) {
      this.mean = mean;
      this.strength = strength;
      this.value = RateLikelihood.this.value(mean, strength);
    }

    private Point moved(double byMean, double byStrength, double least, double most) {
      double moved = Math.min(most, Math.max(least, strength * Math.exp(byStrength)));
      return new Point(logistic(logit(mean) + byMean), moved);
    }
  }

  /** Value's first and second derivatives by logit m and ln M at a point. */
  private record Slope(double g1, double g2, double h11, double h12, double h22) {}

  private Slope slope(double mean, double strength) {
    double a = mean * strength;
    double c = (1 - mean) * strength;
    double digammaA = Digamma.value(a);
    double digammaC = Digamma.value(c);
    double digammaM = Digamma.value(strength);
    double trigammaA = Trigamma.value(a);
    double trigammaC = Trigamma.value(c);
    double trigammaM = Trigamma.value(strength);
    double firstA = 0;
    double firstC = 0;
    double secondA = 0;
    double secondC = 0;
    double secondM = 0;
    for (int i = 0; i < size; i++) {
      double n = reviews[i];
      double b = bad[i];
      double w = weights[i];
      double ofA = 0;
      double secondOfA = 0;
      if (b <= FEW) {
        for (int j = 0; j < b; j++) {
          double inverse = 1 / (a + j);
          ofA += inverse;
          secondOfA -= inverse * inverse;
        }
      } else {
        ofA = Digamma.value(b + a) - digammaA;
        secondOfA = Trigamma.value(b + a) - trigammaA;
      }
      double ofM = Digamma.value(n + strength) - digammaM;
      firstA += w * (ofA - ofM);
      firstC += w * (Digamma.value(n - b + c) - digammaC - ofM);
      secondA += w * secondOfA;
      secondC += w * (Trigamma.value(n - b + c) - trigammaC);
      secondM += w * (Trigamma.value(n + strength) - trigammaM);
    }
    double aa = secondA - secondM;
    double cc = secondC - secondM;
    double ac = -secondM;
    double s = strength * mean * (1 - mean);
    return new Slope(
        s * (firstA - firstC),
        a * firstA + c * firstC,
        s * s * (aa - 2 * ac + cc) + s * (1 - 2 * mean) * (firstA - firstC),
        s * (a * aa + c * ac - a * ac - c * cc) + s * (firstA - firstC),
        a * a * aa + 2 * a * c * ac + c * c * cc + a * firstA + c * firstC);
  }
}
