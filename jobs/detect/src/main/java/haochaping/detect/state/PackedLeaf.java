package haochaping.detect.state;

import haochaping.detect.cluster.LeafPanes;
import haochaping.detect.panes.BadReviews;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A leaf of the scan in state; its panes and bad reviews lie as those of a target do. */
public final class PackedLeaf {
  private PackedLeaf() {}

  public static byte[] pack(LeafPanes leaf) throws IOException {
    return Packed.pack(FORM, leaf);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static LeafPanes unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<LeafPanes> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "leaf";
        }

        @Override
        public void write(LeafPanes leaf, DataOutputView out) throws IOException {
          Wire.writeString(leaf.key(), out);
          PackedTarget.writePanes(leaf.panes(), out);
          PackedTarget.writeBad(leaf.bad().all(), out);
          PackedTarget.writeWaiting(leaf.waiting(), out);
          Wire.writeInt(leaf.afterHorizon(), out);
        }

        @Override
        public LeafPanes read(byte version, DataInputView in) throws IOException {
          return new LeafPanes(
              Wire.readString(in),
              PackedTarget.readPanes(in),
              new BadReviews(PackedTarget.readBad(in)),
              PackedTarget.readWaiting(in),
              Wire.readInt(in));
        }
      };
}
