package haochaping.statistics.scan;

import haochaping.statistics.Argument;
import haochaping.statistics.concentration.OwnRisk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A city at the close of a day, ready to be scanned: its leaves, its zones, what every zone expects
 * in every window that ends today, and what was observed.
 *
 * <p>A zone is a neighbourhood with all it has, with one of the departments or with one of the
 * matters. Everything is added up in the order of codes and days, so the order of the panes that a
 * grid is made of does not change a bit of it.
 */
public final class ScanGrid {
  /** The longest window in days, unless configured. */
  public static final int DAYS = 30;

  private static final Comparator<LeafDay> ORDER =
      Comparator.comparing(LeafDay::leaf).thenComparing(LeafDay::day);

  private final LocalDate today;
  private final int days;
  private final List<List<String>> sets;
  private final List<Leaf> leaves;
  private final List<String> departments;
  private final List<String> matters;

  /** [leaf] the first zone of each neighbourhood around it; leaves of a district share a row. */
  private final int[][] bases;

  /** [leaf] from the first zone of a neighbourhood to those of the leaf's department and matter. */
  private final int[] departmentOffsets;

  private final int[] matterOffsets;

  /** [window - 1][2 zone] bad reviews expected, [window - 1][2 zone + 1] the logarithm of it. */
  private final double[][] expected;

  private final Events observed;
  private final NullCity nullCity;

  private ScanGrid(
      Neighbourhoods neighbourhoods,
      List<LeafDay> panes,
      Map<Group, OwnRisk> risks,
      LocalDate today,
      int days) {
    this.today = today;
    this.days = days;
    sets = neighbourhoods.sets();
    leaves = panes.stream().map(LeafDay::leaf).distinct().toList();
    departments = List.copyOf(new TreeSet<>(leaves.stream().map(Leaf::department).toList()));
    matters = List.copyOf(new TreeSet<>(leaves.stream().map(Leaf::matter).toList()));
    int[][] ancestors = neighbourhoods.ancestors();
    bases = new int[leaves.size()][];
    departmentOffsets = new int[leaves.size()];
    matterOffsets = new int[leaves.size()];
    for (int i = 0; i < leaves.size(); i++) {
      Leaf one = leaves.get(i);
      int district = Collections.binarySearch(neighbourhoods.districts(), one.district());
      bases[i] = Arrays.stream(ancestors[district]).map(set -> set * stride()).toArray();
      departmentOffsets[i] = 1 + Collections.binarySearch(departments, one.department());
      matterOffsets[i] = 1 + departments.size() + Collections.binarySearch(matters, one.matter());
    }

    List<Group> groups = leaves.stream().map(Leaf::group).distinct().toList();
    int size = panes.size();
    int[] cellLeaves = new int[size];
    int[] ages = new int[size];
    int[] bad = new int[size];
    int[] cellGroups = new int[size];
    double[] cellExpected = new double[size];
    double[] factors = groups.stream().mapToDouble(group -> risks.get(group).factor()).toArray();
    // Panes are in the order of their leaves, and leaves in that of their groups.
    int leaf = -1;
    int group = -1;
    Leaf place = null;
    for (int cell = 0; cell < size; cell++) {
      LeafDay pane = panes.get(cell);
      if (pane.leaf() != place && !pane.leaf().equals(place)) {
        if (place == null || !pane.leaf().group().equals(place.group())) {
          group++;
        }
        place = pane.leaf();
        leaf++;
      }
      cellLeaves[cell] = leaf;
      ages[cell] = (int) age(pane, today);
      bad[cell] = pane.bad();
      cellGroups[cell] = group;
      cellExpected[cell] = pane.expected() * factors[group];
    }
    observed = Events.of(days, size, ages, cellLeaves, bad);
    expected = expectedByWindow(cellLeaves, ages, cellExpected);
    double[] shapes = groups.stream().mapToDouble(one -> risks.get(one).shape()).toArray();
    nullCity = new NullCity(days, shapes, cellGroups, cellLeaves, ages, cellExpected);
  }

