package haochaping.detect.oversight;

import haochaping.detect.evidence.Telling;
import haochaping.detect.panes.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the watch of verdicts keeps. */
public final class BiasState {
  /** Levels whose units are judged, each a family of tests. */
  public static final List<Level> LEVELS = List.of(Level.DEPARTMENT, Level.STAFF);

  /** Decided bad reviews by review id. */
  public final TreeMap<String, Decided> decided = new TreeMap<>();

  /** Alerts at the close of the day before the horizon. */
  public final Map<Level, List<BiasTrack>> base = new EnumMap<>(Level.class);

  public final Telling<Void> telling = new Telling<>();

  public BiasState() {
    LEVELS.forEach(level -> base.put(level, List.of()));
  }
}
