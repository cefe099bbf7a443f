package haochaping.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Of which matters the adopted reviews of one key are, by day: what lets one expect more bad
 * reviews of who handles what often displeases. Signed deltas add up in any order; a day that adds
 * up to nothing goes.
 */
public final class MatterDays {
  private final Map<String, Days> matters;

  /** The days of a matter, ascending, and what was counted on each. */
  private static final class Days {
    private int size;
    private int[] days = new int[2];
    private int[] adopted = new int[2];

    private Days copy() {
      Days copy = new Days();
      copy.size = size;
      copy.days = days.clone();
      copy.adopted = adopted.clone();
      return copy;
    }

    private int at(int day) {
      // Most are of the newest day.
      if (size > 0 && days[size - 1] == day) {
        return size - 1;
      }
      return Arrays.binarySearch(days, 0, size, day);
    }

    private void add(int day, int reviews) {
      int index = at(day);
      if (index >= 0) {
        adopted[index] += reviews;
        if (adopted[index] == 0) {
          remove(index, index + 1);
        }
      } else if (reviews != 0) {
        insert(-index - 1, day, reviews);
      }
    }

    private void insert(int index, int day, int reviews) {
      if (size == days.length) {
        days = Arrays.copyOf(days, 2 * size);
        adopted = Arrays.copyOf(adopted, 2 * size);
      }
      System.arraycopy(days, index, days, index + 1, size - index);
      System.arraycopy(adopted, index, adopted, index + 1, size - index);
      days[index] = day;
      adopted[index] = reviews;
      size++;
    }

    private void remove(int from, int to) {
      System.arraycopy(days, to, days, from, size - to);
      System.arraycopy(adopted, to, adopted, from, size - to);
      size -= to - from;
    }

    private int firstFrom(int day) {
      int index = 0;
      while (index < size && days[index] < day) {
        index++;
      }
      return index;
    }
  }

  /** Gets each matter with a number of reviews. */
  @FunctionalInterface
  public interface Sums {
    void take(String matter, int adopted);
  }

  /** Gets each matter with all its days. */
  public interface Panes<E extends Exception> {
    void matter(String matter, int days) throws E;

    void day(int day, int adopted) throws E;
  }

  public MatterDays() {
    this(new HashMap<>());
  }

  private MatterDays(Map<String, Days> matters) {
    this.matters = matters;
  }

  public MatterDays copy() {
    Map<String, Days> copies = new HashMap<>(2 * matters.size());
    matters.forEach((matter, days) -> copies.put(matter, days.copy()));
    return new MatterDays(copies);
  }

  /** How many matters there are. */
  public int size() {
    return matters.size();
  }

  /**
   * @param day in days since the epoch
   * @param adopted reviews, signed
   */
  public void add(String matter, int day, int adopted) {
    Days days = matters.get(matter);
    if (days == null) {
      days = new Days();
      matters.put(matter, days);
    }
    days.add(day, adopted);
    if (days.size == 0) {
      matters.remove(matter);
    }
  }

  /** Forgets the days before one. */
  public void advance(int firstDay) {
    for (Iterator<Days> all = matters.values().iterator(); all.hasNext(); ) {
      Days days = all.next();
      days.remove(0, days.firstFrom(firstDay));
      if (days.size == 0) {
        all.remove();
      }
    }
  }

  /** Whether anything is counted on a day or later. */
  public boolean any(int firstDay) {
    for (Days days : matters.values()) {
      if (days.size > 0 && days.days[days.size - 1] >= firstDay) {
        return true;
      }
    }
    return false;
  }

  /** Hands out what each matter has in {@code [from, to)}; the order of matters has no meaning. */
  public void sum(int from, int to, Sums out) {
    matters.forEach(
        (matter, days) -> {
          int sum = 0;
          for (int i = days.firstFrom(from); i < days.size && days.days[i] < to; i++) {
            sum += days.adopted[i];
          }
          out.take(matter, sum);
        });
  }

  /** Hands out everything. */
  public <E extends Exception> void all(Panes<E> out) throws E {
    for (Map.Entry<String, Days> entry : matters.entrySet()) {
      Days days = entry.getValue();
      out.matter(entry.getKey(), days.size);
      for (int i = 0; i < days.size; i++) {
        out.day(days.days[i], days.adopted[i]);
      }
    }
  }
}
