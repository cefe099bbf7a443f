package haochaping.detect.cluster;

import haochaping.detect.baseline.Baselines;
import haochaping.detect.baseline.Verification;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.Panes;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.ranking.GammaPrior;
import haochaping.statistics.ranking.RatioFit;
import haochaping.statistics.ranking.StandardisedRatio;
import haochaping.statistics.scan.Group;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.LeafDay;
import haochaping.statistics.scan.ScanGrid;
import haochaping.statistics.scan.Zone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The leaves of a city and their groups: everything that a scan looks at. */
final class City {
  private final Map<String, LeafPanes> leaves = new HashMap<>();
  private final Map<Group, Panes> groups = new TreeMap<>();
  private final Set<LeafPanes> touched = new HashSet<>();

  /** The leaves in their order; null after one came or went. */
  private List<LeafPanes> inOrder;

  /** Puts a leaf back that was stored. */
  void restore(LeafPanes leaf) {
    add(leaf);
    Panes panes = leaf.panes;
    for (int i = 0; i < panes.size(); i++) {
      leaf.group.add(panes.day(i), panes.reviews(i), panes.bad(i), panes.units(i));
    }
  }

  private void add(LeafPanes leaf) {
    leaf.group = groups.computeIfAbsent(leaf.leaf.group(), ignored -> new Panes());
    leaves.put(leaf.key, leaf);
    inOrder = null;
  }

  /** The leaf of a key, which is about to change. */
  LeafPanes touch(String key) {
    LeafPanes leaf = leaves.get(key);
    if (leaf == null) {
      leaf = new LeafPanes(key);
      add(leaf);
    }
    touched.add(leaf);
    return leaf;
  }

  int size() {
    return leaves.size();
  }

  /** Adds what reviews of the days up to {@code last} let expect. */
  void settle(int last, Baselines baselines) {
    Panes settled = new Panes();
    for (LeafPanes leaf : leaves.values()) {
      if (leaf.waiting.settle(last, baselines, settled)) {
        for (int i = 0; i < settled.size(); i++) {
          leaf.add(settled.day(i), 0, 0, settled.units(i));
        }
        settled = new Panes();
        touched.add(leaf);
      }
    }
  }

  /** Forgets the days before one. */
  void forget(int first) {
    for (Iterator<LeafPanes> all = leaves.values().iterator(); all.hasNext(); ) {
      LeafPanes leaf = all.next();
      if (leaf.panes.forget(first)) {
        leaf.bad.forget(first);
        leaf.waiting.forget(first);
        touched.add(leaf);
      }
      if (leaf.isEmpty()) {
        all.remove();
        touched.add(leaf);
        inOrder = null;
      }
    }
    groups.values().forEach(panes -> panes.forget(first));
  }

  /** Receives a leaf, or null in its place where nothing of it is kept any more. */
  @FunctionalInterface
  interface Store<E extends Exception> {
    void leaf(String key, LeafPanes leaf) throws E;
  }

  <E extends Exception> void drainTouched(Store<E> out) throws E {
    List<LeafPanes> some = new ArrayList<>(touched);
    some.sort(Comparator.comparing(leaf -> leaf.key));
    for (LeafPanes leaf : some) {
      // One that went and came back is there twice; what counts is the one that is there now.
      out.leaf(leaf.key, leaves.get(leaf.key));
    }
    touched.clear();
  }

  private List<LeafPanes> leaves() {
    if (inOrder == null) {
      inOrder = new ArrayList<>(leaves.values());
      inOrder.sort(Comparator.comparing(leaf -> leaf.leaf));
    }
    return inOrder;
  }

  /** The bad reviews of the longest window that ends on a day. */
  long badUntil(int day) {
    long bad = 0;
    for (Panes panes : groups.values()) {
      bad += panes.badBetween(day - ScanSettings.DAYS + 1, day);
    }
    return bad;
  }

  /** Districts with reviews in the longest window that ends on a day. */
  List<String> districts(int day) {
    TreeSet<String> districts = new TreeSet<>();
    groups.forEach(
        (group, panes) -> {
          if (panes.sum(day - ScanSettings.DAYS + 1, day).expected() > 0) {
            districts.add(group.district());
          }
        });
    return List.copyOf(districts);
  }

  /** Strength of the groups' prior at the close of a day. */
  double strength(int day, Verification verification) {
    List<StandardisedRatio> past = new ArrayList<>(groups.size());
    for (Panes panes : groups.values()) {
      Panes.Sum sum = past(panes, day, verification);
      if (sum.expected() > 0) {
        past.add(new StandardisedRatio(sum.bad(), sum.expected()));
      }
    }
    return past.size() < ScanSettings.FEWEST_GROUPS
        ? new GammaPrior(ScanSettings.WEAKEST).strength()
        : RatioFit.of(past).prior().strength();
  }

  private static Panes.Sum past(Panes panes, int day, Verification verification) {
    return panes.sum(day - OwnRisk.FIRST_DAY, day - OwnRisk.LAST_DAY, day, verification.factors());
  }

  private static OwnRisk risk(Panes panes, int day, double strength, Verification verification) {
    Panes.Sum past = past(panes, day, verification);
    return OwnRisk.of(strength, past.bad(), past.expected());
  }

