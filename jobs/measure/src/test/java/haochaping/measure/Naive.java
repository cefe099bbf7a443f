package haochaping.measure;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts by (key, hour) in a map, and windows over it by java.time: what rates should say. */
public final class Naive {
  private static final ZoneOffset CITY = ZoneOffset.ofHours(8);

  /** The windows' words. */
  public static final String[] WINDOWS = {"1d", "7d", "30d", "qtd"};

  private final Map<String, TreeMap<Integer, int[]>> panes = new HashMap<>();

  /**
   * @param key dimension and key
   * @param counts reviews, bad, adopted, bad adopted, defaults
   */
  public void add(String key, int hour, int... counts) {
    int[] sums =
        panes
            .computeIfAbsent(key, ignored -> new TreeMap<>())
            .computeIfAbsent(hour, ignored -> new int[5]);
    for (int i = 0; i < 5; i++) {
      sums[i] += counts[i];
    }
  }

  public Set<String> keys() {
    return panes.keySet();
  }

  /** The counts of a key in a window that ends at an hour. */
  public String sum(String key, String window, int asOf) {
    LocalDateTime end = LocalDateTime.ofEpochSecond(asOf * 3600L, 0, CITY);
    LocalDateTime start =
        switch (window) {
          case "1d" -> end.minusDays(1);
          case "7d" -> end.minusDays(7);
          case "30d" -> end.minusDays(30);
          default -> {
            LocalDate last = end.minusHours(1).toLocalDate();
            yield LocalDate.of(last.getYear(), last.getMonth().firstMonthOfQuarter(), 1)
                .atStartOfDay();
          }
        };
    int[] sums = new int[5];
    for (int[] pane :
        panes
            .getOrDefault(key, new TreeMap<>())
            .subMap((int) (start.toEpochSecond(CITY) / 3600), asOf)
            .values()) {
      for (int i = 0; i < 5; i++) {
        sums[i] += pane[i];
      }
    }
    return sums[0] + " " + sums[1] + " " + sums[2] + " " + sums[3] + " " + sums[4];
  }
}
