package haochaping.detect.state;

import haochaping.detect.composition.CompositionForm;
import haochaping.platform.Finding;
import haochaping.platform.FindingSerializer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** The watch for compositions in bytes: its days, and what it keeps beside them. */
public final class PackedComposition {
  private static final byte VERSION = 3;

  private PackedComposition() {}

  /** A day that the form has just handed out. */
  public static byte[] packDay(CompositionForm form, int day) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 12);
    out.writeByte(VERSION);
    form.writeDay(day, out);
    return out.getCopyOfBuffer();
  }

  /**
   * Puts a day back; days are to be put back in their order.
   *
   * @throws IOException where a later release wrote the bytes
   */
  public static void unpackDay(CompositionForm form, int day, byte[] packed) throws IOException {
    form.readDay(day, open("composition day", packed), packed[0]);
  }

  /** What is kept beside the days. */
  public static byte[] packTables(CompositionForm form) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 12);
    out.writeByte(VERSION);
    form.writeTables(new Findings(), out);
    return out.getCopyOfBuffer();
  }

  /**
   * Puts back what is kept beside the days, after them.
   *
   * @throws IOException where a later release wrote the bytes
   */
  public static void unpackTables(CompositionForm form, int lastClosed, byte[] packed)
      throws IOException {
    DataInputDeserializer in = open("composition tables", packed);
    form.readTables(lastClosed, new Findings(), in, packed[0]);
  }

  private static DataInputDeserializer open(String name, byte[] packed) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(packed);
    byte version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(name + " of form " + version + "; this release reads 1 to " + VERSION);
    }
    return in;
  }

  private static final class Findings implements CompositionForm.Findings {
    private final FindingSerializer serializer = new FindingSerializer();

    @Override
    public void write(Finding finding, DataOutput out) throws IOException {
      serializer.serialize(finding, (DataOutputView) out);
    }

    @Override
    public Finding read(DataInput in) throws IOException {
      return serializer.deserialize((DataInputView) in);
    }
  }
}
