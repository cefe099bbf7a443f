package haochaping.detect.concentration;

import haochaping.detect.baseline.Baselines;
import haochaping.detect.panes.Panes;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Reviews of one target whose baseline is not settled yet: what they let expect is still open. */
public final class Waiting {
  /** Where reviews wait: day, matter (empty where unknown) and ordinal of the channel. */
  public record Cell(int day, String matter, int channel) {}

  private final Map<Cell, Integer> reviews;

  public Waiting() {
    this(Map.of());
  }

  /** Waiting reviews as they were stored. */
  public Waiting(Map<Cell, Integer> reviews) {
    this.reviews = new HashMap<>(reviews);
  }

  /** Signed numbers of reviews by cell, none 0. */
  public Map<Cell, Integer> all() {
    return Collections.unmodifiableMap(reviews);
  }

  /** Adds signed reviews that wait. */
  public void add(int day, String matter, int channel, int more) {
    Cell cell = new Cell(day, matter, channel);
    if (reviews.merge(cell, more, Integer::sum) == 0) {
      reviews.remove(cell);
    }
  }

  /** Adds what the reviews of the days up to {@code last} let expect; they wait no longer. */
  public void settle(int last, Baselines baselines, Panes panes) {
    reviews
        .entrySet()
        .removeIf(
            waiting -> {
              Cell cell = waiting.getKey();
              if (cell.day() > last) {
                return false;
              }
              long units =
                  baselines.inForce(cell.day()).units(cell.matter(), cell.day(), cell.channel());
              panes.add(cell.day(), 0, 0, waiting.getValue() * units);
              return true;
            });
  }

  /** Forgets the reviews of the days before one. */
  public void forget(int first) {
    reviews.keySet().removeIf(cell -> cell.day() < first);
  }
}
