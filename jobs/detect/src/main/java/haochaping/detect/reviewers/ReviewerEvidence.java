package haochaping.detect.reviewers;

import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Formula;
import haochaping.detect.evidence.Told;
import haochaping.detect.evidence.Withdrawal;
import haochaping.platform.Finding;
import haochaping.statistics.composition.Lockstep;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Findings about people in words and figures. Nobody is named, not even by a token or its hash. */
final class ReviewerEvidence {
  private static final int MOST_REVIEWS = 300;

  private final String hash;

  ReviewerEvidence(int horizon) {
    hash =
        Formula.hash(
            "horizon=" + horizon,
            "step="
                + Lockstep.DAYS
                + "/"
                + Lockstep.MEETING_DAYS
                + "/"
                + Lockstep.FEWEST_MEETINGS
                + "/"
                + Lockstep.LEAST_LIKENESS
                + "/"
                + Lockstep.SMALLEST_RING
                + "/"
                + Lockstep.MOST_TOKENS
                + "/"
                + Rings.MOST_DAYS,
            "origin="
                + Rules.FEWEST_APPLICANTS
                + "/"
                + SharedOrigins.LEVEL
                + "/"
                + SharedOrigins.PAST_DAYS
                + "/"
                + SharedOrigins.NEXT_TO_IT
                + "/"
                + SharedOrigins.NEW_DAYS,
            "complainant=" + Rules.FEWEST_BAD + "/" + Complainants.DAYS,
            "life=" + Story.CLOSES_AFTER + "/" + Story.REOPENS_WITHIN);
  }

  /** What is to be told of a story, not yet numbered and dated. */
  Told<ToldStory> told(Story story, int today) {
    Flag first = story.first();
    Flag peak = story.peak();
    Suspicion suspicion = first.suspicion();
    boolean isRing = suspicion.kind().equals(Suspicion.LOCKSTEP_GOOD.kind());
    String target = isRing ? first.key() + '/' + suspicion.side().word() : first.key();
    long observed = isRing ? (long) peak.figures()[Flag.TARGETS] : peak.observed();
    Finding finding =
        Findings.of(suspicion.kind(), suspicion.detector(), first.dimension(), target, first.day())
            .about(suspicion.kind(), first.dimension(), first.key())
            .state(Findings.state(first.day(), story.last().day(), today, Story.CLOSES_AFTER))
            .audience(Findings.SUPERVISOR)
            .days(story.firstDay(), story.last().day())
            .counts(observed, peak.expected())
            .chance(isRing ? null : (Double) peak.p(), null, null)
            .with(text(story, peak));
    return new Told<>(
        finding, first.day(), new ToldStory(suspicion, story.links(), peak.reviews()));
  }

  /** The reviews of all its days, the first ones of many. */
  List<FindingReview> reviews(Story story) {
    String role =
        switch (story.first().suspicion()) {
          case LOCKSTEP_GOOD, LOCKSTEP_BAD -> "in_step";
          case RULE_R8 -> "repeated_origin";
          case RULE_R13 -> FindingReview.EVIDENCE;
        };
    return ids(story).stream().limit(MOST_REVIEWS).map(id -> new FindingReview(id, role)).toList();
  }

  private static Set<String> ids(Story story) {
    Set<String> ids = new LinkedHashSet<>();
    story.flags.forEach(flag -> ids.addAll(flag.reviews()));
    return ids;
  }

  private String text(Story story, Flag peak) {
    ObjectNode json = EvidenceJson.of(chinese(story, peak), english(story, peak));
    List<String> missing = new ArrayList<>();
    double[] figures = peak.figures();
    switch (peak.suspicion()) {
      case LOCKSTEP_GOOD, LOCKSTEP_BAD -> {
        json.put("side", peak.suspicion().side().word());
        json.put("reviewers", peak.observed());
        json.put("pairs_in_step", (int) figures[Flag.PAIRS]);
        json.put("common_targets", (int) figures[Flag.TARGETS]);
        json.put("expected_of_a_pair", peak.expected());
        json.put("least_jaccard", figures[Flag.LEAST_LIKENESS]);
        json.put("capped", figures[Flag.CAPPED] > 0);
        missing.add("agents");
      }
      case RULE_R8 -> {
        json.put("origin", Origin.values()[(int) figures[Flag.ORIGIN]].english());
        json.put("hall_terminal", figures[Flag.TERMINAL] > 0);
        json.put("applicants", peak.observed());
        json.put("expected", peak.expected());
        json.put("n", (int) figures[Flag.REVIEWS]);
        json.put("past_days", (int) figures[Flag.PAST_DAYS]);
        json.put("p", peak.p());
        json.put("origins", story.flags.stream().mapToLong(Flag::source).distinct().count());
        missing.add("agents");
      }
      case RULE_R13 -> {
        json.put("n", (int) figures[Flag.ALL]);
        json.put("bad", peak.observed());
        json.put("departments", (int) figures[Flag.DEPARTMENTS]);
        json.put("expected", peak.expected());
        json.put("p", peak.p());
        json.put("city_bad_share", figures[Flag.SHARE]);
        json.put("baseline", date((int) figures[Flag.TABLE]));
        missing.add("R13:case-dates");
      }
    }
    json.put("first", date(peak.firstDay()));
    json.put("last", date(peak.day()));
    ArrayNode days = json.putArray("flagged_days");
    story.days().forEach(day -> days.add(date(day)));
    return EvidenceJson.end(json, hash, ids(story).stream(), missing);
  }

