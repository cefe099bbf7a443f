package haochaping.platform;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Findings between operators, in the form they have in the topic. */
public final class FindingSerializer extends CodecSerializer<Finding> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<Finding> TYPE = type(Finding.class, new FindingSerializer());

  private transient FindingCodec codec;

  @Override
  public TypeSerializer<Finding> duplicate() {
    return new FindingSerializer();
  }

  @Override
  public void serialize(Finding finding, DataOutputView out) throws IOException {
    byte[] bytes = codec().encode(finding);
    Wire.writeInt(bytes.length, out);
    out.write(bytes);
  }

  @Override
  public Finding deserialize(DataInputView in) throws IOException {
    byte[] bytes = new byte[Wire.readInt(in)];
    in.readFully(bytes);
    return codec().decode(bytes);
  }

  private FindingCodec codec() {
    if (codec == null) {
      codec = new FindingCodec();
    }
    return codec;
  }

  @Override
  public TypeSerializerSnapshot<Finding> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<Finding> {
    public Snapshot() {
      super(FindingSerializer::new);
    }
  }
}
