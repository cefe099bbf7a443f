package haochaping.detect.evidence;

import haochaping.platform.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was told, and telling what differs from it. */
public final class Telling<T> {
  private final TreeMap<String, Told<T>> told = new TreeMap<>();

  /** Puts back what was stored. */
  public void restore(Told<T> stored) {
    told.put(stored.finding().id(), stored);
  }

  /** What was last told of each finding that a correction can still reach, by id. */
  public Collection<Told<T>> told() {
    return told.values();
  }

  /** What was last told of a finding, or null. */
  public Told<T> told(String id) {
    return told.get(id);
  }

  /**
   * Tells a finding if it says something else than before.
   *
   * @param reviews that it rests on; asked for only if it is told
   */
  public void tell(
      Told<T> what, Supplier<List<FindingReview>> reviews, long now, FindingAnnouncer out) {
    Finding finding = what.finding();
    Told<T> stored = told.get(finding.id());
    Finding before = stored == null ? null : stored.finding();
    if (before != null && before.says(finding)) {
      return;
    }
    Finding next = finding.toldAfter(before, now);
    told.put(next.id(), what.with(next));
    out.finding(next, reviews.get());
  }

  /**
   * Withdraws what was told and does not hold any more; forgets what no correction reaches.
   *
   * @param held ids of what holds
   * @param base the last day that no correction reaches
   * @param withdrawn the finding with the reason
   */
  public void withdrawAllBut(
      Set<String> held,
      int base,
      Function<Told<T>, Finding> withdrawn,
      long now,
      FindingAnnouncer out) {
    for (Told<T> one : List.copyOf(told.values())) {
      if (held.contains(one.finding().id())) {
        continue;
      }
      if (one.openDay() <= base) {
        told.remove(one.finding().id());
      } else if (one.finding().state() != Finding.State.WITHDRAWN) {
        tell(one.with(withdrawn.apply(one)), List::of, now, out);
      }
    }
  }
}
