package haochaping.detect.baseline;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of the baseline by the day at whose close each was fitted.
 *
 * <p>A version is in force for reviews from two days after that day on, until a later one is: so a
 * review of a day that has not ended finds its version ready, and is no part of what it is judged
 * by. Reviews of days before the first version are judged by the first one: of a history that is
 * loaded at once, the first weeks are their own standard.
 */
public final class Baselines {
  /** A version is in force from so many days after its own day on. */
  public static final int DELAY = 2;

  private final TreeMap<Integer, Baseline> versions = new TreeMap<>();

  public void add(Baseline version) {
    versions.put(version.day(), version);
  }

  public boolean isEmpty() {
    return versions.isEmpty();
  }

  public Collection<Baseline> all() {
    return versions.values();
  }

  /** The version that was fitted at the close of a day, or null. */
  public Baseline fittedOn(int day) {
    return versions.get(day);
  }

  /**
   * The version in force for the reviews of a day, of those that are fitted so far; it is settled
   * once the day {@link #DELAY} days earlier is closed.
   *
   * @return null before the first version
   */
  public Baseline inForce(int day) {
    Map.Entry<Integer, Baseline> version = versions.floorEntry(day - DELAY);
    if (version == null) {
      version = versions.firstEntry();
    }
    return version == null ? null : version.getValue();
  }

  /** Forgets the versions that no review from a day on needs. */
  public void forget(int day) {
    Integer oldest = versions.floorKey(day - DELAY);
    if (oldest != null) {
      versions.headMap(oldest).clear();
    }
  }
}
