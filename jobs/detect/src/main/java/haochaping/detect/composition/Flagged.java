package haochaping.detect.composition;

/**
 * A tile that passed all gates, with every figure.
 *
 * @param day its last day
 * @param width 1 or 7 days
 * @param reviews of all levels
 * @param ofSide reviews of the side
 * @param past reviews of all levels in the days that it was compared with
 * @param logP ln p
 * @param tiles m, tiles of the day and level
 * @param figures of the parts that were tested
 * @param missing bits of {@link TileTest#INPUTS}
 * @param template its most frequent combination of level and tags, or null
 * @param lagSecond first second of its most striking bin, or -1
 * @param peersDay the table that it was judged by
 * @param brown p of the weak signs together, 1 of a rule
 */
public record Flagged(
    int day,
    int width,
    Kind kind,
    int reviews,
    int ofSide,
    int past,
    double logP,
    int tiles,
    Figure[] figures,
    int missing,
    String template,
    int lagSecond,
    int peersDay,
    double brown) {

  /**
   * One part of a tile's evidence.
   *
   * @param part number in {@link TileTest#PARTS}
   */
  public record Figure(int part, double logP, int count, int total, double expected) {}

  int firstDay() {
    return day - width + 1;
  }

  double p() {
    return Math.exp(logP);
  }

  /** A tile as striking comes by chance once in at least so many days. */
  double recurrenceDays() {
    return Math.min(TileTest.LONGEST_RECURRENCE, Math.exp(-logP) / tiles);
  }

  /** The most striking part that is not the volume, the first of equal ones. */
  Figure strongest() {
    Figure best = null;
    for (Figure figure : figures) {
      if (figure.part() != TileTest.VOLUME && (best == null || figure.logP() < best.logP())) {
        best = figure;
      }
    }
    return best;
  }

  boolean shows(int part) {
    for (Figure figure : figures) {
      if (figure.part() == part && figure.logP() <= TileTest.LOG_STRIKING) {
        return true;
      }
    }
    return false;
  }
}
