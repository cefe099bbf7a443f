package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

  /** Zigzag and base 128, as the encoding of Protocol Buffers describes sint32. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "63, 1",
    "-64, 1",
    "64, 2",
    "-65, 2",
    "8191, 2",
    "-8192, 2",
    "8192, 3",
    "1048575, 3",
    "1048576, 4",
    "134217727, 4",
    "134217728, 5",
    "2147483647, 5",
    "-2147483648, 5"
  })
  void intComesBackInAsManyBytesAsItNeeds(int value, int bytes) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(8);
    Wire.writeInt(value, out);
    assertThat(out.length()).isEqualTo(bytes);
    assertThat(Wire.readInt(new DataInputDeserializer(out.getCopyOfBuffer()))).isEqualTo(value);
  }

  @Test
  void everyPowerOfTwoAndItsNeighboursComeBack() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    List<Integer> values = new ArrayList<>();
    for (int bit = 0; bit < 32; bit++) {
      for (int by = -1; by <= 1; by++) {
        values.add((1 << bit) + by);
        values.add(-(1 << bit) + by);
      }
    }
    for (int value : values) {
      Wire.writeInt(value, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int value : values) {
      assertThat(Wire.readInt(in)).isEqualTo(value);
    }
    assertThat(in.available()).isZero();
  }

  @Test
  void textsAndTheirAbsenceComeBack() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    List<String> texts =
        new ArrayList<>(List.of("", "a", "受理", "𠮷", "x".repeat(70_000), "\u0000"));
    texts.add(null);
    for (String text : texts) {
      Wire.writeString(text, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (String text : texts) {
      assertThat(Wire.readString(in)).isEqualTo(text);
    }
  }

  @Test
  void listsComeBack() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    List<List<String>> lists =
        List.of(
            List.of(), List.of("a"), List.of("a", "b"), java.util.Collections.nCopies(300, "c"));
    for (List<String> list : lists) {
      Wire.writeStrings(list, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (List<String> list : lists) {
      assertThat(Wire.readStrings(in)).isEqualTo(list);
    }
  }
}
