package haochaping.detect.toogood;

import haochaping.detect.evidence.Telling;
import haochaping.detect.panes.Level;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of the quarters whose corrections are followed. */
public final class TooGoodState {
  /** By last day of the quarter. */
  public final TreeMap<Integer, Map<Level, QuarterStandard>> standards = new TreeMap<>();

  public final Telling<Void> telling = new Telling<>();
}
