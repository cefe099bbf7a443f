package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.BetaBinomial;
import haochaping.statistics.composition.DayOfTiles.Judgement;
import haochaping.statistics.composition.DayOfTiles.Tile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.data.Percentage;

class DayOfTilesTest {

  /** scipy.stats.false_discovery_control, SciPy 1.17.1. */
  @Example
  void qIsThatOfBenjaminiAndHochberg() {
    double[] p = {.001, .008, .039, .041, .042, .06, .074, .205, .212, .216};
    double[] q = {.01, .04, .084, .084, .084, .1, .10571428571428572, .216, .216, .216};
    List<Judgement> judgements =
        DayOfTiles.judge(
            Side.GOOD, IntStream.range(0, 10).mapToObj(i -> tile(9, p[i], p[i])).toList());
    for (int i = 0; i < p.length; i++) {
      assertThat(judgements.get(i).q()).isCloseTo(q[i], within(1e-12));
      assertThat(judgements.get(i).recurrenceDays())
          .isCloseTo(1 / (10 * p[i]), Percentage.withPercentage(1e-9));
    }
  }

  @Example
  void findingPassesEveryGate() {
    assertThat(finding(Side.GOOD, 9, .0009, .009)).isTrue();
    assertThat(finding(Side.GOOD, 9, .0009, .011)).as("no component strong enough").isFalse();
    assertThat(finding(Side.GOOD, 9, .0011, .001)).as("seen once in 91 days").isFalse();
    assertThat(finding(Side.GOOD, 2, .0009, .001)).isTrue();
    assertThat(finding(Side.BAD, 3, .0009, .001)).isTrue();
    assertThat(finding(Side.BAD, 2, .0009, .001)).as("two bad reviews").isFalse();
  }

  private static boolean finding(Side side, long ofSide, double p, double componentP) {
    List<Tile> tiles = new ArrayList<>(Collections.nCopies(9, tile(9, .9, .9)));
    tiles.add(tile(ofSide, p, componentP));
    return DayOfTiles.judge(side, tiles).get(9).finding();
  }

  @Example
  void volumeAloneIsNoFinding() {
    Combination volume =
        new Combination(
            List.of(Evidence.tested(Component.VOLUME, Math.log(1e-3))), 30, 1e-6, Math.log(1e-6));
    assertThat(DayOfTiles.judge(Side.GOOD, List.of(new Tile(900, volume))).get(0).finding())
        .isFalse();
  }

  @Example
  void noTilesNoJudgements() {
    assertThat(DayOfTiles.judge(Side.BAD, List.of())).isEmpty();
  }

  @Example
  void fourReviewsAndAPastOfTenAreEnough() {
    assertThat(DayOfTiles.isEnough(4, 10)).isTrue();
    assertThat(DayOfTiles.isEnough(3, 10)).isFalse();
    assertThat(DayOfTiles.isEnough(4, 9)).isFalse();
  }

  @Property(seed = "20260301", tries = 200, shrinking = ShrinkingMode.OFF)
  void orderOfTilesDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Tile> tiles = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      double p = Math.pow(.1, random.nextInt(6));
      tiles.add(tile(random.nextInt(6), p, random.nextDouble() / 50));
    }
    List<Judgement> judgements = DayOfTiles.judge(Side.BAD, tiles);
    List<Integer> order = new ArrayList<>(IntStream.range(0, tiles.size()).boxed().toList());
    Collections.shuffle(order, random);
    List<Judgement> shuffled = DayOfTiles.judge(Side.BAD, order.stream().map(tiles::get).toList());
    for (int i = 0; i < order.size(); i++) {
      assertThat(shuffled.get(i)).isEqualTo(judgements.get(order.get(i)));
    }
  }

  /**
   * A quiet level: 150 tiles a day of 12 reviews, four shares each drawn from the distribution they
   * are tested with. The promise is one finding in 100 days or fewer; in 1500 days 15 with a
   * Poisson error of 3.9, so at most 27 at 3 of them.
   */
  @Example
  void quietLevelHasOneFindingInAHundredDaysAtMost() {
    Random random = new Random(6);
    Component[] components = {
      Component.SIDE_SHARE,
      Component.NEW_IDENTITIES,
      Component.REPEATED_ORIGINS,
      Component.NEAR_DUPLICATES
    };
    UsualShare[] usual = {
      new UsualShare(.6, 60),
      new UsualShare(.3, 40),
      new UsualShare(.1, 60),
      new UsualShare(.05, 30)
    };
    Evidence[][] evidence = new Evidence[4][13];
    double[][] cumulative = new double[4][13];
    for (int c = 0; c < 4; c++) {
      BetaBinomial tile = usual[c].tile(12);
      for (int k = 0; k <= 12; k++) {
        evidence[c][k] = Evidence.share(components[c], new Share(k, 12), usual[c]);
        cumulative[c][k] = tile.lowerTail(k);
      }
    }
    int days = 1500;
    int findings = 0;
    for (int day = 0; day < days; day++) {
      List<Tile> tiles = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        List<Evidence> drawn = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
          double u = random.nextDouble();
          int k = 0;
          while (k < 12 && cumulative[c][k] < u) {
            k++;
          }
          drawn.add(evidence[c][k]);
        }
        tiles.add(new Tile(12, Combination.of(drawn, NullMoments.independent(4)).orElseThrow()));
      }
      findings +=
          (int) DayOfTiles.judge(Side.GOOD, tiles).stream().filter(Judgement::finding).count();
    }
    assertThat(findings).isLessThanOrEqualTo(27);
  }

  @Example
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> tile(-1, .5, .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ofSide = -1: must be at least 0");
  }

  private static Tile tile(long ofSide, double p, double componentP) {
    return new Tile(
        ofSide,
        new Combination(
            List.of(Evidence.tested(Component.NEW_IDENTITIES, Math.log(componentP))),
            -2 * Math.log(componentP),
            p,
            Math.log(p)));
  }
}
