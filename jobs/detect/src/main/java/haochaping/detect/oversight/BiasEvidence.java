package haochaping.detect.oversight;

import static haochaping.detect.evidence.Figures.count;
import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.days;
import static haochaping.detect.evidence.Figures.percent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.evidence.Withdrawal.Reason;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.oversight.PeerTest;
import java.util.List;
import java.util.Locale;

/** Biased verdicts in words and figures. */
final class BiasEvidence {
  static final String KIND = "VERDICT_BIAS";

  /** Staff that evidence names. */
  static final int STAFF_NAMED = 10;

  private final String hash = OversightSettings.hash();

  /** What is to be told of an alert, not yet numbered and dated. */
  Finding finding(BiasTrack track) {
    BiasSighting seen = track.strongest();
    PeerTest test = seen.test();
    return Findings.of(KIND, track.alert())
        .audience(Findings.SUPERVISOR)
        .days(first(seen), seen.day())
        .counts(test.counted(), test.expected())
        .chance(test.p(), seen.q(), seen.recurrenceDays())
        .with(text(track.alert().level(), seen));
  }

  private static int first(BiasSighting seen) {
    return seen.day() - OversightSettings.DECIDED_DAYS + 1;
  }

  private String text(String level, BiasSighting seen) {
    PeerTest test = seen.test();
    boolean isStaff = level.equals(Level.STAFF.word());
    ObjectNode json = EvidenceJson.of(chinese(isStaff, seen), english(isStaff, seen));
    json.put("grade", Grade.of(seen.q(), seen.recurrenceDays()).name().toLowerCase(Locale.ROOT));
    json.put("decided", test.cases());
    json.put("not_adopted", test.counted());
    json.put("expected", test.expected());
    ObjectNode others = json.putObject("others");
    others.put("units", seen.units());
    others.put("decided", test.othersCases());
    others.put("not_adopted", test.othersCounted());
    others.put("share", test.mean());
    others.put("strength", test.strength());
    json.put("p", test.p());
    json.put("mid_p", test.midP());
    json.put("q", seen.q());
    json.put("ri_days", seen.recurrenceDays());
    parts(json.putArray("by_time_of_verdict"), seen.haste());
    parts(json.putArray("by_part_of_quarter"), seen.quarterEnd());
    parts(json.putArray("by_staff"), seen.staff());
    json.put("from", date(first(seen)));
    json.put("until", date(seen.day()));
    // No feed names who verified a review.
    List<String> missing =
        seen.haste().get(2).decided() > 0
            ? List.of("handler", "time_of_verdict")
            : List.of("handler");
    return EvidenceJson.end(json, hash, seen.notAdopted().stream(), missing);
  }

  private static void parts(ArrayNode array, List<Part> parts) {
    for (Part part : parts) {
      ObjectNode node = array.addObject();
      node.put("of", part.of());
      node.put("decided", part.decided());
      node.put("not_adopted", part.notAdopted());
    }
  }

