package haochaping.statistics.scan;

import java.util.List;

/**
 * A set of leaves that can be a cluster: some districts, and of them all, one department or one
 * matter.
 *
 * @param districts codes, ascending
 * @param part what of the districts
 * @param code of the department or the matter; empty for {@link Part#ALL}
 */
public record Zone(List<String> districts, Part part, String code) {
  /** What of its districts a zone takes. */
  public enum Part {
    ALL,
    DEPARTMENT,
    MATTER
  }

  public Zone {
    districts = List.copyOf(districts);
  }

  /** Whether the leaf is one of the zone's. */
  public boolean contains(Leaf leaf) {
    if (!districts.contains(leaf.district())) {
      return false;
    }
    return switch (part) {
      case ALL -> true;
      case DEPARTMENT -> leaf.department().equals(code);
      case MATTER -> leaf.matter().equals(code);
    };
  }
}
