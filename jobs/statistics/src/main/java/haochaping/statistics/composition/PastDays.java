package haochaping.statistics.composition;

import java.time.LocalDate;

/**
 * The days that a tile is compared with: half a year before it, less the week next to it, which a
 * slow burst would colour. Days of tiles that were flagged are to be left out, too.
 *
 * @param first the first of them
 * @param last the last
 */
public record PastDays(LocalDate first, LocalDate last) {
  /** Reviews that the past must have, else a tile is not judged. */
  public static final int FEWEST_REVIEWS = 10;

  private static final int DAYS = 182;
  private static final int NEXT_TO_IT = 7;

  /**
   * The past of a tile.
   *
   * @param firstDay the tile's first day
   */
  public static PastDays before(LocalDate firstDay) {
    return new PastDays(firstDay.minusDays(DAYS), firstDay.minusDays(NEXT_TO_IT + 1));
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
