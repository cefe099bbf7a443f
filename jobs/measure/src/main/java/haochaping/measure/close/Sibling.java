package haochaping.measure.close;

import haochaping.statistics.ranking.RawRate;
import haochaping.statistics.ranking.StandardisedRatio;
import java.util.Arrays;

/** One key among its siblings, with its counts in the ranking window. */
final class Sibling {
  final String key;
  final int reviews;
  final int volume;
  final int adopted;
  final int badAdopted;

  /** Expected bad reviews among the adopted ones. */
  double expected;

  /** Matters of its adopted reviews: number of the matter, and how many, in one word each. */
  private long[] mix = new long[4];

  private int matters;

  Sibling(String key, int reviews, int defaults, int adopted, int badAdopted) {
    this.key = key;
    this.reviews = reviews;
    this.volume = reviews + defaults;
    this.adopted = adopted;
    this.badAdopted = badAdopted;
  }

  void addMatter(int matter, int adopted) {
    if (matters == mix.length) {
      mix = Arrays.copyOf(mix, 2 * matters);
    }
    mix[matters++] = (long) matter << Integer.SIZE | adopted;
  }

  /**
   * Works out what the mix of matters lets one expect. The sum is in the order of the matters, so
   * that it is the same in whatever order they were added.
   *
   * @param rates of each matter; the last is that of reviews without one
   */
  void expect(double[] rates) {
    Arrays.sort(mix, 0, matters);
    int without = adopted;
    expected = 0;
    for (int i = 0; i < matters; i++) {
      int reviews = (int) mix[i];
      expected += reviews * rates[(int) (mix[i] >>> Integer.SIZE)];
      without -= reviews;
    }
    expected += Math.max(0, without) * rates[rates.length - 1];
  }

  RawRate rate() {
    return new RawRate(badAdopted, adopted);
  }

  StandardisedRatio ratio() {
    return new StandardisedRatio(badAdopted, expected);
  }
}
