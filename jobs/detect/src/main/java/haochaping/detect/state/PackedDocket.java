package haochaping.detect.state;

import haochaping.detect.evidence.FindingReview;
import haochaping.detect.verdicts.Docket;
import haochaping.detect.verdicts.Report.Opinion;
import haochaping.platform.Finding;
import haochaping.platform.FindingCodec;
import haochaping.platform.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What was said about a finding, in bytes. */
public final class PackedDocket {
  private static final Opinion[] OPINIONS = Opinion.values();

  private PackedDocket() {}

  public static byte[] pack(Docket docket) throws IOException {
    return Packed.pack(new Form(), docket);
  }

  public static Docket unpack(byte[] packed) throws IOException {
    return Packed.unpack(new Form(), packed);
  }

  private static final class Form implements Packed.Form<Docket> {
    private final FindingCodec codec = new FindingCodec();

    @Override
    public byte version() {
      return 1;
    }

    @Override
    public String name() {
      return "docket";
    }

    @Override
    public void write(Docket docket, DataOutputView out) throws IOException {
      writeFinding(docket.told(), out);
      Reports.writeReviews(docket.reviews(), out);
      Wire.writeInt(docket.opinions().size(), out);
      for (Map.Entry<String, Opinion> entry : docket.opinions().entrySet()) {
        Wire.writeString(entry.getKey(), out);
        Wire.writeInt(entry.getValue().ordinal(), out);
      }
      writeFinding(docket.published(), out);
    }

    @Override
    public Docket read(byte version, DataInputView in) throws IOException {
      Finding told = readFinding(in);
      List<FindingReview> reviews = Reports.readReviews(in);
      Map<String, Opinion> opinions = new TreeMap<>();
      for (int left = Wire.readInt(in); left > 0; left--) {
        opinions.put(Wire.readString(in), OPINIONS[Wire.readInt(in)]);
      }
      return new Docket(told, reviews, opinions, readFinding(in));
    }

    private void writeFinding(Finding finding, DataOutput out) throws IOException {
      byte[] bytes = finding == null ? new byte[0] : codec.encode(finding);
      Wire.writeInt(bytes.length, out);
      out.write(bytes);
    }

    private Finding readFinding(DataInput in) throws IOException {
      byte[] bytes = new byte[Wire.readInt(in)];
      in.readFully(bytes);
      return bytes.length == 0 ? null : codec.decode(bytes);
    }
  }
}
