package haochaping.detect.toogood;

import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of the quarters whose corrections are followed. */
public final class TooGoodState {
  /** By last day of the quarter. */
  public final TreeMap<Integer, Map<Level, QuarterStandard>> standards = new TreeMap<>();

  /** What was last told of each finding, by id. */
  public final TreeMap<String, Finding> told = new TreeMap<>();
}
