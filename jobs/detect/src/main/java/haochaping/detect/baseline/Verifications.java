package haochaping.detect.baseline;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of verification by the day at whose close each was fitted; a version is in force for
 * what is judged at that close and later, until the next one is.
 */
public final class Verifications {
  private final TreeMap<Integer, Verification> versions = new TreeMap<>();

  public void add(Verification version) {
    versions.put(version.day(), version);
  }

  public Collection<Verification> all() {
    return versions.values();
  }

  /** The version that was fitted at the close of a day, or null. */
  public Verification fittedOn(int day) {
    return versions.get(day);
  }

  /** The version by which a day is judged; {@link Verification#NONE} before the first. */
  public Verification inForce(int day) {
    Map.Entry<Integer, Verification> version = versions.floorEntry(day);
    return version == null ? Verification.NONE : version.getValue();
  }

  /** Forgets the versions by which no day from one on is judged. */
  public void forget(int day) {
    Integer oldest = versions.floorKey(day);
    if (oldest != null) {
      versions.headMap(oldest).clear();
    }
  }
}
