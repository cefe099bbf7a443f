package haochaping.ingest.state;

import static haochaping.platform.Wire.readInt;
import static haochaping.platform.Wire.readString;
import static haochaping.platform.Wire.readStrings;
import static haochaping.platform.Wire.writeInt;
import static haochaping.platform.Wire.writeString;
import static haochaping.platform.Wire.writeStrings;

import haochaping.core.CaseRecord;
import haochaping.core.Channel;
import haochaping.core.FeedRecord;
import haochaping.core.LedgerRecord;
import haochaping.core.Position;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of feed records, shared by the shuffle and by state. */
final class RecordCodec {
  private static final Stream[] STREAMS = Stream.values();
  private static final Channel[] CHANNELS = Channel.values();

  private RecordCodec() {}

  static void write(FeedRecord record, DataOutput out) throws IOException {
    out.writeByte(record.position().stream().ordinal());
    if (record instanceof CaseRecord stage) {
      writeCase(stage, out);
    } else if (record instanceof ReviewRecord review) {
      writeReview(review, out);
    } else if (record instanceof LedgerRecord ledger) {
      writeLedger(ledger, out);
    } else {
      writeVerdict((VerdictRecord) record, out);
    }
  }

  static FeedRecord read(DataInput in) throws IOException {
    return switch (STREAMS[in.readByte()]) {
      case CASES -> readCase(in);
      case REVIEWS -> readReview(in);
      case RECTIFICATIONS -> readLedger(in);
      case VERDICTS -> readVerdict(in);
    };
  }

  static void writePosition(Position position, DataOutput out) throws IOException {
    writeInt(position.partition(), out);
    out.writeLong(position.offset());
    out.writeLong(position.ingestTime());
  }

  static Position readPosition(Stream stream, DataInput in) throws IOException {
    return new Position(stream, readInt(in), in.readLong(), in.readLong());
  }

  private static void writeCase(CaseRecord stage, DataOutput out) throws IOException {
    writePosition(stage.position(), out);
    writeString(stage.source(), out);
    writeString(stage.project(), out);
    writeString(stage.stage(), out);
    out.writeLong(stage.updateTime());
    out.writeLong(stage.fingerprint());
    writeString(stage.area(), out);
    writeString(stage.department(), out);
    writeString(stage.departmentName(), out);
    writeString(stage.matter(), out);
    writeString(stage.matterName(), out);
    writeString(stage.staff(), out);
    out.writeLong(stage.serviceTime());
    writeInt(stage.status(), out);
    writeInt(stage.handling(), out);
    writeString(stage.applicant(), out);
    writeString(stage.applicantPhone(), out);
    writeString(stage.agent(), out);
    CaseRecord.Details details = stage.details();
    writeString(details.serviceName(), out);
    writeString(details.matterItem(), out);
    writeString(details.matterType(), out);
    writeString(details.applicantKind(), out);
    writeString(details.staffName(), out);
    out.writeLong(details.acceptTime());
    out.writeLong(details.resultTime());
    writeInt(details.promised(), out);
    writeString(details.promiseUnit(), out);
    writeString(details.promiseKind(), out);
    writeInt(stage.flags(), out);
  }

  private static CaseRecord readCase(DataInput in) throws IOException {
    return new CaseRecord(
        readPosition(Stream.CASES, in),
        readString(in),
        readString(in),
        readString(in),
        in.readLong(),
        in.readLong(),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        in.readLong(),
        readInt(in),
        readInt(in),
        readString(in),
        readString(in),
        readString(in),
        new CaseRecord.Details(
            readString(in),
            readString(in),
            readString(in),
            readString(in),
            readString(in),
            in.readLong(),
            in.readLong(),
            readInt(in),
            readString(in),
            readString(in)),
        readInt(in));
  }

