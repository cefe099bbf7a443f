package haochaping.detect.state;

import haochaping.core.CityClock;
import haochaping.detect.evidence.Told;
import haochaping.detect.panes.Level;
import haochaping.detect.toogood.QuarterStandard;
import haochaping.detect.toogood.TooGoodState;
import haochaping.platform.Finding;
import haochaping.platform.FindingSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The quarters whose corrections are followed, and what was told of them. */
public final class PackedTooGood {
  private static final Level[] LEVELS = Level.values();

  private PackedTooGood() {}

  public static byte[] pack(TooGoodState state) throws IOException {
    return Packed.pack(FORM, state);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static TooGoodState unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<TooGoodState> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "too-good";
        }

        @Override
        public void write(TooGoodState state, DataOutputView out) throws IOException {
          Wire.writeInt(state.standards.size(), out);
          for (Map.Entry<Integer, Map<Level, QuarterStandard>> quarter :
              state.standards.entrySet()) {
            Wire.writeInt(quarter.getKey(), out);
            Wire.writeInt(quarter.getValue().size(), out);
            for (Map.Entry<Level, QuarterStandard> level : quarter.getValue().entrySet()) {
              out.writeByte(level.getKey().ordinal());
              writeStandard(level.getValue(), out);
            }
          }
          FindingSerializer findings = new FindingSerializer();
          Wire.writeInt(state.telling.told().size(), out);
          for (Told<Void> told : state.telling.told()) {
            findings.serialize(told.finding(), out);
          }
        }

        @Override
        public TooGoodState read(byte version, DataInputView in) throws IOException {
          TooGoodState state = new TooGoodState();
          for (int left = Wire.readInt(in); left > 0; left--) {
            int day = Wire.readInt(in);
            Map<Level, QuarterStandard> ofLevels = new EnumMap<>(Level.class);
            for (int more = Wire.readInt(in); more > 0; more--) {
              ofLevels.put(LEVELS[in.readByte()], readStandard(in));
            }
            state.standards.put(day, ofLevels);
          }
          FindingSerializer findings = new FindingSerializer();
          for (int left = Wire.readInt(in); left > 0; left--) {
            Finding told = findings.deserialize(in);
            int quarterEnd = CityClock.day(told.windowEnd()) - 1;
            state.telling.restore(new Told<>(told, quarterEnd, null));
          }
          return state;
        }
      };

  private static void writeStandard(QuarterStandard standard, DataOutputView out)
      throws IOException {
    out.writeDouble(standard.strength());
    Wire.writeInt(standard.targets(), out);
    Wire.writeInt(standard.expected().length, out);
    for (int i = 0; i < standard.expected().length; i++) {
      out.writeDouble(standard.expected()[i]);
      out.writeDouble(standard.q()[i]);
    }
  }

  private static QuarterStandard readStandard(DataInputView in) throws IOException {
    double strength = in.readDouble();
    int targets = Wire.readInt(in);
    double[] expected = new double[Wire.readInt(in)];
    double[] q = new double[expected.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = in.readDouble();
      q[i] = in.readDouble();
    }
    return new QuarterStandard(strength, targets, expected, q);
  }
}
