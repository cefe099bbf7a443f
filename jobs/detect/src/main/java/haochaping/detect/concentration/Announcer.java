package haochaping.detect.concentration;

import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.panes.Level;

/** Receives what the watch has to say. */
public interface Announcer extends FindingAnnouncer {
  /** A new version of the baseline. */
  void baseline(Baseline version);

  /** A new version of what verification does. */
  void verification(Verification version);

  /** The standard by which a level is judged on a day. */
  void standard(int day, Level level, Standard standard);
}
