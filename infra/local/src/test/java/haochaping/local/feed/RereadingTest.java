package haochaping.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.Position;
import haochaping.core.Stream;
import haochaping.ingest.decode.RecordDecoder;
import haochaping.local.Failure;
import haochaping.operate.replay.Refused;
import haochaping.platform.RawRecord;
import haochaping.platform.SourceProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A city's own profile that did not know a word, and does now. */
class RereadingTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final String PROFILE =
      """
      name: hall
      title: Hall
      zone: Asia/Shanghai
      format: csv
      times: iso
      needs_case: false
      project_from_row: true
      codes:
        level: {%s}
      streams:
        reviews:
          constants: {source: hall, stage: "1"}
          fields: {project: id, event_time: time, level: level, department: department}
          required: [event_time, level, department]
      """;
  private static final byte[] SENT =
      "{\"id\":\"7\",\"time\":\"2026-04-01T09:00:00\",\"level\":\"poor\",\"department\":\"D\"}"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Map<String, SourceProfile> profiles(String levels) throws IOException {
    Files.writeString(folder.resolve("hall.yaml"), PROFILE.formatted(levels));
    return SourceProfile.all(folder);
  }

  private static RecordDecoder decoder(Map<String, SourceProfile> profiles, int key) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new RecordDecoder(profiles, Set.of(), bytes);
  }

  private Refused refused(Map<String, SourceProfile> profiles) {
    return new Refused(
        Stream.REVIEWS,
        2,
        17,
        "hall",
        decoder(profiles, 1)
            .decode(
                new RawRecord(
                    new Position(Stream.REVIEWS, 2, 17, NOW.toEpochMilli()), "hall", SENT))
            .rejection()
            .payload());
  }

  @Test
  void recordIsReadOnceItsWordIsKnown() throws IOException {
    Map<String, SourceProfile> old = profiles("good: 5");
    Refused refused = refused(old);
    InstantSource clock = InstantSource.fixed(NOW);
    assertThat(new Rereading(decoder(old, 1), old, null, clock).sendAgain(refused))
        .isEqualTo("INVALID_LEVEL");
    Map<String, SourceProfile> mended = profiles("good: 5, poor: 2");
    assertThat(new Rereading(decoder(mended, 1), mended, null, clock).sendAgain(refused)).isNull();
  }

  @Test
  void otherKeyOpensNothing() throws IOException {
    Map<String, SourceProfile> old = profiles("good: 5");
    Refused refused = refused(old);
    assertThatThrownBy(
            () ->
                new Rereading(decoder(old, 2), old, null, InstantSource.fixed(NOW))
                    .sendAgain(refused))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "core.rejected, hcp.reviews partition 2 offset 17: the key does not open it; it was"
                + " refused under another token.key");
  }
}
