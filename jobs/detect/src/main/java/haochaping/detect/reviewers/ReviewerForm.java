package haochaping.detect.reviewers;

import haochaping.detect.evidence.Told;
import haochaping.platform.Finding;
import haochaping.platform.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the watch for reviewers keeps beside the reviews, in bytes; the order is the format. */
public final class ReviewerForm {
  private static final Suspicion[] SUSPICIONS = Suspicion.values();

  private ReviewerForm() {}

  /** Writes a finding. */
  public interface FindingWriter {
    void write(Finding finding, DataOutput out) throws IOException;
  }

  /** Reads a finding. */
  public interface FindingReader {
    Finding read(DataInput in) throws IOException;
  }

  /** Writes flags, what was told, and what is to be judged again. */
  public static void write(ReviewerWatch watch, FindingWriter findings, DataOutput out)
      throws IOException {
    Wire.writeInt(watch.flags.size(), out);
    for (Flag flag : watch.flags) {
      out.writeByte(flag.suspicion().ordinal());
      Wire.writeInt(flag.day(), out);
      Wire.writeInt(flag.firstDay(), out);
      out.writeLong(flag.source());
      writeHashes(flag.links(), out);
      Wire.writeString(flag.dimension(), out);
      Wire.writeString(flag.key(), out);
      Wire.writeInt(flag.observed(), out);
      out.writeDouble(flag.expected());
      out.writeDouble(flag.p());
      for (double figure : flag.figures()) {
        out.writeDouble(figure);
      }
      writeIds(flag.reviews(), out);
    }
    Wire.writeInt(watch.telling.told().size(), out);
    for (Told<ToldStory> told : watch.telling.told()) {
      findings.write(told.finding(), out);
      out.writeByte(told.of().suspicion().ordinal());
      Wire.writeInt(told.openDay(), out);
      writeHashes(told.of().links(), out);
      writeIds(told.of().reviews(), out);
    }
    Wire.writeInt(watch.late.size(), out);
    for (LateRow row : watch.late) {
      Wire.writeInt(row.day(), out);
      out.writeByte(row.grade());
      out.writeLong(row.reviewer());
      writeHashes(row.origins(), out);
    }
  }

  /** Reads into a watch that has seen nothing. */
  public static void read(ReviewerWatch watch, FindingReader findings, DataInput in)
      throws IOException {
    for (int left = Wire.readInt(in); left > 0; left--) {
      watch.flags.add(
          new Flag(
              SUSPICIONS[in.readByte()],
              Wire.readInt(in),
              Wire.readInt(in),
              in.readLong(),
              readHashes(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readInt(in),
              in.readDouble(),
              in.readDouble(),
              readFigures(in),
              readIds(in)));
    }
    for (int left = Wire.readInt(in); left > 0; left--) {
      Finding finding = findings.read(in);
      Suspicion suspicion = SUSPICIONS[in.readByte()];
      int openDay = Wire.readInt(in);
      ToldStory story = new ToldStory(suspicion, readHashes(in), readIds(in));
      watch.telling.restore(new Told<>(finding, openDay, story));
    }
    for (int left = Wire.readInt(in); left > 0; left--) {
      watch.late.add(new LateRow(Wire.readInt(in), in.readByte(), in.readLong(), readHashes(in)));
    }
  }

  private static double[] readFigures(DataInput in) throws IOException {
    double[] figures = new double[Flag.FIGURES];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = in.readDouble();
    }
    return figures;
  }

  private static void writeHashes(long[] hashes, DataOutput out) throws IOException {
    Wire.writeInt(hashes.length, out);
    for (long hash : hashes) {
      out.writeLong(hash);
    }
  }

  private static long[] readHashes(DataInput in) throws IOException {
    long[] hashes = new long[Wire.readInt(in)];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = in.readLong();
    }
    return hashes;
  }

  private static void writeIds(List<String> ids, DataOutput out) throws IOException {
    Wire.writeInt(ids.size(), out);
    for (String id : ids) {
      Wire.writeString(id, out);
    }
  }

  private static List<String> readIds(DataInput in) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int left = Wire.readInt(in); left > 0; left--) {
      ids.add(Wire.readString(in));
    }
    return ids;
  }
}
