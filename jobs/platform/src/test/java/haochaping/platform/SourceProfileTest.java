package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceProfileTest {
  @TempDir Path folder;

  @Test
  void findsTheProfilesOfTheSchemas() {
    assertThat(SourceProfile.all(null))
        .containsOnlyKeys("comprehensive", "minimal", "nhs-fft", "paper", "province");
    // A folder that is not there is no further folder.
    assertThat(SourceProfile.all(folder.resolve("none"))).hasSize(5);
  }

  @Test
  void provinceHasTheFourStreamsAndTheOthersReviewsOnly() {
    Map<String, SourceProfile> profiles = SourceProfile.all(null);
    for (Stream stream : Stream.values()) {
      assertThat(profiles.get("province").stream(stream)).as(stream.word()).isNotNull();
      for (String other : new String[] {"comprehensive", "minimal", "nhs-fft", "paper"}) {
        assertThat(profiles.get(other).stream(stream) != null)
            .as("%s of %s", stream.word(), other)
            .isEqualTo(stream == Stream.REVIEWS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "province, true, jsonl",
    "comprehensive, false, jsonl",
    "paper, false, csv",
    "minimal, false, csv",
    "nhs-fft, false, csv"
  })
  void onlyTheProvinceWaitsForCases(String name, boolean needsCase, String format) {
    SourceProfile profile = SourceProfile.all(null).get(name);
    assertThat(profile.needsCase()).isEqualTo(needsCase);
    assertThat(profile.format()).isEqualTo(format);
    assertThat(profile.zone()).isEqualTo("Asia/Shanghai");
  }

  @Test
  void furtherFolderAddsAndReplaces() throws IOException {
    Files.writeString(folder.resolve("kiosk.yaml"), "name: kiosk\ntitle: Kiosks\nzone: UTC\n");
    Files.writeString(folder.resolve("paper.yaml"), "name: paper\ntitle: ours\n");
    Files.writeString(folder.resolve("notes.txt"), "no profile");
    Map<String, SourceProfile> profiles = SourceProfile.all(folder);
    assertThat(profiles).hasSize(6).containsKey("kiosk");
    assertThat(profiles.get("kiosk").zone()).isEqualTo("UTC");
    assertThat(profiles.get("paper").title()).isEqualTo("ours");
  }

  @Test
  void defaultsAreTheFeeds() throws IOException {
    Files.writeString(folder.resolve("kiosk.yaml"), "name: kiosk\n");
    SourceProfile profile = SourceProfile.all(folder).get("kiosk");
    assertThat(profile.zone()).isEqualTo("Asia/Shanghai");
    assertThat(profile.isCsv()).isFalse();
    assertThat(profile.times()).isEqualTo("local");
    assertThat(profile.staffSeparator()).isEqualTo(",");
    assertThat(profile.needsCase()).isFalse();
    assertThat(profile.noon()).isEmpty();
    assertThat(profile.stream(Stream.REVIEWS)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'name: kiosk\n  title: x'|mapping values are not allowed here",
        "nam: kiosk|nam",
        "title: nameless|no name",
        "'name: kiosk\nneeds_case: perhaps'|perhaps"
      })
  void brokenProfileIsNamedWithItsReason(String yaml, String reason) throws IOException {
    Path file = folder.resolve("kiosk.yaml");
    Files.writeString(file, yaml);
    assertThatThrownBy(() -> SourceProfile.all(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void emptyProfileIsNamedToo() throws IOException {
    Path file = Files.createFile(folder.resolve("kiosk.yaml"));
    assertThatThrownBy(() -> SourceProfile.all(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": ");
  }
}
