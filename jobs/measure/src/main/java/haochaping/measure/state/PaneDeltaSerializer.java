package haochaping.measure.state;

import haochaping.core.PaneDelta;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Deltas on their way to the operator that keeps their key. */
public final class PaneDeltaSerializer extends CodecSerializer<PaneDelta> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<PaneDelta> TYPE =
      type(PaneDelta.class, new PaneDeltaSerializer());

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public PaneDelta copy(PaneDelta from) {
    PaneDelta copy = new PaneDelta();
    copy.key = from.key;
    copy.matter = from.matter;
    copy.hour = from.hour;
    copy.reviews = from.reviews;
    copy.bad = from.bad;
    copy.adopted = from.adopted;
    copy.badAdopted = from.badAdopted;
    copy.defaults = from.defaults;
    copy.clock = from.clock;
    return copy;
  }

  @Override
  public void serialize(PaneDelta delta, DataOutputView out) throws IOException {
    Wire.writeString(delta.key, out);
    Wire.writeString(delta.matter == null ? "" : delta.matter, out);
    Wire.writeInt(delta.hour, out);
    Wire.writeInt(delta.reviews, out);
    Wire.writeInt(delta.bad, out);
    Wire.writeInt(delta.adopted, out);
    Wire.writeInt(delta.badAdopted, out);
    Wire.writeInt(delta.defaults, out);
    Wire.writeInt(delta.clock, out);
  }

  @Override
  public PaneDelta deserialize(DataInputView in) throws IOException {
    PaneDelta delta = new PaneDelta();
    delta.key = Wire.readString(in);
    String matter = Wire.readString(in);
    delta.matter = matter.isEmpty() ? null : matter;
    delta.hour = Wire.readInt(in);
    delta.reviews = Wire.readInt(in);
    delta.bad = Wire.readInt(in);
    delta.adopted = Wire.readInt(in);
    delta.badAdopted = Wire.readInt(in);
    delta.defaults = Wire.readInt(in);
    delta.clock = Wire.readInt(in);
    return delta;
  }

  @Override
  public TypeSerializerSnapshot<PaneDelta> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<PaneDelta> {
    public Snapshot() {
      super(PaneDeltaSerializer::new);
    }
  }
}
