package haochaping.detect.composition;

import haochaping.detect.panes.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Units by number. Numbers are those of a run: nothing that is told or stored depends on them. */
final class Units {
  /** The levels that are looked at. A district's burst is that of its departments. */
  static final List<Level> LEVELS = List.of(Level.DEPARTMENT, Level.MATTER, Level.STAFF);

  private final List<Unit> all = new ArrayList<>();
  private final Map<Level, Map<String, Unit>> byCode = new java.util.EnumMap<>(Level.class);

  Units() {
    LEVELS.forEach(level -> byCode.put(level, new HashMap<>()));
  }

  int intern(Level level, String code) {
    Map<String, Unit> known = byCode.get(level);
    Unit unit = known.get(code);
    if (unit == null) {
      unit = new Unit(all.size(), level, code);
      all.add(unit);
      known.put(code, unit);
    }
    return unit.number;
  }

  Unit get(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }
}
