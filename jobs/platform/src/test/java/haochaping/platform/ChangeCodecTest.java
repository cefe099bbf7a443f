package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Channel;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import haochaping.schemas.topics.ChannelWord;
import haochaping.schemas.topics.VerdictWord;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeCodecTest {
  private final ChangeCodec codec = new ChangeCodec();

  /**
   * Lest a field that a later release adds is forgotten: every part of the sample says something.
   */
  @Test
  void sampleLeavesNoFieldOut() throws ReflectiveOperationException {
    ReviewImage image = Images.full(Channel.SURVEY, Handling.Verdict.ADOPTED);
    // Whether two records are the same is settled before the changelog.
    Set<String> ingestOnly = Set.of("fingerprint", "adopted");
    for (Record part : List.of(image.review(), image.attribution(), image.handling())) {
      for (RecordComponent field : part.getClass().getRecordComponents()) {
        if (!ingestOnly.contains(field.getName())) {
          assertThat(field.getAccessor().invoke(part))
              .as(field.getName())
              .isNotNull()
              .isNotEqualTo(0)
              .isNotEqualTo(0L)
              .isNotEqualTo(false)
              .isNotEqualTo(List.of())
              .isNotEqualTo(Versioned.NO_TIME);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void everyFieldComesBack(Channel channel) throws IOException {
    for (Handling.Verdict verdict : Handling.Verdict.values()) {
      ChangeEvent event = change(Stream.VERDICTS, Images.bare(), Images.full(channel, verdict));
      assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @EnumSource(Stream.class)
  void causeComesBack(Stream stream) throws IOException {
    ChangeEvent event = change(stream, null, Images.bare());
    assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
  }

  @Test
  void absentFieldsStayAbsent() throws IOException {
    ChangeEvent event =
        change(Stream.CASES, Images.full(Channel.PC, Handling.Verdict.MISTAKEN), Images.bare());
    assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
  }

  @Test
  void heartbeatCarriesItsTimeOnly() throws IOException {
    for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1_772_414_770_000L, Long.MAX_VALUE}) {
      ChangeEvent back = codec.decode(codec.encode(ChangeEvent.heartbeat(time, 5)));
      assertThat(back.isHeartbeat()).isTrue();
      assertThat(back.watermark()).isEqualTo(time);
    }
  }

  /** Avro's specification: two marker bytes C3 01, eight of the schema's fingerprint. */
  @Test
  void formIsAnAvroSingleObject() throws IOException {
    byte[] bytes = codec.encode(ChangeEvent.heartbeat(1, 0));
    assertThat(Arrays.copyOf(bytes, 2)).containsExactly(0xC3, 0x01);
    assertThat(Arrays.copyOfRange(bytes, 2, 10))
        .isEqualTo(
            Arrays.copyOfRange(codec.encode(change(Stream.CASES, null, Images.bare())), 2, 10));
  }

  /** Bytes that the release before verdicts named findings wrote. */
  @Test
  void messageOfAnEarlierFormIsStillRead() throws IOException {
    Handling read = earlier(1).handling();
    assertThat(read.verdict()).isEqualTo(FORMER.handling().verdict());
    assertThat(read.rectifyTime()).isEqualTo(FORMER.handling().rectifyTime());
    assertThat(read.findingId()).isNull();
  }

  /** Bytes that the release before times of writing wrote. */
  @Test
  void messageWithoutTimeOfWritingIsStillRead() throws IOException {
    assertThat(earlier(2).handling()).isEqualTo(FORMER.handling());
  }

  /** What the bytes of all earlier forms say. */
  private static final ReviewImage FORMER = Images.full(Channel.QR, Handling.Verdict.ADOPTED);

  private ReviewImage earlier(int form) throws IOException {
    try (InputStream file =
        ChangeCodecTest.class.getResourceAsStream("/topics/review-change-" + form + ".bin")) {
      ReviewImage read = codec.decode(file.readAllBytes()).change().after();
      assertThat(read.review().updateTime()).isEqualTo(Versioned.NO_TIME);
      assertThat(read.review())
          .usingRecursiveComparison()
          .ignoringFields("updateTime")
          .isEqualTo(FORMER.review());
      assertThat(read.attribution()).isEqualTo(FORMER.attribution());
      return read;
    }
  }

  @Test
  void eventBetweenOperatorsKeepsItsPartition() throws IOException {
    ChangeEventSerializer serializer = new ChangeEventSerializer();
    for (ChangeEvent event :
        List.of(
            ChangeEvent.heartbeat(17, 5),
            change(Stream.REVIEWS, null, Images.full(Channel.QR, null)))) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(event, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      assertThat(serializer.deserialize(in)).isEqualTo(event);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void enumsOfTheWireAreThoseOfTheCore() {
    assertThat(names(ChannelWord.values())).isEqualTo(names(Channel.values()));
    assertThat(names(VerdictWord.values())).isEqualTo(names(Handling.Verdict.values()));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static ChangeEvent change(Stream stream, ReviewImage before, ReviewImage after) {
    return ChangeEvent.of(
        1_772_414_000_000L,
        new ReviewChange(new Position(stream, 2, 9_000_000_000L, 17), 4, before, after));
  }
}
