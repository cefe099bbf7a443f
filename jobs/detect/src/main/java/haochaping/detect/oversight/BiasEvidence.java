package haochaping.detect.oversight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.concentration.Settings;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.AlertState;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.oversight.PeerTest;
import java.util.List;
import java.util.Locale;

/** Biased verdicts in words and figures. */
final class BiasEvidence {
  static final String KIND = "VERDICT_BIAS";

  /** Suspicion goes to the supervisor, never to who is suspected. */
  private static final String AUDIENCE = "supervisor";

  /** Staff that evidence names. */
  static final int STAFF_NAMED = 10;

  /** Reviews that evidence names as examples. */
  private static final int SAMPLE = 20;

  private final String hash = OversightSettings.hash();

  /** What is to be told of an alert, not yet numbered and dated. */
  Finding finding(BiasTrack track) {
    BiasSighting seen = track.strongest();
    PeerTest test = seen.test();
    int openDay = (int) track.alert().openDay().toEpochDay();
    return new Finding(
        track.alert().id(),
        0,
        state(track.alert().state()),
        AUDIENCE,
        KIND,
        track.alert().level(),
        track.alert().target(),
        null,
        Figures.millis(first(seen)),
        Figures.millis(seen.day() + 1),
        test.counted(),
        test.expected(),
        test.counted() / test.expected(),
        test.p(),
        seen.q(),
        seen.recurrenceDays(),
        track.alert().detector(),
        Settings.VERSION,
        0,
        Figures.millis(openDay + 1),
        0,
        text(track.alert().level(), seen));
  }

  private static int first(BiasSighting seen) {
    return seen.day() - OversightSettings.DECIDED_DAYS + 1;
  }

  private static Finding.State state(AlertState state) {
    return switch (state) {
      case NEW -> Finding.State.NEW;
      case ONGOING, REOPENED -> Finding.State.ONGOING;
      case CLOSED -> Finding.State.CLOSED;
      case WITHDRAWN -> Finding.State.WITHDRAWN;
    };
  }

  private String text(String level, BiasSighting seen) {
    PeerTest test = seen.test();
    boolean isStaff = level.equals(Level.STAFF.word());
    ObjectNode json = Figures.JSON.createObjectNode();
    json.put("zh", chinese(isStaff, seen));
    json.put("en", english(isStaff, seen));
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
    json.put("from", Figures.date(first(seen)));
    json.put("until", Figures.date(seen.day()));
    json.put("formula", Settings.VERSION);
    json.put("config", hash);
    ArrayNode sample = json.putArray("sample_reviews");
    seen.notAdopted().stream().limit(SAMPLE).forEach(sample::add);
    ArrayNode missing = json.putArray("missing");
    // No feed names who verified a review.
    missing.add("handler");
    if (seen.haste().get(2).decided() > 0) {
      missing.add("time_of_verdict");
    }
    return Figures.write(json);
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
    text.append(Figures.date(first(seen))).append(" 至 ").append(Figures.date(seen.day()));
    text.append("，").append(isStaff ? "涉及该工作人员" : "该部门").append("已核实的差评 ");
    text.append(test.cases()).append(" 条中有 ").append(test.counted()).append(" 条不予采纳（");
    text.append(Figures.percent((double) test.counted() / test.cases()));
    text.append("）；同级其他 ").append(seen.units()).append(isStaff ? " 人的 " : " 个部门的 ");
    text.append(test.othersCases()).append(" 条中不予采纳 ").append(test.othersCounted());
    text.append(" 条（").append(Figures.percent((double) test.othersCounted() / test.othersCases()));
    text.append("），照此预计约 ").append(Figures.count(test.expected()));
    text.append(" 条。纯属偶然时，同级中至少 ").append(Figures.days(seen.recurrenceDays()));
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
    text.append("From ").append(Figures.date(first(seen))).append(" to ");
    text.append(Figures.date(seen.day())).append(", of ").append(test.cases());
    text.append(" verified bad reviews of this ")
        .append(isStaff ? "member of staff" : "department");
    text.append(", ").append(test.counted()).append(" were not adopted (");
    text.append(Figures.percent((double) test.counted() / test.cases())).append("). Of ");
    text.append(test.othersCases()).append(" of the ").append(seen.units());
    text.append(" others at this level it was ").append(test.othersCounted()).append(" (");
    text.append(Figures.percent((double) test.othersCounted() / test.othersCases()));
    text.append("), which lets one expect about ").append(Figures.count(test.expected()));
    text.append(". By chance that happens somewhere at this level once in at least ");
    text.append(Figures.days(seen.recurrenceDays())).append(" days. ");
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

  /** Why a finding no longer holds. */
  enum Reason {
    /** Reviews that were not adopted count again, or others than the office decided. */
    RETRACTED,
    /** Its first day has moved, and with it its name. */
    MOVED,
    /** Other verdicts, here or elsewhere, leave nothing that stands out. */
    RESTATED
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param told as it was told last
   * @param left of its reviews that were not adopted, how many still are by the office alone
   * @param instead id of the finding that stands in its place, for {@link Reason#MOVED}
   */
  Finding withdrawn(Finding told, Reason reason, long left, String instead) {
    String chinese =
        switch (reason) {
          case RETRACTED -> "原有 " + told.observed() + " 条自行认定不予采纳的差评，现仅余 " + left + " 条，不再突出。";
          case MOVED -> "经更正，起始日期有变，由提示 " + instead + " 代替。";
          case RESTATED -> "经更正或补充认定后未达阈值。";
        };
    String english =
        switch (reason) {
          case RETRACTED ->
              "Of its "
                  + told.observed()
                  + " bad reviews that the office itself did not adopt only "
                  + left
                  + " are left: they do not stand out any more.";
          case MOVED -> "Corrections moved its first day: " + instead + " replaces it.";
          case RESTATED -> "With corrected and further verdicts nothing stands out.";
        };
    ObjectNode json =
        Figures.withdrawn(told, chinese, english, reason.name().toLowerCase(Locale.ROOT));
    if (instead != null) {
      json.put("replaced_by", instead);
    }
    return told.in(Finding.State.WITHDRAWN, Figures.write(json));
  }
}
