package haochaping.detect.concentration;

import haochaping.detect.baseline.Baselines;
import haochaping.detect.baseline.VerificationCounts;
import haochaping.detect.baseline.Verifications;
import haochaping.detect.panes.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The versioned tables: all that findings depend on beside the panes of their own target. */
public final class Tables {
  /** Before any day is judged. */
  public static final int NEVER = Integer.MAX_VALUE;

  private final Baselines baselines = new Baselines();
  private final Verifications verifications = new Verifications();
  private final VerificationCounts verificationCounts;
  private final TreeMap<Integer, Map<Level, Standard>> standards = new TreeMap<>();
  private int firstJudged = NEVER;

  public Tables() {
    this(new VerificationCounts());
  }

  /** Empty tables that go on with counts that were stored. */
  public Tables(VerificationCounts verificationCounts) {
    this.verificationCounts = verificationCounts;
  }

  public Baselines baselines() {
    return baselines;
  }

  public Verifications verifications() {
    return verifications;
  }

  /** What versions of verification are fitted from. */
  public VerificationCounts verificationCounts() {
    return verificationCounts;
  }

  /** The first day that was ever judged, or {@link #NEVER}. */
  public int firstJudged() {
    return firstJudged;
  }

  public void judgesFrom(int day) {
    firstJudged = day;
  }

  /** The standards of a day, or null. */
  public Map<Level, Standard> standards(int day) {
    return standards.get(day);
  }

  /** The standards of all days that are kept. */
  public Map<Integer, Map<Level, Standard>> allStandards() {
    return standards;
  }

  public void put(int day, Map<Level, Standard> ofLevels) {
    standards.put(day, new EnumMap<>(ofLevels));
  }

  /**
   * Forgets what no correction needs any more.
   *
   * @param base the day before the first whose corrections are followed
   */
  void forget(int base) {
    baselines.forget(base);
    // The standard of the base day itself stays: the day after it may be the first of a course.
    standards.headMap(base).clear();
  }
}
