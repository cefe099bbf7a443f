package haochaping.detect.reviewers;

import haochaping.core.Attribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reviews that a flag rests on. */
final class RowList {
  private static final Comparator<Row> BY_TIME =
      Comparator.comparingInt(Row::day).thenComparingInt(Row::second).thenComparing(Row::id);

  /** A review of a day. */
  private record Row(int day, int second, String id, DayRows rows, int row) {}

  private final List<Row> all = new ArrayList<>();

  void add(int day, DayRows rows, int row) {
    all.add(new Row(day, rows.second(row), rows.reviewId(row), rows, row));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int firstDay() {
    return all.stream().mapToInt(Row::day).min().orElseThrow();
  }

  /** By day, second and id. */
  List<String> ids() {
    return all.stream().sorted(BY_TIME).map(Row::id).toList();
  }

  /** The department of most of them, of equal ones the first code. */
  String mostFrequentDepartment(Held held) {
    Map<String, Integer> counts = new HashMap<>();
    String most = null;
    for (Row one : all) {
      int department = one.rows.department(one.row);
      String code = department < 0 ? Attribution.UNATTRIBUTED : held.code(department);
      counts.merge(code, 1, Integer::sum);
    }
    for (String code : counts.keySet()) {
      int order = most == null ? 1 : Integer.compare(counts.get(code), counts.get(most));
      most = order > 0 || order == 0 && code.compareTo(most) < 0 ? code : most;
    }
    return most;
  }

  /** The only member of staff that all of them are about, or null. */
  String onlyStaff(Held held) {
    int staff = all.get(0).rows.staff(all.get(0).row);
    for (Row one : all) {
      if (one.rows.staff(one.row) != staff) {
        return null;
      }
    }
    return staff < 0 ? null : held.code(staff);
  }
}
