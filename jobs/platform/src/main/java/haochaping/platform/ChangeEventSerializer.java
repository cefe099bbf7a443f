package haochaping.platform;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Change events between operators, in the form they have in the topic. */
public final class ChangeEventSerializer extends CodecSerializer<ChangeEvent> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<ChangeEvent> TYPE =
      type(ChangeEvent.class, new ChangeEventSerializer());

  private transient ChangeCodec codec;

  @Override
  public TypeSerializer<ChangeEvent> duplicate() {
    return new ChangeEventSerializer();
  }

  @Override
  public void serialize(ChangeEvent event, DataOutputView out) throws IOException {
    byte[] bytes = codec().encode(event);
    Wire.writeInt(event.partition(), out);
    Wire.writeInt(bytes.length, out);
    out.write(bytes);
  }

  @Override
  public ChangeEvent deserialize(DataInputView in) throws IOException {
    int partition = Wire.readInt(in);
    byte[] bytes = new byte[Wire.readInt(in)];
    in.readFully(bytes);
    ChangeEvent event = codec().decode(bytes);
    return new ChangeEvent(event.watermark(), event.change(), partition);
  }

  private ChangeCodec codec() {
    if (codec == null) {
      codec = new ChangeCodec();
    }
    return codec;
  }

  @Override
  public TypeSerializerSnapshot<ChangeEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<ChangeEvent> {
    public Snapshot() {
      super(ChangeEventSerializer::new);
    }
  }
}
