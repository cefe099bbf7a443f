package haochaping.statistics.scan;

import java.util.Comparator;

/**
 * The smallest place that the scan tells apart.
 *
 * @param district code of the district
 * @param department code of the department
 * @param matter code of the matter
 */
public record Leaf(String district, String department, String matter) implements Comparable<Leaf> {
  private static final Comparator<Leaf> ORDER =
      Comparator.comparing(Leaf::district)
          .thenComparing(Leaf::department)
          .thenComparing(Leaf::matter);

  /** The department of the district: what has a risk of its own. */
  public Group group() {
    return new Group(district, department);
  }

  @Override
  public int compareTo(Leaf other) {
    return ORDER.compare(this, other);
  }
}
