package haochaping.detect.state;

import haochaping.detect.verdicts.Report;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Finding;
import haochaping.platform.FindingSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reports on their way to the task that publishes findings. */
public final class ReportSerializer extends CodecSerializer<Report> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<Report> TYPE = type(Report.class, new ReportSerializer());

  private static final Report.Opinion[] OPINIONS = Report.Opinion.values();

  private final FindingSerializer findings = new FindingSerializer();

  @Override
  public TypeSerializer<Report> duplicate() {
    return new ReportSerializer();
  }

  @Override
  public void serialize(Report report, DataOutputView out) throws IOException {
    Wire.writeString(report.findingId(), out);
    out.writeBoolean(report.finding() != null);
    if (report.finding() != null) {
      findings.serialize(report.finding(), out);
      Reports.writeReviews(report.reviews(), out);
    } else {
      Wire.writeString(report.reviewId(), out);
      Wire.writeInt(report.opinion() == null ? -1 : report.opinion().ordinal(), out);
    }
  }

  @Override
  public Report deserialize(DataInputView in) throws IOException {
    String id = Wire.readString(in);
    if (in.readBoolean()) {
      Finding finding = findings.deserialize(in);
      return new Report(id, finding, Reports.readReviews(in), null, null);
    }
    String review = Wire.readString(in);
    int opinion = Wire.readInt(in);
    return new Report(
        id, null, java.util.List.of(), review, opinion < 0 ? null : OPINIONS[opinion]);
  }

  @Override
  public TypeSerializerSnapshot<Report> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<Report> {
    public Snapshot() {
      super(ReportSerializer::new);
    }
  }
}
