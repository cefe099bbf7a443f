package haochaping.detect.study;

import haochaping.core.ReviewChange;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.composition.Hall;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What closing a day costs all detectors together, in time of the processor, and what they hold.
 *
 * <p>Arguments: departments, matters, staff, reviews a day, days, seed. The figures are means and
 * maxima over the last quarter of the days.
 */
public final class DayOfWorkStudy {
  private static final int FIRST = 20_000;

  private DayOfWorkStudy() {}

  public static void main(String[] args) {
    int[] given = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    int days = given[4];
    Hall hall = new Hall(given[5], given[0], given[1], given[2]);
    Watches watches = new Watches(Gazetteer.ofReference(), FIRST - 1, FIRST);
    CompositionWatch compositions = new CompositionWatch();
    compositions.startAfter(FIRST - 1);
    List<Long> closes = new ArrayList<>();
    List<Long> bursts = new ArrayList<>();
    long applied = 0;
    long applies = 0;
    for (int day = FIRST; day < FIRST + days; day++) {
      List<ReviewChange> changes = new ArrayList<>();
      hall.day(
          day,
          given[3],
          image -> changes.add(new ReviewChange(image.review().position(), 1, null, image)));
      long start = cpu();
      changes.forEach(watches::take);
      changes.forEach(compositions::apply);
      long middle = cpu();
      watches.close(day);
      long between = cpu();
      compositions.close(day, day, new Nobody());
      if (day >= FIRST + days * 3 / 4) {
        closes.add(between - middle);
        bursts.add(cpu() - between);
        applied += middle - start;
        applies += changes.size();
      }
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "a review %.2f us; a close of watch and oversee: %s; of compose: %s; heap %d MB%n",
        applied / 1e3 / applies,
        figures(closes),
        figures(bursts),
        runtime.totalMemory() - runtime.freeMemory() >> 20);
    // Both must still be held when the heap is measured.
    System.out.printf(
        "%d findings of watch and oversee, %d units of compose%n",
        watches.newest().size(), compositions.units());
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String figures(List<Long> nanos) {
    return String.format(
        "mean %.0f ms, worst %.0f ms",
        nanos.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6,
        nanos.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6);
  }

  private record Nobody() implements BurstAnnouncer {
    @Override
    public void finding(Finding finding, List<FindingReview> reviews) {}

    @Override
    public void figure(int day, String part, String key, double value) {}
  }
}
