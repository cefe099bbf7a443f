package haochaping.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be worked out from sums that somebody published: every union of districts and of levels
 * whose count follows from the cells by adding and subtracting them.
 *
 * <p>Nobody knows the counts of the single cells, district by level; each published row is a linear
 * equation of them. A union's count is known where its own equation follows from those.
 */
final class SubtractionAttack {
  private static final double ZERO = 1e-9;

  private final List<String> districts;
  private final List<String> levels;

  /** Reduced rows: a coefficient for each cell, then the count. */
  private final List<double[]> known = new ArrayList<>();

  SubtractionAttack(Set<String> districts, Set<String> levels) {
    this.districts = List.copyOf(new TreeSet<>(districts));
    this.levels = List.copyOf(new TreeSet<>(levels));
  }

  /** Takes note of a published count of all reviews of some districts and some levels. */
  void published(Set<String> ofDistricts, Set<String> ofLevels, long count) {
    double[] row = reduced(equation(ofDistricts, ofLevels, count));
    int lead = lead(row);
    if (lead == cells()) {
      return;
    }
    scale(row, 1 / row[lead]);
    for (double[] other : known) {
      subtract(other, row, other[lead]);
    }
    known.add(row);
  }

  /** Counts under a limit that follow from what was published, a line each. */
  List<String> under(long limit) {
    List<String> found = new ArrayList<>();
    for (Set<String> some : subsets(districts)) {
      for (Set<String> few : subsets(levels)) {
        double[] left = reduced(equation(some, few, 0));
        if (lead(left) == cells()) {
          long count = Math.round(-left[cells()]);
          if (count < limit) {
            found.add("districts " + some + ", levels " + few + ": " + count);
          }
        }
      }
    }
    return found;
  }

  private int cells() {
    return districts.size() * levels.size();
  }

  private double[] equation(Set<String> ofDistricts, Set<String> ofLevels, long count) {
    double[] row = new double[cells() + 1];
    for (int d = 0; d < districts.size(); d++) {
      for (int l = 0; l < levels.size(); l++) {
        if (ofDistricts.contains(districts.get(d)) && ofLevels.contains(levels.get(l))) {
          row[d * levels.size() + l] = 1;
        }
      }
    }
    row[cells()] = count;
    return row;
  }

  private double[] reduced(double[] row) {
    for (double[] other : known) {
      subtract(row, other, row[lead(other)]);
    }
    return row;
  }

  private int lead(double[] row) {
    int lead = 0;
    while (lead < cells() && Math.abs(row[lead]) < ZERO) {
      lead++;
    }
    return lead;
  }

  private static void scale(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  private static void subtract(double[] row, double[] other, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] -= factor * other[i];
    }
  }

  /** All subsets but the empty one. */
  private static List<Set<String>> subsets(List<String> all) {
    List<Set<String>> subsets = new ArrayList<>();
    for (int bits = 1; bits < 1 << all.size(); bits++) {
      Set<String> subset = new TreeSet<>();
      for (int i = 0; i < all.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(all.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }
}
