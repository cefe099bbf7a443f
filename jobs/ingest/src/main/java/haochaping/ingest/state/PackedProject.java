package haochaping.ingest.state;

import haochaping.core.Project;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A project as it lies in state: one array of bytes, since a million projects of some twenty
 * objects each cost the garbage collector and every checkpoint more than packing costs the few that
 * are touched. Never changed in place.
 *
 * <p>The first byte is the version of the form; a reader knows every older one.
 */
public final class PackedProject {
  public static final TypeInformation<byte[]> TYPE =
      CodecSerializer.type(byte[].class, new Serializer());

  private static final byte VERSION = 2;
  private static final byte FIRST_WITH_ERASED = 2;
  private static final int HAS_REVIEW = 1;
  private static final int HAS_LEDGER = 2;
  private static final int HAS_VERDICT = 4;
  private static final int HELD = 8;

  private final DataOutputSerializer buffer = new DataOutputSerializer(1024);
  private final DataInputDeserializer input = new DataInputDeserializer();

  /** The bytes of a project. */
  public byte[] pack(Project project) throws IOException {
    buffer.clear();
    write(project, buffer);
    return buffer.getCopyOfBuffer();
  }

  /**
   * The project of the bytes, ready to take more.
   *
   * @throws IOException naming the form where a later release wrote it
   */
  public Project unpack(byte[] packed) throws IOException {
    input.setBuffer(packed);
    return read(input);
  }

  private static void write(Project project, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(project.isErased());
    Wire.writeInt(project.stages().size(), out);
    for (Project.Stage stage : project.stages()) {
      Wire.writeString(stage.stage(), out);
      out.writeLong(stage.updateTime());
      out.writeLong(stage.fingerprint());
      Wire.writeInt(stage.revision(), out);
      Wire.writeString(stage.area(), out);
      Wire.writeString(stage.department(), out);
      Wire.writeString(stage.departmentName(), out);
      Wire.writeString(stage.matter(), out);
      Wire.writeString(stage.matterName(), out);
      Wire.writeString(stage.staff(), out);
      out.writeLong(stage.serviceTime());
      Wire.writeInt(stage.handling(), out);
    }
    Wire.writeInt(project.entries().size(), out);
    for (Project.Entry entry : project.entries()) {
      Wire.writeString(entry.stage(), out);
      Wire.writeInt(entry.round(), out);
      Wire.writeInt(entry.ledgerRevision(), out);
      Wire.writeInt(entry.verdictRevision(), out);
      Wire.writeInt(entry.revision(), out);
      int parts =
          (entry.review() == null ? 0 : HAS_REVIEW)
              | (entry.ledger() == null ? 0 : HAS_LEDGER)
              | (entry.verdict() == null ? 0 : HAS_VERDICT)
              | (entry.held() ? HELD : 0);
      out.writeByte(parts);
      if (entry.review() != null) {
        RecordCodec.writeReview(entry.review(), out);
      }
      if (entry.ledger() != null) {
        RecordCodec.writeLedger(entry.ledger(), out);
      }
      if (entry.verdict() != null) {
        RecordCodec.writeVerdict(entry.verdict(), out);
      }
    }
  }

  private static Project read(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "a project of form " + version + "; this release reads 1 to " + VERSION);
    }
    boolean erased = version >= FIRST_WITH_ERASED && in.readBoolean();
    int stageCount = Wire.readInt(in);
    List<Project.Stage> stages = new ArrayList<>(Math.max(1, stageCount));
    for (int i = 0; i < stageCount; i++) {
      stages.add(
          new Project.Stage(
              Wire.readString(in),
              in.readLong(),
              in.readLong(),
              Wire.readInt(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readString(in),
              in.readLong(),
              Wire.readInt(in)));
    }
    int entryCount = Wire.readInt(in);
    List<Project.Entry> entries = new ArrayList<>(Math.max(1, entryCount));
    for (int i = 0; i < entryCount; i++) {
      String stage = Wire.readString(in);
      int round = Wire.readInt(in);
      int ledgerRevision = Wire.readInt(in);
      int verdictRevision = Wire.readInt(in);
      int revision = Wire.readInt(in);
      int parts = in.readByte();
      entries.add(
          new Project.Entry(
              stage,
              round,
              (parts & HAS_REVIEW) == 0 ? null : RecordCodec.readReview(in),
              (parts & HAS_LEDGER) == 0 ? null : RecordCodec.readLedger(in),
              ledgerRevision,
              (parts & HAS_VERDICT) == 0 ? null : RecordCodec.readVerdict(in),
              verdictRevision,
              revision,
              (parts & HELD) != 0));
    }
    return new Project(stages, entries, erased);
  }

  /** Bytes behind their number. */
  public static final class Serializer extends CodecSerializer<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(byte[] packed, DataOutputView target) throws IOException {
      target.writeInt(packed.length);
      target.write(packed);
    }

    @Override
    public byte[] deserialize(DataInputView source) throws IOException {
      byte[] packed = new byte[source.readInt()];
      source.readFully(packed);
      return packed;
    }

    @Override
    public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
      return new PackedProject.Snapshot();
    }
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<byte[]> {
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
