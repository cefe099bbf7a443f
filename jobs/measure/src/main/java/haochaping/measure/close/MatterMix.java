package haochaping.measure.close;

import haochaping.core.Dimension;
import haochaping.statistics.ranking.CellRates;
import haochaping.statistics.ranking.RawRate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of which matters the reviews of each key are, and how many bad ones that lets one expect: who
 * handles what often displeases may have more of them.
 *
 * <p>The rate of a matter is the city's times a factor that is pulled to 1 ({@link CellRates}).
 * Reviews without a matter are a matter of their own.
 */
final class MatterMix {
  private final Map<Dimension, List<Pair>> pairs = new EnumMap<>(Dimension.class);
  private final List<Pair> departments = new ArrayList<>();

  /** Adopted reviews of a key in a matter. */
  private record Pair(String key, String matter, int adopted) {}

  /**
   * @param dimension of the key, not that of departments
   */
  void add(Dimension dimension, String key, String matter, int adopted) {
    pairs
        .computeIfAbsent(dimension, ignored -> new ArrayList<>())
        .add(new Pair(key, matter, adopted));
  }

  /**
   * @param pair department and matter, with a slash between
   */
  void addDepartment(String pair, int adopted) {
    departments.add(new Pair(pair, null, adopted));
  }

  /** Sets what is expected of every sibling. */
  void expect(RawRate city, Map<Dimension, List<Sibling>> siblings) {
    List<Sibling> matters = siblings.get(Dimension.MATTER);
    CellRates cells = cells(city, matters);
    double[] rates = new double[matters.size() + 1];
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < rates.length; i++) {
      rates[i] = cells.rate(i, 0, 0);
      if (i < matters.size()) {
        numbers.put(matters.get(i).key, i);
      }
    }
    siblings.forEach(
        (dimension, keys) -> {
          if (dimension == Dimension.MATTER) {
            keys.forEach(matter -> matter.expected = matter.adopted * cells.overall());
          } else {
            Map<String, Sibling> byKey = new HashMap<>();
            keys.forEach(key -> byKey.put(key.key, key));
            if (dimension == Dimension.DEPARTMENT) {
              departments.forEach(pair -> takeApart(pair, byKey, numbers));
            }
            pairs
                .getOrDefault(dimension, List.of())
                .forEach(pair -> tell(byKey.get(pair.key), numbers.get(pair.matter), pair.adopted));
            keys.forEach(key -> key.expect(rates));
          }
        });
  }

  /** A cell for each matter and one for the reviews without; weekday and channel play no part. */
  private static CellRates cells(RawRate city, List<Sibling> matters) {
    List<CellRates.Cell> cells = new ArrayList<>(matters.size() + 1);
    long reviews = city.reviews();
    long bad = city.bad();
    for (int i = 0; i < matters.size(); i++) {
      Sibling matter = matters.get(i);
      cells.add(new CellRates.Cell(i, 0, 0, matter.adopted, matter.badAdopted));
      reviews -= matter.adopted;
      bad -= matter.badAdopted;
    }
    // Of several tasks before this one, one may have told of a review's matter before its city.
    long without = Math.max(0, reviews);
    long badWithout = Math.max(0, Math.min(without, bad));
    cells.add(new CellRates.Cell(matters.size(), 0, 0, without, badWithout));
    return CellRates.fit(cells, matters.size() + 1, 1, 1, CellRates.WEIGHT);
  }

  private static boolean tell(Sibling sibling, Integer matter, int adopted) {
    if (sibling == null || matter == null) {
      return false;
    }
    sibling.addMatter(matter, adopted);
    return true;
  }

  /** A slash may also be part of a key or a matter: both must be known. */
  private static void takeApart(
      Pair pair, Map<String, Sibling> byKey, Map<String, Integer> numbers) {
    int slash = pair.key.indexOf('/');
    while (slash >= 0
        && !tell(
            byKey.get(pair.key.substring(0, slash)),
            numbers.get(pair.key.substring(slash + 1)),
            pair.adopted)) {
      slash = pair.key.indexOf('/', slash + 1);
    }
  }
}
