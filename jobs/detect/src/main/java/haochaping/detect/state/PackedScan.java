package haochaping.detect.state;

import haochaping.detect.cluster.Contrast;
import haochaping.detect.cluster.LeafCount;
import haochaping.detect.cluster.ScanStandard;
import haochaping.detect.cluster.ScanState;
import haochaping.detect.cluster.Sighting;
import haochaping.detect.cluster.Track;
import haochaping.detect.evidence.Told;
import haochaping.platform.FindingSerializer;
import haochaping.platform.Wire;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.NullTail;
import haochaping.statistics.scan.Zone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the scan keeps beside its leaves: standards, clusters and alerts of the horizon. */
public final class PackedScan {
  private static final Zone.Part[] PARTS = Zone.Part.values();

  private PackedScan() {}

  public static byte[] pack(ScanState state) throws IOException {
    return Packed.pack(FORM, state);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static ScanState unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<ScanState> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "scan";
        }

        @Override
        public void write(ScanState state, DataOutputView out) throws IOException {
          Wire.writeInt(state.firstScanned, out);
          out.writeBoolean(state.toldDistrictsMissing);
          Wire.writeInt(state.base.size(), out);
          for (Track track : state.base) {
            PackedTarget.writeAlert(track.alert(), out);
            writeSighting(track.last(), out);
            writeSighting(track.strongest(), out);
          }
          Wire.writeInt(state.standards.size(), out);
          for (Map.Entry<Integer, ScanStandard> day : state.standards.entrySet()) {
            Wire.writeInt(day.getKey(), out);
            writeStandard(day.getValue(), out);
          }
          Wire.writeInt(state.sightings.size(), out);
          for (Map.Entry<Integer, List<Sighting>> day : state.sightings.entrySet()) {
            Wire.writeInt(day.getKey(), out);
            Wire.writeInt(day.getValue().size(), out);
            for (Sighting seen : day.getValue()) {
              writeSighting(seen, out);
            }
          }
          Wire.writeInt(state.changed.size(), out);
          for (int day : state.changed) {
            Wire.writeInt(day, out);
          }
          FindingSerializer findings = new FindingSerializer();
          Wire.writeInt(state.telling.told().size(), out);
          for (Told<Zone> told : state.telling.told()) {
            findings.serialize(told.finding(), out);
            Wire.writeInt(told.openDay(), out);
            writeZone(told.of(), out);
          }
        }

        @Override
        public ScanState read(byte version, DataInputView in) throws IOException {
          ScanState state = new ScanState();
          state.firstScanned = Wire.readInt(in);
          state.toldDistrictsMissing = in.readBoolean();
          for (int left = Wire.readInt(in); left > 0; left--) {
            state.base.add(
                new Track(PackedTarget.readAlert(in), readSighting(in), readSighting(in)));
          }
          for (int left = Wire.readInt(in); left > 0; left--) {
            state.standards.put(Wire.readInt(in), readStandard(in));
          }
          for (int left = Wire.readInt(in); left > 0; left--) {
            int day = Wire.readInt(in);
            List<Sighting> seen = new ArrayList<>();
            for (int more = Wire.readInt(in); more > 0; more--) {
              seen.add(readSighting(in));
            }
            state.sightings.put(day, seen);
          }
          for (int left = Wire.readInt(in); left > 0; left--) {
            state.changed.add(Wire.readInt(in));
          }
          FindingSerializer findings = new FindingSerializer();
          for (int left = Wire.readInt(in); left > 0; left--) {
            state.telling.restore(
                new Told<>(findings.deserialize(in), Wire.readInt(in), readZone(in)));
          }
          return state;
        }
      };

  private static void writeStandard(ScanStandard standard, DataOutputView out) throws IOException {
    out.writeDouble(standard.strength());
    out.writeDouble(standard.screen());
    NullTail tail = standard.tail();
    out.writeBoolean(tail != null);
    if (tail != null) {
      Wire.writeInt(tail.replicates(), out);
      double[] highest = tail.highest();
      Wire.writeInt(highest.length, out);
      for (double ratio : highest) {
        out.writeDouble(ratio);
      }
      out.writeDouble(tail.location());
      out.writeDouble(tail.scale());
    }
  }

  private static ScanStandard readStandard(DataInputView in) throws IOException {
    double strength = in.readDouble();
    double screen = in.readDouble();
    if (!in.readBoolean()) {
      return new ScanStandard(strength, screen, null);
    }
    int replicates = Wire.readInt(in);
    double[] highest = new double[Wire.readInt(in)];
    for (int i = 0; i < highest.length; i++) {
      highest[i] = in.readDouble();
    }
    NullTail tail = new NullTail(replicates, highest, in.readDouble(), in.readDouble());
    return new ScanStandard(strength, screen, tail);
  }

  private static void writeSighting(Sighting seen, DataOutputView out) throws IOException {
    writeZone(seen.zone(), out);
    out.writeBoolean(seen.isCity());
    Wire.writeInt(seen.first(), out);
    Wire.writeInt(seen.last(), out);
    out.writeLong(seen.reviews());
    out.writeLong(seen.bad());
    out.writeDouble(seen.expected());
    out.writeDouble(seen.ratio());
    out.writeDouble(seen.p());
    out.writeBoolean(seen.extrapolated());
    Wire.writeInt(seen.baseline(), out);
    Wire.writeString(seen.department(), out);
    Wire.writeInt(seen.leaves(), out);
    Wire.writeInt(seen.top().size(), out);
    for (LeafCount count : seen.top()) {
      Wire.writeString(count.leaf().district(), out);
      Wire.writeString(count.leaf().department(), out);
      Wire.writeString(count.leaf().matter(), out);
      out.writeLong(count.bad());
      out.writeDouble(count.expected());
    }
    Wire.writeStrings(seen.unplaced(), out);
    Contrast contrast = seen.contrast();
    out.writeBoolean(contrast != null);
    if (contrast != null) {
      writeZone(contrast.zone(), out);
      out.writeLong(contrast.bad());
      out.writeDouble(contrast.expected());
      out.writeDouble(contrast.ratio());
    }
  }

  private static Sighting readSighting(DataInputView in) throws IOException {
    return new Sighting(
        readZone(in),
        in.readBoolean(),
        Wire.readInt(in),
        Wire.readInt(in),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readBoolean(),
        Wire.readInt(in),
        Wire.readString(in),
        Wire.readInt(in),
        readTop(in),
        Wire.readStrings(in),
        in.readBoolean()
            ? new Contrast(readZone(in), in.readLong(), in.readDouble(), in.readDouble())
            : null);
  }

  private static List<LeafCount> readTop(DataInputView in) throws IOException {
    List<LeafCount> top = new ArrayList<>();
    for (int left = Wire.readInt(in); left > 0; left--) {
      Leaf leaf = new Leaf(Wire.readString(in), Wire.readString(in), Wire.readString(in));
      top.add(new LeafCount(leaf, in.readLong(), in.readDouble()));
    }
    return top;
  }

  private static void writeZone(Zone zone, DataOutputView out) throws IOException {
    Wire.writeStrings(zone.districts(), out);
    out.writeByte(zone.part().ordinal());
    Wire.writeString(zone.code(), out);
  }

  private static Zone readZone(DataInputView in) throws IOException {
    return new Zone(Wire.readStrings(in), PARTS[in.readByte()], Wire.readString(in));
  }
}
