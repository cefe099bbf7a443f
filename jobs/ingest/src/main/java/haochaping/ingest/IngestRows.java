package haochaping.ingest;

import haochaping.core.Attribution;
import haochaping.core.CaseRecord;
import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.core.Flag;
import haochaping.core.Handling;
import haochaping.core.LedgerRecord;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import haochaping.core.Versioned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The rows of ingest's tables; the order of the fields is that of {@code schemas/tables}. */
public final class IngestRows {
  private static final GenericArrayData NO_STRINGS = new GenericArrayData(new Object[0]);
  private static final StringData[] CAUSES = new StringData[Stream.values().length];
  private static final StringData[] CHANNELS = new StringData[Channel.values().length];
  private static final StringData[] MODES = new StringData[Channel.Mode.values().length];
  private static final int CHANGE_FIELDS = 44;
  private static final int SERVICE_FIELDS = 34;
  private static final String[] STATUS = {"none", "under_way", "done", "refused"};

  static {
    for (Channel channel : Channel.values()) {
      CHANNELS[channel.ordinal()] = string(channel.word());
    }
    for (Channel.Mode mode : Channel.Mode.values()) {
      MODES[mode.ordinal()] = string(mode.word());
    }
    for (Stream stream : Stream.values()) {
      CAUSES[stream.ordinal()] = StringData.fromString(stream.word());
    }
  }

  private IngestRows() {}

  public static RowData change(ReviewChange change, boolean late) {
    ReviewImage image = change.after();
    ReviewRecord review = image.review();
    Attribution whom = image.attribution();
    Handling handling = image.handling();
    GenericRowData row = new GenericRowData(CHANGE_FIELDS);
    int i = 0;
    row.setField(i++, string(review.source()));
    row.setField(i++, string(review.project()));
    row.setField(i++, string(review.stage()));
    row.setField(i++, review.round());
    row.setField(i++, change.revision());
    row.setField(i++, CAUSES[change.cause().stream().ordinal()]);
    row.setField(i++, change.cause().partition());
    row.setField(i++, change.cause().offset());
    row.setField(i++, time(change.cause().ingestTime()));
    row.setField(i++, time(review.position().ingestTime()));
    row.setField(i++, time(review.eventTime()));
    row.setField(i++, CityClock.day(review.eventTime()));
    row.setField(i++, late);
    row.setField(i++, string(whom.district()));
    row.setField(i++, string(whom.department()));
    row.setField(i++, string(whom.departmentName()));
    row.setField(i++, string(whom.matter()));
    row.setField(i++, string(whom.matterName()));
    row.setField(i++, strings(whom.staff()));
    row.setField(i++, whom.hasCase());
    row.setField(i++, time(whom.serviceTime()));
    row.setField(i++, CHANNELS[review.channel().ordinal()]);
    row.setField(i++, MODES[image.mode().ordinal()]);
    row.setField(i++, review.level());
    row.setField(i++, review.isDefault());
    row.setField(i++, review.effective());
    row.setField(i++, review.realName());
    row.setField(i++, strings(review.tags()));
    row.setField(i++, string(review.text()));
    row.setField(i++, strings(Flag.names(image.flags())));
    row.setField(i++, handling.verdict() == null ? null : string(handling.verdict().word()));
    row.setField(i++, handling.adopted());
    row.setField(i++, bool(handling.calledBack()));
    row.setField(i++, time(handling.callbackTime()));
    row.setField(i++, string(handling.handlingLevel()));
    row.setField(i++, status(handling.status()));
    row.setField(i++, time(handling.rectifyTime()));
    row.setField(i++, string(review.reviewer()));
    row.setField(i++, string(review.phone()));
    row.setField(i++, string(review.device()));
    row.setField(i++, string(review.address()));
    row.setField(i++, string(review.window()));
    row.setField(i++, string(review.reviewerKind()));
    row.setField(i, time(review.uploadTime()));
    return row;
  }

  public static RowData service(CaseRecord stage, int revision, boolean inForce) {
    CaseRecord.Details details = stage.details();
    GenericRowData row = new GenericRowData(SERVICE_FIELDS);
    int i = 0;
    row.setField(i++, string(stage.source()));
    row.setField(i++, string(stage.project()));
    row.setField(i++, string(stage.stage()));
    row.setField(i++, revision);
    row.setField(i++, inForce);
    row.setField(i++, stage.position().partition());
    row.setField(i++, stage.position().offset());
    row.setField(i++, time(stage.position().ingestTime()));
    row.setField(i++, time(stage.updateTime()));
    row.setField(i++, time(stage.serviceTime()));
    row.setField(i++, CityClock.day(stage.serviceTime()));
    row.setField(i++, string(Attribution.district(stage.area())));
    row.setField(i++, string(stage.department()));
    row.setField(i++, string(stage.departmentName()));
    row.setField(i++, string(stage.matter()));
    row.setField(i++, string(stage.matterName()));
    row.setField(
        i++, stage.staff() == null ? null : string(stage.department() + '/' + stage.staff()));
    row.setField(i++, string(details.staffName()));
    row.setField(i++, stage.status() == 0 ? null : (Integer) stage.status());
    row.setField(i++, stage.isService());
    row.setField(i++, handling(stage.handling()));
    row.setField(i++, time(details.acceptTime()));
    row.setField(i++, time(details.resultTime()));
    row.setField(i++, details.promised() < 0 ? null : (Integer) details.promised());
    row.setField(i++, string(details.promiseUnit()));
    row.setField(i++, string(details.promiseKind()));
    row.setField(i++, string(details.serviceName()));
    row.setField(i++, string(details.matterItem()));
    row.setField(i++, string(details.matterType()));
    row.setField(i++, string(details.applicantKind()));
    row.setField(i++, string(stage.applicant()));
    row.setField(i++, string(stage.applicantPhone()));
    row.setField(i++, string(stage.agent()));
    row.setField(i, strings(Flag.names(stage.flags())));
    return row;
  }

