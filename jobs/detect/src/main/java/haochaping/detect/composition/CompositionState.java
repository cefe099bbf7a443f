package haochaping.detect.composition;

import haochaping.detect.evidence.Telling;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the watch keeps beside reviews and units. */
final class CompositionState {
  static final int UNKNOWN = Integer.MIN_VALUE;

  /** First day of the history, fixed at the first close. */
  int firstDay = UNKNOWN;

  /** Usual shares by the day of their fit. */
  final TreeMap<Integer, Peers> peers = new TreeMap<>();

  final TreeMap<Integer, DayTable> tables = new TreeMap<>();

  /** Sums of X so far, see {@link Peers#key}. */
  Map<Integer, Peers.Moments> moments = new HashMap<>();

  final Telling<ToldTile> telling = new Telling<>();
}
