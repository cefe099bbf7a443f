package haochaping.statistics.scan;

import java.util.Comparator;

/**
 * A department within a district; its leaves share one risk.
 *
 * @param district code of the district
 * @param department code of the department
 */
public record Group(String district, String department) implements Comparable<Group> {
  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::district).thenComparing(Group::department);

  @Override
  public int compareTo(Group other) {
    return ORDER.compare(this, other);
  }
}
