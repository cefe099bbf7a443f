package haochaping.measure.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.core.Dimension;
import haochaping.platform.StatisticsProfile;
import haochaping.platform.StatisticsProfile.PeerClasses;
import haochaping.statistics.ranking.BetaPrior;
import haochaping.statistics.ranking.RateFit;
import haochaping.statistics.ranking.RawRate;
import haochaping.statistics.ranking.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The arithmetic of a day's close. Figures of the mix of matters and of the surgeries are SciPy's
 * (1.17.1: {@code stats.beta}, {@code stats.gamma}, {@code stats.nbinom}, likelihoods by {@code
 * optimize.minimize}, expected ranks by {@code integrate.quad}).
 */
class DayCloseTest {
  private static final int DAY = (int) LocalDate.of(2026, 3, 1).toEpochDay();
  private static final StatisticsProfile PROFILE = StatisticsProfile.read();

  /** Likelihoods of the reference end where the fifth digit is certain. */
  private static final Offset<Double> CLOSE = within(1e-5);

  /** Six districts: adopted reviews and bad ones in matter M1, in M2, and without a matter. */
  private static final int[][][] DISTRICTS = {
    {{3000, 62}, {1000, 3}, {500, 6}},
    {{500, 12}, {4000, 15}, {200, 2}},
    {{1500, 15}, {1500, 4}, {1000, 9}},
    {{200, 9}, {3000, 30}, {0, 0}},
    {{2500, 50}, {2500, 9}, {300, 2}},
    {{800, 10}, {6000, 16}, {900, 5}},
  };

