package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class TextPrintTest {

  /** The specification's golden values (section D). */
  @Example
  void isWhatTheSpecificationSays() {
    TextPrint one = print("服务热情效率高");
    TextPrint other = print("服务热情效率很高");
    assertThat(one.likeness(other)).isEqualTo(.625);
    assertThat(one.agreement(other)).isEqualTo(39);
    assertThat(TextPrint.fnv((long) '服' << 32 | '务')).isEqualTo(0x8cc513ba0e684c68L);
    assertThat(one.slot(0)).isEqualTo(0x024489de49ed0bb5L);
  }

  /**
   * Full-width letters, spaces, punctuation, a number in a circle, characters beyond 16 bits.
   * Values of a separate implementation in Python 3.11 (unicodedata).
   */
  @Example
  void formsThatLookAlikeAreAlike() {
    TextPrint text = print("Ｖｅｒｙ　ｇｏｏｄ，服务！ 很好👍👍①");
    assertThat(text.slot(0)).isEqualTo(0x72c997d13be7728L);
    assertThat(text.slot(1)).isEqualTo(0x2232bdd4fb139776L);
    assertThat(text.slot(31)).isEqualTo(0x1c336bb3ef8d23aL);
    assertThat(text.slot(63)).isEqualTo(0x1a38472d72bad8bL);
    TextPrint other = print("very good:服务 - 很好");
    assertThat(text.likeness(other)).isEqualTo(10 / 15.);
    assertThat(text.agreement(other)).isEqualTo(40);
    assertThat(print("Very good服务很好👍👍1").likeness(text)).isEqualTo(1);
    assertThat(print("Very\u200b_good服\t务很好\n👍👍1").agreement(text)).isEqualTo(64);
  }

  @Example
  void shortTextsHaveNone() {
    assertThat(TextPrint.of("")).isEmpty();
    assertThat(TextPrint.of("很好很好，好！！！")).isEmpty();
    assertThat(TextPrint.of("很好很好，好！！好")).isPresent();
    assertThat(TextPrint.of("👍👍👍👍👍")).isEmpty();
    assertThat(TextPrint.of("👍👍👍👍👍👍")).isPresent();
  }

  @Property(seed = "20260301", tries = 500, shrinking = ShrinkingMode.OFF)
  void likenessIsJaccardsOfTheGrams(@ForAll long seed) {
    Random random = new Random(seed);
    String one = text(random);
    String other = text(random);
    Set<String> both = grams(one);
    both.retainAll(grams(other));
    Set<String> either = grams(one);
    either.addAll(grams(other));
    assertThat(print(one).likeness(print(other)))
        .isEqualTo((double) both.size() / either.size())
        .isEqualTo(print(other).likeness(print(one)));
  }

  /** Slots agree with the probability of the likeness: over 3000 pairs, 5 standard errors. */
  @Example
  void agreementEstimatesTheLikeness() {
    Random random = new Random(8);
    double sum = 0;
    double variance = 0;
    for (int i = 0; i < 3000; i++) {
      TextPrint one = print(text(random));
      TextPrint other = print(text(random));
      double likeness = one.likeness(other);
      sum += one.agreement(other) - 64 * likeness;
      variance += 64 * likeness * (1 - likeness);
    }
    // Texts come from few letters, so pairs share grams and their errors: 5 instead of 3.
    assertThat(Math.abs(sum)).isLessThan(5 * Math.sqrt(variance));
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 6 + random.nextInt(20); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(5)));
    }
    return text.toString();
  }

  static TextPrint print(String text) {
    return TextPrint.of(text).orElseThrow();
  }

  private static Set<String> grams(String text) {
    Set<String> grams = new HashSet<>();
    for (int i = 1; i < text.length(); i++) {
      grams.add(text.substring(i - 1, i + 1));
    }
    return grams;
  }
}
