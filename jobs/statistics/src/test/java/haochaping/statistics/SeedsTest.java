package haochaping.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  /** From Python: {@code int.from_bytes(sha256(text).digest()[:8], 'big', signed=True)}. */
  @Test
  void seedIsTheHeadOfTheHash() {
    assertThat(Seeds.seed("cusum", "cfg-1", "staff", DAY)).isEqualTo(-2765619299696551381L);
  }

  @Test
  void seedDependsOnEveryPart() {
    Set<Long> seeds = new HashSet<>();
    for (String detector : new String[] {"cusum", "scan"}) {
      for (String config : new String[] {"cfg-1", "cfg-2"}) {
        for (String scope : new String[] {"staff", "区"}) {
          for (int day = 0; day < 2; day++) {
            seeds.add(Seeds.seed(detector, config, scope, DAY.plusDays(day)));
          }
        }
      }
    }
    assertThat(seeds).hasSize(16);
  }

  @Test
  void mix64IsTheFinaliserOfSplitMix() {
    assertThat(Seeds.mix64(0)).isZero();
    // The first output of SplitMix64 from 0 in Vigna's reference code.
    assertThat(Seeds.mix64(0x9E3779B97F4A7C15L)).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(new SplittableRandom(0).nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
  }

  @Test
  void replicatesAreRepeatableAndDoNotOverlap() {
    long seed = Seeds.seed("cusum", "cfg-1", "staff", DAY);
    Set<Long> words = new HashSet<>();
    for (int replicate = 0; replicate < 1000; replicate++) {
      SplittableRandom random = Seeds.replicate(seed, replicate);
      SplittableRandom again = Seeds.replicate(seed, replicate);
      for (int i = 0; i < 100; i++) {
        long word = random.nextLong();
        assertThat(again.nextLong()).isEqualTo(word);
        words.add(word);
      }
    }
    assertThat(words).hasSize(100_000);
  }

  @Test
  void replicateBelowZeroIsRefused() {
    assertThatThrownBy(() -> Seeds.replicate(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicate = -1: must be at least 0");
  }
}
