package haochaping.detect.reviewers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reviews held, one by one: about units that are called by their number. */
final class FewRows implements Held {
  private static final double BAD_SHARE = 1.5e-4;

  private record Row(long reviewer, int target, int department, int grade, long[] origins) {}

  private final TreeMap<Integer, List<Row>> days = new TreeMap<>();
  private boolean isTerminal;
  private final TreeSet<Integer> campaigns = new TreeSet<>();

  /** All reviews are given at terminals. */
  FewRows atTerminals() {
    isTerminal = true;
    return this;
  }

  void campaign(int day) {
    campaigns.add(day);
  }

  /** A review of a target that is a member of staff of department target / 10. */
  void give(int day, long reviewer, int target, int grade, long... origins) {
    days.computeIfAbsent(day, ignored -> new ArrayList<>())
        .add(new Row(reviewer << 32 | 1, target, target / 10, grade, Arrays.copyOf(origins, 3)));
  }

  /** Takes the last review of a day away. */
  void takeLast(int day) {
    days.get(day).remove(days.get(day).size() - 1);
  }

  @Override
  public DayRows day(int day) {
    List<Row> rows = days.get(day);
    return rows == null ? null : new Day(day, rows, isTerminal);
  }

  private record Day(int day, List<Row> rows, boolean terminals) implements DayRows {
    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public int second(int row) {
      return row;
    }

    @Override
    public int grade(int row) {
      return rows.get(row).grade;
    }

    @Override
    public boolean isTerminal(int row) {
      return terminals;
    }

    @Override
    public long reviewer(int row) {
      return rows.get(row).reviewer;
    }

    @Override
    public long origin(Origin origin, int row) {
      return rows.get(row).origins[origin.ordinal()] << 40;
    }

    @Override
    public int department(int row) {
      return rows.get(row).department;
    }

    @Override
    public int staff(int row) {
      return rows.get(row).target;
    }

    @Override
    public int target(int row) {
      return rows.get(row).target;
    }

    @Override
    public String reviewId(int row) {
      return day + "/" + row;
    }
  }

  @Override
  public int[] days(long reviewer, int first, int last, int fewest) {
    int reviews = 0;
    TreeSet<Integer> found = new TreeSet<>();
    for (var entry : days.subMap(first, true, last, true).entrySet()) {
      for (Row row : entry.getValue()) {
        if (row.reviewer == reviewer) {
          reviews++;
          found.add(entry.getKey());
        }
      }
    }
    return reviews < fewest ? new int[0] : found.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String code(int unit) {
    return "U" + unit;
  }

  @Override
  public int firstDay() {
    return 0;
  }

  @Override
  public double badShare(int day) {
    return BAD_SHARE;
  }

  @Override
  public int tableDay(int day) {
    return day;
  }

  @Override
  public boolean isCampaign(int day) {
    return campaigns.contains(day);
  }
}
