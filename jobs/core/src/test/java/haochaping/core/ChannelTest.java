package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of channels and modes; handling: 1 matter, 2 visit, 0 unknown. */
class ChannelTest {

  @ParameterizedTest
  @CsvSource({
    "pc, matter, matter, matter",
    "mobile, matter, matter, matter",
    "qr, visit, visit, visit",
    "tablet, visit, visit, visit",
    "terminal, visit, visit, visit",
    "sms, visit, visit, visit",
    "paper, visit, visit, visit",
    "hotline, comprehensive, comprehensive, comprehensive",
    "mailbox, comprehensive, comprehensive, comprehensive",
    "platform, comprehensive, comprehensive, comprehensive",
    "email, comprehensive, comprehensive, comprehensive",
    "survey, survey, survey, survey",
    "default, unknown, matter, visit",
    "other, unknown, matter, visit"
  })
  void modeFollowsTheChannelOrElseTheCase(
      String word, String unknown, String online, String onSite) {
    Channel channel = Channel.of(word).orElseThrow();
    assertThat(channel.word()).isEqualTo(word);
    assertThat(channel.mode(0).word()).isEqualTo(unknown);
    assertThat(channel.mode(CaseRecord.HANDLED_ONLINE).word()).isEqualTo(online);
    assertThat(channel.mode(CaseRecord.HANDLED_ON_SITE).word()).isEqualTo(onSite);
  }

  @Test
  void unknownWordIsNoChannel() {
    assertThat(Channel.of("fax")).isEmpty();
  }

  /** The ordinal is on the wire and in state. */
  @Test
  void orderIsAppendOnly() {
    assertThat(Arrays.stream(Channel.values()).map(Channel::word))
        .startsWith(
            "pc",
            "mobile",
            "qr",
            "tablet",
            "terminal",
            "sms",
            "default",
            "other",
            "paper",
            "hotline",
            "mailbox",
            "platform",
            "email",
            "survey");
  }
}
