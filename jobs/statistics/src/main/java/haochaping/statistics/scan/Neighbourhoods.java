package haochaping.statistics.scan;

import haochaping.statistics.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The sets of districts that can be a zone: every district alone, with its nearest, with its two
 * nearest and so on, and all of them together. No set is there twice; small ones come first.
 *
 * <p>Also for a scan over cities, with cities in the place of districts.
 */
public final class Neighbourhoods {
  /** How many neighbours a zone adds to its district at most, unless configured. */
  public static final int NEAREST = 3;

  private static final Comparator<List<String>> ORDER =
      Comparator.<List<String>>comparingInt(List::size)
          .thenComparing(set -> String.join("\0", set));

  private final List<String> districts;
  private final List<List<String>> sets;

  private Neighbourhoods(List<String> districts, List<List<String>> sets) {
    this.districts = List.copyOf(districts);
    this.sets = List.copyOf(sets);
  }

  /**
   * Neighbourhoods by great-circle distance.
   *
   * @param positions of all districts, in any order, at least one
   * @param nearest how many neighbours to add at most, at least 0
   * @throws IllegalArgumentException if there are no positions, a district has two, or {@code
   *     nearest} is negative
   */
  public static Neighbourhoods ofPositions(List<Position> positions, int nearest) {
    List<String> codes = positions.stream().map(Position::district).toList();
    double[][] distances = new double[codes.size()][codes.size()];
    for (int i = 0; i < codes.size(); i++) {
      for (int j = 0; j < codes.size(); j++) {
        distances[i][j] = positions.get(i).distance(positions.get(j));
      }
    }
    return ofDistances(codes, distances, nearest);
  }

  /**
   * Neighbourhoods where the positions of some districts are not known: these are each alone, and
   * in the whole, and nobody's neighbours.
   *
   * @param positions of the districts whose position is known, in any order
   * @param elsewhere codes of the others, in any order; at least one district altogether
   * @param nearest how many neighbours to add at most, at least 0
   * @throws IllegalArgumentException if there are no districts, one is there twice, or {@code
   *     nearest} is negative
   */
  public static Neighbourhoods ofPositions(
      List<Position> positions, List<String> elsewhere, int nearest) {
    if (elsewhere.isEmpty()) {
      return ofPositions(positions, nearest);
    }
    List<String> all = new ArrayList<>(elsewhere);
    positions.forEach(position -> all.add(position.district()));
    List<String> sorted = new ArrayList<>(new TreeSet<>(all));
    if (sorted.size() < all.size()) {
      throw new IllegalArgumentException("codes = " + all + ": each must be there once");
    }
    TreeSet<List<String>> sets = new TreeSet<>(ORDER);
    if (!positions.isEmpty()) {
      List<List<String>> placed = ofPositions(positions, nearest).sets();
      // All that have a position are no zone unless they are near each other.
      boolean isNear = positions.size() <= nearest + 1;
      sets.addAll(isNear ? placed : placed.subList(0, placed.size() - 1));
    }
    elsewhere.forEach(code -> sets.add(List.of(code)));
    sets.add(sorted);
    return new Neighbourhoods(sorted, sets.stream().map(List::copyOf).toList());
  }

  /**
   * Neighbourhoods by given distances, for example hours on the road. Of two districts equally far
   * the one with the lower code is nearer.
   *
   * @param codes of all districts, in any order, at least one
   * @param distances [i][j] from the district at i to that at j, in any unit, at least 0
   * @param nearest how many neighbours to add at most, at least 0
   * @throws IllegalArgumentException if there are no codes or one is there twice, {@code distances}
   *     has other dimensions or a value below 0, or {@code nearest} is negative
   */
  public static Neighbourhoods ofDistances(List<String> codes, double[][] distances, int nearest) {
    int size = codes.size();
    Argument.atLeast("codes.size()", size, 1);
    Argument.within("distances.length", distances.length, size, size);
    Argument.atLeast("nearest", nearest, 0);
    List<String> sorted = new ArrayList<>(new TreeSet<>(codes));
    if (sorted.size() < size) {
      throw new IllegalArgumentException("codes = " + codes + ": each must be there once");
    }
    TreeSet<List<String>> sets = new TreeSet<>(ORDER);
    sets.add(sorted);
    for (int i = 0; i < size; i++) {
      double[] row = distances[i];
      Argument.within("distances[" + i + "].length", row.length, size, size);
      for (double distance : row) {
        Argument.notNegative("distances[" + i + "]", distance);
      }
      int centre = i;
      List<Integer> others = new ArrayList<>();
      for (int j = 0; j < size; j++) {
        if (j != centre) {
          others.add(j);
        }
      }
      others.sort(Comparator.<Integer>comparingDouble(j -> row[j]).thenComparing(codes::get));
      List<String> set = new ArrayList<>(List.of(codes.get(centre)));
      for (int added = 0; ; added++) {
        List<String> members = new ArrayList<>(set);
        Collections.sort(members);
        sets.add(members);
        if (added == Math.min(nearest, others.size())) {
          break;
        }
        set.add(codes.get(others.get(added)));
      }
    }
    return new Neighbourhoods(sorted, sets.stream().map(List::copyOf).toList());
  }

  /** The districts, by code. */
  public List<String> districts() {
    return districts;
  }

  /** The sets, each by code; smaller sets first, then by code. The last one is the whole. */
  public List<List<String>> sets() {
    return sets;
  }

  /** For each district, by code, the indices of the sets that hold it, ascending. */
  int[][] ancestors() {
    int[][] ancestors = new int[districts.size()][];
    for (int district = 0; district < ancestors.length; district++) {
      int[] found = new int[sets.size()];
      int size = 0;
      for (int set = 0; set < sets.size(); set++) {
        if (sets.get(set).contains(districts.get(district))) {
          found[size++] = set;
        }
      }
      ancestors[district] = Arrays.copyOf(found, size);
    }
    return ancestors;
  }
}
