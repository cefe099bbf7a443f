package haochaping.statistics.composition;

import static haochaping.statistics.composition.TextPrintTest.print;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class NearDuplicatesTest {

  @Example
  void countsTextsWithALikeInTheTileOrBefore() {
    TextPrint first = print("窗口人员服务热情，办事效率高");
    TextPrint second = print("窗口人员服务热情办事效率高！");
    TextPrint old = print("材料太多跑了三趟还没有办成");
    TextPrint again = print("材料太多，跑了三趟，还没有办成呢");
    TextPrint other = print("排队两个小时没有人理我们");
    assertThat(NearDuplicates.share(List.of(first, second, again, other), List.of(old)))
        .isEqualTo(new Share(3, 4));
    assertThat(NearDuplicates.share(List.of(first, again, other), List.of()))
        .isEqualTo(new Share(0, 3));
    assertThat(NearDuplicates.share(List.of(), List.of(old))).isEqualTo(new Share(0, 0));
  }

  /** The golden pair of the specification has .625: alike, but no duplicate. */
  @Example
  void alikeIsNotYetADuplicate() {
    assertThat(NearDuplicates.share(List.of(print("服务热情效率高")), List.of(print("服务热情效率很高"))))
        .isEqualTo(new Share(0, 1));
  }

  @Example
  void sameTextTwiceIsADuplicateEvenAsOneObject() {
    TextPrint text = print("服务热情效率高");
    assertThat(NearDuplicates.share(List.of(text, text), List.of())).isEqualTo(new Share(2, 2));
    assertThat(NearDuplicates.share(List.of(text), List.of(text))).isEqualTo(new Share(1, 1));
    assertThat(NearDuplicates.share(List.of(text), List.of())).isEqualTo(new Share(0, 1));
  }

  /**
   * Against all pairs. A like of .9 is missed with probability 4e-8 and must be found; one of less
   * than .8 must not count; between them one in 4600 at most may be missed, here none is.
   */
  @Property(seed = "20260301", tries = 150, shrinking = ShrinkingMode.OFF)
  void findsWhatComparingAllPairsFinds(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String text = TextPrintTest.text(random);
      texts.add(text);
      while (random.nextInt(3) == 0) {
        int at = random.nextInt(text.length());
        text = text.substring(0, at) + (char) ('a' + random.nextInt(5)) + text.substring(at);
        texts.add(text);
      }
    }
    Collections.shuffle(texts, random);
    List<TextPrint> prints = texts.stream().map(TextPrintTest::print).toList();
    int cut = random.nextInt(prints.size());
    List<TextPrint> tile = prints.subList(0, cut);
    int expected = 0;
    for (int i = 0; i < cut; i++) {
      boolean found = false;
      for (int j = 0; j < prints.size(); j++) {
        found |= i != j && prints.get(i).likeness(prints.get(j)) >= .8;
      }
      expected += found ? 1 : 0;
    }
    List<TextPrint> before = prints.subList(cut, prints.size());
    assertThat(NearDuplicates.share(tile, before)).isEqualTo(new Share(expected, cut));

    List<TextPrint> shuffled = new ArrayList<>(tile);
    Collections.shuffle(shuffled, random);
    assertThat(NearDuplicates.share(shuffled, before)).isEqualTo(new Share(expected, cut));
  }
}
