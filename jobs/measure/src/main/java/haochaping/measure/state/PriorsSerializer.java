package haochaping.measure.state;

import haochaping.core.Dimension;
import haochaping.measure.close.Priors;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Wire;
import haochaping.statistics.ranking.BetaPrior;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The priors in force: a version byte, the closed day, then for each dimension its number, the
 * volume that splits it, and mean and strength of both priors.
 */
public final class PriorsSerializer extends CodecSerializer<Priors> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<Priors> TYPE = type(Priors.class, new PriorsSerializer());

  private static final byte VERSION = 1;

  @Override
  public void serialize(Priors priors, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    Wire.writeInt(priors.version(), out);
    Wire.writeInt(priors.splits().size(), out);
    for (Map.Entry<Dimension, Priors.Split> entry : priors.splits().entrySet()) {
      Wire.writeInt(entry.getKey().ordinal(), out);
      Wire.writeInt(entry.getValue().volume(), out);
      write(entry.getValue().larger(), out);
      write(entry.getValue().smaller(), out);
    }
  }

  private static void write(BetaPrior prior, DataOutputView out) throws IOException {
    out.writeDouble(prior.mean());
    out.writeDouble(prior.strength());
  }

  @Override
  public Priors deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("priors of form " + version + "; this release reads 1 to " + VERSION);
    }
    int day = Wire.readInt(in);
    Map<Dimension, Priors.Split> splits = new EnumMap<>(Dimension.class);
    for (int left = Wire.readInt(in); left > 0; left--) {
      Dimension dimension = Dimension.of(Wire.readInt(in));
      splits.put(dimension, new Priors.Split(Wire.readInt(in), prior(in), prior(in)));
    }
    return new Priors(day, splits);
  }

  private static BetaPrior prior(DataInputView in) throws IOException {
    return new BetaPrior(in.readDouble(), in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<Priors> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<Priors> {
    public Snapshot() {
      super(PriorsSerializer::new);
    }
  }
}
