package haochaping.detect;

import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.concentration.Standard;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Grade;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The rows of detect's tables; the order of the fields is that of {@code schemas/tables}. */
public final class FindingRows {
  private static final Channel[] CHANNELS = Channel.values();

  /** Dimensions whose keys name no reviewer and no project. */
  private static final Set<String> ASSESSED = Set.of("district", "department", "matter", "staff");

  private FindingRows() {}

  static StringData string(String text) {
    return StringData.fromString(text);
  }

  static TimestampData time(long epochMillis) {
    return TimestampData.fromEpochMillis(epochMillis);
  }

  public static RowData finding(Finding finding) {
    GenericRowData row = new GenericRowData(23);
    row.setField(0, string(finding.id()));
    row.setField(1, finding.revision());
    row.setField(2, string(finding.state().word()));
    row.setField(3, string(finding.audience()));
    row.setField(4, string(finding.kind()));
    row.setField(5, string(finding.dimension()));
    row.setField(6, string(finding.key()));
    row.setField(7, string(finding.department()));
    row.setField(8, time(finding.windowStart()));
    row.setField(9, time(finding.windowEnd()));
    row.setField(10, finding.observed());
    row.setField(11, finding.expected());
    row.setField(12, finding.ratio());
    row.setField(13, finding.pValue());
    row.setField(14, finding.qValue());
    row.setField(15, finding.recurrenceDays());
    row.setField(16, string(finding.detector()));
    row.setField(17, string(finding.detectorVersion()));
    row.setField(18, time(finding.detectedAt()));
    row.setField(19, time(finding.eventTime()));
    row.setField(20, string(finding.evidence()));
    row.setField(21, time(finding.writtenAt()));
    row.setField(22, string(finding.verdict()));
    return row;
  }

  /**
   * What became of a finding, without whom it names: its reviewers and sources have no key here.
   */
  public static RowData outcome(Finding finding) {
    GenericRowData row = new GenericRowData(10);
    row.setField(0, string(finding.id()));
    row.setField(1, finding.revision());
    row.setField(2, string(finding.state().word()));
    row.setField(3, string(finding.verdict()));
    row.setField(4, string(finding.kind()));
    row.setField(5, string(finding.dimension()));
    row.setField(6, ASSESSED.contains(finding.dimension()) ? string(finding.key()) : null);
    row.setField(7, string(finding.department()));
    row.setField(8, CityClock.day(finding.windowEnd() - 1));
    row.setField(9, time(finding.writtenAt()));
    return row;
  }

  /** A review that a revision of a finding rests on. */
  public static RowData review(Finding finding, FindingReview review) {
    GenericRowData row = new GenericRowData(5);
    row.setField(0, string(finding.id()));
    row.setField(1, finding.revision());
    row.setField(2, string(review.reviewId()));
    row.setField(3, string(review.role()));
    row.setField(4, time(finding.eventTime()));
    return row;
  }

  /** All rows of a version of the baseline. */
  public static void baseline(Baseline version, long writtenAt, Consumer<RowData> out) {
    int day = version.day();
    out.accept(figure(day, "overall", "", version.overall(), writtenAt));
    for (int i = 0; i < Baseline.WEEKDAYS; i++) {
      out.accept(
          figure(day, "weekday", Integer.toString(i + 1), version.weekdayFactor(i), writtenAt));
    }
    for (int i = 0; i < version.channels(); i++) {
      out.accept(figure(day, "channel", CHANNELS[i].word(), version.channelFactor(i), writtenAt));
    }
    new TreeMap<>(version.matters())
        .forEach((matter, factor) -> out.accept(figure(day, "matter", matter, factor, writtenAt)));
  }

  /** All rows of a version of what verification does. */
  public static void verification(Verification version, long writtenAt, Consumer<RowData> out) {
    for (int age = 0; age <= Verification.LAST_AGE; age++) {
      out.accept(
          figure(
              version.day(),
              "verification",
              Integer.toString(age),
              version.factor(age),
              writtenAt));
    }
  }

  /** All rows of the standard of a level on a day. */
  public static void standard(
      int day, Level level, Standard standard, long writtenAt, Consumer<RowData> out) {
    String key = level.word();
    out.accept(figure(day, "prior", key, standard.strength(), writtenAt));
    out.accept(figure(day, "threshold", key, standard.threshold().cusum().threshold(), writtenAt));
    out.accept(figure(day, "run_length", key, standard.threshold().runLength(), writtenAt));
    out.accept(figure(day, "cut_100", key, standard.windows().cut(Grade.ANALYSTS_DAYS), writtenAt));
    out.accept(figure(day, "cut_365", key, standard.windows().cut(Grade.LEADERS_DAYS), writtenAt));
  }

  /** A row of {@code core.baselines}. */
  public static RowData figure(int day, String part, String key, double value, long writtenAt) {
    GenericRowData row = new GenericRowData(5);
    row.setField(0, day);
    row.setField(1, string(part));
    row.setField(2, string(key));
    row.setField(3, value);
    row.setField(4, time(writtenAt));
    return row;
  }
}
