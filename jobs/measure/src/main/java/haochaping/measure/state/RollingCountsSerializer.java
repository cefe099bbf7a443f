package haochaping.measure.state;

import haochaping.core.RollingCounts;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The panes of a key in state: a version byte, the number of panes, then for each the distance to
 * the hour before and its counts, all of variable length; some seven bytes a pane.
 */
public final class RollingCountsSerializer extends CodecSerializer<RollingCounts> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<RollingCounts> TYPE =
      type(RollingCounts.class, new RollingCountsSerializer());

  private static final byte VERSION = 1;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public RollingCounts copy(RollingCounts from) {
    return from.copy();
  }

  @Override
  public void serialize(RollingCounts panes, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    Wire.writeInt(panes.size(), out);
    int last = 0;
    for (int i = 0; i < panes.size(); i++) {
      Wire.writeInt(panes.hour(i) - last, out);
      last = panes.hour(i);
      for (int k = 0; k < RollingCounts.COUNTS; k++) {
        Wire.writeInt(panes.count(i, k), out);
      }
    }
  }

  @Override
  public RollingCounts deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("panes of form " + version + "; this release reads 1 to " + VERSION);
    }
    int size = Wire.readInt(in);
    int[] hours = new int[Math.max(2, size)];
    int[] counts = new int[hours.length * RollingCounts.COUNTS];
    int last = 0;
    for (int i = 0; i < size; i++) {
      last += Wire.readInt(in);
      hours[i] = last;
      for (int k = 0; k < RollingCounts.COUNTS; k++) {
        counts[i * RollingCounts.COUNTS + k] = Wire.readInt(in);
      }
    }
    return new RollingCounts(size, hours, counts);
  }

  @Override
  public TypeSerializerSnapshot<RollingCounts> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<RollingCounts> {
    public Snapshot() {
      super(RollingCountsSerializer::new);
    }
  }
}
