package haochaping.detect.oversight;

import haochaping.detect.concentration.FindingReview;
import haochaping.detect.concentration.Told;
import haochaping.detect.verdicts.Report;
import haochaping.platform.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What was told, and telling what differs from it. */
public final class Telling {
  private final TreeMap<String, Told> told = new TreeMap<>();

  /** Puts back what was stored. */
  public void restore(Told stored) {
    told.put(stored.finding().id(), stored);
  }

  /** What was last told of each finding that a correction can still reach, by id. */
  public Collection<Told> told() {
    return told.values();
  }

  /**
   * Tells a finding if it says something else than before.
   *
   * @param openDay from which it has its id
   */
  void tell(
      Finding finding, int openDay, List<FindingReview> reviews, long now, Consumer<Report> out) {
    Told before = told.get(finding.id());
    if (before != null && before.finding().says(finding)) {
      return;
    }
    Finding next =
        before == null
            ? finding.told(1, now, now)
            : finding.told(before.finding().revision() + 1, before.finding().detectedAt(), now);
    told.put(finding.id(), new Told(next, openDay));
    out.accept(Report.of(next, reviews));
  }

  /**
   * Withdraws what was told and does not hold any more; forgets what no correction reaches.
   *
   * @param held ids of what holds
   * @param base the last day that no correction reaches
   * @param withdrawn the finding with the reason
   */
  void withdrawAllBut(
      Set<String> held,
      int base,
      Function<Told, Finding> withdrawn,
      long now,
      Consumer<Report> out) {
    for (Told one : List.copyOf(told.values())) {
      if (held.contains(one.finding().id())) {
        continue;
      }
      if (one.openDay() <= base) {
        told.remove(one.finding().id());
      } else if (one.finding().state() != Finding.State.WITHDRAWN) {
        tell(withdrawn.apply(one), one.openDay(), List.of(), now, out);
      }
    }
  }
}
