package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingCodecTest {
  private static Finding finding(Finding.State state, String department, Double p) {
    return Finding.draft("06f2b3a3a10cd1996cb853ea0ff13e07")
        .state(state)
        .audience("department")
        .about("CONCENTRATION", "staff", "D1/S1")
        .department(department)
        .days(20_513, 20_513)
        .counts(4, p == null ? 0 : 0.25)
        .chance(p, p, p == null ? null : 365.0)
        .detector("cusum", "det-1")
        .raisedAt(8)
        .with("{\"zh\":\"差评集中\"}")
        .told(3, 7, 9);
  }

  @ParameterizedTest
  @EnumSource(Finding.State.class)
  void findingComesBack(Finding.State state) throws IOException {
    FindingCodec codec = new FindingCodec();
    for (Finding finding : Arrays.asList(finding(state, "D1", 1e-9), finding(state, null, null))) {
      byte[] bytes = codec.encode(finding);
      assertThat(bytes).startsWith(0xC3, 0x01);
      assertThat(codec.decode(bytes)).isEqualTo(finding);
      DataOutputSerializer out = new DataOutputSerializer(64);
      new FindingSerializer().serialize(finding, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      assertThat(new FindingSerializer().deserialize(in)).isEqualTo(finding);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void saysTheSameWheneverItWasTold() {
    Finding finding = finding(Finding.State.NEW, "D1", 1e-9);
    assertThat(finding.says(finding.told(8, 1, 2))).isTrue();
    assertThat(finding.says(finding.in(Finding.State.CLOSED, finding.evidence()))).isFalse();
    assertThat(finding.told(8, 1, 2).revision()).isEqualTo(8);
  }
}
