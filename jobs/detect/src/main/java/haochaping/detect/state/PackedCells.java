package haochaping.detect.state;

import haochaping.detect.baseline.MatterCells;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The cells of a matter in state; some four bytes a cell. */
public final class PackedCells {
  private PackedCells() {}

  public static byte[] pack(MatterCells cells) throws IOException {
    return Packed.pack(FORM, cells);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static MatterCells unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<MatterCells> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "cells";
        }

        @Override
        public void write(MatterCells cells, DataOutputView out) throws IOException {
          Wire.writeInt(cells.size(), out);
          int last = 0;
          for (int i = 0; i < cells.size(); i++) {
            Wire.writeInt(cells.key(i) - last, out);
            last = cells.key(i);
            Wire.writeInt(cells.reviews(i), out);
            Wire.writeInt(cells.bad(i), out);
          }
        }

        @Override
        public MatterCells read(byte version, DataInputView in) throws IOException {
          int size = Wire.readInt(in);
          int[] keys = new int[Math.max(2, size)];
          int[] reviews = new int[keys.length];
          int[] bad = new int[keys.length];
          int last = 0;
          for (int i = 0; i < size; i++) {
            last += Wire.readInt(in);
            keys[i] = last;
            reviews[i] = Wire.readInt(in);
            bad[i] = Wire.readInt(in);
          }
          return new MatterCells(size, keys, reviews, bad);
        }
      };
}