  static void writeReview(ReviewRecord review, DataOutput out) throws IOException {
    writePosition(review.position(), out);
    writeString(review.source(), out);
    writeString(review.project(), out);
    writeString(review.stage(), out);
    writeInt(review.round(), out);
    out.writeLong(review.updateTime());
    out.writeLong(review.fingerprint());
    out.writeLong(review.eventTime());
    writeInt(review.level(), out);
    out.writeByte(review.channel().ordinal());
    out.writeBoolean(review.isDefault());
    out.writeBoolean(review.effective());
    writeStrings(review.tags(), out);
    writeString(review.text(), out);
    writeStrings(review.staff(), out);
    writeString(review.area(), out);
    writeString(review.department(), out);
    writeString(review.matter(), out);
    writeString(review.reviewer(), out);
    writeString(review.phone(), out);
    out.writeBoolean(review.realName());
    writeString(review.device(), out);
    writeString(review.address(), out);
    writeString(review.window(), out);
    writeString(review.reviewerKind(), out);
    out.writeLong(review.serviceTime());
    out.writeLong(review.uploadTime());
    writeInt(review.flags(), out);
  }

  static ReviewRecord readReview(DataInput in) throws IOException {
    return new ReviewRecord(
        readPosition(Stream.REVIEWS, in),
        readString(in),
        readString(in),
        readString(in),
        readInt(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readInt(in),
        CHANNELS[in.readByte()],
        in.readBoolean(),
        in.readBoolean(),
        readStrings(in),
        readString(in),
        readStrings(in),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        in.readBoolean(),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        in.readLong(),
        in.readLong(),
        readInt(in));
  }

  static void writeLedger(LedgerRecord ledger, DataOutput out) throws IOException {
    writePosition(ledger.position(), out);
    writeString(ledger.source(), out);
    writeString(ledger.project(), out);
    writeString(ledger.stage(), out);
    writeInt(ledger.round(), out);
    out.writeLong(ledger.updateTime());
    out.writeLong(ledger.fingerprint());
    writeString(ledger.ledgerNo(), out);
    writeInt(ledger.calledBack(), out);
    out.writeLong(ledger.callbackTime());
    writeInt(ledger.isTrue(), out);
    writeInt(ledger.isReasonable(), out);
    writeInt(ledger.isMistaken(), out);
    writeInt(ledger.isMalicious(), out);
    writeInt(ledger.maliciousConfirmed(), out);
    writeString(ledger.handlingLevel(), out);
    writeInt(ledger.status(), out);
    out.writeLong(ledger.rectifyTime());
    writeString(ledger.reply(), out);
    writeInt(ledger.flags(), out);
  }

  static LedgerRecord readLedger(DataInput in) throws IOException {
    return new LedgerRecord(
        readPosition(Stream.RECTIFICATIONS, in),
        readString(in),
        readString(in),
        readString(in),
        readInt(in),
        in.readLong(),
        in.readLong(),
        readString(in),
        readInt(in),
        in.readLong(),
        readInt(in),
        readInt(in),
        readInt(in),
        readInt(in),
        readInt(in),
        readString(in),
        readInt(in),
        in.readLong(),
        readString(in),
        readInt(in));
  }

  static void writeVerdict(VerdictRecord verdict, DataOutput out) throws IOException {
    writePosition(verdict.position(), out);
    writeString(verdict.source(), out);
    writeString(verdict.project(), out);
    writeString(verdict.stage(), out);
    writeInt(verdict.round(), out);
    out.writeLong(verdict.updateTime());
    out.writeLong(verdict.fingerprint());
    writeString(verdict.findingId(), out);
    out.writeBoolean(verdict.adopted());
    writeString(verdict.reason(), out);
    writeString(verdict.by(), out);
    writeInt(verdict.flags(), out);
  }

  static VerdictRecord readVerdict(DataInput in) throws IOException {
    return new VerdictRecord(
        readPosition(Stream.VERDICTS, in),
        readString(in),
        readString(in),
        readString(in),
        readInt(in),
        in.readLong(),
        in.readLong(),
        readString(in),
        in.readBoolean(),
        readString(in),
        readString(in),
        readInt(in));
  }
}
