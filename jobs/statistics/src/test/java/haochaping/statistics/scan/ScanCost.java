package haochaping.statistics.scan;

import haochaping.statistics.Seeds;
import java.util.Random;

/** What a replicate costs, on a city of the size that the cost is stated for. Run by hand. */
final class ScanCost {
  private ScanCost() {}

  public static void main(String[] args) {
    Cities.City city = Cities.large(new Random(1));
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      city.grid();
      System.out.printf(
          "grid of %d panes: %.0f ms%n", city.panes().size(), (System.nanoTime() - start) / 1e6);
    }
    ScanGrid grid = city.grid();
    for (Statistic statistic : Statistic.values()) {
      for (int round = 0; round < 4; round++) {
        Walk walk = new Walk(grid, statistic, 3);
        long events = 0;
        double sum = 0;
        long start = System.nanoTime();
        long drawing = 0;
        int replicates = 9999;
        for (int r = 0; r < replicates; r++) {
          long before = System.nanoTime();
          Events drawn = grid.nullCity().draw(Seeds.replicate(7, r));
          drawing += System.nanoTime() - before;
          events += drawn.total();
          sum += walk.over(drawn);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf(
            "%s: %.3f ms a replicate, of it %.3f drawing; %d zones, %.1f events, mean maximum %.3f%n",
            statistic,
            millis / replicates,
            drawing / 1e6 / replicates,
            grid.zones(),
            (double) events / replicates,
            sum / replicates);
      }
    }
  }
}
