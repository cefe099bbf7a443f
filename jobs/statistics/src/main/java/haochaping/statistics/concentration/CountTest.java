package haochaping.statistics.concentration;

import haochaping.statistics.CountDistribution;

/** A one-sided exact test of a count: are there more than chance lets one expect? */
public interface CountTest {
  /** The distribution of the count if nothing is wrong. */
  CountDistribution predicted();

  /** P(X ≥ what was counted), an upper tail of {@link #predicted}. */
  double p();
}
