package haochaping.detect.state;

import haochaping.detect.evidence.Telling;
import haochaping.detect.evidence.Told;
import haochaping.detect.oversight.DayCounts;
import haochaping.detect.oversight.SilenceState;
import haochaping.platform.FindingSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Counts of sources and what was told of them, in bytes. */
public final class PackedSources {
  private PackedSources() {}

  public static byte[] pack(SilenceState state) throws IOException {
    return Packed.pack(FORM, state);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static SilenceState unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<SilenceState> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "sources";
        }

        @Override
        public void write(SilenceState state, DataOutputView out) throws IOException {
          Wire.writeInt(state.sources.size(), out);
          for (Map.Entry<String, SilenceState.Source> entry : state.sources.entrySet()) {
            Wire.writeString(entry.getKey(), out);
            writeCounts(entry.getValue().all, out);
            DayCounts[] channels = entry.getValue().channels;
            int known = 0;
            for (DayCounts counts : channels) {
              known += counts == null ? 0 : 1;
            }
            Wire.writeInt(known, out);
            for (int i = 0; i < channels.length; i++) {
              if (channels[i] != null) {
                Wire.writeInt(i, out);
                writeCounts(channels[i], out);
              }
            }
          }
          PackedSources.write(state.telling, out);
        }

        @Override
        public SilenceState read(byte version, DataInputView in) throws IOException {
          SilenceState state = new SilenceState();
          for (int left = Wire.readInt(in); left > 0; left--) {
            SilenceState.Source source = new SilenceState.Source();
            state.sources.put(Wire.readString(in), source);
            source.all = readCounts(in);
            for (int known = Wire.readInt(in); known > 0; known--) {
              int channel = Wire.readInt(in);
              source.channels[channel] = readCounts(in);
            }
          }
          PackedSources.read(state.telling, in);
          return state;
        }
      };

  private static void writeCounts(DayCounts counts, DataOutputView out) throws IOException {
    int first = counts.firstDay();
    int end = counts.endDay();
    Wire.writeInt(counts.since(), out);
    Wire.writeInt(first, out);
    Wire.writeInt(end - first, out);
    for (int day = first; day < end; day++) {
      Wire.writeInt(counts.on(day), out);
    }
  }

  private static DayCounts readCounts(DataInputView in) throws IOException {
    int since = Wire.readInt(in);
    int first = Wire.readInt(in);
    int[] counts = new int[Wire.readInt(in)];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Wire.readInt(in);
    }
    return new DayCounts(since, first, counts);
  }

  static void write(Telling<Void> telling, DataOutputView out) throws IOException {
    FindingSerializer findings = new FindingSerializer();
    Wire.writeInt(telling.told().size(), out);
    for (Told<Void> told : telling.told()) {
      findings.serialize(told.finding(), out);
      Wire.writeInt(told.openDay(), out);
    }
  }

  static void read(Telling<Void> telling, DataInputView in) throws IOException {
    FindingSerializer findings = new FindingSerializer();
    for (int left = Wire.readInt(in); left > 0; left--) {
      telling.restore(new Told<>(findings.deserialize(in), Wire.readInt(in), null));
    }
  }
}
