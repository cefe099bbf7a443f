package haochaping.ingest.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CaseRecord;
import haochaping.core.Channel;
import haochaping.core.Flag;
import haochaping.core.LedgerRecord;
import haochaping.core.Position;
import haochaping.core.Project;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import haochaping.core.Versioned;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.decode.Sent;
import haochaping.platform.ErasureOrder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is taken in and what is kept, in bytes. */
class SerializersTest {

  @ParameterizedTest
  @EnumSource(Stream.class)
  void recordComesBack(Stream stream) throws IOException {
    Intake full = Sent.at(stream, Sent.sample(stream), 7_000_000_000L);
    assertThat(back(new IntakeSerializer(), full)).isEqualTo(full);
    ObjectNode bare = Sent.sample(stream);
    List<String> required =
        List.of(
            "dataSource",
            "projectNo",
            "serviceNumber",
            "assessNumber",
            "areaCode",
            "deptCode",
            "taskCode",
            "serviceTime",
            "satisfaction",
            "assessTime",
            "verdict",
            "reason",
            "by");
    bare.retain(required);
    if (stream == Stream.RECTIFICATIONS || stream == Stream.VERDICTS) {
      bare.put("updateTime", "2026-03-05 10:00:05");
    }
    Intake intake = Sent.at(stream, bare, 0);
    assertThat(intake.record()).isNotNull();
    assertThat(back(new IntakeSerializer(), intake)).isEqualTo(intake);
  }

  @Test
  void rejectionComesBack() throws IOException {
    Intake intake = Sent.at(Stream.VERDICTS, Sent.verdict().put("verdict", "x"), 3);
    Intake read = back(new IntakeSerializer(), intake);
    assertThat(read).usingRecursiveComparison().isEqualTo(intake);
    assertThat(read.rejection().payload()).isEqualTo(intake.rejection().payload());
  }

  @Test
  void orderComesBack() throws IOException {
    Intake order =
        Intake.of(
            new CloseOrder(
                List.of(new CloseOrder.End(0, 0, 0), new CloseOrder.End(3, 11, 7_000_000_000L))));
    assertThat(back(new IntakeSerializer(), order)).isEqualTo(order);
    Intake empty = Intake.of(new CloseOrder(List.of()));
    assertThat(back(new IntakeSerializer(), empty)).isEqualTo(empty);
  }

  @Test
  void orderToEraseComesBack() throws IOException {
    Intake order =
        Intake.of(new ErasureOrder("zz-zwfw", "37040320260601000485", 1_780_000_000_000L));
    assertThat(back(new IntakeSerializer(), order)).isEqualTo(order);
  }

  @Test
  void erasedProjectComesBackErased() throws IOException {
    Project project = full();
    assertThat(unpacked(packed(project)).isErased()).isFalse();
    project.erase(change -> {});
    Project read = unpacked(packed(project));
    assertThat(read.isErased()).isTrue();
    assertThat(read.entries()).isEqualTo(project.entries());
  }

  @Test
  void projectComesBack() throws IOException {
    for (Project project : List.of(new Project(), full(), held())) {
      Project read = unpacked(back(new PackedProject.Serializer(), packed(project)));
      assertThat(read.stages()).isEqualTo(project.stages());
      assertThat(read.entries()).isEqualTo(project.entries());
    }
  }

  /** State that is read can be added to: a list that may not grow would stop the job. */
  @Test
  void projectThatComesBackGoesOn() throws IOException {
    Project read = unpacked(packed(full()));
    read.apply(
        (CaseRecord) Sent.at(Stream.CASES, Sent.stage().put("serviceNumber", "9"), 9).record(),
        change -> {});
    read.apply(
        (ReviewRecord) Sent.at(Stream.REVIEWS, Sent.review().put("assessNumber", "9"), 9).record(),
        false,
        change -> {});
    assertThat(read.stages()).hasSize(2);
    assertThat(read.entries()).hasSize(4);
  }

  /**
   * Bytes that version 1 wrote, of {@link #full()}: every later release reads them. They were
   * written once by this serializer and are never written anew.
   */
  @Test
  void projectOfVersionOneIsStillRead() throws IOException {
    byte[] golden;
    try (InputStream file = SerializersTest.class.getResourceAsStream("/state/project-v1.bin")) {
      golden = file.readAllBytes();
    }
    Project read = unpacked(golden);
    assertThat(read.stages()).isEqualTo(full().stages());
    assertThat(read.entries()).isEqualTo(full().entries());
    assertThat(read.isErased()).isFalse();
  }

