package haochaping.detect.oversight;

import static haochaping.detect.evidence.Figures.count;
import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.days;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.evidence.Withdrawal.Reason;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Grade;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Silent sources in words and figures. */
final class SilenceEvidence {
  static final String KIND = "SILENT_SOURCE";

  private final String hash = OversightSettings.hash();

  /** What is to be told of a silence, not yet numbered and dated. */
  Finding finding(Finding.State where, String level, Silence silence) {
    return Findings.of(KIND, SilenceWatch.DETECTOR, level, silence.key(), silence.openDay())
        .state(where)
        // What is missing may be what somebody keeps back.
        .audience(Findings.SUPERVISOR)
        .days(silence.first(), silence.lastDay())
        .counts(0, silence.expected())
        .chance(Math.exp(silence.logP()), null, silence.recurrenceDays())
        .with(text(level, silence));
  }

  private String text(String level, Silence silence) {
    boolean isSource = level.equals(SilenceWatch.SOURCE);
    ObjectNode json = EvidenceJson.of(chinese(isSource, silence), english(isSource, silence));
    json.put("grade", Grade.LEADERS.name().toLowerCase(Locale.ROOT));
    json.put("silent_since", date(silence.first()));
    json.put("until", date(silence.lastDay()));
    json.put("lasts", silence.lasts());
    json.put("silent_days", silence.lastDay() - silence.first() + 1);
    json.put("reviews", 0);
    json.put("expected", silence.expected());
    json.put("log_p", silence.logP());
    json.put("p", Math.exp(silence.logP()));
    json.put("ri_days", silence.recurrenceDays());
    json.put("watched", silence.watched());
    ObjectNode rhythm = json.putObject("rhythm");
    rhythm.put("day", date(silence.openDay()));
    rhythm.put("like_days", silence.like());
    rhythm.put("mean", silence.usualMean());
    rhythm.put("variance", silence.usualVariance());
    rhythm.put("size_of_all_days", silence.firmest());
    rhythm.put("share_of_others", silence.share());
    return EvidenceJson.end(json, hash, Stream.of(), List.of("holidays"));
  }

  private static String chinese(boolean isSource, Silence silence) {
    StringBuilder text = new StringBuilder();
    text.append(isSource ? "数据来源“" : "渠道“").append(silence.key()).append("”自 ");
    text.append(date(silence.first())).append(" 至 ");
    text.append(date(silence.lastDay())).append(" 没有任何评价，按其以往同一星期几的情况预计约 ");
    text.append(count(silence.expected())).append(" 条；若一切正常，全部 ");
    text.append(silence.watched()).append(isSource ? " 个来源中至少 " : " 个渠道中至少 ");
    text.append(days(silence.recurrenceDays())).append(" 天才会出现一次这样的中断。");
    if (!silence.lasts()) {
      text.append("此后已恢复报送；请确认中断期间的评价是否需要补报。");
    } else if (!silence.awaited()) {
      text.append("中断已达 ").append(OversightSettings.AWAITED_DAYS).append(" 天，不再等待。");
    } else {
      text.append("请检查接口、设备和网络，并核实是否有评价未报送；补报后本提示自动更新。");
    }
    return text.toString();
  }

  private static String english(boolean isSource, Silence silence) {
    StringBuilder text = new StringBuilder();
    text.append(isSource ? "Source " : "Channel ").append(silence.key());
    text.append(" sent no review from ").append(date(silence.first())).append(" to ");
    text.append(date(silence.lastDay())).append("; the same weekdays before let one expect");
    text.append(" about ").append(count(silence.expected()));
    text.append(". By chance that happens to one of ").append(silence.watched());
    text.append(isSource ? " sources" : " channels").append(" once in at least ");
    text.append(days(silence.recurrenceDays())).append(" days. ");
    if (!silence.lasts()) {
      text.append("It speaks again; please see whether reviews of these days are still to come.");
    } else if (!silence.awaited()) {
      text.append("After ").append(OversightSettings.AWAITED_DAYS);
      text.append(" silent days it is not waited for any more.");
    } else {
      text.append(
          "Please check interface, devices and network, and whether reviews are kept back;");
      text.append(" once they come this finding is revised.");
    }
    return text.toString();
  }

  /** What is to be told of a finding in whose place another stands. */
  static Finding moved(Finding told, String instead) {
    return Withdrawal.moved(
        told, instead, "经补报或更正，起止日期有变", "Late or corrected reviews moved its days");
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param told as it was told last
   * @param came reviews of its days
   */
  static Finding withdrawn(Finding told, long came) {
    return came > 0
        ? Withdrawal.of(
            told,
            Reason.LATE,
            "这些日期的评价已补报 " + came + " 条。",
            came + (came == 1 ? " review" : " reviews") + " of these days came late.")
        : Withdrawal.of(
            told,
            Reason.RESTATED,
            "经补报或更正后未达阈值。",
            "With late and corrected reviews it is no unusual silence.");
  }
}
