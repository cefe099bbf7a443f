package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.EIGHT;
import static haochaping.statistics.ranking.Given.NINE_DIGITS;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.Quantile;
import haochaping.statistics.Seeds;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class RankBandsTest {
  private static final long SEED =
      Seeds.seed("ranking", "cfg-1", "staff", LocalDate.of(2026, 3, 1));

  private static final double[] EXPECTED = {5.556, 2.638, 6.524, 3.224, 6.000, 7.189, 2.896, 1.973};

  private static List<BetaPosterior> posteriors() {
    double a = 1.3174197397;
    double c = 5033.39617398;
    BetaPrior prior = new BetaPrior(a / (a + c), a + c);
    return EIGHT.stream().map(prior::posterior).toList();
  }

  /** The golden figures are exact (quadrature); 4000 draws have a Monte Carlo error of 0.03. */
  @Test
  void goldenExpectedRanks() {
    List<RankBand> bands = RankBands.of(posteriors(), SEED);
    for (int i = 0; i < EXPECTED.length; i++) {
      assertThat(bands.get(i).expected())
          .as("rank of %d", i + 1)
          .isCloseTo(EXPECTED[i], within(.05));
    }
  }

  /** Summed over a fine grid of quantiles of p8. */
  @Test
  void goldenPairOfTargets() {
    BetaPosterior eighth = posteriors().get(7);
    BetaPosterior second = posteriors().get(1);
    double sum = 0;
    int steps = 20000;
    for (int i = 0; i < steps; i++) {
      double p = (i + 0.5) / steps;
      sum += 1 - second.exceeds(Quantile.beta(p, eighth.a(), eighth.c()));
    }
    assertThat(sum / steps).isCloseTo(.670399, within(1e-6));
  }

  /** numpy: {@code m.var() / (m.var() + v.mean())}. */
  @Test
  void reliabilityIsTheShareOfVarianceBetweenTargets() {
    assertThat(RankBands.reliability(posteriors())).isCloseTo(0.530581167445707, NINE_DIGITS);
    GammaPosterior same = new GammaPosterior(3, 2);
    assertThat(RankBands.reliability(List.of(same, same))).isZero();
    assertThat(
            RankBands.reliability(
                List.of(new GammaPosterior(1e9, 1e9), new GammaPosterior(2e9, 1e9))))
        .isCloseTo(1, within(1e-7));
  }

  @Test
  void theSameSeedGivesTheSameBands() {
    assertThat(RankBands.of(posteriors(), SEED)).isEqualTo(RankBands.of(posteriors(), SEED));
    assertThat(RankBands.of(posteriors(), SEED + 1)).isNotEqualTo(RankBands.of(posteriors(), SEED));
  }

  @Test
  void targetsThatCannotBeToldApartShareTheMiddle() {
    List<RankBand> bands = RankBands.of(Collections.nCopies(21, new GammaPosterior(4, 4)), SEED);
    for (RankBand band : bands) {
      assertThat(band.expected()).isCloseTo(11, within(0.5));
      assertThat(band.first()).isEqualTo(1);
      assertThat(band.last()).isEqualTo(21);
      assertThat(band.apart()).isFalse();
    }
  }

  @Test
  void targetsFarApartHaveTheirPlaces() {
    List<RankBand> bands =
        RankBands.of(
            List.of(
                new GammaPosterior(1e6, 1e6),
                new GammaPosterior(3e6, 1e6),
                new GammaPosterior(2e4, 1e4),
                new GammaPosterior(2e4 + 1, 1e4)),
            SEED);
    assertThat(bands.get(1)).isEqualTo(new RankBand(1, 1, 1, true));
    assertThat(bands.get(0)).isEqualTo(new RankBand(4, 4, 4, true));
    for (RankBand band : bands.subList(2, 4)) {
      assertThat(band.first()).isEqualTo(2);
      assertThat(band.last()).isEqualTo(3);
      assertThat(band.expected()).isCloseTo(2.5, within(0.05));
      assertThat(band.apart()).isFalse();
    }
  }

  @Test
  void expectedRanksAddUp() {
    double sum = RankBands.of(posteriors(), SEED).stream().mapToDouble(RankBand::expected).sum();
    assertThat(sum).isCloseTo(36, within(1e-9));
    assertThat(RankBands.of(List.of(), SEED)).isEmpty();
    assertThat(RankBands.of(List.of(new BetaPosterior(1, 1)), SEED))
        .containsExactly(new RankBand(1, 1, 1, true));
  }

  /** Means and variances of 200,000 draws, within four standard errors. */
  @Test
  void drawsComeFromThePosterior() {
    SplittableRandom random = new SplittableRandom(1);
    UniformRandomProvider source = random::nextLong;
    for (Posterior one :
        List.of(
            new BetaPosterior(1.3, 5033),
            new BetaPosterior(0.4, 0.7),
            new GammaPosterior(0.6, 2),
            new GammaPosterior(9.3, 4.7))) {
      DoubleSupplier draws = one.draws(source);
      int count = 200_000;
      double sum = 0;
      int above = 0;
      double limit = one.mean();
      for (int i = 0; i < count; i++) {
        double draw = draws.getAsDouble();
        sum += draw;
        above += draw > limit ? 1 : 0;
      }
      assertThat(sum / count).isCloseTo(one.mean(), within(4 * Math.sqrt(one.variance() / count)));
      double p = one.exceeds(limit);
      assertThat(above / (double) count).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / count)));
    }
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(
        () -> RankBands.of(Collections.nCopies(65_536, new GammaPosterior(1, 1)), SEED),
        "posteriors = 65536: must be in [0, 65535]");
    refused(() -> RankBands.reliability(List.of()), "posteriors = 0: must be at least 1");
  }
}
