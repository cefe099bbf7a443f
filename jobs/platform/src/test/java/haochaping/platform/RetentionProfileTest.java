package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RetentionProfileTest {

  @Test
  void tokensThreeYearsPayloadsOneTopicsForEver() {
    assertThat(RetentionProfile.read()).isEqualTo(new RetentionProfile(3 * 365, 365, 0));
  }

  @Test
  void everyWrongKeyIsNamed() {
    assertThatThrownBy(() -> RetentionProfile.parse("{personal: -1, refused: a, topic: 3}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schemas/profiles/retention.yaml")
        .hasMessageContaining("personal = -1")
        .hasMessageContaining("refused = ")
        .hasMessageContaining("topics: missing")
        .hasMessageContaining("topic = 3: no such key");
  }
}
