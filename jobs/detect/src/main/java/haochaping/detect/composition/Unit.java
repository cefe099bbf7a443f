package haochaping.detect.composition;

import haochaping.detect.panes.Level;
import haochaping.statistics.composition.Side;
import java.util.ArrayList;
import java.util.List;

/** A department, matter or member of staff: what its reviews came to, and its flagged tiles. */
final class Unit {
  final int number;
  final Level level;
  final String code;

  /** Of its last review; the department that it belongs to. */
  final History good = new History();

  final History bad = new History();

  /** Flagged tiles, by day and width. */
  final List<Flagged> flags = new ArrayList<>();

  /** From this day on its tiles are to be judged again, or {@link Integer#MAX_VALUE}. */
  int changedFrom = Integer.MAX_VALUE;

  /** Sums over the past of its last tile of good reviews, where it has many; not stored. */
  PastSums past;

  Unit(int number, Level level, String code) {
    this.number = number;
    this.level = level;
    this.code = code;
  }

  History history(Side side) {
    return side == Side.GOOD ? good : bad;
  }
}
