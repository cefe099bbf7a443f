package haochaping.detect.baseline;

import haochaping.core.Channel;
import haochaping.statistics.ranking.CellRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The city's reviews by matter, weekday and channel, from which baselines are fitted. */
public final class Cells {
  /** A baseline is fitted on so many days. */
  public static final int DAYS = 365;

  /**
   * The fewest bad reviews behind a baseline: the overall rate then has a standard error of 22 %.
   * Below that the first quiet days of a history would let one expect nothing at all.
   */
  public static final int FEWEST_BAD = 20;

  private static final int CHANNELS = Channel.values().length;

  private final Map<String, MatterCells> matters = new TreeMap<>();
  private final Set<String> touched = new HashSet<>();

  /** Puts the cells of a matter back that were stored. */
  public void restore(String matter, MatterCells cells) {
    matters.put(matter, cells);
  }

  /** Adds signed counts. */
  public void add(String matter, int day, int channel, int reviews, int bad) {
    matters.computeIfAbsent(matter, ignored -> new MatterCells()).add(day, channel, reviews, bad);
    touched.add(matter);
  }

  /** The earliest day with a review, or {@link Integer#MAX_VALUE}. */
  public int firstDay() {
    int first = Integer.MAX_VALUE;
    for (MatterCells cells : matters.values()) {
      first = Math.min(first, cells.firstDay());
    }
    return first;
  }

  /**
   * Counts the city's reviews by age at the close of a day.
   *
   * @param reviews [age] is overwritten with the effective reviews
   * @param bad [age] is overwritten with those of levels 1 and 2 among them
   */
  void count(int day, long[] reviews, long[] bad) {
    Arrays.fill(reviews, 0);
    Arrays.fill(bad, 0);
    for (MatterCells cells : matters.values()) {
      cells.between(
          day - reviews.length + 1,
          day,
          (on, channel, someReviews, someBad) -> {
            reviews[day - on] += someReviews;
            bad[day - on] += someBad;
          });
    }
  }

  /**
   * The baseline at the close of a day, from the {@link #DAYS} days up to it; empty if they have
   * fewer than {@link #FEWEST_BAD} bad reviews.
   */
  public Optional<Baseline> fit(int day) {
    List<CellRates.Cell> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    long[] reviews = new long[Baseline.WEEKDAYS * CHANNELS];
    long[] bad = new long[Baseline.WEEKDAYS * CHANNELS];
    long allReviews = 0;
    long allBad = 0;
    for (Map.Entry<String, MatterCells> matter : matters.entrySet()) {
      Arrays.fill(reviews, 0);
      Arrays.fill(bad, 0);
      matter
          .getValue()
          .between(
              day - DAYS + 1,
              day,
              (on, channel, someReviews, someBad) -> {
                int at = Baseline.weekday(on) * CHANNELS + channel;
                reviews[at] += someReviews;
                bad[at] += someBad;
              });
      boolean any = false;
      for (int i = 0; i < reviews.length; i++) {
        if (reviews[i] > 0) {
          cells.add(
              new CellRates.Cell(names.size(), i / CHANNELS, i % CHANNELS, reviews[i], bad[i]));
          allReviews += reviews[i];
          allBad += bad[i];
          any = true;
        }
      }
      if (any) {
        names.add(matter.getKey());
      }
    }
    if (allBad < FEWEST_BAD) {
      return Optional.empty();
    }
    CellRates rates =
        CellRates.fit(cells, names.size(), Baseline.WEEKDAYS, CHANNELS, CellRates.WEIGHT);
    Map<String, Double> factors = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      factors.put(names.get(i), rates.matter(i));
    }
    double[] weekdays = new double[Baseline.WEEKDAYS];
    Arrays.setAll(weekdays, rates::weekday);
    double[] channels = new double[CHANNELS];
    Arrays.setAll(channels, rates::channel);
    return Optional.of(
        new Baseline(day, allReviews, allBad, rates.overall(), weekdays, channels, factors));
  }

  /** Forgets the days that no later baseline is fitted on. */
  public void forget(int closedDay) {
    matters.forEach(
        (matter, cells) -> {
          if (cells.forget(closedDay + 2 - DAYS)) {
            touched.add(matter);
          }
        });
  }

  /** Receives a matter's cells, or null where it has none any more. */
  @FunctionalInterface
  public interface Matter<E extends Exception> {
    void cells(String matter, MatterCells cells) throws E;
  }

  /** Hands out the cells that changed since the last time. */
  public <E extends Exception> void drainTouched(Matter<E> out) throws E {
    for (String matter : new TreeSet<>(touched)) {
      MatterCells cells = matters.get(matter);
      if (cells.size() == 0) {
        matters.remove(matter);
        out.cells(matter, null);
      } else {
        out.cells(matter, cells);
      }
    }
    touched.clear();
  }
}