  /**
   * The city of some panes.
   *
   * @param neighbourhoods the sets of districts that can be a zone
   * @param panes in any order, at most one of a leaf and day; those outside the longest window and
   *     those that expect nothing are left out
   * @param risks of every group that has panes
   * @param today the last day of all windows
   * @param days the longest window, at least 1
   * @throws IllegalArgumentException if {@code days} is below 1, a leaf has two panes of a day, a
   *     pane's district is in no neighbourhood, or its group has no risk
   */
  public static ScanGrid of(
      Neighbourhoods neighbourhoods,
      Collection<LeafDay> panes,
      Map<Group, OwnRisk> risks,
      LocalDate today,
      int days) {
    Argument.atLeast("days", days, 1);
    List<LeafDay> sorted = new ArrayList<>(panes.size());
    Leaf known = null;
    for (LeafDay pane : panes) {
      if (age(pane, today) >= 0 && age(pane, today) < days && pane.expected() > 0) {
        sorted.add(pane);
        if (pane.leaf() == known) {
          continue;
        }
        known = pane.leaf();
        if (Collections.binarySearch(neighbourhoods.districts(), pane.leaf().district()) < 0) {
          throw new IllegalArgumentException(
              "panes: " + pane + " is in a district outside " + neighbourhoods.districts());
        }
        if (!risks.containsKey(pane.leaf().group())) {
          throw new IllegalArgumentException("risks: none for " + pane.leaf().group());
        }
      }
    }
    sorted.sort(ORDER);
    for (int i = 1; i < sorted.size(); i++) {
      if (ORDER.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new IllegalArgumentException(
            "panes: two of a leaf and day, " + sorted.get(i - 1) + " and " + sorted.get(i));
      }
    }
    return new ScanGrid(neighbourhoods, sorted, risks, today, days);
  }

  private static long age(LeafDay pane, LocalDate today) {
    return today.toEpochDay() - pane.day().toEpochDay();
  }

  private double[][] expectedByWindow(int[] cellLeaves, int[] ages, double[] cellExpected) {
    double[][] sums = new double[days][2 * zones()];
    for (int cell = 0; cell < cellLeaves.length; cell++) {
      int leaf = cellLeaves[cell];
      double[] day = sums[ages[cell]];
      for (int base : bases[leaf]) {
        day[2 * base] += cellExpected[cell];
        day[2 * (base + departmentOffsets[leaf])] += cellExpected[cell];
        day[2 * (base + matterOffsets[leaf])] += cellExpected[cell];
      }
    }
    for (int age = 0; age < days; age++) {
      for (int zone = 0; zone < zones(); zone++) {
        if (age > 0) {
          sums[age][2 * zone] += sums[age - 1][2 * zone];
        }
        sums[age][2 * zone + 1] = Math.log(sums[age][2 * zone]);
      }
    }
    return sums;
  }

  /** Zones of a neighbourhood: all, the departments, the matters. */
  private int stride() {
    return 1 + departments.size() + matters.size();
  }

  int zones() {
    return sets.size() * stride();
  }

  Zone zone(int zone) {
    List<String> districts = sets.get(zone / stride());
    int part = zone % stride() - 1;
    if (part < 0) {
      return new Zone(districts, Zone.Part.ALL, "");
    }
    return part < departments.size()
        ? new Zone(districts, Zone.Part.DEPARTMENT, departments.get(part))
        : new Zone(districts, Zone.Part.MATTER, matters.get(part - departments.size()));
  }

  /** The leaves of a zone, in their order. */
  List<Leaf> leaves(Zone zone) {
    return leaves.stream().filter(zone::contains).toList();
  }

  int[] bases(int leaf) {
    return bases[leaf];
  }

  int departmentOffset(int leaf) {
    return departmentOffsets[leaf];
  }

  int matterOffset(int leaf) {
    return matterOffsets[leaf];
  }

  /**
   * What zones expect in a window: at 2 zone the bad reviews, at 2 zone + 1 the logarithm of it.
   *
   * @param age of the window's first day, in days before today
   */
  double[] expected(int age) {
    return expected[age];
  }

  /** Bad reviews that the whole city expects in the longest window. */
  double totalExpected() {
    return expected[days - 1][2 * (sets.size() - 1) * stride()];
  }

  Events observed() {
    return observed;
  }

  NullCity nullCity() {
    return nullCity;
  }

  int days() {
    return days;
  }

  LocalDate today() {
    return today;
  }
}
