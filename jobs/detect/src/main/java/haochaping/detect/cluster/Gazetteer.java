package haochaping.detect.cluster;

import haochaping.platform.Reference;
import haochaping.statistics.scan.Neighbourhoods;
import haochaping.statistics.scan.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where districts are, and what districts, departments and matters are called. */
public final class Gazetteer {
  private final Map<String, Position> positions = new HashMap<>();
  private final Map<String, String> districts;
  private final Map<String, String> departments;
  private final Map<String, String> matters;
  private final Map<TreeSet<String>, Neighbourhoods> known = new HashMap<>();

  /**
   * @param positions of districts, at most one each
   * @param districts names by code
   * @param departments names by code
   * @param matters names by code
   */
  public Gazetteer(
      List<Position> positions,
      Map<String, String> districts,
      Map<String, String> departments,
      Map<String, String> matters) {
    positions.forEach(position -> this.positions.put(position.district(), position));
    this.districts = Map.copyOf(districts);
    this.departments = Map.copyOf(departments);
    this.matters = Map.copyOf(matters);
  }

  /**
   * The reference tables of the deployment.
   *
   * @throws IllegalArgumentException naming the district whose position is out of range
   */
  public static Gazetteer ofReference() {
    List<Position> positions = new ArrayList<>();
    Map<String, String> districts = new HashMap<>();
    for (Map<String, String> row : Reference.rows("areas")) {
      districts.put(row.get("code"), row.get("name"));
      String longitude = row.get("longitude");
      String latitude = row.get("latitude");
      if (longitude != null && latitude != null && !longitude.isEmpty() && !latitude.isEmpty()) {
        positions.add(
            new Position(
                row.get("code"), Double.parseDouble(longitude), Double.parseDouble(latitude)));
      }
    }
    return new Gazetteer(
        positions, districts, names("departments", "dept_code"), names("matters", "task_code"));
  }

  private static Map<String, String> names(String table, String code) {
    Map<String, String> names = new HashMap<>();
    Reference.rows(table).forEach(row -> names.put(row.get(code), row.get("name")));
    return names;
  }

  /** All positions by code. */
  List<Position> positions() {
    return new TreeSet<>(positions.keySet()).stream().map(positions::get).toList();
  }

  boolean isPlaced(String district) {
    return positions.containsKey(district);
  }

  /**
   * The sets of districts that can be a zone.
   *
   * @param present the districts that have reviews, at least one
   */
  Neighbourhoods neighbourhoods(Collection<String> present) {
    return known.computeIfAbsent(
        new TreeSet<>(present),
        ofDay -> {
          List<String> unplaced = ofDay.stream().filter(district -> !isPlaced(district)).toList();
          // The known ones are neighbours whether or not they have reviews: a late first review
          // of a district changes no other zone.
          return Neighbourhoods.ofPositions(
              unplaced.size() == ofDay.size() ? List.of() : positions(),
              unplaced,
              Neighbourhoods.NEAREST);
        });
  }

  /** The name of a district, or its code. */
  String district(String code) {
    return districts.getOrDefault(code, code);
  }

  /** The name of a department, or its code. */
  String department(String code) {
    return departments.getOrDefault(code, code);
  }

  /** The name of a matter, or its code. */
  String matter(String code) {
    return matters.getOrDefault(code, code);
  }
}
