package haochaping.statistics.concentration;

import java.time.LocalDate;

/**
 * Where the chart of one target stands at the close of a day.
 *
 * @param sum S, at least 0
 * @param changeDay the first day with S above 0 since it was last 0, the likeliest begin of a
 *     change; null while S is 0
 * @param bad bad reviews since then, that day included
 * @param expected by own risk, since then
 */
public record CusumState(double sum, LocalDate changeDay, long bad, double expected) {
  /** No evidence of a change. */
  public static final CusumState ZERO = new CusumState(0, null, 0, 0);

  /** Observed over expected bad reviews since the change day; NaN while S is 0. */
  public double relativeRisk() {
    return bad / expected;
  }
}
