package haochaping.detect.study;

import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.composition.Hall;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the watch for compositions costs in time of the processor, and what it finds in a city in
 * which nothing is wrong.
 *
 * <p>Arguments: departments, matters, staff, reviews a day, days, seed; then, if wanted, a day from
 * which on volumes are tenfold every fifth day, and the share of reviews that come 1 to 45 days
 * late.
 */
public final class CompositionStudy {
  private CompositionStudy() {}

  public static void main(String[] args) {
    int[] given = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    int days = given[4];
    int tenfoldFrom = given.length > 6 ? given[6] : Integer.MAX_VALUE;
    int latePercent = given.length > 7 ? given[7] : 0;
    Hall hall = new Hall(given[5], given[0], given[1], given[2]);
    SplittableRandom random = new SplittableRandom(given[5] + 1);
    CompositionWatch watch = new CompositionWatch();
    watch.startAfter(19_999);
    Map<String, Integer> found = new TreeMap<>();
    Map<String, Long> tiles = new TreeMap<>();
    Map<Integer, List<ReviewImage>> late = new TreeMap<>();
    List<Long> closes = new ArrayList<>();
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long applied = 0;
    long applies = 0;
    long allocated = 0;
    for (int day = 20_000; day < 20_000 + days; day++) {
      int today = day;
      List<ReviewImage> images = new ArrayList<>();
      int reviews = given[3] * (day - 20_000 >= tenfoldFrom && day % 5 == 0 ? 10 : 1);
      hall.day(
          day,
          reviews,
          image -> {
            if (random.nextInt(100) < latePercent) {
              late.computeIfAbsent(today + 1 + random.nextInt(45), ignored -> new ArrayList<>())
                  .add(image);
            } else {
              images.add(image);
            }
          });
      List<ReviewImage> arrived = late.remove(day);
      if (arrived != null) {
        images.addAll(arrived);
      }
      List<ReviewChange> changes = new ArrayList<>();
      images.forEach(
          image -> changes.add(new ReviewChange(image.review().position(), 1, null, image)));
      long start = threads.getCurrentThreadCpuTime();
      for (ReviewChange change : changes) {
        watch.apply(change);
      }
      long middle = threads.getCurrentThreadCpuTime();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      watch.close(day, day, new Counter(today - 20_000, found, tiles));
      if (day >= 20_000 + Math.min(200, days / 2)) {
        closes.add(threads.getCurrentThreadCpuTime() - middle);
        allocated += threads.getCurrentThreadAllocatedBytes() - bytes;
        applied += middle - start;
        applies += changes.size();
      }
    }
    closes.sort(null);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "apply %.2f us, close mean %.1f ms, median %.1f, worst %.1f; %.1f MB a close; heap %d MB;"
            + " reviews %d units %d%n",
        applied / 1e3 / applies,
        closes.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6,
        closes.get(closes.size() / 2) / 1e6,
        closes.get(closes.size() - 1) / 1e6,
        allocated / 1e6 / closes.size(),
        runtime.totalMemory() - runtime.freeMemory() >> 20,
        watch.reviews(),
        watch.units());
    found.forEach((what, count) -> System.out.println(what + " " + count));
    tiles.forEach((what, count) -> System.out.println("tiles " + what + " " + count));
  }

  /** Counts new findings by kind and level. */
  private record Counter(int day, Map<String, Integer> found, Map<String, Long> tiles)
      implements BurstAnnouncer {
    @Override
    public void finding(Finding finding, List<FindingReview> reviews) {
      if (finding.revision() == 1) {
        found.merge(finding.kind() + " " + finding.dimension(), 1, Integer::sum);
        if (System.getProperty("show") != null) {
          System.out.println(day + " " + finding.key() + " " + finding.evidence());
        }
      }
    }

    @Override
    public void figure(int of, String part, String key, double value) {
      if (part.equals("tiles") || part.equals("campaign")) {
        tiles.merge(part + " " + key, (long) value, Long::sum);
      }
    }
  }
}