  private static String chinese(Story story, Flag peak) {
    StringBuilder text = new StringBuilder(peak.suspicion().chinese()).append("：");
    double[] figures = peak.figures();
    text.append(date(peak.firstDay()));
    if (peak.day() > peak.firstDay()) {
      text.append(" 至 ").append(date(peak.day()));
    }
    switch (peak.suspicion()) {
      case LOCKSTEP_GOOD, LOCKSTEP_BAD -> {
        text.append("，").append(peak.observed()).append(" 名评价人反复在 3 天之内先后评价同样的对象，共同对象 ");
        text.append((int) figures[Flag.TARGETS]).append(" 个，均给出");
        text.append(peak.suspicion().side() == Side.GOOD ? "非常满意" : "差评");
        text.append("；若各自择日前往，两人相遇的对象约 ").append(figure(peak.expected()));
        text.append(" 个。所涉评价多数属于该部门。");
      }
      case RULE_R8 -> {
        text.append("，同一").append(Origin.values()[(int) figures[Flag.ORIGIN]].chinese());
        text.append("一天内有 ").append(peak.observed()).append(" 名评价人，该来源同类日子通常约 ");
        text.append(figure(peak.expected())).append(" 名。所涉评价多数属于该");
        text.append(peak.dimension().equals("staff") ? "工作人员。" : "部门。");
      }
      case RULE_R13 -> {
        text.append("，同一评价人的 ").append((int) figures[Flag.ALL]).append(" 条评价中有差评 ");
        text.append(peak.observed()).append(" 条，涉及 ").append((int) figures[Flag.DEPARTMENTS]);
        text.append(" 个部门；按全市近半年差评占比，预计约 ").append(figure(peak.expected()));
        text.append(" 条。");
      }
    }
    int days = story.days().size();
    if (days > 1) {
      text.append("截至 ").append(date(story.last().day())).append("，共 ").append(days);
      text.append(" 天有此情形。");
    }
    text.append("仅为线索，不代表认定；请核实所列评价，认定不予采纳后本提示自动更新。");
    return text.toString();
  }

  private static String english(Story story, Flag peak) {
    StringBuilder text = new StringBuilder(peak.suspicion().english()).append(": ");
    double[] figures = peak.figures();
    text.append(
        peak.day() > peak.firstDay()
            ? "from " + date(peak.firstDay()) + " to " + date(peak.day())
            : "on " + date(peak.day()));
    switch (peak.suspicion()) {
      case LOCKSTEP_GOOD, LOCKSTEP_BAD -> {
        text.append(' ').append(peak.observed());
        text.append(" people reviewed the same targets within 3 days of each other, again and");
        text.append(" again: ").append((int) figures[Flag.TARGETS]).append(" targets, all ");
        text.append(peak.suspicion().side() == Side.GOOD ? "of level 5" : "bad");
        text.append("; two who came on days of their own would meet on about ");
        text.append(figure(peak.expected()));
        text.append(". Most of the reviews are about this department. ");
      }
      case RULE_R8 -> {
        text.append(' ').append(peak.observed()).append(" people reviewed from one ");
        text.append(Origin.values()[(int) figures[Flag.ORIGIN]].english());
        text.append(" in a day; on such days it usually has about ");
        text.append(figure(peak.expected())).append(". Most of the reviews are about this ");
        text.append(peak.dimension().equals("staff") ? "member of staff. " : "department. ");
      }
      case RULE_R13 -> {
        text.append(" one person gave ").append(peak.observed()).append(" bad reviews of ");
        text.append((int) figures[Flag.DEPARTMENTS]).append(" departments among ");
        text.append((int) figures[Flag.ALL]).append(" reviews; by the city's share of bad");
        text.append(" reviews of the last half year about ").append(figure(peak.expected()));
        text.append(" would be expected. ");
      }
    }
    int days = story.days().size();
    if (days > 1) {
      text.append("Up to ").append(date(story.last().day())).append(" it was so on ");
      text.append(days).append(" days. ");
    }
    text.append("This is a pointer, not a judgement; please verify the reviews: where they are");
    text.append(" not adopted, this finding is revised.");
    return text.toString();
  }

  /** What is to be told of a finding in whose place another stands. */
  static Finding moved(Finding told, String instead) {
    return Withdrawal.moved(
        told, instead, "经补报或更正，起始日期或对象有变", "Late or corrected reviews moved its first day or key");
  }
}