  private static String chinese(boolean isStaff, BiasSighting seen) {
    PeerTest test = seen.test();
    Part hour = seen.haste().get(0);
    Part later = seen.haste().get(1);
    Part end = seen.quarterEnd().get(0);
    Part rest = seen.quarterEnd().get(1);
    StringBuilder text = new StringBuilder();
    text.append(date(first(seen))).append(" 至 ").append(date(seen.day()));
    text.append("，").append(isStaff ? "涉及该工作人员" : "该部门").append("已核实的差评 ");
    text.append(test.cases()).append(" 条中有 ").append(test.counted()).append(" 条不予采纳（");
    text.append(percent((double) test.counted() / test.cases()));
    text.append("）；同级其他 ").append(seen.units()).append(isStaff ? " 人的 " : " 个部门的 ");
    text.append(test.othersCases()).append(" 条中不予采纳 ").append(test.othersCounted());
    text.append(" 条（").append(percent((double) test.othersCounted() / test.othersCases()));
    text.append("），照此预计约 ").append(count(test.expected()));
    text.append(" 条。纯属偶然时，同级中至少 ").append(days(seen.recurrenceDays()));
    text.append(" 天才会出现一次。");
    if (hour.decided() > 0) {
      text.append("评价后 1 小时内即作出认定的 ").append(hour.decided()).append(" 条中不予采纳 ");
      text.append(hour.notAdopted()).append(" 条，此后认定的 ").append(later.decided());
      text.append(" 条中 ").append(later.notAdopted()).append(" 条。");
    }
    if (end.decided() > 0) {
      text.append("季末最后 ").append(OversightSettings.QUARTER_END_DAYS).append(" 天的评价 ");
      text.append(end.decided()).append(" 条中不予采纳 ").append(end.notAdopted());
      text.append(" 条，其余 ").append(rest.decided()).append(" 条中 ").append(rest.notAdopted());
      text.append(" 条。");
    }
    text.append("差评由承办单位自行核实，请另行指定人员调阅回访记录，对所列评价逐条复核；这是核查线索，不是结论。");
    return text.toString();
  }

  private static String english(boolean isStaff, BiasSighting seen) {
    PeerTest test = seen.test();
    Part hour = seen.haste().get(0);
    Part later = seen.haste().get(1);
    Part end = seen.quarterEnd().get(0);
    Part rest = seen.quarterEnd().get(1);
    StringBuilder text = new StringBuilder();
    text.append("From ").append(date(first(seen))).append(" to ");
    text.append(date(seen.day())).append(", of ").append(test.cases());
    text.append(" verified bad reviews of this ")
        .append(isStaff ? "member of staff" : "department");
    text.append(", ").append(test.counted()).append(" were not adopted (");
    text.append(percent((double) test.counted() / test.cases())).append("). Of ");
    text.append(test.othersCases()).append(" of the ").append(seen.units());
    text.append(" others at this level it was ").append(test.othersCounted()).append(" (");
    text.append(percent((double) test.othersCounted() / test.othersCases()));
    text.append("), which lets one expect about ").append(count(test.expected()));
    text.append(". By chance that happens somewhere at this level once in at least ");
    text.append(days(seen.recurrenceDays())).append(" days. ");
    if (hour.decided() > 0) {
      text.append("Decided within an hour of the review: ").append(hour.notAdopted());
      text.append(" of ").append(hour.decided()).append(" not adopted; later: ");
      text.append(later.notAdopted()).append(" of ").append(later.decided()).append(". ");
    }
    if (end.decided() > 0) {
      text.append("Of the last ").append(OversightSettings.QUARTER_END_DAYS);
      text.append(" days of a quarter: ").append(end.notAdopted()).append(" of ");
      text.append(end.decided()).append("; of other days: ").append(rest.notAdopted());
      text.append(" of ").append(rest.decided()).append(". ");
    }
    text.append(
        "The office that handled a case verifies its bad review: please have somebody else");
    text.append(" check the callback records of the reviews named. This is a pointer, no proof.");
    return text.toString();
  }

  /** What is to be told of a finding in whose place another stands. */
  static Finding moved(Finding told, String instead) {
    return Withdrawal.moved(told, instead, "经更正，起始日期有变", "Corrections moved its first day");
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param told as it was told last
   * @param left of its reviews that were not adopted, how many still are by the office alone
   */
  static Finding withdrawn(Finding told, long left) {
    if (left < told.observed()) {
      return Withdrawal.of(
          told,
          Reason.RETRACTED,
          "原有 " + told.observed() + " 条自行认定不予采纳的差评，现仅余 " + left + " 条，不再突出。",
          "Of its "
              + told.observed()
              + " bad reviews that the office itself did not adopt only "
              + left
              + " are left: they do not stand out any more.");
    }
    return Withdrawal.of(
        told,
        Reason.RESTATED,
        "经更正或补充认定后未达阈值。",
        "With corrected and further verdicts nothing stands out.");
  }
}
