package haochaping.detect.deadlines;

import haochaping.detect.evidence.Telling;
import java.util.TreeMap;

/** What the watch of deadlines keeps. */
public final class DeadlineState {
  /** By {@link Due#key()}. */
  public final TreeMap<String, Due> dues = new TreeMap<>();

  public final Telling<Void> telling = new Telling<>();
}
