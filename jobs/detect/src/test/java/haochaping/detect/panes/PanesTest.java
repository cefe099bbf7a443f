package haochaping.detect.panes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.detect.concentration.Town;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PanesTest {
  /** Against a map, in any order, until everything is taken away again. */
  @Property(tries = 200)
  void sumsAreThoseOfAMap(@ForAll long seed) {
    Random random = new Random(seed);
    Panes panes = new Panes();
    TreeMap<Integer, long[]> map = new TreeMap<>();
    List<int[]> given = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      given.add(new int[] {random.nextInt(60), random.nextInt(3), random.nextInt(1000)});
    }
    for (int[] one : given) {
      panes.add(one[0], 1, one[1], one[2]);
      long[] sum = map.computeIfAbsent(one[0], ignored -> new long[3]);
      sum[0] += 1;
      sum[1] += one[1];
      sum[2] += one[2];
    }
    for (int i = 0; i < 50; i++) {
      int first = random.nextInt(70) - 5;
      int last = first + random.nextInt(40);
      long reviews = 0;
      long bad = 0;
      double expected = 0;
      int lastBad = Integer.MIN_VALUE;
      for (var entry : map.headMap(last, true).entrySet()) {
        if (entry.getKey() >= first) {
          reviews += entry.getValue()[0];
          bad += entry.getValue()[1];
          expected += entry.getValue()[2] * Panes.UNIT;
        }
        if (entry.getValue()[1] > 0) {
          lastBad = entry.getKey();
        }
      }
      assertThat(panes.sum(first, last)).isEqualTo(new Panes.Sum(reviews, bad, expected));
      // The last day counts, the one before it half, no other.
      double[] factors = {1, .5, 0};
      double fresh = 0;
      for (var entry : map.entrySet()) {
        double factor = entry.getKey() == last ? 1 : entry.getKey() == last - 1 ? .5 : 0;
        fresh += entry.getKey() >= first ? entry.getValue()[2] * Panes.UNIT * factor : 0;
      }
      assertThat(panes.sum(first, last, last, factors))
          .isEqualTo(new Panes.Sum(reviews, bad, fresh));
      assertThat(panes.badBetween(first, last)).isEqualTo(bad);
      assertThat(panes.lastBad(last)).isEqualTo(lastBad);
    }
    Collections.shuffle(given, random);
    for (int[] one : given) {
      panes.add(one[0], -1, -one[1], -one[2]);
    }
    assertThat(panes.size()).isZero();
  }

  @Example
  void forgetsWhatIsBefore() {
    Panes panes = new Panes();
    for (int day = 1; day <= 5; day++) {
      panes.add(day, day, 1, 8);
    }
    assertThat(panes.forget(1)).isFalse();
    assertThat(panes.forget(4)).isTrue();
    assertThat(panes.size()).isEqualTo(2);
    assertThat(panes.day(0)).isEqualTo(4);
    assertThat(panes.reviews(1)).isEqualTo(5);
  }

  @Example
  void impossibleExpectationsStopTheJob() {
    Panes panes = new Panes();
    panes.add(1, 1, 0, Long.MAX_VALUE);
    assertThatThrownBy(() -> panes.add(1, 1, 0, 1)).isInstanceOf(ArithmeticException.class);
  }

  @Example
  void badReviewsAreKeptInTheOrderOfTheirTime() {
    BadReviews reviews = new BadReviews();
    int day = Town.day("2026-03-02");
    BadReview late = new BadReview(86_400_000L * day + 3, "b", "D");
    BadReview early = new BadReview(86_400_000L * day + 1, "c", "D");
    reviews.add(late);
    reviews.add(early);
    assertThat(reviews.all()).containsExactly(early, late);
    assertThat(reviews.between(day, day)).hasSize(2);
    assertThat(reviews.between(day + 1, day + 9)).isEmpty();
    reviews.remove(early);
    reviews.remove(early);
    assertThat(reviews.all()).containsExactly(late);
    reviews.forget(day + 1);
    assertThat(reviews.all()).isEmpty();
  }
}
