package haochaping.platform;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The few shapes that the hand-written serializers are made of. */
public final class Wire {
  private Wire() {}

  /** Writes a string in UTF-8, or null. A lone surrogate becomes a question mark. */
  public static void writeString(String value, DataOutput out) throws IOException {
    if (value == null) {
      out.writeByte(0);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    writeInt(bytes.length + 1, out);
    out.write(bytes);
  }

  public static String readString(DataInput in) throws IOException {
    int length = readInt(in) - 1;
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public static void writeStrings(List<String> values, DataOutput out) throws IOException {
    writeInt(values.size(), out);
    for (int i = 0; i < values.size(); i++) {
      writeString(values.get(i), out);
    }
  }

  public static List<String> readStrings(DataInput in) throws IOException {
    int size = readInt(in);
    switch (size) {
      case 0:
        return List.of();
      case 1:
        return List.of(readString(in));
      default:
        List<String> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          values.add(readString(in));
        }
        return List.copyOf(values);
    }
  }

  /** Writes an int in one to five bytes; small magnitudes are short. */
  public static void writeInt(int value, DataOutput out) throws IOException {
    int zigzag = (value << 1) ^ (value >> 31);
    while ((zigzag & ~0x7F) != 0) {
      out.writeByte((zigzag & 0x7F) | 0x80);
      zigzag >>>= 7;
    }
    out.writeByte(zigzag);
  }

  public static int readInt(DataInput in) throws IOException {
    int zigzag = 0;
    int shift = 0;
    int next;
    do {
      next = in.readByte();
      zigzag |= (next & 0x7F) << shift;
      shift += 7;
    } while ((next & 0x80) != 0);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
