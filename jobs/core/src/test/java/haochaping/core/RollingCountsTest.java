package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The panes of a key against a map from hour to counts. */
class RollingCountsTest {

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void addsUpLikeAMap(@ForAll long seed) {
    Random random = new Random(seed);
    RollingCounts panes = new RollingCounts();
    Map<Integer, int[]> naive = new TreeMap<>();
    int forgotten = Integer.MIN_VALUE;
    for (int step = 0; step < 60; step++) {
      int hour = random.nextInt(30) - 5;
      int[] by = new int[RollingCounts.COUNTS];
      for (int i = 0; i < by.length; i++) {
        by[i] = random.nextInt(3) - 1;
      }
      panes.apply(delta(hour, by));
      int[] counts = naive.computeIfAbsent(hour, ignored -> new int[RollingCounts.COUNTS]);
      for (int i = 0; i < by.length; i++) {
        counts[i] += by[i];
      }
      naive.values().removeIf(RollingCountsTest::isNothing);
      if (random.nextInt(20) == 0) {
        forgotten = random.nextInt(30) - 5;
        panes.advance(forgotten);
        int first = forgotten;
        naive.keySet().removeIf(key -> key < first);
      }
      if (random.nextInt(10) == 0) {
        panes = panes.copy();
      }
      check(panes, naive, random);
    }
  }

  private static void check(RollingCounts panes, Map<Integer, int[]> naive, Random random) {
    assertThat(panes.size()).isEqualTo(naive.size());
    int index = 0;
    for (Map.Entry<Integer, int[]> pane : naive.entrySet()) {
      assertThat(panes.hour(index)).isEqualTo(pane.getKey());
      for (int i = 0; i < RollingCounts.COUNTS; i++) {
        assertThat(panes.count(index, i)).isEqualTo(pane.getValue()[i]);
      }
      index++;
    }
    int from = random.nextInt(40) - 10;
    int to = random.nextInt(40) - 10;
    int[] expected = new int[RollingCounts.COUNTS];
    boolean any = false;
    for (Map.Entry<Integer, int[]> pane : naive.entrySet()) {
      if (pane.getKey() >= from && pane.getKey() < to) {
        any = true;
        for (int i = 0; i < expected.length; i++) {
          expected[i] += pane.getValue()[i];
        }
      }
    }
    int[] sums = {9, 9, 9, 9, 9};
    panes.sum(from, to, sums);
    assertThat(sums).as("[%d, %d)", from, to).isEqualTo(expected);
    assertThat(panes.any(from, to)).as("[%d, %d)", from, to).isEqualTo(any);
  }

  private static boolean isNothing(int[] counts) {
    for (int count : counts) {
      if (count != 0) {
        return false;
      }
    }
    return true;
  }

  @Example
  void retractionToNothingLeavesNoPane() {
    RollingCounts panes = new RollingCounts();
    panes.apply(delta(5, 1, 1, 1, 1, 0));
    panes.apply(delta(7, 1, 0, 1, 0, 0));
    panes.apply(delta(5, -1, -1, -1, -1, 0));
    assertThat(panes.size()).isEqualTo(1);
    assertThat(panes.hour(0)).isEqualTo(7);
  }

  @Example
  void retractionBeforeItsReviewAddsUpToo() {
    RollingCounts panes = new RollingCounts();
    panes.apply(delta(5, -1, 0, -1, 0, 0));
    assertThat(panes.size()).isEqualTo(1);
    panes.apply(delta(5, 1, 0, 1, 0, 0));
    assertThat(panes.size()).isZero();
  }

  @Example
  void copyIsIndependent() {
    RollingCounts panes = new RollingCounts();
    panes.apply(delta(5, 1, 0, 1, 0, 0));
    RollingCounts copy = panes.copy();
    panes.apply(delta(5, 1, 0, 1, 0, 0));
    panes.apply(delta(6, 1, 0, 1, 0, 0));
    assertThat(copy.size()).isEqualTo(1);
    assertThat(copy.count(0, RollingCounts.REVIEWS)).isEqualTo(1);
  }

  /** One review an hour from 1 January to 2 April 2026; every window counted with java.time. */
  @Example
  void windowsAtEveryHourAroundAQuarterAreWhatTheCalendarSays() {
    ZoneId city = ZoneId.of("Asia/Shanghai");
    RollingCounts panes = new RollingCounts();
    LocalDateTime first = LocalDate.of(2026, 1, 1).atStartOfDay();
    LocalDateTime end = LocalDate.of(2026, 4, 2).atStartOfDay();
    for (LocalDateTime t = first; t.isBefore(end); t = t.plusHours(1)) {
      panes.apply(delta((int) (t.atZone(city).toEpochSecond() / 3600), 1, 0, 1, 0, 0));
    }
    int[] sums = new int[RollingCounts.COUNTS];
    for (LocalDateTime asOf = LocalDateTime.of(2026, 3, 31, 20, 0);
        !asOf.isAfter(LocalDateTime.of(2026, 4, 1, 3, 0));
        asOf = asOf.plusHours(1)) {
      int hour = (int) (asOf.atZone(city).toEpochSecond() / 3600);
      // The window's last hour decides the quarter: midnight of 1 April still closes the first.
      LocalDateTime lastHour = asOf.minusHours(1);
      LocalDateTime quarter =
          LocalDate.of(2026, lastHour.getMonthValue() <= 3 ? 1 : 4, 1).atStartOfDay();
      panes.sum(Window.QUARTER_TO_DATE.start(hour), hour, sums);
      assertThat(sums[RollingCounts.REVIEWS])
          .as("quarter to date at %s", asOf)
          .isEqualTo((int) java.time.Duration.between(quarter, asOf).toHours());
      panes.sum(Window.DAY.start(hour), hour, sums);
      assertThat(sums[RollingCounts.REVIEWS]).isEqualTo(24);
      panes.sum(Window.WEEK.start(hour), hour, sums);
      assertThat(sums[RollingCounts.REVIEWS]).isEqualTo(168);
      panes.sum(Window.MONTH.start(hour), hour, sums);
      assertThat(sums[RollingCounts.REVIEWS]).isEqualTo(720);
    }
  }

  static PaneDelta delta(int hour, int... counts) {
    PaneDelta delta = new PaneDelta();
    delta.hour = hour;
    delta.reviews = counts[RollingCounts.REVIEWS];
    delta.bad = counts[RollingCounts.BAD];
    delta.adopted = counts[RollingCounts.ADOPTED];
    delta.badAdopted = counts[RollingCounts.BAD_ADOPTED];
    delta.defaults = counts[RollingCounts.DEFAULTS];
    return delta;
  }
}
