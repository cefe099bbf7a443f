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

  /** Adopted reviews of a key in a matter; {@code key} is both, with a slash between. */
  private record Pair(String key, int adopted) {}

  /**
   * @param dimension of the keys whose mix it is
   * @param pair key and matter, with a slash between
   */
  void add(Dimension dimension, String pair, int adopted) {
    pairs.computeIfAbsent(dimension, ignored -> new ArrayList<>()).add(new Pair(pair, adopted));
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
            takeApart(pairs.getOrDefault(dimension, List.of()), keys, numbers);
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

  /** Gives each key its matters. A slash may also be part of a key: the key must be a sibling. */
  private static void takeApart(
      List<Pair> pairs, List<Sibling> siblings, Map<String, Integer> numbers) {
    Map<String, Sibling> byKey = new HashMap<>();
    siblings.forEach(sibling -> byKey.put(sibling.key, sibling));
    for (Pair pair : pairs) {
      for (int slash = pair.key.indexOf('/');
          slash >= 0;
          slash = pair.key.indexOf('/', slash + 1)) {
        Sibling sibling = byKey.get(pair.key.substring(0, slash));
        Integer matter = sibling == null ? null : numbers.get(pair.key.substring(slash + 1));
        if (matter != null) {
          sibling.addMatter(matter, pair.adopted);
          break;
        }
      }
    }
  }
}
