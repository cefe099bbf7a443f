package haochaping.detect.state;

import haochaping.detect.oversight.BiasSighting;
import haochaping.detect.oversight.BiasState;
import haochaping.detect.oversight.BiasTrack;
import haochaping.detect.oversight.Decided;
import haochaping.detect.oversight.Part;
import haochaping.detect.panes.Level;
import haochaping.platform.Wire;
import haochaping.statistics.oversight.PeerTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the watch of verdicts keeps, in bytes. */
public final class PackedVerdicts {
  private PackedVerdicts() {}

  public static byte[] pack(BiasState state) throws IOException {
    return Packed.pack(FORM, state);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static BiasState unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<BiasState> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "verdicts";
        }

        @Override
        public void write(BiasState state, DataOutputView out) throws IOException {
          Wire.writeInt(state.decided.size(), out);
          for (Decided one : state.decided.values()) {
            Wire.writeString(one.reviewId(), out);
            out.writeLong(one.time());
            out.writeLong(one.decidedAt());
            out.writeBoolean(one.timeKnown());
            Wire.writeString(one.department(), out);
            Wire.writeStrings(one.staff(), out);
            out.writeBoolean(one.notAdopted());
          }
          for (Level level : BiasState.LEVELS) {
            List<BiasTrack> tracks = state.base.get(level);
            Wire.writeInt(tracks.size(), out);
            for (BiasTrack track : tracks) {
              PackedTarget.writeAlert(track.alert(), out);
              writeSighting(track.strongest(), out);
            }
          }
          PackedSources.write(state.telling, out);
        }

        @Override
        public BiasState read(byte version, DataInputView in) throws IOException {
          BiasState state = new BiasState();
          for (int left = Wire.readInt(in); left > 0; left--) {
            Decided one =
                new Decided(
                    Wire.readString(in),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean(),
                    Wire.readString(in),
                    Wire.readStrings(in),
                    in.readBoolean());
            state.decided.put(one.reviewId(), one);
          }
          for (Level level : BiasState.LEVELS) {
            List<BiasTrack> tracks = new ArrayList<>();
            for (int left = Wire.readInt(in); left > 0; left--) {
              tracks.add(new BiasTrack(PackedTarget.readAlert(in), readSighting(in)));
            }
            state.base.put(level, tracks);
          }
          PackedSources.read(state.telling, in);
          return state;
        }
      };

  private static void writeSighting(BiasSighting seen, DataOutputView out) throws IOException {
    Wire.writeString(seen.unit(), out);
    Wire.writeInt(seen.day(), out);
    PeerTest test = seen.test();
    out.writeLong(test.counted());
    out.writeLong(test.cases());
    out.writeLong(test.othersCounted());
    out.writeLong(test.othersCases());
    out.writeDouble(test.mean());
    out.writeDouble(test.strength());
    Wire.writeInt(seen.units(), out);
    out.writeDouble(seen.q());
    out.writeDouble(seen.recurrenceDays());
    writeParts(seen.haste(), out);
    writeParts(seen.quarterEnd(), out);
    writeParts(seen.staff(), out);
    Wire.writeStrings(seen.notAdopted(), out);
  }

  private static BiasSighting readSighting(DataInputView in) throws IOException {
    return new BiasSighting(
        Wire.readString(in),
        Wire.readInt(in),
        new PeerTest(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readDouble()),
        Wire.readInt(in),
        in.readDouble(),
        in.readDouble(),
        readParts(in),
        readParts(in),
        readParts(in),
        Wire.readStrings(in));
  }

  private static void writeParts(List<Part> parts, DataOutputView out) throws IOException {
    Wire.writeInt(parts.size(), out);
    for (Part part : parts) {
      Wire.writeString(part.of(), out);
      Wire.writeInt(part.decided(), out);
      Wire.writeInt(part.notAdopted(), out);
    }
  }

  private static List<Part> readParts(DataInputView in) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (int left = Wire.readInt(in); left > 0; left--) {
      parts.add(new Part(Wire.readString(in), Wire.readInt(in), Wire.readInt(in)));
    }
    return parts;
  }
}