  public static RowData ledger(LedgerRecord ledger, int revision, boolean inForce) {
    GenericRowData row = new GenericRowData(28);
    row.setField(0, CAUSES[Stream.RECTIFICATIONS.ordinal()]);
    row.setField(1, string(ledger.source()));
    row.setField(2, string(ledger.project()));
    row.setField(3, string(ledger.stage()));
    row.setField(4, ledger.round());
    row.setField(5, revision);
    row.setField(6, inForce);
    row.setField(7, ledger.position().partition());
    row.setField(8, ledger.position().offset());
    row.setField(9, time(ledger.position().ingestTime()));
    row.setField(10, time(ledger.updateTime()));
    row.setField(11, string(ledger.ledgerNo()));
    row.setField(12, bool(ledger.calledBack()));
    row.setField(13, time(ledger.callbackTime()));
    row.setField(14, bool(ledger.isTrue()));
    row.setField(15, bool(ledger.isReasonable()));
    row.setField(16, bool(ledger.isMistaken()));
    row.setField(17, bool(ledger.isMalicious()));
    row.setField(18, bool(ledger.maliciousConfirmed()));
    row.setField(19, string(ledger.handlingLevel()));
    row.setField(20, status(ledger.status()));
    row.setField(21, time(ledger.rectifyTime()));
    row.setField(22, string(ledger.reply()));
    row.setField(27, strings(Flag.names(ledger.flags())));
    return row;
  }

  public static RowData verdict(VerdictRecord verdict, int revision, boolean inForce) {
    GenericRowData row = new GenericRowData(28);
    row.setField(0, CAUSES[Stream.VERDICTS.ordinal()]);
    row.setField(1, string(verdict.source()));
    row.setField(2, string(verdict.project()));
    row.setField(3, string(verdict.stage()));
    row.setField(4, verdict.round());
    row.setField(5, revision);
    row.setField(6, inForce);
    row.setField(7, verdict.position().partition());
    row.setField(8, verdict.position().offset());
    row.setField(9, time(verdict.position().ingestTime()));
    row.setField(10, time(verdict.updateTime()));
    row.setField(23, string(verdict.findingId()));
    row.setField(24, string(verdict.adopted() ? "adopted" : "not_adopted"));
    row.setField(25, string(verdict.reason()));
    row.setField(26, string(verdict.by()));
    row.setField(27, strings(Flag.names(verdict.flags())));
    return row;
  }

  public static RowData rejection(Rejection rejection) {
    GenericRowData row = new GenericRowData(9);
    row.setField(0, CAUSES[rejection.position().stream().ordinal()]);
    row.setField(1, rejection.position().partition());
    row.setField(2, rejection.position().offset());
    row.setField(3, time(rejection.position().ingestTime()));
    row.setField(4, CityClock.day(rejection.position().ingestTime()));
    row.setField(5, string(rejection.source()));
    row.setField(6, string(rejection.code().name()));
    row.setField(7, string(rejection.detail()));
    row.setField(8, rejection.payload());
    return row;
  }

  public static RowData repeats(Stream stream, int partition, String source, int day, long n) {
    GenericRowData row = new GenericRowData(5);
    row.setField(0, CAUSES[stream.ordinal()]);
    row.setField(1, partition);
    row.setField(2, string(source));
    row.setField(3, day);
    row.setField(4, n);
    return row;
  }

  public static RowData name(String dimension, String key, String name, long updatedAt) {
    GenericRowData row = new GenericRowData(4);
    row.setField(0, string(dimension.toLowerCase(Locale.ROOT)));
    row.setField(1, string(key));
    row.setField(2, string(name));
    row.setField(3, TimestampData.fromEpochMillis(updatedAt));
    return row;
  }

  private static StringData string(String text) {
    // From bytes: a string of characters is encoded again by every reader.
    return text == null ? null : StringData.fromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static GenericArrayData strings(List<String> texts) {
    if (texts.isEmpty()) {
      return NO_STRINGS;
    }
    Object[] array = new Object[texts.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = string(texts.get(i));
    }
    return new GenericArrayData(array);
  }

  private static TimestampData time(long epochMillis) {
    return epochMillis == Versioned.NO_TIME ? null : TimestampData.fromEpochMillis(epochMillis);
  }

  private static Boolean bool(int code) {
    return code == LedgerRecord.UNSAID ? null : (Boolean) (code == 1);
  }

  private static StringData status(int code) {
    return code == LedgerRecord.UNSAID ? null : StringData.fromString(STATUS[code]);
  }

  private static StringData handling(int code) {
    return switch (code) {
      case CaseRecord.HANDLED_ONLINE -> StringData.fromString("online");
      case CaseRecord.HANDLED_ON_SITE -> StringData.fromString("on_site");
      default -> null;
    };
  }
}
