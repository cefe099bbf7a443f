package haochaping.detect.oversight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.concentration.Settings;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Grade;
import java.util.Locale;

/** Silent sources in words and figures. */
final class SilenceEvidence {
  static final String KIND = "SILENT_SOURCE";

  /** What is missing may be what somebody keeps back. */
  private static final String AUDIENCE = "supervisor";

  private final String hash = OversightSettings.hash();

  /** What is to be told of a silence, not yet numbered and dated. */
  Finding finding(String id, Finding.State where, String level, Silence silence) {
    return new Finding(
        id,
        0,
        where,
        AUDIENCE,
        KIND,
        level,
        silence.key(),
        null,
        Figures.millis(silence.first()),
        Figures.millis(silence.lastDay() + 1),
        0,
        silence.expected(),
        0.0,
        Math.exp(silence.logP()),
        null,
        silence.recurrenceDays(),
        SilenceWatch.DETECTOR,
        Settings.VERSION,
        0,
        Figures.millis(silence.openDay() + 1),
        0,
        text(level, silence));
  }

  private String text(String level, Silence silence) {
    boolean isSource = level.equals(SilenceWatch.SOURCE);
    ObjectNode json = Figures.JSON.createObjectNode();
    json.put("zh", chinese(isSource, silence));
    json.put("en", english(isSource, silence));
    json.put("grade", Grade.LEADERS.name().toLowerCase(Locale.ROOT));
    json.put("silent_since", Figures.date(silence.first()));
    json.put("until", Figures.date(silence.lastDay()));
    json.put("lasts", silence.lasts());
    json.put("silent_days", silence.lastDay() - silence.first() + 1);
    json.put("reviews", 0);
    json.put("expected", silence.expected());
    json.put("log_p", silence.logP());
    json.put("p", Math.exp(silence.logP()));
    json.put("ri_days", silence.recurrenceDays());
    json.put("watched", silence.watched());
    ObjectNode rhythm = json.putObject("rhythm");
    rhythm.put("day", Figures.date(silence.openDay()));
    rhythm.put("like_days", silence.like());
    rhythm.put("mean", silence.usualMean());
    rhythm.put("variance", silence.usualVariance());
    rhythm.put("size_of_all_days", silence.firmest());
    rhythm.put("share_of_others", silence.share());
    json.put("formula", Settings.VERSION);
    json.put("config", hash);
    json.putArray("sample_reviews");
    ArrayNode missing = json.putArray("missing");
    missing.add("holidays");
    return Figures.write(json);
  }

  private static String chinese(boolean isSource, Silence silence) {
    StringBuilder text = new StringBuilder();
    text.append(isSource ? "数据来源“" : "渠道“").append(silence.key()).append("”自 ");
    text.append(Figures.date(silence.first())).append(" 至 ");
    text.append(Figures.date(silence.lastDay())).append(" 没有任何评价，按其以往同一星期几的情况预计约 ");
    text.append(Figures.count(silence.expected())).append(" 条；若一切正常，全部 ");
    text.append(silence.watched()).append(isSource ? " 个来源中至少 " : " 个渠道中至少 ");
    text.append(Figures.days(silence.recurrenceDays())).append(" 天才会出现一次这样的中断。");
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
    text.append(" sent no review from ").append(Figures.date(silence.first())).append(" to ");
    text.append(Figures.date(silence.lastDay()))
        .append("; the same weekdays before let one expect");
    text.append(" about ").append(Figures.count(silence.expected()));
    text.append(". By chance that happens to one of ").append(silence.watched());
    text.append(isSource ? " sources" : " channels").append(" once in at least ");
    text.append(Figures.days(silence.recurrenceDays())).append(" days. ");
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

  /** Why a finding no longer holds. */
  enum Reason {
    /** Reviews of its days have come. */
    LATE,
    /** Its first day has moved, and with it its name. */
    MOVED,
    /** With late reviews of other days, or of others, it is not too long for chance. */
    RESTATED
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param told as it was told last
   * @param came reviews of its days
   * @param instead id of the finding that stands in its place, for {@link Reason#MOVED}
   */
  Finding withdrawn(Finding told, Reason reason, long came, String instead) {
    String chinese =
        switch (reason) {
          case LATE -> "这些日期的评价已补报 " + came + " 条。";
          case MOVED -> "经补报或更正，起止日期有变，由提示 " + instead + " 代替。";
          case RESTATED -> "经补报或更正后未达阈值。";
        };
    String english =
        switch (reason) {
          case LATE -> came + (came == 1 ? " review" : " reviews") + " of these days came late.";
          case MOVED -> "Late or corrected reviews moved its days: " + instead + " replaces it.";
          case RESTATED -> "With late and corrected reviews it is no unusual silence.";
        };
    ObjectNode json =
        Figures.withdrawn(told, chinese, english, reason.name().toLowerCase(Locale.ROOT));
    if (instead != null) {
      json.put("replaced_by", instead);
    }
    return told.in(Finding.State.WITHDRAWN, Figures.write(json));
  }
}