  @Test
  void projectOfALaterVersionIsRefused() {
    assertThatThrownBy(() -> unpacked(new byte[] {3, 0, 0}))
        .isInstanceOf(IOException.class)
        .hasMessage("a project of form 3; this release reads 1 to 2");
  }

  /** A savepoint names its serializers: what their snapshots write restores them. */
  @Test
  void snapshotsRestoreTheSerializers() throws IOException {
    for (TypeSerializer<?> serializer :
        List.of(new IntakeSerializer(), new PackedProject.Serializer())) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      org.apache.flink.api.common.typeutils.TypeSerializerSnapshot.writeVersionedSnapshot(
          out, serializer.snapshotConfiguration());
      assertThat(
              org.apache.flink.api.common.typeutils.TypeSerializerSnapshot.readVersionedSnapshot(
                      new DataInputDeserializer(out.getCopyOfBuffer()),
                      SerializersTest.class.getClassLoader())
                  .restoreSerializer())
          .isEqualTo(serializer);
    }
  }

  /**
   * A case, a review with all that was decided, a held one and one of which only a ledger is known.
   * Written out, so that the golden bytes depend on nothing but the form of state.
   */
  private static Project full() {
    Project.Stage stage =
        new Project.Stage(
            "1",
            1_772_607_602_000L,
            -5_943_100_035_362_086_277L,
            3,
            "370402000000",
            "11370402MB2857833P",
            "市中区行政审批服务局",
            "11370402MB2857833P1000125004000",
            "食品经营许可",
            "SZ0173",
            1_772_414_700_000L,
            2);
    LedgerRecord ledger =
        new LedgerRecord(
            new Position(Stream.RECTIFICATIONS, 1, 3, 1_772_683_200_000L),
            "zz-zwfw",
            "37040220260302000017",
            "1",
            1,
            1_772_676_005_000L,
            42,
            "ZG20260302-0007",
            1,
            1_772_431_200_000L,
            1,
            0,
            LedgerRecord.UNSAID,
            1,
            1,
            "no_basis",
            3,
            1_772_676_000_000L,
            null,
            Flag.BAD_OPTIONAL_TIME.bit());
    VerdictRecord verdict =
        new VerdictRecord(
            new Position(Stream.VERDICTS, 2, 4, 1_772_683_200_000L),
            "zz-zwfw",
            "37040220260302000017",
            "1",
            1,
            1_772_679_600_000L,
            43,
            null,
            true,
            null,
            null,
            0);
    List<Project.Entry> entries = new ArrayList<>(held().entries());
    entries.add(new Project.Entry("1", 1, review("1", 1), ledger, 2, verdict, 1, 5, false));
    entries.add(new Project.Entry("5", 1, null, ledger, 1, null, 0, 0, false));
    return new Project(new ArrayList<>(List.of(stage)), entries);
  }

  private static Project held() {
    return new Project(
        new ArrayList<>(),
        new ArrayList<>(
            List.of(new Project.Entry("2", 2, review("2", 2), null, 0, null, 0, 0, true))));
  }

  private static ReviewRecord review(String stage, int round) {
    return new ReviewRecord(
        new Position(Stream.REVIEWS, 3, 7_000_000_001L, 1_772_420_771_123L),
        "zz-zwfw",
        "37040220260302000017",
        stage,
        round,
        Versioned.NO_TIME,
        44,
        1_772_414_770_000L,
        2,
        Channel.SURVEY,
        false,
        true,
        List.of("213", "214"),
        "等了很久",
        List.of("SZ0173"),
        "370402000000",
        null,
        "M1",
        "token-of-certificate",
        "token-of-phone",
        true,
        "PAD-0312",
        "token-of-address",
        "综合窗口3号",
        "natural_person",
        Versioned.NO_TIME,
        1_772_600_000_000L,
        0x1FF);
  }

  private static byte[] packed(Project project) throws IOException {
    return new PackedProject().pack(project);
  }

  private static Project unpacked(byte[] packed) throws IOException {
    return new PackedProject().unpack(packed);
  }

  private static <T> T back(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T read = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
    assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    return read;
  }
}