  /**
   * The city at the close of a day.
   *
   * @param districts those with reviews in the longest window, at least one
   * @param strength nu of the groups' own risks on that day
   * @param verification in force on that day
   */
  ScanGrid grid(
      int day,
      Collection<String> districts,
      double strength,
      Verification verification,
      Gazetteer gazetteer) {
    int first = day - ScanSettings.DAYS + 1;
    LocalDate[] dates = new LocalDate[ScanSettings.DAYS];
    for (int age = 0; age < dates.length; age++) {
      dates[age] = LocalDate.ofEpochDay(first + age);
    }
    List<LeafDay> cells = new ArrayList<>();
    for (LeafPanes leaf : leaves()) {
      Panes panes = leaf.panes;
      for (int i = panes.from(first); i < panes.size() && panes.day(i) <= day; i++) {
        if (panes.units(i) > 0) {
          int bad = Math.max(0, panes.bad(i));
          double expected = panes.units(i) * Panes.UNIT * verification.factor(day - panes.day(i));
          cells.add(new LeafDay(leaf.leaf, dates[panes.day(i) - first], bad, expected));
        }
      }
    }
    return ScanGrid.of(
        gazetteer.neighbourhoods(districts),
        cells,
        risks(day, strength, verification),
        LocalDate.ofEpochDay(day),
        ScanSettings.DAYS);
  }

  private Map<Group, OwnRisk> risks(int day, double strength, Verification verification) {
    Map<Group, OwnRisk> risks = new HashMap<>();
    groups.forEach((group, panes) -> risks.put(group, risk(panes, day, strength, verification)));
    return risks;
  }

  /** The city with the days of a window taken together as its last one. */
  ScanGrid gridOfWindow(
      int first,
      int day,
      Collection<String> districts,
      double strength,
      Verification verification,
      Gazetteer gazetteer) {
    LocalDate today = LocalDate.ofEpochDay(day);
    List<LeafDay> cells = new ArrayList<>();
    for (LeafPanes leaf : leaves()) {
      Panes.Sum sum = leaf.panes.sum(first, day, day, verification.factors());
      if (sum.expected() > 0) {
        int bad = Math.max(0, (int) sum.bad());
        cells.add(new LeafDay(leaf.leaf, today, bad, sum.expected()));
      }
    }
    return ScanGrid.of(
        gazetteer.neighbourhoods(districts), cells, risks(day, strength, verification), today, 1);
  }

  /** The leaves of a zone with reviews in the longest window that ends on a day, in their order. */
  List<Leaf> leaves(Zone zone, int day) {
    List<Leaf> some = new ArrayList<>();
    for (LeafPanes leaf : leaves()) {
      if (zone.contains(leaf.leaf)
          && leaf.panes.sum(day - ScanSettings.DAYS + 1, day).expected() > 0) {
        some.add(leaf.leaf);
      }
    }
    return some;
  }

  /** Those leaves of a zone that had the most bad reviews in a window, and at least one. */
  List<LeafCount> top(Zone zone, int first, int last, double strength, Verification verification) {
    List<LeafCount> counts = new ArrayList<>();
    for (LeafPanes leaf : leaves()) {
      if (zone.contains(leaf.leaf)) {
        Panes.Sum sum = leaf.panes.sum(first, last, last, verification.factors());
        if (sum.bad() > 0) {
          double factor = risk(leaf.group, last, strength, verification).factor();
          counts.add(new LeafCount(leaf.leaf, sum.bad(), factor * sum.expected()));
        }
      }
    }
    counts.sort(
        Comparator.<LeafCount>comparingLong(count -> -count.bad()).thenComparing(LeafCount::leaf));
    return counts.subList(0, Math.min(ScanSettings.TOP_LEAVES, counts.size()));
  }

  /** Effective reviews of a zone in a window. */
  long reviews(Zone zone, int first, int last) {
    long reviews = 0;
    for (LeafPanes leaf : leaves()) {
      if (zone.contains(leaf.leaf)) {
        reviews += leaf.panes.sum(first, last).reviews();
      }
    }
    return reviews;
  }

  /** The day of a zone's last bad review up to one, or {@link Integer#MIN_VALUE}. */
  int lastBad(Zone zone, int day) {
    int last = Integer.MIN_VALUE;
    for (LeafPanes leaf : leaves()) {
      if (zone.contains(leaf.leaf)) {
        last = Math.max(last, leaf.panes.lastBad(day));
      }
    }
    return last;
  }

  /** The bad reviews of a zone in a window, in the order of their time. */
  List<BadReview> bad(Zone zone, int first, int last) {
    List<BadReview> all = new ArrayList<>();
    for (LeafPanes leaf : leaves()) {
      if (zone.contains(leaf.leaf)) {
        all.addAll(leaf.bad.between(first, last));
      }
    }
    all.sort(null);
    return all;
  }

  /** Deltas of a zone that came too late to be followed. */
  int afterHorizon(Zone zone) {
    int deltas = 0;
    for (LeafPanes leaf : leaves()) {
      if (zone.contains(leaf.leaf)) {
        deltas += leaf.afterHorizon;
      }
    }
    return deltas;
  }
}
