package haochaping.detect.cluster;

import haochaping.detect.evidence.Telling;
import haochaping.statistics.scan.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that is kept beside the leaves. */
public final class ScanState {
  /** Before any day is scanned. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** The first day that was ever scanned, or {@link #NEVER}. */
  public int firstScanned = NEVER;

  /** Whether it was said that no review has a district. */
  public boolean toldDistrictsMissing;

  /** Alerts at the close of the day before the horizon. */
  public List<Track> base = new ArrayList<>();

  /** What each day is judged by. */
  public final TreeMap<Integer, ScanStandard> standards = new TreeMap<>();

  /** The clusters of each day that has any. */
  public final TreeMap<Integer, List<Sighting>> sightings = new TreeMap<>();

  /** Days that are to be scanned again. */
  public final TreeSet<Integer> changed = new TreeSet<>();

  /** What was told, with the zone that its figures are of. */
  public final Telling<Zone> telling = new Telling<>();
}
