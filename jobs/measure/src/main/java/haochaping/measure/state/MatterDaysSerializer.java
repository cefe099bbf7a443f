package haochaping.measure.state;

import haochaping.core.MatterDays;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The matters of a key in state: a version byte, the number of matters, then for each its code, the
 * number of its days, and for each the distance to the day before and the count.
 */
public final class MatterDaysSerializer extends CodecSerializer<MatterDays> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<MatterDays> TYPE =
      type(MatterDays.class, new MatterDaysSerializer());

  private static final byte VERSION = 1;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public MatterDays copy(MatterDays from) {
    return from.copy();
  }

  @Override
  public void serialize(MatterDays mix, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    Wire.writeInt(mix.size(), out);
    mix.all(
        new MatterDays.Panes<IOException>() {
          private int last;

          @Override
          public void matter(String matter, int days) throws IOException {
            Wire.writeString(matter, out);
            Wire.writeInt(days, out);
            last = 0;
          }

          @Override
          public void day(int day, int adopted) throws IOException {
            Wire.writeInt(day - last, out);
            Wire.writeInt(adopted, out);
            last = day;
          }
        });
  }

  @Override
  public MatterDays deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("matters of form " + version + "; this release reads 1 to " + VERSION);
    }
    MatterDays mix = new MatterDays();
    for (int matters = Wire.readInt(in); matters > 0; matters--) {
      String matter = Wire.readString(in);
      int day = 0;
      for (int days = Wire.readInt(in); days > 0; days--) {
        day += Wire.readInt(in);
        mix.add(matter, day, Wire.readInt(in));
      }
    }
    return mix;
  }

  @Override
  public TypeSerializerSnapshot<MatterDays> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<MatterDays> {
    public Snapshot() {
      super(MatterDaysSerializer::new);
    }
  }
}
