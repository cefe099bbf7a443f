package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Words that tables show, and orders that state and wire depend on. */
class WordsTest {

  @Test
  void flagsAreTheFeedsOwn() {
    assertThat(Arrays.stream(Flag.values()).map(Flag::name))
        .startsWith(
            "BAD_USCC",
            "TAG_LEVEL_MISMATCH",
            "UNKNOWN_TAG",
            "UNKNOWN_CODE",
            "BAD_OPTIONAL_TIME",
            "REVIEW_BEFORE_SERVICE",
            "NO_TAG_NO_TEXT",
            "SELF_BUILT_ITEM",
            "PLACEHOLDER_IDENTITY");
  }

  @Test
  void namesOfAFlagSetAreInAlphabeticalOrder() {
    int flags = Flag.UNKNOWN_TAG.bit() | Flag.BAD_USCC.bit() | Flag.TAG_LEVEL_MISMATCH.bit();
    assertThat(Flag.names(flags)).containsExactly("BAD_USCC", "TAG_LEVEL_MISMATCH", "UNKNOWN_TAG");
    assertThat(Flag.names(0)).isEmpty();
  }

  @Test
  void dimensionsAreTheFeedsOwn() {
    assertThat(Arrays.stream(Dimension.values()).map(Dimension::word))
        .containsExactly(
            "city", "district", "department", "matter", "staff", "department_matter", "channel");
  }

  @Test
  void streamsAreTheFeedsTopics() {
    assertThat(Arrays.stream(Stream.values()).map(Stream::topic))
        .containsExactly("hcp.cases", "hcp.reviews", "hcp.rectifications", "hcp.verdicts");
    assertThat(Stream.of("verdicts")).contains(Stream.VERDICTS);
    assertThat(Stream.of("measures")).isEmpty();
  }

  @Test
  void verdictsAreTheFeedsWords() {
    assertThat(Arrays.stream(Handling.Verdict.values()).map(Handling.Verdict::word))
        .startsWith("mistaken", "malicious", "not_adopted", "adopted");
  }

  @Test
  void keyCarriesItsDimension() {
    for (Dimension dimension : Dimension.values()) {
      String key = PaneDelta.key(dimension, "x/y");
      assertThat(PaneDelta.dimension(key)).isEqualTo(dimension);
      assertThat(PaneDelta.name(key)).isEqualTo("x/y");
    }
  }
}
