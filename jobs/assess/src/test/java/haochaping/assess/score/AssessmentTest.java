package haochaping.assess.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import haochaping.assess.Count;
import haochaping.assess.Quarter;
import haochaping.assess.Refusal;
import haochaping.assess.formula.Fault;
import haochaping.assess.formula.Formula;
import haochaping.core.Dimension;
import haochaping.statistics.ranking.RateFit;
import haochaping.statistics.ranking.RawRate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  private static final Quarter QUARTER = Quarter.parse("2026Q2");
  private static final Formula FIRST = Formula.named("assessment-1");

  /** Two parts that are counted outright: 30 for participation, 10 for callbacks. */
  private static final Formula SHARES =
      changed(
          "(?s)components:.*?\n\n",
          """
          components:
            participation: {weight: 30, full: 0.9, none: 0.4}
            callback: {weight: 10, full: 1, none: 0.5}

          """);

  private static Formula changed(String... pairs) {
    String text = FIRST.text();
    for (int i = 0; i < pairs.length; i += 2) {
      text = text.replaceFirst(pairs[i], pairs[i + 1]);
    }
    return Formula.parse("formulas/test.yaml", text);
  }

  /** A row of inputs. */
  private record Row(Dimension dimension, String key, Count count, long value) {}

  private static Inputs inputs(List<Row> rows) {
    Inputs.Builder builder = new Inputs.Builder();
    rows.forEach(row -> builder.add(row.dimension, row.key, row.count, row.value));
    return builder.build();
  }

  private static void reviews(
      List<Row> rows, Dimension dimension, String key, long adopted, long bad) {
    rows.add(new Row(dimension, key, Count.REVIEWS, adopted));
    rows.add(new Row(dimension, key, Count.ADOPTED, adopted));
    rows.add(new Row(dimension, key, Count.BAD, bad));
    rows.add(new Row(dimension, key, Count.BAD_ADOPTED, bad));
  }

  private static void share(List<Row> rows, String key, Count part, long n, Count all, long of) {
    rows.add(new Row(Dimension.DISTRICT, key, part, n));
    rows.add(new Row(Dimension.DISTRICT, key, all, of));
  }

  private static Assessment assessed(Formula formula, List<Row> rows) {
    return Assessment.of(QUARTER, formula, inputs(rows));
  }

  private static Scored of(Assessment assessment, String key) {
    return assessment.keys().stream()
        .filter(one -> one.inputs().key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** Six districts alike but for what {@code change} adds. */
  private static List<Row> districts(Consumer<List<Row>> change) {
    List<Row> rows = new ArrayList<>();
    reviews(rows, Dimension.CITY, "370400", 6_000, 12);
    for (String key : List.of("a", "b", "c", "d", "e", "f")) {
      reviews(rows, Dimension.DISTRICT, key, 1_000, 2);
    }
    change.accept(rows);
    return rows;
  }

  @Test
  void sharesAreScoredByHand() {
    Assessment assessment =
        assessed(
            SHARES,
            districts(
                rows -> {
                  // 0.65 is half of the way from 0.4 to 0.9: 15 of 30; all called back: 10 of 10.
                  share(rows, "a", Count.REVIEWED, 650, Count.SERVICES, 1_000);
                  share(rows, "a", Count.CALLED_BACK, 3, Count.CALLBACKS, 3);
                  // 0.8: 24 of 30; 3 of 4 called back: half of 10.
                  share(rows, "b", Count.REVIEWED, 800, Count.SERVICES, 1_000);
                  share(rows, "b", Count.CALLED_BACK, 3, Count.CALLBACKS, 4);
                  // A third of the way, 10 of 30, nothing to call back: its 30 stand for 40.
                  share(rows, "c", Count.REVIEWED, 1_700, Count.SERVICES, 3_000);
                }));
    assertThat(of(assessment, "a").score()).isEqualByComparingTo("62.50");
    assertThat(of(assessment, "b").score()).isEqualByComparingTo("72.50");
    assertThat(of(assessment, "c").score()).isEqualByComparingTo("33.33");
    assertThat(of(assessment, "a").parts())
        .containsExactly(
            new Part("participation", 30, 0.65, 50.0), new Part("callback", 10, 1.0, 100.0));
    assertThat(of(assessment, "c").parts().get(1)).isEqualTo(new Part("callback", 10, null, null));
    // Nothing is estimated, so the order is certain.
    assertThat(of(assessment, "b").place()).isEqualTo(new Scored.Place(1, 1, 1));
    assertThat(of(assessment, "a").place()).isEqualTo(new Scored.Place(2, 2, 2));
    assertThat(of(assessment, "c").place()).isEqualTo(new Scored.Place(3, 3, 3));
    // d, e and f have neither services nor callbacks.
    assertThat(of(assessment, "d").group()).isEqualTo(Group.NO_SCORE);
    assertThat(of(assessment, "d").score()).isNull();
    assertThat(of(assessment, "d").place()).isNull();
    assertThat(of(assessment, "a").of()).isEqualTo(3);
  }

  @Test
  void equalScoresShareTheBestOfTheirPlaces() {
    Assessment assessment =
        assessed(
            SHARES,
            districts(
                rows -> {
                  for (String key : List.of("a", "b", "c")) {
                    share(rows, key, Count.REVIEWED, 800, Count.SERVICES, 1_000);
                  }
                  share(rows, "d", Count.REVIEWED, 700, Count.SERVICES, 1_000);
                }));
    assertThat(List.of("a", "b", "c", "d"))
        .extracting(key -> of(assessment, key).place().rank())
        .containsExactly(1, 1, 1, 4);
  }

  @Test
  void faultsTakePointsOffDownToNothingAndAreGrounds() {
    Assessment assessment =
        assessed(
            SHARES,
            districts(
                rows -> {
                  share(rows, "a", Count.REVIEWED, 650, Count.SERVICES, 1_000);
                  rows.add(new Row(Dimension.DISTRICT, "a", Count.BRUSHING, 2));
                  rows.add(new Row(Dimension.DISTRICT, "a", Count.REFUSED, 9));
                  share(rows, "b", Count.REVIEWED, 500, Count.SERVICES, 1_000);
                  rows.add(new Row(Dimension.DISTRICT, "b", Count.BRUSHING, 5));
                  rows.add(new Row(Dimension.DISTRICT, "b", Count.REFUSED, 3));
                }));
    // 50 less 2 * 5 and less 15, the most for refusals.
    assertThat(of(assessment, "a").score()).isEqualByComparingTo("25");
    assertThat(of(assessment, "a").deductions())
        .containsEntry(Fault.CONFIRMED_BRUSHING, 10.0)
        .containsEntry(Fault.REFUSED_RECTIFICATION, 15.0);
    // 20 less 15 less 9.
    assertThat(of(assessment, "b").score()).isEqualByComparingTo("0");
    assertThat(of(assessment, "a").grounds())
        .contains(
            new Ground("confirmed brushing", 2, 1), new Ground("refused rectification", 9, 1));
  }

  @Test
  void theEstimatedPartIsTheShrunkRateOverTheClassMean() {
    Formula formula =
        changed(
            "(?s)components:.*?\n\n",
            "components:\n  bad_ratio: {weight: 1, full: 0.5, none: 3}\n\n");
    List<Row> rows = new ArrayList<>();
    List<RawRate> rates = new ArrayList<>();
    reviews(rows, Dimension.CITY, "370400", 36_000, 300);
    for (int i = 0; i < 6; i++) {
      reviews(rows, Dimension.DISTRICT, "d" + i, 6_000, 10L + 16 * i);
      rates.add(new RawRate(10L + 16 * i, 6_000));
    }
    Assessment assessment = assessed(formula, rows);
    RateFit fit = RateFit.of(rates);
    for (int i = 0; i < 6; i++) {
      double shrunk = fit.prior().posterior(rates.get(i)).mean();
      double ratio = shrunk / fit.prior().mean();
      Scored scored = of(assessment, "d" + i);
      assertThat(scored.shrunk()).isCloseTo(shrunk, within(1e-11));
      assertThat(scored.parts().get(0).value()).isCloseTo(ratio, within(1e-8));
      assertThat(scored.score().doubleValue())
          .isCloseTo(100 * Math.min(1, Math.max(0, (3 - ratio) / 2.5)), within(0.005));
      assertThat(scored.place().rank()).isEqualTo(i + 1);
    }
    assertThat(of(assessment, "d0").reliability()).isGreaterThan(0.7);
    assertThat(of(assessment, "d0").group()).isEqualTo(Group.BETTER);
    assertThat(of(assessment, "d5").group()).isEqualTo(Group.WORSE);
    assertThat(of(assessment, "d5").grounds())
        .extracting(Ground::kind)
        .containsExactly(Ground.BOTTOM_RANK);
  }

  private static final List<Count> COUNTED =
      List.of(
          Count.ADOPTED,
          Count.BAD_ADOPTED,
          Count.SERVICES,
          Count.REVIEWED,
          Count.REVIEWS,
          Count.DEFAULTS,
          Count.CALLBACKS,
          Count.CALLED_BACK,
          Count.DUE,
          Count.ON_TIME,
          Count.SECOND_REVIEWS,
          Count.SECOND_GOOD,
          Count.BRUSHING,
          Count.REFUSED);

  /**
   * Counts in the order of {@link #COUNTED}, then shrunk rate, low, high, ratio, score and place.
   *
   * <p>SciPy 1.x and mpmath: the prior where mpmath's gradient of the beta-binomial likelihood is
   * zero, m .018377717819379 and M 37.733711012763 (Nelder and Mead's simplex finds the same to
   * 1e-6), beta.ppf, and mean and variance of the scores by quadrature of beta.pdf.
   */
  private static final String SCIPY =
      """
      a 5200 31 9000 7800 5300 2500 20 19 25 20 9 8 0 0   6.05098717154e-3 4.134933081e-3 8.323528319e-3 0.32925672442  90.11 4 BETTER
      b 3100 12 5000 4400 3150 1250 8 8 10 10 4 4 0 0     4.04542279949e-3 2.137566916e-3 6.548674195e-3 0.22012650533  98.92 2 BETTER
      c 800 25 1500 1200 840 360 17 12 20 9 8 5 1 2       3.06701988418e-2 2.009869421e-2 4.335888194e-2 1.668879626    40.42 7 WORSE
      d 2600 60 4200 3500 2650 850 41 33 50 21 20 13 0 6  2.30096992884e-2 1.763928771e-2 2.906447233e-2 1.2520433448   46.82 6 WORSE
      e 1400 4 2500 2300 1420 880 2 2 3 3 0 0 0 0         3.26448455463e-3 1.013163922e-3 6.803382720e-3 0.17763274998  99.49 1 BETTER
      f 6100 44 9800 8600 6200 2400 30 28 40 33 15 15 4 1 7.28175277677e-3 5.310855994e-3 9.556307833e-3 0.39622726001  73.64 5 WORSE
      g 450 0 800 690 450 240 0 0 0 0 0 0 0 0             1.42179939096e-3 8.761430037e-6 6.152112966e-3 0.077365394601 97.76 3 BETTER
      h 99 9 200 180 105 75 5 1 6 0 2 0 0 0               7.08929745377e-2 3.430694829e-2 1.192994637e-1 3.8575504986   none none TOO_FEW_REVIEWS
      """;

  @Test
  void theFirstFormulaIsScoredAsBySciPy() {
    List<String[]> golden = SCIPY.lines().map(line -> line.trim().split(" +", -1)).toList();
    List<Row> rows = new ArrayList<>();
    reviews(rows, Dimension.CITY, "370400", 19_749, 185);
    for (String[] one : golden) {
      for (int i = 0; i < COUNTED.size(); i++) {
        rows.add(new Row(Dimension.DISTRICT, one[0], COUNTED.get(i), Long.parseLong(one[i + 1])));
      }
    }

    Assessment assessment = assessed(FIRST, rows);

    for (String[] one : golden) {
      Scored scored = of(assessment, one[0]);
      List<Double> figures =
          List.of(scored.shrunk(), scored.low(), scored.high(), scored.parts().get(0).value());
      for (int i = 0; i < figures.size(); i++) {
        assertThat(figures.get(i))
            .as(one[0])
            .isCloseTo(Double.parseDouble(one[i + 15]), withinPercentage(1e-5));
      }
      assertThat(scored.score() == null ? "none" : scored.score().toPlainString())
          .as(one[0])
          .isEqualTo(one[19]);
      assertThat(scored.place() == null ? "none" : "" + scored.place().rank())
          .as(one[0])
          .isEqualTo(one[20]);
      assertThat(scored.group().name()).as(one[0]).isEqualTo(one[21]);
      assertThat(scored.reliability()).isCloseTo(0.9913755817, within(1e-8));
    }
  }

  @Test
  void whereTheOrderIsMostlyChanceThereAreGroupsAndNoPlaces() {
    List<Row> rows = new ArrayList<>();
    reviews(rows, Dimension.CITY, "370400", 12_000, 24);
    for (int i = 0; i < 12; i++) {
      reviews(rows, Dimension.DISTRICT, "d" + i, 1_000, i % 3 + 1L);
      share(rows, "d" + i, Count.REVIEWED, 900, Count.SERVICES, 1_000);
    }
    Assessment assessment = assessed(FIRST, rows);
    for (Scored one : assessment.keys()) {
      assertThat(one.score()).isNotNull();
      assertThat(one.reliability()).isBetween(0.0, 0.7);
      assertThat(one.place()).isNull();
      assertThat(one.group()).isEqualTo(Group.ALIKE);
      assertThat(one.of()).isZero();
      assertThat(one.grounds()).isEmpty();
    }
  }

  @Test
  void fewReviewsGiveNeitherScoreNorPlaceNorAHighRate() {
    Assessment assessment =
        assessed(
            SHARES,
            districts(
                rows -> {
                  reviews(rows, Dimension.DISTRICT, "few", 99, 60);
                  share(rows, "few", Count.REVIEWED, 99, Count.SERVICES, 100);
                }));
    Scored few = of(assessment, "few");
    assertThat(few.enough()).isFalse();
    assertThat(few.group()).isEqualTo(Group.TOO_FEW_REVIEWS);
    assertThat(few.score()).isNull();
    assertThat(few.place()).isNull();
    assertThat(few.grounds()).isEmpty();
  }

  @Test
  void departmentsAreSplitAtTheMedianVolumeAndNobodyIsUnattributed() {
    List<Row> rows = new ArrayList<>();
    reviews(rows, Dimension.CITY, "370400", 50_000, 100);
    for (int i = 1; i <= 7; i++) {
      reviews(rows, Dimension.DEPARTMENT, "m" + i, 1_000L * i, 2L * i);
    }
    reviews(rows, Dimension.DEPARTMENT, "unattributed", 9_000, 5);
    reviews(rows, Dimension.STAFF, "unattributed/7", 9_000, 5);
    Assessment assessment = assessed(FIRST, rows);
    assertThat(assessment.keys())
        .extracting(one -> one.inputs().key() + one.peerClass())
        .containsExactly("m4A", "m5A", "m6A", "m7A", "m1B", "m2B", "m3B");
  }

  @Test
  void theSameRowsInAnyOrderAndPiecesGiveTheSameToTheLastDigit() {
    Random random = new Random(20260701);
    for (int round = 0; round < 5; round++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int reviews = 20 + random.nextInt(3_000);
        Dimension dimension = i < 8 ? Dimension.DISTRICT : Dimension.DEPARTMENT;
        reviews(rows, dimension, "k" + i, reviews, random.nextInt(1 + reviews / 50));
        rows.add(new Row(dimension, "k" + i, Count.SERVICES, 3_000));
        rows.add(new Row(dimension, "k" + i, Count.REVIEWED, random.nextInt(3_000)));
        rows.add(new Row(dimension, "k" + i, Count.REFUSED, random.nextInt(3)));
      }
      reviews(rows, Dimension.CITY, "370400", 60_000, 600);
      Assessment one = assessed(FIRST, rows);

      // Each row comes as one too many and a correction.
      List<Row> pieces = new ArrayList<>();
      for (Row row : rows) {
        pieces.add(new Row(row.dimension, row.key, row.count, row.value + 1));
        pieces.add(new Row(row.dimension, row.key, row.count, -1));
      }
      Collections.shuffle(pieces, random);
      Assessment other = assessed(FIRST, pieces);
      assertThat(other.keys()).isEqualTo(one.keys());
      assertThat(other.inputs()).isEqualTo(one.inputs());
    }
  }

  @Test
  void aMeasureFromElsewhereCountsWhereItIsThere() {
    Formula formula =
        changed(
            "(?s)components:.*?\n\n",
            "components:\n  participation: {weight: 10, full: 1, none: 0}\n\n",
            "outside: \\{\\}",
            "outside:\n  survey: {weight: 30, full: 90, none: 50}");
    Inputs.Builder builder = new Inputs.Builder();
    districts(
            rows -> {
              share(rows, "a", Count.REVIEWED, 500, Count.SERVICES, 1_000);
              share(rows, "b", Count.REVIEWED, 500, Count.SERVICES, 1_000);
            })
        .forEach(row -> builder.add(row.dimension, row.key, row.count, row.value));
    builder.outside(Dimension.DISTRICT, "a", "survey", 80);
    Assessment assessment = Assessment.of(QUARTER, formula, builder.build());
    // (10 * 0.5 + 30 * 0.75) / 40
    assertThat(of(assessment, "a").score()).isEqualByComparingTo("68.75");
    // A quarter of all weights is too little.
    assertThat(of(assessment, "b").group()).isEqualTo(Group.NO_SCORE);
  }

  @Test
  void changesOfInputsAreListedOneByOne() {
    List<Row> rows = districts(ignored -> {});
    Inputs before = inputs(rows);
    rows.add(new Row(Dimension.DISTRICT, "b", Count.BAD_ADOPTED, -1));
    rows.add(new Row(Dimension.DISTRICT, "b", Count.ADOPTED, -1));
    rows.add(new Row(Dimension.DISTRICT, "z", Count.REFUSED, 1));
    assertThat(before.changesTo(inputs(rows)))
        .containsExactly(
            new Inputs.Change(Dimension.DISTRICT, "b", "b", "adopted", 1_000L, 999L),
            new Inputs.Change(Dimension.DISTRICT, "b", "b", "bad_adopted", 2L, 1L),
            new Inputs.Change(Dimension.DISTRICT, "z", "z", "refused", 0L, 1L));
    assertThat(before.changesTo(before)).isEmpty();
  }

  @Test
  void aQuarterWithoutReviewsIsNotAssessed() {
    assertThatThrownBy(() -> assessed(FIRST, new ArrayList<>()))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("2026Q2: the tables hold no review of that time");
  }

  @Test
  void aHighRateNeedsCertaintyAndIsAGround() {
    List<Row> rows = new ArrayList<>();
    reviews(rows, Dimension.CITY, "370400", 120_000, 700);
    IntStream.range(0, 12)
        .forEach(
            i ->
                reviews(
                    rows, Dimension.DISTRICT, "d" + (char) ('a' + i), 10_000, i == 11 ? 400 : 30));
    Scored worst = of(assessed(FIRST, rows), "dl");
    assertThat(worst.grounds()).extracting(Ground::kind).contains(Ground.HIGH_RATE);
    Ground high = worst.grounds().get(0);
    assertThat(high.value()).isGreaterThan(high.limit()).isEqualTo(worst.shrunk());
  }
}
