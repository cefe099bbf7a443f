package haochaping.simulate;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chance that starts anew for every service, so that any record can be drawn again from the
 * service's number alone and nothing but numbers waits in memory.
 */
final class Chance implements UniformRandomProvider {
  private SplittableRandom random = new SplittableRandom(0);

  /** Starts the sequence that belongs to (seed, number). */
  void begin(long seed, long number) {
    random =
        new SplittableRandom(
            new SplittableRandom(seed ^ (number * 0xD1342543DE82EF95L)).nextLong());
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  @Override
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /** An integer in [low, high]. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** True in this share of the cases. */
  boolean happens(double share) {
    return nextDouble() < share;
  }
}
