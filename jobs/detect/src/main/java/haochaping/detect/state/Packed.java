package haochaping.detect.state;

import haochaping.platform.CodecSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A value as it lies in state: one array of bytes, packed at a checkpoint and never changed in
 * place, while the watch goes on with its own objects. The first byte is the version of the form.
 */
public final class Packed {
  public static final TypeInformation<byte[]> TYPE =
      CodecSerializer.type(byte[].class, new Serializer());

  private Packed() {}

  /** How a value is written; versions of the form are read from the first byte. */
  interface Form<T> {
    byte version();

    String name();

    void write(T value, DataOutputView out) throws IOException;

    /**
     * @param version of the form that the bytes have, from 1 to {@link #version}
     */
    T read(byte version, DataInputView in) throws IOException;
  }

  static <T> byte[] pack(Form<T> form, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(form.version());
    form.write(value, out);
    return out.getCopyOfBuffer();
  }

  /**
   * The value of some bytes.
   *
   * @throws IOException naming the form where a later release wrote them
   */
  static <T> T unpack(Form<T> form, byte[] packed) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(packed);
    byte version = in.readByte();
    if (version < 1 || version > form.version()) {
      throw new IOException(
          form.name() + " of form " + version + "; this release reads 1 to " + form.version());
    }
    return form.read(version, in);
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
      return new Packed.Snapshot();
    }
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<byte[]> {
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
