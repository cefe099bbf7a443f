package haochaping.measure.close;

import haochaping.core.Attribution;
import haochaping.core.Dimension;
import haochaping.platform.StatisticsProfile;
import haochaping.statistics.Interval;
import haochaping.statistics.ranking.BetaPosterior;
import haochaping.statistics.ranking.BetaPrior;
import haochaping.statistics.ranking.RawRate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Estimates under one set of priors. Quantiles are dear and small counts are many: keys that were
 * counted alike share one estimate.
 */
public final class Posteriors {
  /** Beyond so many estimates of a class they are begun anew; some five megabytes. */
  private static final int KEPT = 1 << 16;

  private final Priors priors;
  private final Map<Dimension, Estimates> larger = new EnumMap<>(Dimension.class);
  private final Map<Dimension, Estimates> smaller = new EnumMap<>(Dimension.class);

  public Posteriors(Priors priors, StatisticsProfile profile) {
    this.priors = priors;
    priors
        .splits()
        .forEach(
            (dimension, split) -> {
              int fewest = profile.fewestReviews().get(dimension);
              larger.put(dimension, new Estimates(split.larger(), fewest, priors.version()));
              smaller.put(dimension, new Estimates(split.smaller(), fewest, priors.version()));
            });
  }

  /** Version of the priors. */
  public int version() {
    return priors.version();
  }

  /** Whether a key is one of its dimension's siblings: who is unattributed is nobody. */
  public static boolean isSibling(Dimension dimension, String key) {
    return switch (dimension) {
      case DISTRICT, MATTER -> true;
      case DEPARTMENT -> !key.equals(Attribution.UNATTRIBUTED);
      case STAFF ->
          !(key.startsWith(Attribution.UNATTRIBUTED)
              && key.startsWith("/", Attribution.UNATTRIBUTED.length()));
      case CITY, DEPARTMENT_MATTER, CHANNEL -> false;
    };
  }

  /**
   * The estimate of a key's rate in one of its windows, or null where its dimension has no prior.
   *
   * @param volume its counted reviews and defaults in the ranking window, which tell its class
   * @param adopted adopted reviews in the window, at least 0
   * @param badAdopted those of levels 1 and 2, in [0, {@code adopted}]
   */
  public Estimate of(Dimension dimension, int volume, int adopted, int badAdopted) {
    Priors.Split split = priors.splits().get(dimension);
    if (split == null) {
      return null;
    }
    return (split.isLarger(volume) ? larger : smaller).get(dimension).of(adopted, badAdopted);
  }

  /** The estimates of a class, by counts. */
  private static final class Estimates {
    private final BetaPrior prior;
    private final int fewest;
    private final int version;
    private final Map<Long, Estimate> known = new HashMap<>();

    Estimates(BetaPrior prior, int fewest, int version) {
      this.prior = prior;
      this.fewest = fewest;
      this.version = version;
    }

    Estimate of(int adopted, int badAdopted) {
      long counts = (long) adopted << Integer.SIZE | badAdopted;
      Estimate estimate = known.get(counts);
      if (estimate == null) {
        BetaPosterior posterior = prior.posterior(new RawRate(badAdopted, adopted));
        Interval interval = posterior.interval();
        estimate =
            new Estimate(
                posterior.mean(), interval.lower(), interval.upper(), adopted >= fewest, version);
        if (known.size() >= KEPT) {
          known.clear();
        }
        known.put(counts, estimate);
      }
      return estimate;
    }
  }
}
