package haochaping.ingest.state;

import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.Rejection;
import haochaping.platform.CodecSerializer;
import haochaping.platform.ErasureOrder;
import haochaping.platform.ErrorCode;
import haochaping.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is taken in, on its way to the operator that keeps its project. */
public final class IntakeSerializer extends CodecSerializer<Intake> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<Intake> TYPE = type(Intake.class, new IntakeSerializer());

  private static final byte RECORD = 0;
  private static final byte REJECTION = 1;
  private static final byte ORDER = 2;
  private static final byte ERASURE = 3;

  @Override
  public void serialize(Intake intake, DataOutputView out) throws IOException {
    if (intake.record() != null) {
      out.writeByte(RECORD);
      out.writeBoolean(intake.holdable());
      RecordCodec.write(intake.record(), out);
    } else if (intake.rejection() != null) {
      out.writeByte(REJECTION);
      Rejection rejection = intake.rejection();
      out.writeByte(rejection.position().stream().ordinal());
      RecordCodec.writePosition(rejection.position(), out);
      Wire.writeString(rejection.source(), out);
      out.writeByte(rejection.code().ordinal());
      Wire.writeString(rejection.detail(), out);
      Wire.writeInt(rejection.payload().length, out);
      out.write(rejection.payload());
    } else if (intake.erasure() != null) {
      out.writeByte(ERASURE);
      Wire.writeString(intake.erasure().source(), out);
      Wire.writeString(intake.erasure().project(), out);
      out.writeLong(intake.erasure().at());
    } else {
      out.writeByte(ORDER);
      List<CloseOrder.End> ends = intake.order().ends();
      Wire.writeInt(ends.size(), out);
      for (CloseOrder.End end : ends) {
        Wire.writeInt(end.stream(), out);
        Wire.writeInt(end.partition(), out);
        out.writeLong(end.offset());
      }
    }
  }

  @Override
  public Intake deserialize(DataInputView in) throws IOException {
    byte kind = in.readByte();
    if (kind == RECORD) {
      boolean holdable = in.readBoolean();
      return Intake.of(RecordCodec.read(in), holdable);
    }
    if (kind == REJECTION) {
      Stream stream = Stream.values()[in.readByte()];
      var position = RecordCodec.readPosition(stream, in);
      String source = Wire.readString(in);
      ErrorCode code = ErrorCode.values()[in.readByte()];
      String detail = Wire.readString(in);
      byte[] payload = new byte[Wire.readInt(in)];
      in.readFully(payload);
      return Intake.of(new Rejection(position, source, code, detail, payload));
    }
    if (kind == ERASURE) {
      return Intake.of(new ErasureOrder(Wire.readString(in), Wire.readString(in), in.readLong()));
    }
    int size = Wire.readInt(in);
    List<CloseOrder.End> ends = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ends.add(new CloseOrder.End(Wire.readInt(in), Wire.readInt(in), in.readLong()));
    }
    return Intake.of(new CloseOrder(ends));
  }

  @Override
  public TypeSerializerSnapshot<Intake> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<Intake> {
    public Snapshot() {
      super(IntakeSerializer::new);
    }
  }
}