  private static List<Consumer<DayClose>> mixed() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    int[] city = new int[2];
    int[][] matters = new int[2][2];
    for (int d = 0; d < DISTRICTS.length; d++) {
      int[] sum = new int[2];
      for (int m = 0; m < 3; m++) {
        for (int k = 0; k < 2; k++) {
          sum[k] += DISTRICTS[d][m][k];
          city[k] += DISTRICTS[d][m][k];
          if (m < 2) {
            matters[m][k] += DISTRICTS[d][m][k];
          }
        }
      }
      String key = "D" + (d + 1);
      keys.add(close -> add(close, Dimension.DISTRICT, key, sum[0], sum[1]));
      for (int m = 0; m < 2; m++) {
        int[] counts = DISTRICTS[d][m];
        String matter = "M" + (m + 1);
        keys.add(close -> close.addMatter(Dimension.DISTRICT, key, matter, counts[0]));
      }
    }
    keys.add(close -> add(close, Dimension.CITY, "370400", city[0], city[1]));
    for (int m = 0; m < 2; m++) {
      String key = "M" + (m + 1);
      int[] counts = matters[m];
      keys.add(close -> add(close, Dimension.MATTER, key, counts[0], counts[1]));
    }
    return keys;
  }

  private static void add(DayClose close, Dimension dimension, String key, int adopted, int bad) {
    close.add(dimension, key, adopted, 0, adopted, bad);
  }

  private static Judgement judge(StatisticsProfile profile, List<Consumer<DayClose>> keys) {
    DayClose close = new DayClose(profile, DAY);
    keys.forEach(key -> key.accept(close));
    return close.judge().orElseThrow();
  }

  private static ClassRanking of(Judgement judgement, Dimension dimension, String word) {
    return judgement.rankings().stream()
        .filter(peers -> peers.peers().equals(new PeerClass(dimension, word)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mixOfMattersSaysWhatIsToBeExpected() {
    Judgement judgement = judge(PROFILE, mixed());
    ClassRanking districts = of(judgement, Dimension.DISTRICT, "all");
    double[] expected = {
      58.62135852188345,
      29.106860096331797,
      40.47865765439006,
      17.66139523212045,
      55.83383175888498,
      49.59275500061981
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(districts.keys().get(i).expected()).isCloseTo(expected[i], within(1e-9));
    }
    // A matter itself is held against the city's rate.
    List<KeyRanking> matters = of(judgement, Dimension.MATTER, "all").keys();
    assertThat(matters.get(0).expected()).isCloseTo(74.88095238, within(1e-6));
    assertThat(matters.get(1).expected()).isCloseTo(158.57142857, within(1e-6));
  }

  @Test
  void ranksAreByTheRatioNotByTheRate() {
    ClassRanking districts = of(judge(PROFILE, mixed()), Dimension.DISTRICT, "all");
    double[][] ratios = {
      {1.1886540052636383, 0.9395729896760512, 1.4665780433535576},
      {0.9970399749962371, 0.6982927721276826, 1.3481535952124064},
      {0.7371413199636954, 0.513429198891905, 1.0006735231744863},
      {1.8654663680395194, 1.365726965041263, 2.4419153399808295},
      {1.0822270974729622, 0.8403820734742237, 1.354190710065599},
      {0.6714304770731852, 0.47513057444546003, 0.9011424373336975},
    };
    // Expected ranks 2.4673, 3.6259, 5.2079, 1.0146, 3.0867, 5.5976.
    int[] ranks = {2, 4, 5, 1, 3, 6};
    for (int i = 0; i < ranks.length; i++) {
      KeyRanking key = districts.keys().get(i);
      assertThat(key.ratio().mean()).isCloseTo(ratios[i][0], CLOSE);
      assertThat(key.ratio().low()).isCloseTo(ratios[i][1], CLOSE);
      assertThat(key.ratio().high()).isCloseTo(ratios[i][2], CLOSE);
      assertThat(key.place().rank()).isEqualTo(ranks[i]);
      assertThat(key.place().low()).isLessThanOrEqualTo(ranks[i]);
      assertThat(key.place().high()).isGreaterThanOrEqualTo(ranks[i]);
    }
    assertThat(districts.noDifference()).isFalse();
    assertThat(districts.ranked()).isEqualTo(6);
    assertThat(districts.reliability()).isCloseTo(0.8470640341922446, CLOSE);
  }

  @Test
  void rateIsShrunkByTheSiblings() {
    Judgement judgement = judge(PROFILE, mixed());
    ClassRanking districts = of(judgement, Dimension.DISTRICT, "all");
    assertThat(districts.prior().mean()).isCloseTo(0.009388195557633986, CLOSE);
    assertThat(districts.prior().strength()).isCloseTo(584.581847007878, within(0.01));
    KeyRanking first = districts.keys().get(0);
    assertThat(first.estimate().shrunk()).isCloseTo(0.015043158120104566, within(1e-7));
    assertThat(first.estimate().low()).isCloseTo(0.011882, within(1e-7));
    assertThat(first.estimate().high()).isCloseTo(0.01856534, within(1e-7));
    assertThat(first.estimate().enough()).isTrue();
    assertThat(first.estimate().priorVersion()).isEqualTo(20260301);
    assertThat(first.worst().probability()).isCloseTo(0.5603233715845309, CLOSE);
    assertThat(first.worst().standing()).isEqualTo(Standing.NOT_WORSE);
    assertThat(judgement.priors().version()).isEqualTo(20260301);
    // What the rates' rows get is the same.
    assertThat(judgement.posteriors().of(Dimension.DISTRICT, 4500, 4500, 71))
        .isEqualTo(first.estimate());
  }

  /** NumPy, after Spiegelhalter's formulas. */
  @Test
  void funnelAllowsForOrdinaryDifferences() {
    ClassRanking districts = of(judge(PROFILE, mixed()), Dimension.DISTRICT, "all");
    assertThat(districts.funnel().center()).isCloseTo(0.008809523809523809, within(1e-12));
    assertThat(districts.funnel().phi()).isCloseTo(6.134961526391494, within(1e-9));
    assertThat(districts.funnel().tauSquared()).isCloseTo(1.1527598704191717e-5, within(1e-13));
    assertThat(districts.funnel().units()).isEqualTo(6);
    KeyRanking.Control fourth = districts.keys().get(3).control();
    assertThat(fourth.distance()).isCloseTo(0.8946493, within(1e-6));
    assertThat(fourth.warning().lower()).isCloseTo(0.0014090448750358059, within(1e-9));
    assertThat(fourth.warning().upper()).isCloseTo(0.01621000274401181, within(1e-9));
    assertThat(fourth.action().lower()).isZero();
    assertThat(fourth.action().upper()).isCloseTo(0.02047660539501765, within(1e-9));
  }

  /**
   * Eleven surgeries of the friends and family test, 2023 to 2024: counts from GitHub {@code
   * janduplessis883/friends-and-family-test-analysis} (MIT, Copyright 2023 Jan du Plessis). "Don't
   * know" is not rated.
   */
  @Test
  void realSurgeriesGetTheReferencesPosteriorsAndTheWorstIsNotTheWorstRawRate() throws IOException {
    List<String[]> rows = surgeries();
    List<Consumer<DayClose>> keys = new ArrayList<>();
    int[] city = new int[2];
    for (String[] row : rows) {
      int bad = Integer.parseInt(row[1]);
      int rated = Integer.parseInt(row[2]);
      city[0] += rated;
      city[1] += bad;
      keys.add(close -> add(close, Dimension.DISTRICT, row[0], rated, bad));
    }
    keys.add(close -> add(close, Dimension.CITY, "london", city[0], city[1]));
    Judgement judgement = judge(PROFILE, keys);
    ClassRanking surgeries = of(judgement, Dimension.DISTRICT, "all");
    assertThat(surgeries.prior().mean()).isCloseTo(.04237420, CLOSE);
    assertThat(surgeries.prior().strength()).isCloseTo(85.22285, within(1e-3));
    assertThat(surgeries.keys()).hasSize(11);
    for (String[] row : rows) {
      KeyRanking key = named(surgeries, row[0]);
      assertThat(key.estimate().shrunk()).as(row[0]).isCloseTo(number(row[3]), CLOSE);
      assertThat(key.estimate().low()).as(row[0]).isCloseTo(number(row[4]), CLOSE);
      assertThat(key.estimate().high()).as(row[0]).isCloseTo(number(row[5]), CLOSE);
      assertThat(key.worst().probability()).as(row[0]).isCloseTo(number(row[6]), CLOSE);
      // Two have fewer than the hundred reviews that a place needs.
      assertThat(key.place() == null).as(row[0]).isEqualTo(key.adopted() < 100);
      assertThat(key.worst().standing())
          .isEqualTo(key.adopted() < 100 ? Standing.TOO_FEW_REVIEWS : Standing.NOT_WORSE);
    }
    assertThat(surgeries.ranked()).isEqualTo(9);
    assertThat(surgeries.reliability()).isCloseTo(0.7574198532452052, CLOSE);
    KeyRanking melchett = named(surgeries, "Health Partners @ Violet Melchett");
    KeyRanking scarsdale = named(surgeries, "Scarsdale Medical Centre");
    assertThat(melchett.place().rank()).isEqualTo(1);
    assertThat(scarsdale.place().rank()).isEqualTo(2);
    assertThat(16.0 / 192).isGreaterThan(54.0 / 655);
    assertThat(melchett.expected()).isCloseTo(27.97696091, within(1e-8));
    assertThat(melchett.ratio().mean()).isCloseTo(1.8175720226967123, CLOSE);
    assertThat(melchett.ratio().low()).isCloseTo(1.37964159, CLOSE);
    assertThat(melchett.ratio().high()).isCloseTo(2.31494189, CLOSE);
    // Eight surgeries have five bad reviews to expect.
    assertThat(surgeries.funnel().phi()).isCloseTo(4.276047655271945, within(1e-9));
    assertThat(surgeries.funnel().tauSquared()).isCloseTo(3.891079273479183e-4, within(1e-12));
    assertThat(melchett.control().distance()).isCloseTo(1.8696998430106764, within(1e-9));
  }

  private static List<String[]> surgeries() throws IOException {
    try (InputStream file = DayCloseTest.class.getResourceAsStream("/close/nhs-fft.csv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .toList();
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static KeyRanking named(ClassRanking peers, String key) {
    return peers.keys().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void orderInWhichKeysAreToldChangesNoDigit() {
    List<Consumer<DayClose>> keys = mixed();
    Judgement told = judge(PROFILE, keys);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(keys, new Random(seed));
      Judgement shuffled = judge(PROFILE, keys);
      assertThat(shuffled.priors()).isEqualTo(told.priors());
      for (int i = 0; i < told.rankings().size(); i++) {
        assertThat(shuffled.rankings().get(i).keys()).isEqualTo(told.rankings().get(i).keys());
      }
    }
  }

  @Test
  void departmentsAndStaffAreSplitAtTheMedianVolume() {
    List<Consumer<DayClose>> keys = mixed();
    for (int i = 1; i <= 11; i++) {
      int reviews = 100 * i;
      int defaults = 1000 - reviews / 2;
      String key = "P" + i;
      keys.add(
          close -> close.add(Dimension.DEPARTMENT, key, reviews, defaults, reviews, reviews / 50));
    }
    Judgement judgement = judge(PROFILE, keys);
    // Volumes 1050 to 1550 in steps of 50: the median is that of P6.
    assertThat(judgement.priors().splits().get(Dimension.DEPARTMENT).volume()).isEqualTo(1300);
    assertThat(of(judgement, Dimension.DEPARTMENT, "A").keys())
        .extracting(KeyRanking::key)
        .containsExactly("P10", "P11", "P6", "P7", "P8", "P9");
    assertThat(of(judgement, Dimension.DEPARTMENT, "B").keys())
        .extracting(KeyRanking::key)
        .containsExactly("P1", "P2", "P3", "P4", "P5");
    BetaPrior smaller = judgement.priors().splits().get(Dimension.DEPARTMENT).smaller();
    List<RawRate> alone = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      alone.add(new RawRate(2 * i, 100 * i));
    }
    assertThat(smaller).isEqualTo(RateFit.of(alone).prior());
  }

  @Test
  void fewSiblingsTakeThePriorOfTheClassAbove() {
    List<Consumer<DayClose>> keys = mixed();
    keys.add(close -> add(close, Dimension.STAFF, "P1/S1", 300, 3));
    keys.add(close -> add(close, Dimension.STAFF, "P1/S2", 30, 0));
    keys.add(close -> add(close, Dimension.DEPARTMENT, "P1", 4000, 40));
    Map<Dimension, Priors.Split> splits = judge(PROFILE, keys).priors().splits();
    BetaPrior districts = splits.get(Dimension.DISTRICT).larger();
    assertThat(splits.get(Dimension.DEPARTMENT).larger()).isEqualTo(districts);
    assertThat(splits.get(Dimension.STAFF).larger()).isEqualTo(districts);
    assertThat(splits.get(Dimension.STAFF).smaller()).isEqualTo(districts);
    // Two matters are too few; theirs is the city's one rate.
    BetaPrior city = RateFit.of(List.of(new RawRate(259, 29400))).prior();
    assertThat(splits.get(Dimension.MATTER).larger()).isEqualTo(city);
  }

  /** Two departments of each class are few, but six of both are not: staff go by these. */
  @Test
  void fewStaffTakeThePriorOfAllDepartments() {
    List<Consumer<DayClose>> keys = mixed();
    List<RawRate> departments = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      int reviews = 500 * i;
      int bad = i % 2 == 0 ? 9 * i : i;
      String key = "P" + i;
      departments.add(new RawRate(bad, reviews));
      keys.add(close -> add(close, Dimension.DEPARTMENT, key, reviews, bad));
    }
    keys.add(close -> add(close, Dimension.STAFF, "P1/S1", 300, 3));
    Map<Dimension, Priors.Split> splits = judge(PROFILE, keys).priors().splits();
    assertThat(splits.get(Dimension.STAFF).larger())
        .isEqualTo(RateFit.of(departments).prior())
        .isNotEqualTo(splits.get(Dimension.DISTRICT).larger());
    assertThat(splits.get(Dimension.DEPARTMENT).larger())
        .as("four siblings")
        .isEqualTo(splits.get(Dimension.DISTRICT).larger());
  }

  @Test
  void whereRatiosDoNotDifferNobodyIsRankedOrWorse() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String key = "D" + i;
      keys.add(close -> add(close, Dimension.DISTRICT, key, 10_000, 20));
    }
    keys.add(close -> add(close, Dimension.CITY, "370400", 60_000, 120));
    ClassRanking districts = of(judge(PROFILE, keys), Dimension.DISTRICT, "all");
    assertThat(districts.noDifference()).isTrue();
    assertThat(districts.ranked()).isZero();
    assertThat(districts.reliability()).isNull();
    assertThat(districts.keys())
        .allSatisfy(
            key -> {
              assertThat(key.place()).isNull();
              assertThat(key.worst().standing()).isEqualTo(Standing.NO_DIFFERENCE);
              assertThat(key.ratio().mean()).isCloseTo(1, within(1e-12));
            });
  }

  /** One district's rates are high because of its matters alone. */
  @Test
  void differencesThatTheMixOfMattersExplainsAreNone() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String key = "D" + i;
      int hard = i == 0 ? 9000 : 1000;
      int easy = 10_000 - hard;
      keys.add(close -> add(close, Dimension.DISTRICT, key, 10_000, hard / 50 + easy / 1000));
      keys.add(close -> close.addMatter(Dimension.DISTRICT, key, "hard", hard));
      keys.add(close -> close.addMatter(Dimension.DISTRICT, key, "easy", easy));
    }
    keys.add(close -> add(close, Dimension.MATTER, "hard", 14_000, 280));
    keys.add(close -> add(close, Dimension.MATTER, "easy", 46_000, 46));
    keys.add(close -> add(close, Dimension.CITY, "370400", 60_000, 326));
    ClassRanking districts = of(judge(PROFILE, keys), Dimension.DISTRICT, "all");
    assertThat(districts.keys().get(0).worst().probability()).isGreaterThan(0.3);
    assertThat(districts.noDifference()).isTrue();
    assertThat(districts.keys().get(0).worst().standing()).isEqualTo(Standing.NO_DIFFERENCE);
  }

  @Test
  void orderThatIsMostlyChanceGivesNoPlaces() {
    StatisticsProfile strict = profile(PROFILE.fewestReviews(), PROFILE.peerClasses(), 0.9);
    ClassRanking districts = of(judge(strict, mixed()), Dimension.DISTRICT, "all");
    assertThat(districts.noDifference()).isFalse();
    assertThat(districts.ranked()).isZero();
    assertThat(districts.reliability()).isCloseTo(0.8470640341922446, CLOSE);
    assertThat(districts.keys()).allSatisfy(key -> assertThat(key.place()).isNull());
  }

  @Test
  void keysOfWhomTheSameIsKnownShareAPlace() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String key = "D" + i;
      int bad = i < 2 ? 100 : i < 5 ? 50 : 10;
      keys.add(close -> add(close, Dimension.DISTRICT, key, 1000, bad));
    }
    keys.add(close -> add(close, Dimension.CITY, "370400", 8000, 380));
    assertThat(of(judge(PROFILE, keys), Dimension.DISTRICT, "all").keys())
        .extracting(key -> key.place().rank())
        .containsExactly(1, 1, 3, 3, 3, 6, 6, 6);
  }

  @Test
  void keyBeyondTheWorstShareForCertainIsWorse() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String key = "M" + (char) ('a' + i);
      int bad = i == 0 ? 90 : 20 + i % 3;
      keys.add(close -> add(close, Dimension.MATTER, key, 10_000, bad));
    }
    keys.add(close -> add(close, Dimension.CITY, "370400", 200_000, 509));
    ClassRanking matters = of(judge(PROFILE, keys), Dimension.MATTER, "all");
    KeyRanking first = matters.keys().get(0);
    assertThat(first.worst().probability()).isGreaterThan(0.95);
    assertThat(first.worst().standing()).isEqualTo(Standing.WORSE);
    assertThat(matters.keys().stream().skip(1))
        .allSatisfy(key -> assertThat(key.worst().standing()).isEqualTo(Standing.NOT_WORSE));
  }

  @Test
  void whoIsUnattributedIsNoSibling() {
    List<Consumer<DayClose>> keys = mixed();
    keys.add(close -> add(close, Dimension.DEPARTMENT, "unattributed", 5000, 400));
    keys.add(close -> add(close, Dimension.DEPARTMENT, "P1", 4000, 40));
    keys.add(close -> add(close, Dimension.STAFF, "unattributed/S1", 5000, 400));
    keys.add(close -> add(close, Dimension.STAFF, "unattributedly/S1", 40, 0));
    Judgement judgement = judge(PROFILE, keys);
    assertThat(judgement.rankings().stream().flatMap(peers -> peers.keys().stream()))
        .extracting(KeyRanking::key)
        .contains("P1", "unattributedly/S1")
        .doesNotContain("unattributed", "unattributed/S1");
  }

  /** A department's key may hold a slash, and so may a matter's. */
  @Test
  void pairIsTakenApartWhereItsKeyIsKnown() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    keys.add(close -> add(close, Dimension.CITY, "370400", 1000, 12));
    keys.add(close -> add(close, Dimension.MATTER, "a/b", 600, 12));
    keys.add(close -> add(close, Dimension.MATTER, "c", 400, 0));
    keys.add(close -> add(close, Dimension.DEPARTMENT, "P/1", 600, 12));
    keys.add(close -> add(close, Dimension.DEPARTMENT, "P/2", 400, 0));
    keys.add(close -> add(close, Dimension.DEPARTMENT_MATTER, "P/1/a/b", 600, 12));
    keys.add(close -> add(close, Dimension.DEPARTMENT_MATTER, "P/2/c", 400, 0));
    List<KeyRanking> larger = of(judge(PROFILE, keys), Dimension.DEPARTMENT, "A").keys();
    // Factors (12 + 20) / (7.2 + 20) and (0 + 20) / (4.8 + 20).
    assertThat(larger.get(0).key()).isEqualTo("P/1");
    assertThat(larger.get(0).expected()).isCloseTo(7.2 * 32 / 27.2, within(1e-12));
    List<KeyRanking> smaller = of(judge(PROFILE, keys), Dimension.DEPARTMENT, "B").keys();
    assertThat(smaller.get(0).expected()).isCloseTo(4.8 * 20 / 24.8, within(1e-12));
  }

  @Test
  void cityWithoutABadReviewHasPriorsAndNoRatios() {
    List<Consumer<DayClose>> keys = new ArrayList<>();
    keys.add(close -> add(close, Dimension.CITY, "370400", 3000, 0));
    for (int i = 0; i < 6; i++) {
      String key = "D" + i;
      keys.add(close -> add(close, Dimension.DISTRICT, key, 500, 0));
    }
    ClassRanking districts = of(judge(PROFILE, keys), Dimension.DISTRICT, "all");
    assertThat(districts.noDifference()).isTrue();
    assertThat(districts.funnel()).isNull();
    assertThat(districts.keys())
        .hasSize(6)
        .allSatisfy(
            key -> {
              assertThat(key.ratio()).isNull();
              assertThat(key.control()).isNull();
              assertThat(key.expected()).isZero();
              assertThat(key.estimate().shrunk()).isPositive().isLessThan(0.01);
            });
  }

  @Test
  void cityWithoutAnAdoptedReviewSaysNothing() {
    DayClose close = new DayClose(PROFILE, DAY);
    close.add(Dimension.CITY, "370400", 3, 20, 0, 0);
    close.add(Dimension.DISTRICT, "D1", 3, 20, 0, 0);
    assertThat(close.judge()).isEmpty();
    assertThat(new DayClose(PROFILE, DAY).judge()).isEmpty();
  }

  @Test
  void keyOfDefaultsAloneIsASiblingWithoutReviews() {
    List<Consumer<DayClose>> keys = mixed();
    keys.add(close -> close.add(Dimension.DISTRICT, "D7", 0, 50, 0, 0));
    keys.add(close -> close.add(Dimension.DISTRICT, "D8", 0, 0, 0, 0));
    Judgement judgement = judge(PROFILE, keys);
    ClassRanking districts = of(judgement, Dimension.DISTRICT, "all");
    assertThat(districts.keys()).extracting(KeyRanking::key).contains("D7").doesNotContain("D8");
    assertThat(districts.prior())
        .isEqualTo(of(judge(PROFILE, mixed()), Dimension.DISTRICT, "all").prior());
    assertThat(named(districts, "D7").estimate().shrunk())
        .isCloseTo(districts.prior().mean(), within(1e-15));
  }

  @Test
  void profileDecidesTheClassesAndTheFewestReviews() {
    Map<Dimension, PeerClasses> classes = new EnumMap<>(PROFILE.peerClasses());
    classes.put(Dimension.DISTRICT, PeerClasses.BY_VOLUME);
    Map<Dimension, Integer> fewest = new EnumMap<>(PROFILE.fewestReviews());
    fewest.put(Dimension.DISTRICT, 4600);
    Judgement judgement = judge(profile(fewest, classes, 0), mixed());
    assertThat(of(judgement, Dimension.DISTRICT, "A").keys())
        .extracting(KeyRanking::key)
        .containsExactly("D2", "D5", "D6");
    assertThat(of(judgement, Dimension.DISTRICT, "B").keys())
        .allSatisfy(key -> assertThat(key.estimate().enough()).isFalse());
  }

  private static StatisticsProfile profile(
      Map<Dimension, Integer> fewest, Map<Dimension, PeerClasses> classes, double reliability) {
    return new StatisticsProfile(
        PROFILE.name(),
        fewest,
        classes,
        PROFILE.worstShare(),
        PROFILE.certainty(),
        PROFILE.rankingWindow(),
        reliability,
        PROFILE.rankDraws());
  }
}
